/**
 * Files on their way in and out. In: the site's limit and types, by what the bytes are; images only with a
 * size that a browser can bear. Out: by signed link alone. Everything else looks as if it did not exist.
 */
import type { FileRef, Id, ProtocolError } from '@foyer/protocol'
import { displayName } from '../core/files/file-name.ts'
import { decideType, isImage, servingOf } from '../core/files/file-type.ts'
import { readImageSize } from '../core/files/image-size.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Blobs, Files, StoredFile } from '../ports/files.ts'
import type { Sites } from '../ports/sites.ts'
import { createAttempts } from './attempts.ts'
import type { FileLinks } from './file-links.ts'
import type { Limits } from './limits.ts'
import { badRequest, notFound, type Outcome, siteOff } from './outcome.ts'

const minute = 60_000
const day = 24 * 60 * minute
const megabyte = 1024 * 1024

export const imageLimits = { pixels: 40_000_000, side: 12_000 } as const
/** Bytes that one visitor may store in a day. */
export const dailyQuota = 1024 * megabyte
/** Visitors' uploads from one network: a new visitor costs nothing, so theirs alone would limit nobody. */
export const addressLimit = { most: 60, within: 10 * minute } as const
/** How many first bytes a type needs, and how many more a JPEG with much in its header. */
export const startBytes = { usual: 4_096, most: megabyte } as const

export type ByteStream = Parameters<Blobs['write']>[1]

export interface Upload {
  by: StoredFile['by']
  /** The network that the limits count. */
  address: string
  site: string
  /** As the client says. */
  name: string
  declared: string
  /** As the request's header says; null when it does not. */
  length: number | null
  /** Resolves to the first bytes, at least `count` if there are so many; they stay part of the body. */
  peek: (count: number) => Promise<Uint8Array>
  /** The whole body; called once, when the upload is accepted. */
  body: () => ByteStream
}

export interface Opened {
  file: StoredFile
  /** What to call it on the wire; not always what it is. */
  type: string
  isInline: boolean
  read: (range?: { start: number; end: number }) => ByteStream
}

export interface Uploads {
  receive(upload: Upload): Promise<Outcome<{ file: FileRef }>>
  /** Null: no such file, or a link that is not good. */
  open(id: Id, query: { e?: string; s?: string }): Promise<Opened | null>
  /** Takes the file away for good; twice is once. */
  remove(id: Id): Promise<void>
}

export function createUploads(ports: {
  files: Files
  blobs: Blobs
  sites: Sites
  links: FileLinks
  limits: Limits
  clock: Clock
  chance: Chance
}): Uploads {
  const { files, blobs, sites, links, limits, clock, chance } = ports
  const byAddress = createAttempts(clock, addressLimit)

  /** What a visitor may not do any more for a while; agents have no limits but on size. */
  async function overLimit(upload: Upload): Promise<ProtocolError | null> {
    if (limits.areLifted || upload.by.kind !== 'visitor') return null
    const error = limits.check('uploads', upload.by.id)
    if (error !== null) return error
    const retryAfter = byAddress.take(upload.address)
    if (retryAfter > 0) {
      return { code: 'rate_limited', message: 'Too many uploads from this network.', retryAfter }
    }
    const stored = await files.bytesSince(upload.by.id, clock.now() - day)
    if (stored + (upload.length ?? 0) <= dailyQuota) return null
    return { code: 'rate_limited', message: 'Too much was uploaded today.', retryAfter: day / 24 }
  }

  async function sizeOf(upload: Upload, start: Uint8Array) {
    let size = readImageSize(start)
    if (size === 'more') size = readImageSize(await upload.peek(startBytes.most))
    return size === 'more' ? null : size
  }

  return {
    async remove(id) {
      // The row last: as long as it stands, the removal is tried again.
      await blobs.remove(id)
      await files.remove(id)
    },

    async receive(upload) {
      const site = await sites.find(upload.site)
      if (site === null) return notFound
      if (upload.by.kind === 'visitor' && !site.settings.enabled) return { error: siteOff }
      const { bytes, types } = site.settings.upload
      const tooLarge = {
        error: { code: 'too_large', message: `Files have at most ${sizeInWords(bytes)}.` },
      } as const
      if (upload.length !== null && upload.length > bytes) return tooLarge
      const error = await overLimit(upload)
      if (error !== null) return { error }

      const start = await upload.peek(startBytes.usual)
      if (start.length === 0) return badRequest('/body', 'The file is empty.')
      const name = displayName(upload.name)
      const decided = decideType({ name, declared: upload.declared, start, accepted: types })
      if ('refused' in decided)
        return { error: { code: 'unsupported_type', message: whyRefused[decided.refused] } }
      const size = isImage(decided.type) ? await sizeOf(upload, start) : undefined
      if (size === null) return { error: { code: 'unsupported_type', message: 'This image cannot be read.' } }
      if (size !== undefined && isFlood(size)) {
        const message = `Images have at most 40 megapixels and ${imageLimits.side} pixels a side.`
        return { error: { code: 'too_large', message } }
      }

      const id = chance.id()
      const written = await blobs.write(id, upload.body(), bytes)
      if (written === 'tooLarge') return tooLarge
      const file: StoredFile = {
        id,
        site: site.id,
        by: upload.by,
        name,
        type: decided.type,
        size: written.size,
        width: size?.width ?? null,
        height: size?.height ?? null,
        createdAt: clock.now(),
      }
      try {
        await files.create(file)
      } catch (error) {
        await blobs.remove(id)
        throw error
      }
      return { ok: { file: fileRef(file, links) } }
    },

    async open(id, query) {
      if (!links.verify(id, query)) return null
      const file = await files.find(id)
      if (file === null) return null
      return { file, ...servingOf(file.type), read: (range) => blobs.read(id, range) }
    },
  }
}

/** A file as it is sent, with a link made for now. */
export function fileRef(file: StoredFile, links: FileLinks): FileRef {
  const { id, name, type, size, width, height } = file
  const sides = width === null || height === null ? {} : { width, height }
  return { id, name, type, size, url: links.sign(id), ...sides }
}

const whyRefused = {
  notAccepted: 'This type of file is not accepted here.',
  notWhatItSays: 'This file is not of the type that its name says.',
} as const

function isFlood({ width, height }: { width: number; height: number }): boolean {
  return width > imageLimits.side || height > imageLimits.side || width * height > imageLimits.pixels
}

function sizeInWords(bytes: number): string {
  if (bytes >= megabyte) return `${Math.floor((bytes / megabyte) * 10) / 10} MB`
  return bytes >= 1024 ? `${Math.floor(bytes / 1024)} KB` : `${bytes} bytes`
}
