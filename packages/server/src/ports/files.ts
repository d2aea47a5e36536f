/** What is known of uploads, and where their bytes are. Names that people give never become paths. */

import type { Readable } from 'node:stream'
import type { Id, Time } from '@foyer/protocol'

export interface StoredFile {
  id: Id
  site: string
  /** Who uploaded it: only they can post it. */
  by: { kind: 'visitor' | 'agent' | 'assistant'; id: Id }
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
  createdAt: Time
}

export interface Files {
  create(file: StoredFile): Promise<void>
  find(id: Id): Promise<StoredFile | null>
  /** Again, or what is not there, changes nothing. */
  remove(id: Id): Promise<void>
  /** Bytes that this uploader stored since. */
  bytesSince(by: Id, since: Time): Promise<number>
}

export interface Blobs {
  /**
   * Stores the stream under `id`, whole or not at all.
   * Resolves to its size and first bytes; rejects, leaving nothing, when the stream fails or is over `most` bytes.
   */
  write(id: Id, from: Readable, most: number): Promise<{ size: number; start: Uint8Array } | 'tooLarge'>
  read(id: Id, range?: { start: number; end: number }): Readable
  remove(id: Id): Promise<void>
}
