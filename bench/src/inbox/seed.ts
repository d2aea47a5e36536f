// Fills a database that the server has made with many conversations, in the form in which its adapter keeps them.
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root } from '../processes.ts'

const Database = createRequire(join(root, 'packages/server/package.json'))('better-sqlite3')

export interface Size {
  open: number
  closed: number
}

/** Words of what people write, so that some are in every tenth message and others in a few. */
const words = (
  'order parcel refund size delivery address invoice return colour late broken missing tracking card voucher ' +
  'account password login price discount shipping exchange gift size order parcel order refund'
).split(' ')

/** Milliseconds that it took. */
export function seed(file: string, site: string, agents: string[], { open, closed }: Size): number {
  const begun = performance.now()
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = OFF')
  db.pragma('cache_size = -200000')
  const conversation = db.prepare(`insert into conversations
    (id, site_id, visitor_id, status, desk, agent_id, last_at, unreplied_since, queued_at, visitor_seq, seq, sub,
     version, visitor_read, visitor_delivered, agent_read, agent_delivered, preview, state)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 2, 0, 1, 0, 0, ?, ?, ?, ?)`)
  const visitor = db.prepare(`insert into visitors
    (id, site_id, nickname, search, locale, sdk, page, attributes, blocked, first_seen_at, last_seen_at)
    values (?, ?, ?, ?, 'en', 'web/1.0.0', null, '{}', 0, ?, ?)`)
  const event = db.prepare(`insert into events (conversation_id, seq, sub, site_id, visitor_id, cid, event)
    values (?, ?, 0, ?, null, null, ?)`)
  const text = db.prepare(
    `insert into texts (site_id, conversation_id, seq, sub, tokens) values (?, ?, 2, 0, ?)`,
  )

  // Indexes are made at the end, in one go each, as nothing else is done faster.
  const indexes = db
    .prepare(`select name, type, sql from sqlite_master
      where sql is not null and (name = 'texts_added' or (type = 'index' and tbl_name in ('conversations', 'texts')))`)
    .all() as { name: string; type: string; sql: string }[]
  for (const { name, type } of indexes) db.exec(`drop ${type} ${name}`)

  const count = open + closed
  const end = Date.now() - 10_000
  const visitors: string[] = []
  const chance = chanceFrom(7)
  db.exec('begin')
  for (let index = 0; index < open + Math.min(closed, 50_000); index += 1) {
    const id = idAt(end - count * 1_000 - 60_000)
    visitors.push(id)
    visitor.run(id, site, `Visitor ${100_000 + index}`, `visitor ${100_000 + index}`, end, end)
  }
  for (let index = 0; index < count; index += 1) {
    if (index % 20_000 === 0) db.exec('commit; begin')
    const isOpen = index >= closed
    const at = end - (count - index) * 1_000
    const id = idAt(at)
    // Each open one is somebody else's.
    const whose = visitors[isOpen ? index - closed : open + (index % (visitors.length - open))] ?? visitors[0]
    const said = Array.from({ length: 8 }, () => words[Math.floor(chance() * words.length)]).join(' ')
    const line = index % 1_000 === 0 ? `${said} zebra${index}` : said
    const kind = isOpen ? index % 10 : 9
    const desk = kind < 3 ? 'unassigned' : kind < 5 ? 'bot' : 'agent'
    // One in fifty is the first agent's: a person holds tens of conversations, not thousands.
    const agent = desk !== 'agent' ? null : (agents[index % 50 === 9 ? 0 : 1] ?? null)
    const isUnread = isOpen && index % 3 === 0
    const last = { seq: 2, by: 'visitor', kind: 'text', text: line, at }
    const state = {
      id,
      site,
      visitor: whose,
      status: isOpen ? 'open' : 'closed',
      handler: desk === 'bot' ? 'assistant' : desk === 'agent' ? 'agent' : 'queue',
      seq: 2,
      sub: 0,
      startedAt: at,
      closedAt: isOpen ? null : at,
      agent: agent === null ? null : { kind: 'agent', id: agent, name: 'Agent' },
      group: null,
      snoozedUntil: null,
      unrepliedSince: isUnread ? at : null,
      last,
      visitorSeqs: isUnread ? [2] : [],
      ourSeq: 0,
      tags: index % 40 === 0 ? ['vip'] : [],
      edits: {},
      rating: null,
      answered: [],
      offered: [],
      said: [],
      stopped: null,
      isUnanswered: false,
      lastAuto: null,
      isHosted: false,
      isExternal: false,
      queuedAt: desk === 'unassigned' && isOpen ? at : null,
      silentSince: null,
      isReplied: false,
    }
    conversation.run(
      id,
      site,
      whose,
      state.status,
      desk,
      agent,
      at,
      state.unrepliedSince,
      state.queuedAt,
      isUnread ? 2 : 0,
      isUnread ? 0 : 2,
      isUnread ? 0 : 2,
      line,
      JSON.stringify(state),
    )
    const by = { kind: 'visitor', id: whose }
    event.run(id, 1, site, JSON.stringify({ at, by, type: 'conversation.started' }))
    event.run(
      id,
      2,
      site,
      JSON.stringify({ at, by, type: 'message.posted', body: { kind: 'text', text: line } }),
    )
    text.run(site, id, `__${site.replaceAll('-', '_')} ${[...new Set(line.split(' '))].join(' ')}`)
  }
  db.prepare(`insert into site_counts (site_id, closed) values (?, ?)
    on conflict (site_id) do update set closed = closed + excluded.closed`).run(site, closed)
  db.prepare(`insert into text_progress (site_id, last_at, id) values (?, ?, '~')
    on conflict (site_id) do update set last_at = excluded.last_at, id = excluded.id`).run(site, end)
  db.exec('commit')
  for (const { sql } of indexes) db.exec(sql)
  db.exec("insert into text_index (text_index) values ('rebuild')")
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return performance.now() - begun
}

/** A UUIDv7 of that time. */
function idAt(at: number): string {
  const time = Math.floor(at).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

/** The same row of numbers each time. */
function chanceFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
