// What only SQLite has to promise: that what was answered is on the disk, whatever the disk does.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { createConversations } from '../../src/adapters/sql/conversations.ts'
import { scanned } from '../../src/adapters/sql/list-statements.ts'
import { openStore } from '../../src/adapters/sql/open.ts'
import { openSqlite, type Sqlite, type SqliteHooks } from '../../src/adapters/sql/sqlite.ts'
import { isSafeVersion } from '../../src/adapters/sql/sqlite-connect.ts'
import { createSqliteWriter } from '../../src/adapters/sql/sqlite-writer.ts'
import { StoreUnavailable } from '../../src/core/faults.ts'
import { wholeSite } from '../../src/core/inbox/lists.ts'
import { makeChange, makeMessage, makeState, newId } from './suites/make.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-sqlite-'))
const opened: Sqlite[] = []
afterEach(() => Promise.all(opened.splice(0).map((sqlite) => sqlite.close())))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(path = join(folder, `${newId()}.db`), hooks: SqliteHooks = {}) {
  const sqlite = await openSqlite(path, hooks)
  opened.push(sqlite)
  return { path, sqlite, conversations: createConversations(sqlite, createSqliteWriter(sqlite)) }
}

const firstMessage = (text = 'hello') =>
  makeChange(makeState({ seq: 1 }), 0, { events: [makeMessage(1, text)] })

describe('[B02] settings', () => {
  test('are asserted on the first and on every later open', async () => {
    const { path, sqlite } = await open()
    await opened.pop()!.close()
    // What a reopened file comes back with, where nobody insists.
    const plain = new Database(path)
    expect(plain.pragma('synchronous', { simple: true })).toBe(1)
    plain.close()
    const again = await open(path)
    for (const one of [again.sqlite, (await open(path)).sqlite]) {
      expect(one.database().pragma('synchronous', { simple: true })).toBe(2)
      expect(one.database().pragma('journal_mode', { simple: true })).toBe('wal')
      expect(one.database().pragma('foreign_keys', { simple: true })).toBe(1)
    }
    expect(sqlite.database().open).toBe(false)
  })

  test('that cannot be had refuse the start, in one line', async () => {
    await expect(openStore({ url: 'sqlite::memory:' })).rejects.toThrow(
      /^SQLite keeps journal_mode at memory.*WAL/,
    )
    await expect(openStore({ url: 'mysql://x' })).rejects.toThrow(/^a database URL begins with/)
  })

  test.each([
    ['3.51.2', false],
    ['3.50.9', false],
    ['2.99.9', false],
    ['3.51.3', true],
    ['3.51.10', true],
    ['3.52.0', true],
    ['4.0', true],
  ])('SQLite %s is safe: %s', (version, isSafe) => expect(isSafeVersion(version)).toBe(isSafe))
})

describe('[A01] an answer', () => {
  test('comes only after the row exists, as another connection sees it', async () => {
    const gates: (() => void)[] = []
    const { path, conversations } = await open(undefined, {
      beforeCommit: () => new Promise((resolve) => gates.push(resolve)),
    })
    const other = new Database(path, { readonly: true })
    const rows = () => other.prepare('select count(*) from events').pluck().get()
    let isAnswered = false
    const appended = conversations.append([firstMessage()]).then((verdict) => {
      isAnswered = true
      return verdict
    })
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(isAnswered).toBe(false)
    expect(rows()).toBe(0)
    gates[0]!()
    expect(await appended).toBe('stored')
    expect(rows()).toBe(1)
    other.close()
  })

  test('of many that came together follows one commit, other writes included', async () => {
    const commits: number[] = []
    const { sqlite, conversations } = await open(undefined, {
      beforeCommit: async (units) => {
        commits.push(units)
      },
    })
    const change = firstMessage()
    await conversations.append([change])
    await Promise.all([
      conversations.append([firstMessage()]),
      conversations.advance(change.state.id, 'agent', { read: 1 }),
      conversations.settle('nothing'),
      sqlite.commit(function* () {}),
    ])
    expect(commits).toEqual([1, 4])
  })
})

test('one that fails by its own fault harms none of those that it was committed with', async () => {
  const { conversations } = await open()
  const good = [firstMessage(), firstMessage(), firstMessage()]
  const bad = makeChange(makeState(), 0, { events: [makeMessage(1), makeMessage(2)] })
  // JSON refuses it after the first rows of this change were written.
  Object.assign(bad.events[1]!, { at: 1n })
  const results = await Promise.allSettled(
    [good[0]!, bad, good[1]!, good[2]!].map((change) => conversations.append([change])),
  )
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(await conversations.load(bad.state.id)).toBeNull()
  expect((await conversations.readLog(bad.state.id, { limit: 9, audience: 'agent' })).events).toEqual([])
  for (const { state } of good) expect(await conversations.load(state.id)).toMatchObject({ version: 1 })
})

