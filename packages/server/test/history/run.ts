// One seeded run over real server processes: clients that talk, a network that cuts and stalls, a server
// that is killed; then all is healed, everybody comes to rest, and what is on record goes to the checker.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { connect, type Wire, type WireEvent, type WireRow } from '../support/wire.ts'
import { between, createDraw, type Draw, pick } from './chance.ts'
import { type Chatter, type Credentials, pause, startChatter } from './chatter.ts'
import { check } from './check.ts'
import { startProxy, type TcpProxy } from './proxy.ts'
import type { Anomaly, Entry, History, Log } from './record.ts'
import { createServerProcess, type Ready } from './server-process.ts'

export interface RunOptions {
  seed: number
  kills: number
  /** Milliseconds between two kills, least and most. */
  every: [least: number, most: number]
  /** Commands a second, all clients together. */
  rate: number
  visitors: number
  tell?(line: string): void
}

export interface RunResult {
  seed: number
  kills: number
  anomalies: Anomaly[]
  /** What the run was made of, to be sure that it was not about nothing. */
  sent: number
  stored: number
  unknown: number
  resent: number
  reconnects: number
  events: number
  conversations: number
  integrity: string
  history: History
}

const origin = 'http://localhost:3000'
const settleWithin = 20_000

export async function run(options: RunOptions): Promise<RunResult> {
  const { seed, kills, tell = () => undefined } = options
  const draw = createDraw(seed)
  const data = mkdtempSync(join(tmpdir(), 'foyer-history-'))
  const server = await createServerProcess(data)
  const ready = await server.start()
  const proxy = await startProxy(server)
  const url = `http://127.0.0.1:${proxy.port}`
  const entries: Entry[] = []
  const chatters = startChatters(options, ready, url, draw, (entry) => entries.push(entry))
  try {
    const habits = keepTalking(chatters, options.rate, draw)
    const trouble = makeTrouble(proxy, draw)
    for (let killed = 1; killed <= kills; killed += 1) {
      await pause(between(draw, ...options.every))
      await server.kill()
      await pause(between(draw, 0, 200))
      await server.start()
      tell(`killed ${killed} of ${kills}, ${entries.length} entries`)
    }
    await pause(options.every[0])
    habits.stop()
    trouble.stop()
    for (const link of proxy.links) link.cut()
    await settle(chatters)
    const logs = await readLogs(`http://127.0.0.1:${server.port}`, ready)
    await Promise.all(chatters.map((chatter) => chatter.stop()))
    const history: History = { entries, clients: chatters.map((chatter) => chatter.client()), logs }
    await server.stop()
    return summarise(options, history, integrityOf(data))
  } finally {
    await Promise.all(chatters.map((chatter) => chatter.stop()))
    await proxy.stop()
    await server.kill()
    rmSync(data, { recursive: true, force: true })
  }
}

function startChatters(
  options: RunOptions,
  ready: Ready,
  url: string,
  draw: Draw,
  note: (entry: Entry) => void,
): Chatter[] {
  const common = { url, site: ready.site, origin, note }
  const start = (name: string, credentials: Credentials) =>
    startChatter({
      ...common,
      name,
      credentials,
      draw: createDraw(between(draw, 1, 1e9)),
      window: between(draw, 1, 4),
    })
  const agents = ready.agents.map(({ token }, index) => start(`agent${index}`, { role: 'agent', token }))
  const visitors = Array.from({ length: options.visitors }, (_, index) => {
    const credentials: Credentials = { role: 'visitor', token: null }
    const first = start(`visitor${index}`, credentials)
    // Every other visitor has a second tab.
    return index % 2 === 0 ? [first] : [first, start(`visitor${index}-tab`, credentials)]
  })
  return [...agents, ...visitors.flat()]
}

/** Everybody does something now and then, at a rate for all together. */
function keepTalking(chatters: Chatter[], rate: number, draw: Draw): { stop(): void } {
  let isOn = true
  let count = 0
  const talk = async () => {
    while (isOn) {
      const chatter = pick(draw, chatters)
      count += 1
      // A client that cannot send does not write for ever.
      if (chatter !== undefined && chatter.queued < 30) act(chatter, draw, count)
      await pause(draw() * 2 * (1_000 / rate))
    }
  }
  void talk()
  return {
    stop() {
      isOn = false
    },
  }
}

function act(chatter: Chatter, draw: Draw, count: number): void {
  const open = chatter.openConversations()
  const conversation = pick(draw, open) ?? null
  const text = `${chatter.name} ${count} ${'x'.repeat(between(draw, 0, 60))}`
  const body = { kind: 'text', text }
  const what = draw()
  if (chatter.side === 'visitor') {
    if (what < 0.85) chatter.send('message.post', conversation, { body })
    else if (conversation === null) return
    else if (what < 0.95) mark(chatter, conversation)
    else if (what < 0.985) change(chatter, conversation, draw)
    else chatter.send('conversation.end', conversation, {})
    return
  }
  if (conversation === null) return
  if (what < 0.6) chatter.send('message.post', conversation, { body })
  else if (what < 0.8) chatter.send('note.post', conversation, { text })
  else if (what < 0.9) mark(chatter, conversation)
  else if (what < 0.93) change(chatter, conversation, draw)
  else if (what < 0.94) chatter.send('conversation.end', conversation, {})
  else chatter.tell('typing', { conversation, active: what < 0.97 })
}

