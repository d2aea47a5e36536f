/** Where a card may lead, and where its picture may lie: an address of any other kind is not stored. Pure. */
import { type Card, isSafeLink, type ProtocolError } from '@foyer/protocol'

/** What is wrong with the addresses of a card. An empty one leads nowhere. */
export function cardProblem({ url, image, buttons = [] }: Card, at: string): ProtocolError | null {
  const links = [
    [url, 'url'] as const,
    ...buttons.map((one, index) => [one.url, `buttons/${index}/url`] as const),
  ]
  for (const [address, path] of links) {
    if (address && !isSafeLink(address)) return bad(`${at}/${path}`, linkWords)
  }
  return image && !isPicture(image) ? bad(`${at}/image`, pictureWords) : null
}

/** On the web, or a path on this server. */
function isPicture(address: string): boolean {
  return address.startsWith('/')
    ? /^\/(?![/\\])[^\s\\]*$/.test(address)
    : /^http/i.test(address) && isSafeLink(address)
}

const linkWords = 'A link begins with https://, http://, mailto: or tel:, and names no user before its host.'
const pictureWords = 'An image begins with https:// or http://, or is a path on this server.'

function bad(path: string, message: string): ProtocolError {
  return { code: 'bad_request', message, path }
}
