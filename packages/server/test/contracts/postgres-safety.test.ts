// What only PostgreSQL has to promise: that nodes do not stand in each other's way, and that a lost
// connection costs no acknowledged message and no restart.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../../src/adapters/sql/engine.ts'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { openPostgres } from '../../src/adapters/sql/postgres.ts'
import type { Statement } from '../../src/adapters/sql/statement.ts'
import { StoreUnavailable } from '../../src/core/faults.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { converse, makeChange, makeMessage, makeState, newId } from './suites/make.ts'

let postgres: TestPostgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

async function withStores<T>(
  count: number,
  use: (stores: Store[], admin: pg.Client) => Promise<T>,
): Promise<T> {
  const url = await postgres.createDatabase()
  const stores = await Promise.all(Array.from({ length: count }, () => openStore({ url })))
  const admin = new pg.Client(url)
  await admin.connect()
  try {
    return await use(stores, admin)
  } finally {
    await admin.end()
    await Promise.all(stores.map((store) => store.close()))
  }
}

const firstMessage = () => makeChange(makeState({ seq: 1 }), 0, { events: [makeMessage(1)] })

test('[A01] an answer comes only after the row exists, as another connection sees it', () =>
  withStores(0, async (_, admin) => {
    const gates: (() => void)[] = []
    const url = await postgres.createDatabase()
    const store = await openStore({ url, beforeCommit: () => new Promise((resolve) => gates.push(resolve)) })
    let isAnswered = false
    const change = firstMessage()
    const appended = store.conversations.append([change]).then(() => {
      isAnswered = true
    })
    await expect.poll(() => gates.length).toBe(1)
    await admin.query('select pg_sleep(0.05)')
    expect(isAnswered).toBe(false)
    expect(await store.conversations.load(change.state.id)).toBeNull()
    gates[0]!()
    await appended
    expect(await store.conversations.load(change.state.id)).toMatchObject({ version: 1 })
    await store.close()
  }))

test('commits are flushed whatever the database says', () =>
  withStores(0, async (_, admin) => {
    await admin.query(`alter database ${admin.database} set synchronous_commit = off`)
    const setting: Statement<{ value: string }> = {
      plan: () => ({
        text: `select current_setting('synchronous_commit') as value`,
        bind: (values) => values,
      }),
    }
    const url = `postgres://foyer:foyer@127.0.0.1:${admin.port}/${admin.database}`
    const other = new pg.Client(url)
    await other.connect()
    expect((await other.query(setting.plan('postgres').text)).rows).toEqual([{ value: 'off' }])
    await other.end()

    const engine = await openPostgres(url)
    expect(await engine.read(setting, [])).toEqual([{ value: 'on' }])
    expect(await engine.commit(() => ask(setting, []))).toEqual([{ value: 'on' }])
    await engine.close()
  }))

test('[A16] nodes that write to the same conversations, in any order, neither fail nor wait for each other', () =>
  withStores(3, async (stores, admin) => {
    const open = await Promise.all(Array.from({ length: 12 }, () => converse(stores[0]!, 1)))
    const seqs = open.map(() => 1)
    for (let round = 0; round < 20; round += 1) {
      const attempts = stores.map((store, node) => {
        const order = node % 2 === 0 ? [...open.keys()] : [...open.keys()].reverse()
        return Promise.all([
          ...order.map((index) =>
            store.conversations.advance(open[index]!.state.id, 'agent', { read: round }),
          ),
          store.conversations.append(
            order.map((index) =>
              makeChange({ ...open[index]!.state, seq: seqs[index]! + 1 }, seqs[index]!, {
                events: [makeMessage(seqs[index]! + 1, `by ${node}`)],
              }),
            ),
          ),
        ])
      })
      const verdicts = (await Promise.all(attempts)).map((results) => results.at(-1))
      expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(1)
      for (const index of seqs.keys()) seqs[index]! += 1
    }
    const { rows } = await admin.query(
      'select deadlocks from pg_stat_database where datname = current_database()',
    )
    expect(rows).toEqual([{ deadlocks: '0' }])
    for (const { state } of open) {
      const { events } = await stores[0]!.conversations.readLog(state.id, { limit: 99, audience: 'agent' })
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
    }
  }))

