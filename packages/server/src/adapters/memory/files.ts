/** Uploads in maps, bytes included, for tests. */
import { Readable } from 'node:stream'
import type { Blobs, Files, StoredFile } from '../../ports/files.ts'

/** Of a file's beginning, for telling its type. */
const startBytes = 4096

export function createMemoryFiles(): Files & { by(visitor: string): string[] } {
  const files = new Map<string, StoredFile>()
  return {
    by: (visitor) =>
      [...files.values()].filter(({ by }) => by.kind === 'visitor' && by.id === visitor).map(({ id }) => id),
    async create(file) {
      files.set(file.id, structuredClone(file))
    },
    find: async (id) => structuredClone(files.get(id) ?? null),
    async remove(id) {
      files.delete(id)
    },
    async bytesSince(by, since) {
      return [...files.values()]
        .filter((file) => file.by.id === by && file.createdAt >= since)
        .reduce((total, { size }) => total + size, 0)
    },
  }
}

export function createMemoryBlobs(): Blobs {
  const blobs = new Map<string, Buffer>()
  return {
    async write(id, from, most) {
      const parts: Buffer[] = []
      let size = 0
      for await (const part of from) {
        const bytes = Buffer.from(part as Uint8Array)
        size += bytes.length
        if (size > most) return 'tooLarge'
        parts.push(bytes)
      }
      const whole = Buffer.concat(parts)
      blobs.set(id, whole)
      return { size, start: new Uint8Array(whole.subarray(0, startBytes)) }
    },
    read(id, range) {
      const whole = blobs.get(id)
      if (!whole) return new Readable({ read() {} }).destroy(new Error('there is no such blob'))
      return Readable.from([range ? whole.subarray(range.start, range.end + 1) : whole])
    },
    async remove(id) {
      blobs.delete(id)
    },
  }
}
