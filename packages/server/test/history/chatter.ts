// One client of a run: keeps its connection up through everything, sends from an outbox until answered,
// with the same cid, resumes from its positions, and writes down all that happens to it.
import {
  connect,
  mintId,
  type Position,
  Unanswered,
  type Wire,
  type WireEvent,
  type WireRow,
} from '../support/wire.ts'
import { between, type Draw } from './chance.ts'
import { createReader, type Reader } from './reader.ts'
import type { Client, Entry, Side } from './record.ts'

/** Shared by the tabs of one visitor. */
export interface Credentials {
  role: Side
  token: string | null
  visitor?: string
}

export interface Chatter {
  readonly name: string
  readonly side: Side
  readonly reader: Reader
  /** Queues a command that changes something; it is sent until answered. */
  send(name: string, conversation: string | null, keys: Record<string, unknown>): void
  /** Asks without an outbox and without a record: markers and the like. */
  tell(name: string, keys: Record<string, unknown>): void
  /** Not closed, as far as this client was told. */
  openConversations(): string[]
  /** Its own messages that it was told are stored. */
  own(conversation: string): WireEvent[]
  readonly queued: number
  /** Connected, synced, nothing to send, nothing to mend. */
  readonly isQuiet: boolean
  client(): Client
  stop(): Promise<void>
}

interface Outgoing {
  name: string
  conversation: string | null
  cid: string
  keys: Record<string, unknown>
  wasSent: boolean
  /** Out on the present connection. */
  isOut: boolean
}

export interface ChatterOptions {
  name: string
  url: string
  site: string
  origin: string
  credentials: Credentials
  draw: Draw
  /** Commands that may be out at once. */
  window: number
  note(entry: Entry): void
}

/** Milliseconds of silence before asking, and then before giving up on a connection. */
const silence = 800
const longestWait = 300
const mostResumed = 50

