// Backups of SQLite while it is written to, and what a restore makes of them.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, test } from 'vitest'
import { openBlobs } from '../../src/adapters/files/blobs.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { backUp, restoreBackup } from '../../src/adapters/sql/backup.ts'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { makeChange, makeMessage, makeState, newId } from './suites/make.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-backup-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function writer(store: Store) {
  const acknowledged: string[] = []
  let isOn = true
  const done = (async () => {
    while (isOn) {
      const changes = Array.from({ length: 8 }, () =>
        makeChange(makeState({ seq: 1 }), 0, { events: [makeMessage(1, 'x'.repeat(300))] }),
      )
      await Promise.all(changes.map((change) => store.conversations.append([change])))
      acknowledged.push(...changes.map(({ state }) => state.id))
    }
  })()
  return {
    acknowledged,
    stop() {
      isOn = false
      return done
    },
  }
}

test.each(['the writing process', 'another process'])(
  '[B10] made by %s under load it holds all that was acknowledged before, and begins a new epoch',
  async (by) => {
    const data = join(folder, newId())
    mkdirSync(data)
    const url = `sqlite:${join(data, 'foyer.db')}`
    const store = await openStore({ url })
    const blobs = await openBlobs(join(data, 'files'))
    const blob = newId()
    await blobs.write(blob, Readable.from([Buffer.from('bytes')]), 100)
    const epoch = await store.meta.init('epoch', newId())
    const secret = await store.meta.init('secret', 'kept')

    const load = writer(store)
    await expect.poll(() => load.acknowledged.length).toBeGreaterThan(1500)
    const before = [...load.acknowledged]
    const to = join(folder, newId())
    const copying = by === 'another process' ? await openStore({ url }) : store
    await backUp(copying, { to, blobs: join(data, 'files') })
    if (copying !== store) await copying.close()
    const written = load.acknowledged.length
    await load.stop()
    await store.close()
    expect(written).toBeGreaterThan(before.length)

    const restored = join(folder, newId())
    await restoreBackup({ from: to, to: restored, epoch: newId() })
    expect(readdirSync(restored).sort()).toEqual(['files', 'foyer.db'])
    const again = await openStore({ url: `sqlite:${join(restored, 'foyer.db')}` })
    for (const id of before) {
      const log = await again.conversations.readLog(id, { limit: 9, audience: 'agent' })
      expect(log.events).toHaveLength(1)
    }
    expect(await again.meta.get('epoch')).not.toBe(epoch)
    expect(await again.meta.get('secret')).toBe(secret)
    await again.close()
    const bytes = (await openBlobs(join(restored, 'files'))).read(blob)
    expect(Buffer.concat(await bytes.toArray()).toString()).toBe('bytes')
  },
)

test('[B10] neither a backup nor a restore writes into a folder that holds something', async () => {
  const data = join(folder, newId())
  mkdirSync(data)
  const store = await openStore({ url: `sqlite:${join(data, 'foyer.db')}` })
  const to = join(folder, newId())
  await backUp(store, { to, blobs: join(data, 'files') })
  await expect(backUp(store, { to, blobs: join(data, 'files') })).rejects.toThrow('not empty')
  await store.close()
  const file = readFileSync(join(data, 'foyer.db'))
  await expect(restoreBackup({ from: to, to: data, epoch: newId() })).rejects.toThrow('not empty')
  expect(readFileSync(join(data, 'foyer.db')).equals(file)).toBe(true)
})

test('[B10] a damaged backup, or none, is refused before anything is made', async () => {
  const from = join(folder, newId())
  mkdirSync(from)
  const to = join(folder, newId())
  await expect(restoreBackup({ from, to, epoch: newId() })).rejects.toThrow('cannot be read')
  writeFileSync(join(from, 'foyer.db'), Buffer.alloc(40_960, 7))
  await expect(restoreBackup({ from, to, epoch: newId() })).rejects.toThrow(/damaged|cannot be read/)
  expect(existsSync(to)).toBe(false)
  writeFileSync(join(from, 'foyer.db'), '')
  await expect(restoreBackup({ from, to, epoch: newId() })).rejects.toThrow('no backup of Foyer')
  const other = new Database(join(from, 'foyer.db'))
  other.exec('create table conversations (id)').close()
  await expect(restoreBackup({ from, to, epoch: newId() })).rejects.toThrow('no backup of Foyer')
  expect(existsSync(to)).toBe(false)
})

describe('[B10] a backup that fails leaves nothing behind', () => {
  const full = async (file: string) => {
    for (const end of ['', '-journal']) writeFileSync(`${file}${end}`, 'half')
    throw new Error('disk is full')
  }

  test('of a folder that it made', async () => {
    const to = join(folder, newId(), 'deep')
    await expect(backUp({ copyTo: full }, { to, blobs: join(folder, 'none') })).rejects.toThrow('full')
    expect(existsSync(join(to, '..'))).toBe(false)
    expect(existsSync(folder)).toBe(true)
  })

  test('in one that was there, and uploads that were copied', async () => {
    const to = join(folder, newId())
    mkdirSync(to)
    const blobs = join(folder, newId())
    mkdirSync(blobs)
    writeFileSync(join(blobs, 'one'), 'bytes')
    mkdirSync(join(blobs, 'two'))
    // The bytes are copied last: what stands where the second goes stops it.
    const copyTo = async (file: string) => {
      new Database(file).close()
      mkdirSync(join(to, 'files'))
      writeFileSync(join(to, 'files', 'two'), '')
    }
    await expect(backUp({ copyTo }, { to, blobs })).rejects.toThrow()
    expect(readdirSync(to)).toEqual([])
  })

  test('where the store has none to make', async () => {
    const to = join(folder, newId())
    await expect(backUp(createMemoryStore(), { to, blobs: join(folder, 'none') })).rejects.toThrow(
      'no backup',
    )
    expect(existsSync(to)).toBe(false)
  })
})