test('a connection that is cut loses nothing that was acknowledged, and a new one takes over', () =>
  withStores(1, async ([store], admin) => {
    const acknowledged: string[] = []
    const refused: string[] = []
    let isOn = true
    const load = Promise.all(
      Array.from({ length: 20 }, async () => {
        while (isOn) {
          const change = firstMessage()
          try {
            expect(await store!.conversations.append([change])).toBe('stored')
            acknowledged.push(change.state.id)
          } catch (error) {
            expect(error).toBeInstanceOf(StoreUnavailable)
            refused.push(change.state.id)
          }
        }
      }),
    )
    for (let cut = 0; cut < 5; cut += 1) {
      const before = acknowledged.length
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'foyer' and datname = current_database()`,
      )
      await expect.poll(() => acknowledged.length).toBeGreaterThan(before + 100)
    }
    isOn = false
    await load
    expect(refused.length).toBeGreaterThan(0)
    const { rows } = await admin.query<{ id: string }>('select conversation_id as id from events')
    const stored = new Set(rows.map(({ id }) => id))
    expect(rows).toHaveLength(stored.size)
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([])
    await expect.poll(() => store!.health()).toEqual({ ok: true })
  }))

/** Between a store and PostgreSQL: lets what is connected fall silent, as a network that loses every packet. */
async function startProxy(url: string) {
  const { port, hostname } = new URL(url)
  const lines: { sides: [Socket, Socket]; isSilent: boolean; silentFrom: string | null }[] = []
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    const line: (typeof lines)[number] = { sides: [near, far], isSilent: false, silentFrom: null }
    lines.push(line)
    near.on('data', (bytes) => {
      line.isSilent ||= line.silentFrom !== null && bytes.includes(line.silentFrom)
      if (!line.isSilent) far.write(bytes)
    })
    far.on('data', (bytes) => line.isSilent || near.write(bytes))
    // Neither side hears of the other's end.
    for (const [side, other] of [line.sides, [far, near] as const]) {
      side.on('error', () => {})
      side.on('close', () => line.isSilent || other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const through = new URL(url)
  through.port = String((server.address() as AddressInfo).port)
  return {
    url: through.href,
    count: () => lines.length,
    /** What is connected now hears and says nothing more: at once, or from where the client says this. */
    silence(from?: string) {
      for (const line of lines) {
        line.isSilent = from === undefined
        line.silentFrom = from ?? null
      }
    },
    stop() {
      for (const { sides } of lines) for (const side of sides) side.destroy()
      server.close()
    },
  }
}

test('connections that fall silent are thrown away, and what was on them is asked again', async () => {
  const proxy = await startProxy(await postgres.createDatabase())
  const store = await openStore({ url: proxy.url, silentAfter: 300 })
  const { conversations } = store
  const known = await converse(store, 1)
  await Promise.all(Array.from({ length: 8 }, () => conversations.load(known.state.id)))
  const before = proxy.count()
  proxy.silence()
  const change = firstMessage()
  const asked = [
    conversations.append([change]),
    ...Array.from({ length: 8 }, () => conversations.load(known.state.id)),
  ]
  for (const one of await Promise.allSettled(asked)) {
    expect(one).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) })
  }
  expect(await conversations.append([change])).toBe('stored')
  expect(await conversations.load(known.state.id)).toMatchObject({ version: 1 })
  expect(proxy.count()).toBeGreaterThan(before)
  await expect.poll(() => store.health()).toEqual({ ok: true })
  await store.close()
  proxy.stop()
})

test('what a silent connection had locked is free again', async () => {
  const url = await postgres.createDatabase()
  const proxy = await startProxy(url)
  const store = await openStore({ url: proxy.url, silentAfter: 500 })
  const other = await openStore({ url })
  const { state } = await converse(other, 1)
  const next = (text: string) => makeChange({ ...state, seq: 2 }, 1, { events: [makeMessage(2, text)] })
  // The one that writes is open: it begins and locks, is answered, and then nothing arrives any more.
  await store.conversations.append([firstMessage()])
  proxy.silence('commit')
  await expect(store.conversations.append([next('lost')])).rejects.toThrow(StoreUnavailable)
  expect(await other.conversations.append([next('stored')])).toBe('stored')
  await store.close()
  await other.close()
  proxy.stop()
})

test('one that fails by its own fault harms none of those that it was committed with', () =>
  withStores(1, async ([store]) => {
    const { conversations } = store!
    const good = [firstMessage(), firstMessage(), firstMessage()]
    const bad = firstMessage()
    // PostgreSQL takes no such text.
    bad.events[0]!.cid = `${newId()}\0`
    const results = await Promise.allSettled(
      [good[0]!, bad, good[1]!, good[2]!].map((change) => conversations.append([change])),
    )
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(await conversations.load(bad.state.id)).toBeNull()
    for (const { state } of good) expect(await conversations.load(state.id)).toMatchObject({ version: 1 })
  }))

test('a server that is not there is said at once, in one line', async () => {
  await expect(openStore({ url: 'postgres://foyer:foyer@127.0.0.1:1/none' })).rejects.toThrow(/ECONNREFUSED/)
})

test('backing up is left to pg_dump', () =>
  withStores(1, ([store]) => expect(store!.copyTo('/nowhere')).rejects.toThrow('pg_dump')))
