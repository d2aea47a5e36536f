/**
 * One thread as signals, for either side: takes what the server pushes, repairs holes from history, tells the
 * markers, and offers the verbs of `Conversation`. Everything unsent lives in the outbox, never here.
 */
import type {
  Actor,
  Event,
  Head,
  Id,
  Position,
  PostedBody,
  ProtocolError,
  Push,
  Seq,
  Side,
} from '@foyer/protocol'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { Conversation, PostOptions, Upload } from './api.ts'
import { newId } from './ids.ts'
import type { Ask, Line } from './line.ts'
import { createFold, isOfSide } from './messages.ts'
import type { Entry, Outbox } from './outbox.ts'
import {
  append,
  blank,
  eventAt,
  newest,
  placeOf,
  placeOfEvent,
  positionOf,
  prepend,
  seqOf,
  type Transcript,
} from './transcript.ts'
import { createTyping, createTypist } from './typing.ts'

export interface ThreadParts {
  side: Side
  url: string
  self(): Actor
  ask: Ask
  /** Fire and forget: what is late is worthless. */
  hint: Line['request']
  outbox: Outbox
  /** Whether an outbox entry belongs to this thread. */
  owns(entry: Entry, thread: Thread): boolean
  /** Whether this tab holds the socket, and so tells what was delivered. */
  leads(): boolean
  /** Somebody acts: connect, and keep what has to be kept. */
  act(): void
  /** For uploads; null where a cookie serves. */
  token(): Promise<string | null>
  fileLimit(): number
  /** Tells the other tabs what this one knows first. */
  share(push: Push): void
  /** Events that came after what was held, once each, in order. */
  came?(conversation: Id, events: readonly Event[]): void
}

type Marker = 'read' | 'delivered'

/** A conversation with what feeds it. */
export interface Thread {
  view: Conversation
  head: ReadonlySignal<Head | null>
  adopt(id: Id): void
  setHead(head: Head): void
  /** Null when nothing is held. */
  position(): Position | null
  /** The newest page, as the server or another tab gave it. */
  page(events: readonly Event[], more: boolean): void
  held(): { events: readonly Event[]; more: boolean }
  take(push: Push): void
  /** Asks for what the head says there is and is not held. */
  check(): void
  destroy(): void
}

const pageSize = 50
const bigPage = 100

