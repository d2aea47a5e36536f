/** What the settings of voice messages and cards' pictures are at first and must be. Pure. */
import type { MediaSettings, ProtocolError } from '@foyer/protocol'
import { isAllowedOrigin, normalOrigin } from './origins.ts'
import { wrong } from './rule-words.ts'

const mostOrigins = 20

export function defaultMedia(): MediaSettings {
  return { voice: true, pictures: [] }
}

export function mediaProblem({ pictures }: MediaSettings): { error: ProtocolError } | null {
  if (pictures.length > mostOrigins) {
    return wrong('/media/pictures', `Pictures come from at most ${mostOrigins} origins.`)
  }
  const odd = pictures.findIndex((origin) => normalOrigin(origin) === null)
  if (odd < 0) return null
  return wrong(
    `/media/pictures/${odd}`,
    'An origin is a scheme and a host, such as https://images.shop.example, with nothing after it.',
  )
}

/** Whether the operator has said that pictures of cards come from there: else the server asks nobody (SC-6). */
export function isPictureOf(
  { origins, media }: { origins: string[]; media: MediaSettings },
  address: string,
): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  if (username !== '' || password !== '') return false
  return isAllowedOrigin(origin, [...origins, ...media.pictures])
}