describe('[B05] a full disk', () => {
  test('is answered unavailable, keeps what was acknowledged, reads on, and recovers by itself', async () => {
    const { sqlite, conversations } = await open()
    const limit = (pages: number) => sqlite.database().pragma(`max_page_count = ${pages}`)
    limit(Number(sqlite.database().pragma('page_count', { simple: true })) + 150)

    const acknowledged: string[] = []
    const refused: string[] = []
    for (let round = 0; refused.length < 200; round += 1) {
      expect(round).toBeLessThan(200)
      const changes = Array.from({ length: 40 }, () => firstMessage('x'.repeat(200)))
      const results = await Promise.allSettled(changes.map((change) => conversations.append([change])))
      for (const [index, result] of results.entries()) {
        const { id } = changes[index]!.state
        if (result.status === 'fulfilled') acknowledged.push(id)
        else {
          expect(result.reason).toBeInstanceOf(StoreUnavailable)
          refused.push(id)
        }
      }
    }
    // What a whole batch had no room in may still take one: filled to the last page.
    for (let isFull = false; !isFull; ) {
      const change = firstMessage('x'.repeat(200))
      isFull = await conversations.append([change]).then(
        () => false,
        () => true,
      )
      if (isFull) refused.push(change.state.id)
      else acknowledged.push(change.state.id)
    }
    expect(acknowledged.length).toBeGreaterThan(100)
    const rows = () =>
      sqlite.database().prepare('select conversation_id from events order by rowid').pluck().all()
    expect(rows()).toEqual(acknowledged)
    expect(await conversations.load(acknowledged[0]!)).toMatchObject({ version: 1 })
    expect(await conversations.load(refused[0]!)).toBeNull()
    expect(await sqlite.health()).toEqual({ ok: false, reason: 'the disk is full' })

    limit(1_000_000)
    const after = firstMessage()
    expect(await conversations.append([after])).toBe('stored')
    expect(await sqlite.health()).toEqual({ ok: true })
    expect(rows()).toEqual([...acknowledged, after.state.id])
    expect(sqlite.database().pragma('integrity_check', { simple: true })).toBe('ok')
  })

  test('is noticed as over by the health alone, without a writer', async () => {
    const { sqlite, conversations } = await open()
    const limit = (pages: number) => sqlite.database().pragma(`max_page_count = ${pages}`)
    limit(Number(sqlite.database().pragma('page_count', { simple: true })))
    const flood = Array.from({ length: 60 }, () => conversations.append([firstMessage('x'.repeat(500))]))
    expect((await Promise.allSettled(flood)).map(({ status }) => status)).toContain('rejected')
    expect((await sqlite.health()).ok).toBe(false)
    limit(1_000_000)
    await expect.poll(() => sqlite.health()).toEqual({ ok: true })
  })
})

test('a connection that was given up is made anew', async () => {
  const { sqlite, conversations } = await open()
  const change = firstMessage()
  await conversations.append([change])
  const first = sqlite.database()
  await expect(
    sqlite.commit(() => {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
    }),
  ).rejects.toThrow(StoreUnavailable)
  expect(first.open).toBe(false)
  expect((await conversations.load(change.state.id))?.version).toBe(1)
  expect(await conversations.append([firstMessage()])).toBe('stored')
  expect(await sqlite.health()).toEqual({ ok: true })
  expect(sqlite.database().pragma('synchronous', { simple: true })).toBe(2)
})

test('a search looks at a bounded number of conversations at a time, and goes on from there', async () => {
  const { conversations } = await open()
  const sites = [newId(), newId()]
  const texts = Array.from({ length: scanned + 500 }, (_, index) =>
    index % (scanned + 200) === 3 ? 'Wanted' : 'x',
  )
  await Promise.all(
    texts.map((text, index) => {
      const last = { seq: 1, by: 'visitor' as const, kind: 'text', text, at: index }
      // The second site is too small to stop in.
      return conversations.append([
        makeChange(makeState({ site: sites[index % 100 === 3 ? 1 : 0]!, last }), 0),
      ])
    }),
  )
  const found: number[] = []
  const pages: number[] = []
  for (let after: string | undefined; ; ) {
    const page = await conversations.list({
      scopes: sites.map(wholeSite),
      list: 'all',
      agent: newId(),
      filter: { text: 'wanted' },
      limit: 5,
      ...(after && { after }),
    })
    found.push(...page.rows.map(({ state }) => state.last!.at))
    pages.push(page.rows.length)
    after = page.after
    if (after === undefined) break
  }
  expect(found).toEqual([scanned + 203, 3])
  expect(pages).toEqual([1, 1])
})

test('after a close everything is in the file, and nothing more is taken', async () => {
  const { path, sqlite, conversations } = await open()
  const waiting = conversations.append([firstMessage()])
  await sqlite.close()
  opened.pop()
  expect(await waiting).toBe('stored')
  await expect(conversations.append([firstMessage()])).rejects.toThrow()
  const plain = new Database(path, { readonly: true })
  expect(plain.prepare('select count(*) from events').pluck().get()).toBe(1)
  plain.close()
})

test('[K04] the log is moved into the file and cut, unless somebody reads: nobody is waited for', async () => {
  const { path, sqlite, conversations } = await open()
  await conversations.append([firstMessage('kiwiQuartz')])
  const reader = new Database(path, { readonly: true })
  reader.exec('begin')
  reader.prepare('select count(*) from events').get()
  await conversations.append([firstMessage()])
  const began = performance.now()
  expect(sqlite.checkpoint()).toBe(false)
  expect(performance.now() - began).toBeLessThan(1_000)
  expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
  reader.close()
  expect(sqlite.checkpoint()).toBe(true)
  expect(statSync(`${path}-wal`).size).toBe(0)
  expect(sqlite.database().pragma('busy_timeout', { simple: true })).toBe(5_000)
})
