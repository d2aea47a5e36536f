// `bench export`: a million conversations as a table, and with all their messages: how long it takes, what the server
// holds meanwhile, and how long others wait for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { printTable, round } from './figures.ts'
import { type Demo, memoryOf, type Running, root, startFoyer } from './processes.ts'

const Database = createRequire(join(root, 'packages/server/package.json'))('better-sqlite3')

interface Exported {
  what: string
  seconds: number
  megabytes: number
  conversationsPerSecond: number
  /** Resident MB of the server before it, and at most during it. */
  before: number
  most: number
  /** Milliseconds that a small request of another agent took meanwhile. */
  waited: { p50: number; p99: number }
}

const kinds = (process.env.BENCH_EXPORTS ?? 'conversations,both').split(',')

export async function benchExport(isJson: boolean): Promise<void> {
  const count = Number(process.env.BENCH_RECORDS ?? 1_000_000)
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  try {
    const first = await startFoyer(data)
    const { site } = first.ready
    await first.stop()
    seed(join(data, 'foyer.db'), site, count)
    const foyer = await startFoyer(data)
    try {
      const found: Exported[] = []
      for (const what of kinds) found.push(await take(foyer, what, count))
      if (isJson) console.log(JSON.stringify({ count, exports: found }))
      else print(count, found)
    } finally {
      await foyer.stop()
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

async function take({ pid, ready }: Running<Demo>, what: string, count: number): Promise<Exported> {
  const headers = { authorization: `Bearer ${ready.agents[0]?.token ?? ''}` }
  const before = memoryOf(pid)
  let most = before
  let isOver = false
  const waits: number[] = []
  const watching = (async () => {
    while (!isOver) {
      const begun = performance.now()
      await (await fetch(`${ready.url}/v1/session`, { headers })).arrayBuffer()
      waits.push(performance.now() - begun)
      most = Math.max(most, memoryOf(pid))
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })()
  const begun = performance.now()
  const answer = await fetch(`${ready.url}/v1/sites/${ready.site}/records/export?format=csv&what=${what}`, {
    headers,
  })
  if (!answer.ok || answer.body === null) throw new Error(`the export was refused: ${await answer.text()}`)
  let bytes = 0
  for await (const chunk of answer.body) bytes += (chunk as Uint8Array).length
  const seconds = (performance.now() - begun) / 1_000
  isOver = true
  await watching
  waits.sort((one, more) => one - more)
  const at = (share: number) => round(waits[Math.floor((waits.length - 1) * share)] ?? 0)
  return {
    what,
    seconds: round(seconds),
    megabytes: round(bytes / 1e6),
    conversationsPerSecond: round(count / seconds),
    before: round(before / 1e6),
    most: round(most / 1e6),
    waited: { p50: at(0.5), p99: at(0.99) },
  }
}

/** Records in the form in which the server's adapter keeps them, each with a question and an answer in the log. */
function seed(file: string, site: string, count: number): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -200000')
  const visitor = db.prepare(`insert into visitors
    (id, site_id, nickname, search, locale, sdk, page, attributes, blocked, first_seen_at, last_seen_at)
    values (?, ?, ?, ?, 'en', 'web/1.0.0', null, '{}', 0, ?, ?)`)
  const record = db.prepare(`insert into records
    (conversation_id, site_id, visitor_id, version, status, started_at, closed_at, channel, source, agent_id,
     group_key, assistant, invited, rating, tags, rating_tags, first_answer, facts)
    values (?, ?, ?, 1, 'closed', ?, ?, 'web', 'shop.example', 'a', 'other', 'none', 0, null, '', '', 9000, ?)`)
  const event = db.prepare(`insert into events (conversation_id, seq, sub, site_id, visitor_id, cid, event)
    values (?, ?, 0, ?, null, null, ?)`)
  const end = Date.now() - 10_000
  const whose = (index: number) => `v${index % 1_000}`
  db.exec('begin')
  for (let index = 0; index < 1_000; index += 1)
    visitor.run(whose(index), site, `Visitor ${index}`, `visitor ${index}`, end, end)
  for (let index = 0; index < count; index += 1) {
    if (index % 20_000 === 0) db.exec('commit; begin')
    const id = `c${String(index).padStart(9, '0')}`
    const at = end - (count - index) * 1_000
    const agent = { id: 'a', name: 'Agent' }
    const facts = {
      startedAt: at,
      closedAt: at + 60_000,
      reason: 'agent',
      channel: 'web',
      source: 'shop.example',
      agent,
      served: 1,
      group: null,
      tags: [],
      assistant: 'none',
      invited: false,
      rating: null,
      messages: { visitor: 1, agent: 1, assistant: 0, offline: 0 },
      firstAnswer: 9_000,
      firstResponse: 9_000,
      progress: {
        seq: 2,
        sub: 0,
        agents: ['a'],
        askedAt: at,
        waitingSince: null,
        personSince: null,
        hasAssistant: false,
        wasHandedOff: false,
      },
    }
    record.run(id, site, whose(index), at, at + 60_000, JSON.stringify(facts))
    const said = (by: object, text: string) =>
      JSON.stringify({ at, by, type: 'message.posted', body: { kind: 'text', text } })
    event.run(id, 1, site, said({ kind: 'visitor', id: whose(index) }, `Where is parcel ${index}, please?`))
    event.run(id, 2, site, said({ kind: 'agent', ...agent }, 'On its way: it comes on Thursday before noon.'))
  }
  db.exec('commit')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function print(count: number, found: Exported[]): void {
  printTable(
    `${count} conversations of two messages as CSV; MB resident before and at most; ms another waits`,
    found.map(({ waited, ...row }) => ({ ...row, p50: waited.p50, p99: waited.p99 })),
  )
}