export function startChatter(options: ChatterOptions): Chatter {
  const { name, url, site, origin, credentials, draw, window, note } = options
  const side = credentials.role
  const outbox: Outgoing[] = []
  const statuses = new Map<string, string>()
  /** Greeted: commands may go out. */
  let wire: Wire | null = null
  /** Connected: what it brings may need history before hello's answer was looked at. */
  let reading: Wire | null = null
  let epoch: string | undefined
  let isSynced = false
  let isStopped = false
  const reader = createReader(name, side, note, async (conversation, after) => {
    if (reading === null) throw new Unanswered('no connection')
    return reading.ok<{ events: WireEvent[]; more: boolean }>('history', { conversation, after, limit: 100 })
  })
  const running = live()

  async function live(): Promise<void> {
    while (!isStopped) {
      try {
        await connection()
      } catch {
        // Refused, cut or unanswered: the same for a client, which comes back.
      }
      wire = null
      reading = null
      isSynced = false
      reader.drop()
      for (const out of outbox) {
        if (out.isOut) note({ kind: 'unknown', client: name, cid: out.cid })
        out.isOut = false
      }
      await pause(between(draw, 20, longestWait))
    }
  }

  async function connection(): Promise<void> {
    // A second tab has no token before the first was greeted.
    if (side === 'visitor' && credentials.token === null && name.includes('tab')) return
    const opened = await connect({
      url,
      ...(side === 'visitor' ? { site, origin } : {}),
      options: { handshakeTimeout: 2_000 },
    })
    let heard = performance.now()
    opened.socket.on('message', () => {
      heard = performance.now()
    })
    const watch = setInterval(() => {
      const quiet = performance.now() - heard
      if (quiet > silence * 2) opened.socket.terminate()
      else if (quiet > silence) opened.ask('ping').catch(() => undefined)
    }, silence / 2)
    try {
      await talk(opened)
    } finally {
      clearInterval(watch)
      opened.socket.terminate()
    }
  }

  async function talk(opened: Wire): Promise<void> {
    listen(opened)
    reading = opened
    const resume = newestPositions()
    note({ kind: 'hello', client: name, conversations: Object.keys(resume) })
    const greeting = await opened.hello({
      role: side,
      token: credentials.token,
      ...(epoch === undefined ? {} : { epoch }),
      resume,
    })
    epoch = greeting.epoch
    wire = opened
    if (side === 'visitor') {
      credentials.token ??= greeting.token ?? null
      credentials.visitor ??= greeting.visitor?.id
    }
    for (const head of greeting.conversations) statuses.set(head.id, head.status)
    if (side === 'agent') {
      const { rows } = await opened.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'all', limit: 100 })
      for (const row of rows) see(opened, row)
    }
    sendMore()
    await opened.closed
  }

  /** At most as many as the server resumes, open ones first; what is left out is opened anew when it is listed. */
  function newestPositions(): Record<string, Position> {
    const all = Object.entries(reader.positions())
    const rank = ([id]: [string, Position]) => Number(statuses.get(id) === 'closed')
    const kept = all
      .reverse()
      .toSorted((one, other) => rank(one) - rank(other))
      .slice(0, mostResumed)
    const positions = Object.fromEntries(kept)
    for (const [id] of all) if (!(id in positions)) reader.forget(id)
    return positions
  }

  function listen(opened: Wire): void {
    opened.socket.on('message', () => {
      const push = opened.pushes.at(-1)
      // Answers bring no push: what was handled before is not handled twice.
      if (push === undefined || handled.has(push)) return
      handled.add(push)
      switch (push.on) {
        case 'events':
          for (const event of push.events) {
            if (event.type === 'conversation.closed') statuses.set(push.conversation, 'closed')
          }
          if (statuses.get(push.conversation) === undefined) statuses.set(push.conversation, 'open')
          return reader.push(push)
        case 'head':
          return void statuses.set(push.head.id, push.head.status)
        case 'reset':
          return reader.reset(push.conversation)
        case 'row':
          return see(opened, push.row)
        case 'synced':
          note({ kind: 'synced', client: name })
          isSynced = true
      }
    })
  }

  function see(opened: Wire, row: WireRow): void {
    const { id, status } = row.head
    statuses.set(id, status)
    if (reader.has(id) || opening.has(id)) return
    opening.add(id)
    const open = () =>
      opened.ok<{ events: WireEvent[]; more: boolean }>('conversation.open', { conversation: id })
    void reader.open(id, open).finally(() => opening.delete(id))
  }

  function sendMore(): void {
    const opened = wire
    if (opened === null) return
    // In order: nothing may go out before what stands in front of it.
    for (const out of outbox.slice(0, window)) {
      if (out.isOut) continue
      out.isOut = true
      void deliver(opened, out)
    }
  }

  async function deliver(opened: Wire, out: Outgoing): Promise<void> {
    const { cid, conversation } = out
    note({ kind: 'send', client: name, cid, conversation, first: !out.wasSent })
    out.wasSent = true
    const answer = await opened.ask(out.name, { conversation, cid, ...out.keys }).catch(() => null)
    if (answer === null) return
    out.isOut = false
    if ('ok' in answer) {
      const ok = answer.ok as { conversation?: string; seq: number; sub?: number }
      const where = ok.conversation ?? conversation ?? ''
      const sub = ok.sub === undefined ? {} : { sub: ok.sub }
      note({ kind: 'ok', client: name, cid, conversation: where, seq: ok.seq, ...sub })
      outbox.splice(outbox.indexOf(out), 1)
    } else {
      const { code, retryAfter = 0 } = answer.error
      const isFinal = !['unavailable', 'rate_limited', 'internal'].includes(code)
      note({ kind: 'refused', client: name, cid, code, isFinal })
      if (code === 'closed' && conversation !== null) statuses.set(conversation, 'closed')
      if (isFinal) outbox.splice(outbox.indexOf(out), 1)
      else await pause(Math.min(retryAfter, longestWait))
    }
    if (wire === opened) sendMore()
  }

  const handled = new WeakSet<object>()
  const opening = new Set<string>()

  return {
    name,
    side,
    reader,
    send(command, conversation, keys) {
      outbox.push({ name: command, conversation, cid: mintId(), keys, wasSent: false, isOut: false })
      sendMore()
    },
    tell(command, keys) {
      wire?.ask(command, keys).catch(() => undefined)
    },
    openConversations: () =>
      [...statuses].flatMap(([id, status]) => (status !== 'closed' && reader.has(id) ? [id] : [])),
    own: (conversation) =>
      (reader.lists()[conversation] ?? []).filter(
        (event) => event.type === 'message.posted' && event.by.kind === side && event.body?.kind === 'text',
      ),
    get queued() {
      return outbox.length
    },
    get isQuiet() {
      return wire !== null && isSynced && outbox.length === 0 && opening.size === 0 && !reader.isMending
    },
    client: () => ({
      name,
      side,
      ...(credentials.visitor === undefined ? {} : { visitor: credentials.visitor }),
      shows: reader.lists(),
    }),
    async stop() {
      isStopped = true
      wire?.socket.terminate()
      await running
    },
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
