// A client written from the protocol's page alone: frames over `ws`, nothing kept, nothing repaired.
// Tests say with it what goes over the wire. It imports none of our code, so that a mistake which both
// sides share cannot hide.
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { type ClientOptions, type RawData, WebSocket } from 'ws'

export type Position = number | [seq: number, sub: number]

export interface WireActor {
  kind: string
  id?: string
  name?: string
  avatar?: string
}

export interface WireBody {
  kind: string
  text?: string
  [key: string]: unknown
}

/** One entry of a conversation's log, loosely: keys of the types that tests do not name stay unknown. */
export interface WireEvent {
  seq: number
  sub?: number
  at: number
  cid?: string
  by: WireActor
  /** To agents: in whose name it went to the visitor. */
  as?: WireActor
  type: string
  body?: WireBody
  text?: string
  target?: Position
  quote?: number
  reason?: string
  [key: string]: unknown
}

export interface WireHead {
  id: string
  site: string
  status: string
  handler: string
  seq: number
  agent?: WireActor | null
  labels?: string[]
  queue?: { position: number }
  read: { visitor: number; agent: number }
  delivered: { visitor: number; agent: number }
  [key: string]: unknown
}

export interface WireSuggestion {
  faq: string
  question: string
  score: number
  answer: string
  why: string
}

export interface WireRow {
  head: WireHead
  [key: string]: unknown
}

interface Pushes {
  events: { conversation: string; prev: Position; events: WireEvent[] }
  head: { head: WireHead }
  marker: { conversation: string; side: string; read: number; delivered: number }
  typing: { conversation: string; by: WireActor; active: boolean; preview?: string }
  draft: { conversation: string; by: WireActor; text: string }
  suggestions: { conversation: string; seq: number; suggestions: WireSuggestion[] }
  synced: Record<never, never>
  reset: { conversation: string }
  availability: { state: string }
  row: { row: WireRow }
  gone: { conversation: string }
  counts: { counts: Record<string, number> }
  nudge: { row: WireRow }
  presence: { conversation: string; agents: WireActor[] }
  status: { value: string }
  bye: { reason: string; retryAfter: number }
}

export type PushName = keyof Pushes
export type WirePush<N extends PushName = PushName> = { [K in N]: { on: K } & Pushes[K] }[N]

export interface WireError {
  code: string
  message: string
  retryAfter?: number
  path?: string
}

export type WireAnswer = { re: number; ok: Record<string, unknown> } | { re: number; error: WireError }

export interface Posted {
  conversation: string
  seq: number
  at: number
}

export interface Greeting {
  session: string
  visitor?: { id: string; nickname: string }
  agent?: WireActor & { status: string }
  token?: string
  epoch: string
  now: number
  heartbeat: number
  limits: { text: number; frame: number; file: number }
  availability: { state: string }
  conversations: WireHead[]
}

export interface Wire {
  /** All pushes so far, in order. */
  readonly pushes: WirePush[]
  /** Every frame of both directions, in order: `>` is ours. */
  readonly record: { way: '>' | '<'; frame: Record<string, unknown> }[]
  readonly closed: Promise<{ code: number; reason: string }>
  readonly isOpen: boolean
  readonly socket: WebSocket
  /** Says hello; fails unless it is answered `ok`. */
  hello(keys?: Record<string, unknown>): Promise<Greeting>
  /** Sends a command; the answer, whichever it is. Fails when the connection ends without one. */
  ask(name: string, keys?: Record<string, unknown>): Promise<WireAnswer>
  /** The same, and fails unless the answer is `ok`. */
  ok<T = Record<string, unknown>>(name: string, keys?: Record<string, unknown>): Promise<T>
  /** The same, and fails unless the answer is an error. */
  refused(name: string, keys?: Record<string, unknown>): Promise<WireError>
  post(conversation: string | null, text: string, keys?: Record<string, unknown>): Promise<Posted>
  /** The next command's `id`, for those who write frames themselves. */
  nextId(): number
  raw(data: string | Uint8Array, options?: { binary?: boolean; fin?: boolean }): void
  /** The first push of that name, past or to come, that fits. */
  push<N extends PushName>(
    name: N,
    fits?: (push: WirePush<N>) => boolean,
    within?: number,
  ): Promise<WirePush<N>>
  /** Resolves once `check` gives something; looks after each frame. */
  until<T>(what: string, check: () => T | false | null | undefined, within?: number): Promise<T>
  /** Events of a conversation, as all `events` pushes brought them. */
  events(conversation: string): WireEvent[]
  close(code?: number): Promise<void>
  /** Cuts the connection with a RST. */
  cut(): void
  /** Stops reading from the network until resumed. */
  pause(): void
  resume(): void
}

export interface Address {
  /** `http://127.0.0.1:8080` */
  url: string
  /** A visitor's site; agents have none. */
  site?: string
  origin?: string
  /** In place of the socket's own path. */
  path?: string
  protocols?: string[]
  options?: ClientOptions
}

/** Milliseconds that anything awaited here may take. */
const patience = 20_000

/** The server refused the upgrade with an HTTP status. */
export class UpgradeRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`the upgrade was answered ${status}`)
    this.status = status
  }
}

/** The connection ended before an answer came: nobody knows whether the command was carried out. */
export class Unanswered extends Error {}

