/**
 * Bytes of uploads on disk, in two levels of folders by the end of the id. A blob appears under its name only
 * when it is whole and flushed; what was broken off is removed, at the latest when the server starts again.
 */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Id } from '@foyer/protocol'
import type { Blobs } from '../../ports/files.ts'

/** Of a file's beginning, for telling its type. */
const startBytes = 4096
const abandonedAfter = 3_600_000

/** Makes the folder where missing, and takes away what an earlier run left half written. */
export async function openBlobs(folder: string): Promise<Blobs> {
  const unfinished = join(folder, 'unfinished')
  await mkdir(unfinished, { recursive: true })
  for (const name of await readdir(unfinished)) {
    const { mtimeMs } = await stat(join(unfinished, name))
    // Younger ones may be another process's, which is still writing.
    if (Date.now() - mtimeMs > abandonedAfter) await rm(join(unfinished, name), { force: true })
  }

  return {
    async write(id, from, most) {
      const path = pathOf(folder, id)
      const draft = join(unfinished, randomUUID())
      try {
        const written = await writeWhole(draft, from, most)
        if (written === 'tooLarge') return written
        const isNew = (await mkdir(dirname(path), { recursive: true })) !== undefined
        await rename(draft, path)
        await flushFolder(dirname(path))
        if (isNew) for (const above of [dirname(dirname(path)), folder]) await flushFolder(above)
        return written
      } finally {
        // After the rename there is nothing under this name.
        await rm(draft, { force: true })
      }
    },
    read: (id, range) => createReadStream(pathOf(folder, id), range),
    async remove(id) {
      await rm(pathOf(folder, id), { force: true })
    },
  }
}

async function writeWhole(
  path: string,
  from: Readable,
  most: number,
): Promise<{ size: number; start: Uint8Array } | 'tooLarge'> {
  const file = await open(path, 'wx', 0o600)
  try {
    const start = Buffer.alloc(startBytes)
    let size = 0
    for await (const part of from) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array)
      if (size + bytes.length > most) return 'tooLarge'
      if (size < startBytes) start.set(bytes.subarray(0, startBytes - size), size)
      size += bytes.length
      await file.writeFile(bytes)
    }
    await file.sync()
    return { size, start: new Uint8Array(start.subarray(0, Math.min(size, startBytes))) }
  } finally {
    await file.close()
  }
}

/** A name is only kept through a power cut when its folder is flushed as well. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Refuses whatever is not an id that the server made. The end of a UUIDv7 is random, so folders fill evenly. */
function pathOf(folder: string, id: Id): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('not the id of a blob')
  return join(folder, id.slice(-2), id.slice(-4, -2), id)
}