export function createThread(parts: ThreadParts, first: Id | null): Thread {
  const { side, ask, outbox } = parts
  const id = signal(first)
  const head = signal<Head | null>(null)
  const transcript = signal(blank)
  const uploads = signal<readonly Upload[]>([])
  /** What is uploaded, and how to give it up. */
  const files = new Map<string, { file: Blob; abort: AbortController }>()
  const fold = createFold()
  const { typist, set: setTypist } = createTypist()
  const typing = createTyping((active, preview) => {
    const conversation = id.peek()
    if (conversation) void parts.hint('typing', { conversation, active, ...(preview && { preview }) })
  })

  /** How far one's own markers are to go; one is told after the other. */
  const goal: Record<Marker, Seq> = { read: 0, delivered: 0 }
  let told: Promise<unknown> = Promise.resolve()
  let wanted = 0
  /** As the server last told it whole. */
  let spoken: Head | null = null
  let isStale = false
  let isRepairing = false
  let older: Promise<boolean> | null = null

  /** Markers never go back, whatever overtakes what. */
  function mergeHead(next: Head): void {
    const old = head.peek()
    const furthest = (name: Marker) => ({
      visitor: Math.max(next[name].visitor, old?.[name].visitor ?? 0),
      agent: Math.max(next[name].agent, old?.[name].agent ?? 0),
    })
    head.value = {
      ...next,
      seq: Math.max(next.seq, old?.seq ?? 0),
      read: furthest('read'),
      delivered: furthest('delivered'),
    }
  }

  function setHead(next: Head): void {
    spoken = next
    mergeHead(next)
  }

  function marked(of: Side, read: Seq, delivered: Seq): void {
    const now = head.peek()
    if (now)
      mergeHead({
        ...now,
        read: { ...now.read, [of]: read },
        delivered: { ...now.delivered, [of]: delivered },
      })
  }

  /** Tells the furthest only; false when that far was told before. */
  function mark(name: Marker, seq: Seq): boolean {
    if (seq <= goal[name] || seq <= (head.peek()?.[name][side] ?? 0)) return false
    goal[name] = seq
    told = told.then(() => goal[name] === seq && ask(name, { conversation: id.peek()!, seq }))
    return true
  }

  function tellDelivered(events: readonly Event[]): void {
    const theirs = events.findLast(isTheirs)
    if (theirs && parts.leads()) mark('delivered', theirs.seq)
  }

  function isTheirs(event: Event): boolean {
    return event.type === 'message.posted' && !isOfSide(event.by, side)
  }

  /** `isPage`: what was there already, so not news when nothing was held. */
  function hold(next: Transcript, isPage = false): void {
    const held = transcript.peek()
    transcript.value = next
    if (next.to <= held.to) return
    const fresh = next.events.filter((event) => placeOfEvent(event) > held.to)
    const seq = seqOf(next.to)
    outbox.seen(id.peek()!, seq)
    const now = head.peek()
    if (now && now.seq < seq) head.value = { ...now, seq }
    if (fresh.some((event) => !isOfSide(event.by, side))) setTypist(null)
    tellDelivered(fresh)
    if (held.events.length > 0 || !isPage) parts.came?.(id.peek()!, fresh)
  }

  /** Asks for history until what is held reaches what was seen to exist. */
  async function repair(): Promise<void> {
    const conversation = id.peek()
    if (isRepairing || !conversation) return
    isRepairing = true
    for (;;) {
      const held = transcript.peek()
      const fromNothing = isStale || held.events.length === 0
      const after = positionOf(held.to, side)
      const { ok } = await ask('history', {
        conversation,
        limit: fromNothing ? pageSize : bigPage,
        ...(!fromNothing && { after }),
      })
      if (!ok) break
      if (fromNothing) {
        // Pushes may have brought more meanwhile than this page has.
        if (isStale || held === transcript.peek()) hold(newest(ok.events, ok.more), true)
        isStale = false
      } else if (!isStale) hold(append(transcript.peek(), after, ok.events) ?? held)
      const { to } = transcript.peek()
      if (!isStale && (ok.events.length === 0 || (to >= wanted && (fromNothing || !ok.more)))) break
    }
    isRepairing = false
  }

  function want(place: number): void {
    wanted = Math.max(wanted, place)
    if (isStale || transcript.peek().to < wanted) void repair()
  }

  function take(push: Push): void {
    if (push.on === 'events') {
      const last = push.events.at(-1)
      if (!last) return
      const next = isStale ? null : append(transcript.peek(), push.prev, push.events)
      if (next) hold(next)
      else want(placeOfEvent(last))
    } else if (push.on === 'head') setHead(push.head)
    else if (push.on === 'marker') marked(push.side, push.read, push.delivered)
    else if (push.on === 'reset') {
      // The log may be an older one, restored: then no count of before holds.
      isStale = true
      wanted = goal.read = goal.delivered = 0
      head.value = spoken
      want(0)
    } else if (push.on === 'typing' || push.on === 'draft') {
      const { by } = push
      if (isOfSide(by, side)) return
      const preview = push.on === 'draft' ? push.text : push.preview
      if (push.on === 'draft' || push.active) setTypist({ by, ...(preview && { preview }) })
      else setTypist(null)
    }
  }

  function loadOlder(limit = pageSize): Promise<boolean> {
    older ??= fetchOlder(limit).finally(() => (older = null))
    return older
  }

  async function fetchOlder(limit: number): Promise<boolean> {
    const { events, more } = transcript.peek()
    const conversation = id.peek()
    const first = events[0]
    if (!more || !first || !conversation) return false
    const before = positionOf(placeOfEvent(first), side)
    const { ok } = await ask('history', { conversation, before, limit })
    if (!ok) return false
    // A reset meanwhile put another page there; this one would not join on.
    const held = transcript.peek()
    if (held.events[0] && placeOfEvent(held.events[0]) === placeOfEvent(first))
      transcript.value = prepend(held, ok.events, ok.more && ok.events.length > 0)
    return ok.events.length > 0
  }

  function setUpload(key: string, change: Partial<Upload>): void {
    uploads.value = uploads.peek().map((one) => (one.key === key ? { ...one, ...change } : one))
  }

  function endUpload(key: string): void {
    const { preview } = uploadOf(key) ?? {}
    if (preview) URL.revokeObjectURL(preview)
    files.get(key)?.abort.abort()
    files.delete(key)
    uploads.value = uploads.peek().filter((one) => one.key !== key)
  }

  const uploadOf = (key: string) => uploads.peek().find((one) => one.key === key)

  async function upload(key: string, file: Blob, name: string): Promise<void> {
    const run = { file, abort: new AbortController() }
    files.set(key, run)
    const result = await import('./uploads.ts').then(
      async ({ sendFile }) =>
        sendFile({
          url: parts.url,
          file,
          name,
          token: await parts.token(),
          limit: parts.fileLimit(),
          signal: run.abort.signal,
          site: side === 'agent' ? head.peek()?.site : undefined,
          progress: (sent) => setUpload(key, { sent }),
        }),
      () => ({ file: undefined, error: { code: 'unavailable', message: '' } as const }),
    )
    if (files.get(key) !== run) return
    if (result.error) setUpload(key, { state: 'failed', error: result.error })
    else
      batch(() => {
        endUpload(key)
        put(key, { kind: 'file', file: result.file })
      })
  }

  function put(key: string, body: PostedBody, options?: PostOptions): void {
    outbox.put({ key, conversation: id.peek(), at: Date.now(), body, ...options })
  }

  /** A change of this conversation, or the answer that there is none yet. */
  function change<T>(make: (conversation: Id, cid: Id) => Promise<T>): Promise<T | NotThere> {
    const conversation = id.peek()
    return conversation ? make(conversation, newId()) : Promise.resolve(notThere)
  }

  const view: Conversation = {
    id,
    head,
    items: computed(() =>
      fold({
        transcript: transcript.value,
        head: head.value,
        entries: outbox.entries.value.filter((entry) => parts.owns(entry, thread)),
        uploads: uploads.value,
        side,
        self: parts.self(),
      }),
    ),
    typing: typist,
    unread: computed(() => {
      const read = head.value?.read[side] ?? 0
      return transcript.value.events.filter((event) => event.seq > read && isTheirs(event)).length
    }),
    hasOlder: computed(() => transcript.value.more),
    loadOlder: () => loadOlder(),
    async loadUntil(seq) {
      const place = placeOf(seq)
      for (;;) {
        const { events } = transcript.peek()
        const [oldest] = events
        if (!oldest || placeOfEvent(oldest) <= place) return eventAt(events, place) !== undefined
        if (!(await loadOlder(bigPage))) return false
      }
    },
    post(body, options) {
      // First, because it may find that this browser holds a conversation already.
      parts.act()
      const key = newId()
      typing.still()
      put(key, body, options)
      return key
    },
    postFile(file, name) {
      parts.act()
      const key = newId()
      const { type, size } = file
      const preview = type.startsWith('image/') ? { preview: URL.createObjectURL(file) } : {}
      uploads.value = [
        ...uploads.peek(),
        { kind: 'upload', key, at: Date.now(), name, type, size, sent: 0, state: 'uploading', ...preview },
      ]
      void upload(key, file, name)
      return key
    },
    retry(key) {
      const failed = uploadOf(key)
      if (!failed) outbox.retry(key)
      else if (failed.error) {
        setUpload(key, { state: 'uploading', sent: 0, error: undefined })
        void upload(key, files.get(key)!.file, failed.name)
      }
    },
    remove(key) {
      if (uploadOf(key)) endUpload(key)
      else if (outbox.entries.peek().some((entry) => entry.key === key && entry.error)) outbox.drop(key)
    },
    read(seq) {
      const conversation = id.peek()
      if (!conversation || !mark('read', seq)) return
      marked(side, seq, seq)
      parts.share({ on: 'marker', conversation, side, read: seq, delivered: seq })
    },
    setTyping: typing.set,
    edit: (target, text) =>
      change((conversation, cid) =>
        ask('message.edit', { conversation, cid, target, body: { kind: 'text', text } }),
      ),
    delete: (target) => change((conversation, cid) => ask('message.delete', { conversation, cid, target })),
    end: () => change((conversation, cid) => ask('conversation.end', { conversation, cid })),
  }

  const thread: Thread = {
    view,
    head,
    adopt: (conversation) => {
      id.value = conversation
    },
    setHead,
    position() {
      const { events, to } = transcript.peek()
      return events.length === 0 ? null : positionOf(to, side)
    },
    page(events, more) {
      const held = transcript.peek()
      const [start] = events
      if (isStale || !start) return
      if (held.events.length === 0) hold(newest(events, more), true)
      else if (placeOfEvent(start) <= held.to) hold(append(held, positionOf(held.to, side), events) ?? held)
      else want(placeOfEvent(events.at(-1)!))
    },
    held: () => transcript.peek(),
    take,
    check() {
      tellDelivered(transcript.peek().events)
      want(placeOf(head.peek()?.seq ?? 0))
    },
    destroy() {
      typing.still()
      setTypist(null)
      for (const key of files.keys()) endUpload(key)
    },
  }
  return thread
}

type NotThere = { re: number; ok?: undefined; error: ProtocolError }
const notThere: NotThere = { re: 0, error: { code: 'not_found', message: 'There is no conversation yet' } }