/** Opens a socket; `hello` is up to the caller. */
export async function connect(address: Address): Promise<Wire> {
  const { url, site, origin, protocols = ['foyer.v1'], options = {} } = address
  const query = site === undefined ? '' : `?site=${encodeURIComponent(site)}`
  const path = address.path ?? `/v1/socket${query}`
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${path}`, protocols, {
    ...(origin === undefined ? {} : { origin }),
    perMessageDeflate: false,
    ...options,
  })
  const wire = wireOf(socket)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      reject(new UpgradeRefused(response.statusCode ?? 0))
    })
    socket.once('error', reject)
  })
  return wire
}

/** 101, or the HTTP status that refused the upgrade. */
export async function upgradeStatus(address: Address): Promise<number> {
  try {
    const wire = await connect(address)
    await wire.close()
    return 101
  } catch (error) {
    if (error instanceof UpgradeRefused) return error.status
    throw error
  }
}

function wireOf(socket: WebSocket): Wire {
  const pushes: WirePush[] = []
  const record: Wire['record'] = []
  const pending = new Map<number, { resolve(answer: WireAnswer): void; reject(error: Error): void }>()
  const answered = new Set<number>()
  const watchers = new Set<() => void>()
  const byConversation = new Map<string, WireEvent[]>()
  let lastId = 0

  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      for (const { reject } of pending.values()) reject(new Unanswered(`closed with ${code}`))
      pending.clear()
      resolve({ code, reason: reason.toString() })
      for (const watch of watchers) watch()
    })
  })
  // A cut connection shows as its close; the error that comes before says nothing more.
  socket.on('error', () => undefined)
  socket.on('message', (data: RawData) => {
    const frame = JSON.parse(data.toString()) as Record<string, unknown>
    record.push({ way: '<', frame })
    if (typeof frame.re === 'number') {
      // Each command gets exactly one answer.
      if (answered.has(frame.re)) throw new Error(`a second answer: ${data}`)
      answered.add(frame.re)
      pending.get(frame.re)?.resolve(frame as WireAnswer)
      pending.delete(frame.re)
    } else {
      const push = frame as WirePush
      pushes.push(push)
      if (push.on === 'events') {
        const events = byConversation.get(push.conversation) ?? []
        byConversation.set(push.conversation, events)
        events.push(...push.events)
      }
    }
    for (const watch of watchers) watch()
  })

  function ask(name: string, keys: Record<string, unknown> = {}): Promise<WireAnswer> {
    lastId += 1
    const frame = { id: lastId, do: name, ...keys }
    const answer = new Promise<WireAnswer>((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN) reject(new Unanswered('the socket is not open'))
      else pending.set(lastId, { resolve, reject })
    })
    record.push({ way: '>', frame })
    socket.send(JSON.stringify(frame), () => undefined)
    return answer
  }

  async function ok<T>(name: string, keys?: Record<string, unknown>): Promise<T> {
    const answer = await ask(name, keys)
    if ('error' in answer) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`)
    return answer.ok as T
  }

  function until<T>(what: string, check: () => T | false | null | undefined, within = patience): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        watchers.delete(look)
        const last = record.slice(-6).map(({ way, frame }) => `${way} ${JSON.stringify(frame).slice(0, 300)}`)
        reject(new Error(`not within ${within} ms: ${what}\n${last.join('\n')}`))
      }, within)
      const look = () => {
        const found = check()
        if (found === undefined || found === null || found === false) return
        clearTimeout(timer)
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
    })
  }

  return {
    pushes,
    record,
    closed,
    get isOpen() {
      return socket.readyState === WebSocket.OPEN
    },
    socket,
    hello: (keys = {}) => ok<Greeting>('hello', { role: 'visitor', ...keys }),
    ask,
    ok,
    async refused(name, keys) {
      const answer = await ask(name, keys)
      if ('ok' in answer) throw new Error(`${name} was not refused: ${JSON.stringify(answer.ok)}`)
      return answer.error
    },
    post: (conversation, text, keys = {}) =>
      ok<Posted>('message.post', { conversation, cid: mintId(), body: { kind: 'text', text }, ...keys }),
    nextId() {
      lastId += 1
      return lastId
    },
    raw: (data, options = {}) => socket.send(data, options, () => undefined),
    push: <N extends PushName>(name: N, fits: (push: WirePush<N>) => boolean = () => true, within?: number) =>
      until(
        `a push "${name}"`,
        () => pushes.find((push) => push.on === name && fits(push as WirePush<N>)) as WirePush<N> | undefined,
        within,
      ),
    until,
    events: (conversation) => byConversation.get(conversation) ?? [],
    async close(code = 1000) {
      socket.close(code)
      await closed
    },
    cut() {
      const raw = (socket as unknown as { _socket: Socket | null })._socket
      raw?.resetAndDestroy()
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  }
}

let minted = 0

/** A UUIDv7 that rises within this process. */
export function mintId(): string {
  minted = Math.max(minted + 1, Date.now() * 4096)
  const time = Math.floor(minted / 4096)
    .toString(16)
    .padStart(12, '0')
  const count = (minted % 4096).toString(16).padStart(3, '0')
  const tail = randomBytes(8)
  tail[0] = 0x80 | ((tail[0] ?? 0) & 0x3f)
  const hex = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${hex.slice(0, 4)}-${hex.slice(4)}`
}
