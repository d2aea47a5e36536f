// The contract of uploads' bytes (ports/files), on disk and in memory, and what only a disk can leave behind.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import { openBlobs } from '../../src/adapters/files/blobs.ts'
import { createMemoryBlobs } from '../../src/adapters/memory/files.ts'
import { newId } from './suites/make.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-blobs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
const inParts = (...sizes: number[]) => {
  const ends = sizes.map((_, index) => sizes.slice(0, index + 1).reduce((sum, size) => sum + size, 0))
  return Readable.from(ends.map((end, index) => bytes.subarray(end - sizes[index]!, end)))
}
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

describe.each([
  ['on disk', () => openBlobs(join(folder, 'contract'))],
  ['in memory', async () => createMemoryBlobs()],
])('%s', (_, open) => {
  const whole = async (from: Readable) => Buffer.concat(await from.toArray())

  test('what was written is read, whole or in part', async () => {
    const blobs = await open()
    const id = newId()
    const written = await blobs.write(id, inParts(1, 4000, 50_000, 45_999), 100_000)
    expect(written).toMatchObject({ size: 100_000 })
    if (written === 'tooLarge') return
    expect(written.start.length).toBeGreaterThanOrEqual(512)
    expect(Buffer.from(written.start).equals(bytes.subarray(0, written.start.length))).toBe(true)
    expect((await whole(blobs.read(id))).equals(bytes)).toBe(true)
    expect(await whole(blobs.read(id, { start: 10, end: 12 }))).toEqual(bytes.subarray(10, 13))
    await blobs.remove(id)
    await blobs.remove(id)
    await expect(whole(blobs.read(id))).rejects.toThrow()
  })

  test('a short one has a short start, an empty one none', async () => {
    const blobs = await open()
    const id = newId()
    expect(await blobs.write(id, inParts(3), 10)).toEqual({ size: 3, start: new Uint8Array([0, 1, 2]) })
    expect(await blobs.write(newId(), Readable.from([]), 10)).toEqual({ size: 0, start: new Uint8Array() })
  })

  test('[H03] one byte too many, or a stream that breaks, leaves nothing', async () => {
    const blobs = await open()
    const [large, broken] = [newId(), newId()]
    expect(await blobs.write(large, inParts(60, 41), 100)).toBe('tooLarge')
    const breaking = Readable.from(
      (async function* () {
        yield bytes.subarray(0, 50)
        throw new Error('cut')
      })(),
    )
    await expect(blobs.write(broken, breaking, 100)).rejects.toThrow('cut')
    for (const id of [large, broken]) await expect(whole(blobs.read(id))).rejects.toThrow()
    expect(await blobs.write(large, inParts(100), 100)).toMatchObject({ size: 100 })
  })
})

test('[H03] nothing half written stays on disk, and what a killed server left is swept at the next start', async () => {
  const path = join(folder, newId())
  const blobs = await openBlobs(path)
  await blobs.write(newId(), inParts(60, 41), 100)
  expect(filesIn(path)).toEqual([])

  mkdirSync(join(path, 'unfinished'), { recursive: true })
  for (const name of ['old', 'young']) writeFileSync(join(path, 'unfinished', name), 'half')
  const twoHoursAgo = Date.now() / 1000 - 7200
  utimesSync(join(path, 'unfinished', 'old'), twoHoursAgo, twoHoursAgo)
  await openBlobs(path)
  expect(filesIn(path)).toEqual(['young'])
})

test('[H06] only an id becomes a path', async () => {
  const blobs = await openBlobs(join(folder, newId()))
  for (const name of ['../../etc/passwd', '', `${newId()}/..`, `${newId()}\0`]) {
    await expect(blobs.write(name, inParts(1), 10)).rejects.toThrow('not the id')
    expect(() => blobs.read(name)).toThrow('not the id')
  }
})
