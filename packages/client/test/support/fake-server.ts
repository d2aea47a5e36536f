/**
 * A server in this process that keeps the protocol's promises, with handles to break what a network and a
 * crash can break. For the client's unit tests; the real one is met in `packages/client/test`.
 */
import type {
  Actor,
  CommandFrame,
  Event,
  Head,
  HelloOk,
  Id,
  Position,
  ProtocolError,
  Push,
} from '@foyer/protocol'
import { newId } from '../../src/ids.ts'

export type Frame = CommandFrame & { socket: number }

interface Talk {
  head: Head
  events: Event[]
  cids: Map<Id, unknown>
}

interface Peer {
  number: number
  role: 'visitor' | 'agent' | 'assistant'
  visitor: Id
  open: Set<Id>
  send(frame: object): void
  close(code: number): void
}

type Refusal = ProtocolError | 'swallow' | undefined

export function createFakeServer() {
  const talks = new Map<Id, Talk>()
  const visitorOf = new Map<string, Id>()
  const ownerOf = new Map<Id, Id>()
  const peers = new Set<Peer>()
  const frames: Frame[] = []
  const state = {
    epoch: 'one',
    heartbeat: 25_000,
    isUp: true,
    /** Answers are not given, though the work is done. */
    isMute: false,
    /** What to answer instead; `swallow`: nothing is done and nothing said. */
    refuse: (_: CommandFrame): Refusal => undefined,
    sockets: 0,
    replay: 500,
    /** What really goes out when this should; a network that loses, repeats and reorders. */
    mangle: (frame: object): object[] => [frame],
  }

  const width = 2 ** 20
  const place = (position: Position) =>
    typeof position === 'number' ? position * width : position[0] * width + position[1]
  const placeOf = (event: Event) => event.seq * width + (event.sub ?? 0)
  const seenBy = (peer: Peer, events: Event[]) =>
    peer.role === 'visitor' ? events.filter(({ sub }) => !sub) : events
  const lastOf = (peer: Peer, events: Event[]): Position => {
    const last = seenBy(peer, events).at(-1)
    return !last ? 0 : peer.role === 'visitor' ? last.seq : [last.seq, last.sub ?? 0]
  }
  const mayHear = (peer: Peer, id: Id) =>
    peer.role === 'visitor' ? ownerOf.get(id) === peer.visitor : peer.open.has(id)

  function tell(id: Id, push: Push, but?: Peer): void {
    for (const peer of peers) if (peer !== but && mayHear(peer, id)) peer.send(push)
  }

  function write(id: Id, by: Actor, more: object, isNote = false): Event {
    const talk = talks.get(id)!
    const before = [...talk.events]
    const last = before.at(-1)
    const event = {
      seq: isNote ? talk.head.seq : talk.head.seq + 1,
      ...(isNote && { sub: (last?.seq === talk.head.seq ? (last.sub ?? 0) : 0) + 1 }),
      at: Date.now(),
      by,
      ...more,
    } as Event
    if (event.type === 'message.edited' || event.type === 'message.deleted') {
      const at = talk.events.findIndex((other) => placeOf(other) === place(event.target))
      const body = event.type === 'message.edited' ? event.body : { kind: 'deleted' }
      talk.events[at] = { ...talk.events[at]!, body } as Event
    }
    talk.events.push(event)
    talk.head = { ...talk.head, seq: event.seq }
    if (event.type === 'conversation.closed')
      talk.head = { ...talk.head, status: 'closed', closedAt: event.at }
    for (const peer of peers)
      if (mayHear(peer, id) && seenBy(peer, [event]).length > 0)
        peer.send({ on: 'events', conversation: id, prev: lastOf(peer, before), events: [event] })
    if (event.type === 'conversation.closed') tell(id, { on: 'head', head: talk.head })
    return event
  }

  function start(owner: Id): Id {
    const id = newId()
    ownerOf.set(id, owner)
    talks.set(id, {
      head: {
        id,
        site: 'demo',
        status: 'open',
        handler: 'queue',
        seq: 0,
        startedAt: Date.now(),
        read: { visitor: 0, agent: 0 },
        delivered: { visitor: 0, agent: 0 },
      },
      events: [],
      cids: new Map(),
    })
    write(id, { kind: 'visitor', id: owner }, { type: 'conversation.started' })
    tell(id, { on: 'head', head: talks.get(id)!.head })
    return id
  }

  const openOf = (visitor: Id) =>
    [...talks.values()].find(({ head }) => ownerOf.get(head.id) === visitor && head.status !== 'closed')?.head
      .id

  function hello(peer: Peer, frame: CommandFrame & { do: 'hello' }): void {
    peer.role = frame.role
    let { token } = frame
    if (peer.role === 'visitor') {
      if (!token || !visitorOf.has(token)) {
        token = `token-${newId()}`
        visitorOf.set(token, newId())
      }
      peer.visitor = visitorOf.get(token)!
    }
    const resume = frame.resume ?? {}
    const mine = [...talks.values()].filter(({ head }) =>
      peer.role === 'visitor'
        ? ownerOf.get(head.id) === peer.visitor &&
          (head.status !== 'closed' || head.id in resume || head.read.visitor < head.seq)
        : head.id in resume,
    )
    for (const { head } of mine) peer.open.add(head.id)
    peers.add(peer)
    const ok: HelloOk = {
      session: newId(),
      ...(peer.role === 'visitor' && { visitor: { id: peer.visitor, nickname: 'Visitor 1' }, token: token! }),
      ...(peer.role !== 'visitor' && {
        agent: { kind: 'agent', id: 'ada', name: 'Ada', status: 'online' as const },
        sites: [{ id: 'demo', name: 'Demo' }],
      }),
      epoch: state.epoch,
      now: Date.now(),
      heartbeat: state.heartbeat,
      limits: { text: 10_000, frame: 65_536, file: 1_000 },
      availability: { state: 'agents' },
      conversations: peer.role === 'visitor' ? mine.map(({ head }) => head) : [],
    }
    peer.send({ re: frame.id, ok })
    for (const { head, events } of mine) {
      const from = resume[head.id] ?? 0
      const seen = seenBy(peer, events)
      const missed = seen.filter((event) => placeOf(event) > place(from))
      if (
        missed.length > state.replay ||
        place(from) > place(lastOf(peer, events)) ||
        (frame.epoch && frame.epoch !== state.epoch)
      )
        peer.send({ on: 'reset', conversation: head.id })
      else if (missed.length > 0)
        peer.send({ on: 'events', conversation: head.id, prev: from, events: missed })
    }
    peer.send({ on: 'synced' })
  }

  function work(peer: Peer, frame: CommandFrame): object | ProtocolError {
    const by: Actor =
      peer.role === 'visitor'
        ? { kind: 'visitor', id: peer.visitor }
        : { kind: peer.role, id: 'ada', name: 'Ada' }
    if (frame.do === 'ping') return { now: Date.now() }
    if (frame.do === 'inbox.watch')
      return { rows: [...talks.values()].map(({ head }) => rowOf(head)), counts: { all: talks.size } }
    if (frame.do === 'status.set') return { value: frame.value }
    if (!('conversation' in frame)) return {}
    if ('cid' in frame)
      for (const { cids } of talks.values()) if (cids.has(frame.cid!)) return cids.get(frame.cid!) as object
    const id = (frame.conversation ?? openOf(peer.visitor) ?? start(peer.visitor)) as Id
    const talk = talks.get(id)
    if (!talk || (peer.role === 'visitor' && ownerOf.get(id) !== peer.visitor))
      return { code: 'not_found', message: '' }
    const done = (ok: object) => {
      if ('cid' in frame) talk.cids.set(frame.cid!, ok)
      return ok
    }
    const { head } = talk
    const side = peer.role === 'visitor' ? 'visitor' : 'agent'
    if (frame.do === 'history') {
      const { before, after, limit = 50 } = frame
      const seen = seenBy(peer, talk.events)
      if (after !== undefined) {
        const rest = seen.filter((event) => placeOf(event) > place(after))
        return { events: rest.slice(0, limit), more: rest.length > limit }
      }
      const rest = before === undefined ? seen : seen.filter((event) => placeOf(event) < place(before))
      return { events: rest.slice(-limit), more: rest.length > limit }
    }
    if (frame.do === 'read' || frame.do === 'delivered') {
      const mark = (name: 'read' | 'delivered') =>
        ({ ...head[name], [side]: Math.max(head[name][side], frame.seq) }) as Head['read']
      talk.head = {
        ...head,
        delivered: mark('delivered'),
        ...(frame.do === 'read' && { read: mark('read') }),
      }
      const { read, delivered } = talk.head
      tell(id, { on: 'marker', conversation: id, side, read: read[side], delivered: delivered[side] }, peer)
      return {}
    }
    if (frame.do === 'typing') {
      tell(id, { on: 'typing', conversation: id, by, active: frame.active }, peer)
      return {}
    }
    if (frame.do === 'conversation.open') {
      peer.open.add(id)
      const visitor = { id: ownerOf.get(id)!, site: 'demo', nickname: 'Visitor 1', present: true }
      return { head, visitor, events: talk.events.slice(-50), more: talk.events.length > 50, suggestions: [] }
    }
    if (frame.do === 'conversation.leave') {
      peer.open.delete(id)
      return {}
    }
    if (head.status === 'closed') return { code: 'closed', message: 'closed' }
    if (frame.do === 'message.post') {
      const { cid, body, quote } = frame
      const { seq, at } = write(id, by, { type: 'message.posted', cid, body, ...(quote && { quote }) })
      return done({ conversation: id, seq, at })
    }
    if (frame.do === 'message.edit' || frame.do === 'message.delete') {
      const type = frame.do === 'message.edit' ? 'message.edited' : 'message.deleted'
      const { cid, target } = frame
      return done({
        seq: write(id, by, { type, cid, target, ...('body' in frame && { body: frame.body }) }).seq,
      })
    }
    if (frame.do === 'conversation.end')
      return done({ seq: write(id, by, { type: 'conversation.closed', cid: frame.cid, reason: side }).seq })
    if (frame.do === 'note.post') {
      const { seq, sub } = write(id, by, { type: 'note.posted', cid: frame.cid, text: frame.text }, true)
      return done({ seq, sub })
    }
    if (frame.do === 'option.pick') {
      const { cid, target, option } = frame
      return done({ seq: write(id, by, { type: 'option.picked', cid, target, option }).seq })
    }
    if (frame.do === 'handoff.request') {
      const { seq } = write(id, by, { type: 'handoff.requested', cid: frame.cid })
      queue(id, 1)
      return done({ conversation: id, seq, handler: 'queue', queue: { position: 1 } })
    }
    return {}
  }

  function queue(id: Id, position: number): void {
    const talk = talks.get(id)!
    talk.head = { ...talk.head, handler: 'queue', queue: { position } }
    tell(id, { on: 'head', head: talk.head })
  }

  const rowOf = (head: Head) => ({
    head,
    visitor: { id: ownerOf.get(head.id)!, nickname: 'Visitor 1' },
    preview: { by: 'visitor' as const, kind: 'text', text: '' },
    at: head.startedAt,
    unread: 0,
    unreplied: true,
  })

  function socket(): WebSocket {
    const number = ++state.sockets
    let isOpen = false
    let isDone = false
    const end = (code: number) => {
      if (isDone) return
      isDone = true
      peers.delete(peer)
      queueMicrotask(() => fake.onclose?.({ code, reason: '' }))
    }
    const peer: Peer = {
      number,
      role: 'visitor',
      visitor: '',
      open: new Set(),
      send: (whole) => {
        for (const frame of state.mangle(whole))
          queueMicrotask(() => !isDone && fake.onmessage?.({ data: JSON.stringify(frame) }))
      },
      close: end,
    }
    const fake = {
      onopen: null as (() => void) | null,
      onmessage: null as ((event: { data: string }) => void) | null,
      onclose: null as ((event: { code: number; reason: string }) => void) | null,
      send(text: string) {
        if (!isOpen || isDone) return
        const frame = JSON.parse(text) as CommandFrame
        frames.push({ ...frame, socket: number })
        const refusal = state.refuse(frame)
        if (refusal === 'swallow') return
        if (refusal) peer.send({ re: frame.id, error: refusal })
        else if (frame.do === 'hello') hello(peer, frame)
        else {
          const result = work(peer, frame)
          if (!state.isMute)
            peer.send({ re: frame.id, ...('code' in result ? { error: result } : { ok: result }) })
        }
      },
      close: () => {
        isDone = true
        peers.delete(peer)
      },
    }
    queueMicrotask(() => {
      if (!state.isUp) return end(1006)
      isOpen = !isDone
      if (isOpen) fake.onopen?.()
    })
    return fake as unknown as WebSocket
  }

  return {
    state,
    frames,
    talks,
    socket,
    peers,
    /** All sockets break, with a code. */
    cut(code = 1006) {
      for (const peer of [...peers]) peer.close(code)
    },
    push(push: object) {
      for (const peer of peers) peer.send(push)
    },
    write,
    say: (id: Id, text: string, by: Actor = { kind: 'agent', name: 'Ada' }) =>
      write(id, by, { type: 'message.posted', body: { kind: 'text', text } }),
    /** The conversation waits at this place now. */
    queue,
    close: (id: Id) => write(id, { kind: 'agent' }, { type: 'conversation.closed', reason: 'agent' }),
    row: (id: Id) => tell(id, { on: 'row', row: rowOf(talks.get(id)!.head) }),
    /** The only conversation. */
    only: () => [...talks.values()][0]!,
    texts: (id: Id) =>
      talks
        .get(id)!
        .events.flatMap((event) =>
          event.type === 'message.posted' && event.body.kind === 'text' ? [event.body.text] : [],
        ),
    posts: () => frames.filter((frame) => frame.do === 'message.post'),
  }
}

export type FakeServer = ReturnType<typeof createFakeServer>
