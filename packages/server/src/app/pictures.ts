/**
 * Pictures of cards (CV-9): fetched by the server from where the operator said, so that no browser, a visitor's or
 * an agent's, asks anybody else for anything (SC-6). The address that a card then has is ours, and signed: it is the
 * right to have this one picture fetched, and no other.
 */
import type { Card, SiteSettings } from '@foyer/protocol'
import { decideType, isImage } from '../core/files/file-type.ts'
import { readImageSize } from '../core/files/image-size.ts'
import { isPictureOf } from '../core/media-rules.ts'
import type { FetchPicture } from '../ports/pictures.ts'
import type { Limits } from './limits.ts'
import { notFound, type Outcome } from './outcome.ts'
import { createSignature } from './signature.ts'

/** Bytes, and pixels a side: more than a card shows has no place in one. */
export const pictureLimits = { bytes: 4 * 1024 * 1024, side: 6_000 } as const
/** Characters of an address in a card. */
const mostAddress = 2_000

export interface Pictures {
  /** The card with its picture at an address of ours, where it comes from one that the operator named. */
  dress(card: Card, settings: SiteSettings | null): Card
  /** Likewise for the operator's own catalogue, wherever its pictures lie. */
  sign(url: string): string | undefined
  /** By an address that was made here. `network`: for limits. */
  read(
    query: { u: string; s: string },
    network: string,
  ): Promise<Outcome<{ type: string; bytes: Uint8Array }>>
}

export function createPictures(ports: {
  secret: string
  fetchPicture: FetchPicture
  limits: Limits
}): Pictures {
  const signature = createSignature(ports.secret, 'picture link')
  const sign = (url: string) => {
    const address = `/v1/pictures?u=${encodeURIComponent(url)}&s=${signature.sign(url)}`
    return address.length <= mostAddress ? address : undefined
  }

  return {
    sign,
    dress(card, settings) {
      const { image } = card
      if (image === undefined || settings === null || !isPictureOf(settings, image)) return card
      return { ...card, image: sign(image) ?? image }
    },
    async read({ u, s }, network) {
      if (!signature.verify(u, s)) return notFound
      const refused = ports.limits.check('pictures', network)
      if (refused !== null) return { error: refused }
      const bytes = await ports.fetchPicture(u, pictureLimits.bytes)
      if (bytes === null) return notFound
      const decided = decideType({
        name: '',
        declared: '',
        start: bytes.subarray(0, 4_096),
        accepted: ['image/*'],
      })
      if ('refused' in decided || !isImage(decided.type)) return notFound
      const size = readImageSize(bytes)
      const isFit =
        size !== null && size !== 'more' && Math.max(size.width, size.height) <= pictureLimits.side
      return isFit ? { ok: { type: decided.type, bytes } } : notFound
    },
  }
}