function mark(chatter: Chatter, conversation: string): void {
  const seq = chatter.reader.lists()[conversation]?.at(-1)?.seq ?? 0
  chatter.tell('read', { conversation, seq })
}

function change(chatter: Chatter, conversation: string, draw: Draw): void {
  const target = pick(draw, chatter.own(conversation))?.seq
  if (target === undefined) return
  if (draw() < 0.3) chatter.send('message.delete', conversation, { target })
  else
    chatter.send('message.edit', conversation, { target, body: { kind: 'text', text: `edited ${target}` } })
}

/** What networks do: now and then a connection is cut, silent or slow. */
function makeTrouble(proxy: TcpProxy, draw: Draw): { stop(): void } {
  let isOn = true
  const trouble = async () => {
    while (isOn) {
      await pause(between(draw, 100, 500))
      const link = pick(draw, [...proxy.links])
      const what = draw()
      if (!isOn || link === undefined) continue
      if (what < 0.4) link.cut()
      else if (what < 0.6) link.silence()
      else if (what < 0.9) link.slow(between(draw, 1, 60))
      else for (const each of proxy.links) each.cut()
    }
  }
  void trouble()
  return {
    stop() {
      isOn = false
    },
  }
}

/** Waits until all are connected, have sent everything and hold as much as the one who holds most. */
async function settle(chatters: Chatter[]): Promise<void> {
  const until = performance.now() + settleWithin
  let calm = 0
  while (performance.now() < until) {
    calm = chatters.every((chatter) => chatter.isQuiet) && isLevel(chatters) ? calm + 1 : 0
    if (calm >= 5) return
    await pause(50)
  }
  const restless = chatters.filter((chatter) => !chatter.isQuiet)
  // Lists that differ are the checker's to report; a client that never comes to rest is a fault of the run.
  if (restless.length > 0) {
    throw new Error(
      `not quiet: ${restless.map(({ name, queued }) => `${name} (${queued} to send)`).join(', ')}`,
    )
  }
}

function isLevel(chatters: Chatter[]): boolean {
  const furthest = new Map<string, number>()
  const lists = chatters.map((chatter) => chatter.reader.lists())
  for (const list of lists) {
    for (const [id, events] of Object.entries(list)) {
      furthest.set(id, Math.max(furthest.get(id) ?? 0, events.at(-1)?.seq ?? 0))
    }
  }
  return lists.every((list) =>
    Object.entries(list).every(([id, events]) => events.at(-1)?.seq === furthest.get(id)),
  )
}

/** Whole logs of all conversations, as an agent who was not there. */
async function readLogs(url: string, ready: Ready): Promise<Log[]> {
  const wire = await connect({ url })
  await wire.hello({ role: 'agent', token: ready.agents[0]?.token })
  const logs: Log[] = []
  for (const list of ['all', 'closed']) {
    let after: string | undefined
    do {
      const page: { rows: WireRow[]; after?: string } = await wire.ok('inbox.watch', {
        list,
        limit: 200,
        ...(after === undefined ? {} : { after }),
      })
      for (const row of page.rows) {
        if (logs.some((log) => log.conversation === row.head.id)) continue
        const visitor = (row.visitor as { id: string }).id
        logs.push({ conversation: row.head.id, visitor, events: await wholeLog(wire, row.head.id) })
      }
      after = page.after
    } while (after !== undefined)
  }
  await wire.close()
  return logs
}

export async function wholeLog(wire: Wire, conversation: string): Promise<WireEvent[]> {
  const events: WireEvent[] = []
  let more = true
  while (more) {
    const last = events.at(-1)
    const after = last === undefined ? 0 : [last.seq, last.sub ?? 0]
    const page: { events: WireEvent[]; more: boolean } = await wire.ok('history', {
      conversation,
      after,
      limit: 100,
    })
    events.push(...page.events)
    more = page.more
  }
  return events
}

function integrityOf(data: string): string {
  const db = new Database(join(data, 'foyer.db'), { readonly: true })
  try {
    return String(db.pragma('integrity_check', { simple: true }))
  } finally {
    db.close()
  }
}

function summarise({ seed, kills }: RunOptions, history: History, integrity: string): RunResult {
  const { entries, logs } = history
  const count = (fits: (entry: Entry) => boolean) => entries.filter(fits).length
  return {
    seed,
    kills,
    anomalies: check(history),
    sent: count((entry) => entry.kind === 'send' && entry.first),
    stored: count((entry) => entry.kind === 'ok'),
    unknown: count((entry) => entry.kind === 'unknown'),
    resent: count((entry) => entry.kind === 'send' && !entry.first),
    reconnects: count((entry) => entry.kind === 'hello'),
    events: logs.reduce((sum, { events }) => sum + events.length, 0),
    conversations: logs.length,
    integrity,
    history,
  }
}
