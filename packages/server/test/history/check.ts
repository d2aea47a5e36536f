// Looks for what must never happen in a recorded run: LOST, DUP, PHANTOM, DIVERGENT, REORDER, GAP, LEAK and
// STALE. It knows the promises of the protocol and nothing of how the server keeps them.
import type { WireEvent } from '../support/wire.ts'
import type { Anomaly, Client, Entry, History, Log } from './record.ts'

/** What only agents may see. */
const agentsOnly = new Set([
  'note.posted',
  'conversation.snoozed',
  'conversation.woken',
  'assistant.stopped',
  'assistant.resumed',
  'tags.changed',
  'profile.extracted',
])

export function check(history: History): Anomaly[] {
  return [
    ...lost(history),
    ...doubled(history),
    ...phantoms(history),
    ...divergent(history),
    ...reordered(history),
    ...gaps(history),
    ...leaks(history),
    ...stale(history),
  ]
}

type OkEntry = Extract<Entry, { kind: 'ok' }>

function oks({ entries }: History): OkEntry[] {
  return entries.filter((entry) => entry.kind === 'ok')
}

/** Answered `ok`, and not where the answer said. */
function lost(history: History): Anomaly[] {
  const logs = byConversation(history.logs)
  return oks(history).flatMap(({ cid, conversation, seq, sub, client }) => {
    const events = logs.get(conversation)?.events ?? []
    const stands = events.some((event) => event.cid === cid && isAt(event, seq, sub))
    return stands ? [] : [{ name: 'LOST', what: `${client}: ${cid} at ${conversation} ${seq}.${sub ?? 0}` }]
  })
}

/** One cid changed something twice, was answered in two ways, or came twice to a reader's screen. */
function doubled(history: History): Anomaly[] {
  const found: Anomaly[] = []
  const places = new Map<string, string>()
  for (const { conversation, events } of history.logs) {
    for (const event of events) {
      if (event.cid === undefined) continue
      const place = `${conversation} ${keyOf(event)}`
      const before = places.get(event.cid)
      if (before !== undefined) found.push({ name: 'DUP', what: `${event.cid} at ${before} and ${place}` })
      places.set(event.cid, place)
    }
  }
  const answers = new Map<string, string>()
  for (const { cid, conversation, seq, sub } of oks(history)) {
    const answer = `${conversation} ${seq}.${sub ?? 0}`
    const before = answers.get(cid)
    if (before !== undefined && before !== answer) {
      found.push({ name: 'DUP', what: `${cid} answered ${before}, then ${answer}` })
    }
    answers.set(cid, answer)
  }
  for (const { name, conversation, events } of shown(history)) {
    const seen = new Set<string>()
    for (const event of events) {
      if (seen.has(keyOf(event))) {
        found.push({ name: 'DUP', what: `${name} shows ${conversation} ${keyOf(event)} twice` })
      }
      seen.add(keyOf(event))
    }
  }
  return found
}

/** Refused for good, and stored all the same. */
function phantoms(history: History): Anomaly[] {
  const stored = new Set(history.logs.flatMap(({ events }) => events.map((event) => event.cid)))
  const found: Anomaly[] = []
  for (const entry of history.entries) {
    if (entry.kind !== 'refused' || !entry.isFinal || !stored.has(entry.cid)) continue
    found.push({ name: 'PHANTOM', what: `${entry.client}: ${entry.cid} was refused with ${entry.code}` })
  }
  return found
}

/** Two readers, or a reader and the log, have different things at one place. */
function divergent(history: History): Anomaly[] {
  const logs = byConversation(history.logs)
  const found: Anomaly[] = []
  for (const { name, side, conversation, events } of shown(history)) {
    const log = logs.get(conversation)
    const truth = new Map(log?.events.map((event) => [keyOf(event), essence(event, side)]))
    const rewritten = rewrittenIn(log?.events ?? [])
    for (const event of events) {
      const key = keyOf(event)
      if (truth.get(key) === essence(event, side) || (rewritten.has(key) && truth.has(key))) continue
      found.push({ name: 'DIVERGENT', what: `${name} has another ${conversation} ${key}` })
    }
  }
  return found
}

/** Places whose text was replaced later: what was edited or deleted, and earlier edits of the same. */
function rewrittenIn(events: WireEvent[]): Set<string> {
  const places = new Set<string>()
  const edits = new Map<string, string>()
  for (const event of events) {
    if (event.target === undefined) continue
    const target = placeOf(event.target)
    const before = edits.get(target)
    if (before !== undefined) places.add(before)
    places.add(target)
    edits.set(target, keyOf(event))
  }
  return places
}

/** What one client sent to a conversation stands in another order, or a reader was told in another order. */
function reordered(history: History): Anomaly[] {
  const found: Anomaly[] = []
  // A command that was refused once and tried again later may be overtaken by those behind it.
  const retried = new Set(history.entries.flatMap((entry) => (entry.kind === 'refused' ? [entry.cid] : [])))
  const sent = new Map<string, number>()
  const sender = new Map<string, string>()
  for (const [time, entry] of history.entries.entries()) {
    if (entry.kind !== 'send' || !entry.first) continue
    sent.set(entry.cid, time)
    sender.set(entry.cid, entry.client)
  }
  for (const { conversation, events } of history.logs) {
    const last = new Map<string, number>()
    for (const event of events) {
      const from = event.cid === undefined ? undefined : sender.get(event.cid)
      if (from === undefined || event.cid === undefined || retried.has(event.cid)) continue
      const time = sent.get(event.cid) ?? 0
      if (time < (last.get(from) ?? -1)) {
        const what = `${from}: ${event.type} at ${conversation} ${keyOf(event)} was sent before what precedes it`
        found.push({ name: 'REORDER', what })
      }
      last.set(from, time)
    }
  }
  for (const { name, conversation, events } of shown(history)) {
    for (const [index, event] of events.entries()) {
      const before = events[index - 1]
      if (before !== undefined && compare(before, event) > 0) {
        found.push({
          name: 'REORDER',
          what: `${name} shows ${conversation} ${keyOf(event)} after ${keyOf(before)}`,
        })
      }
    }
  }
  return found
}

/** A number is missing in a log or in a list, or the server sent a piece that did not join on. */
function gaps(history: History): Anomaly[] {
  const found: Anomaly[] = []
  for (const { conversation, events } of history.logs) {
    for (const hole of holesIn(events, true)) found.push({ name: 'GAP', what: `log ${conversation} ${hole}` })
  }
  for (const { name, side, conversation, events } of shown(history)) {
    for (const hole of holesIn(events, side === 'agent')) {
      found.push({ name: 'GAP', what: `${name} ${conversation} ${hole}` })
    }
  }
  for (const entry of history.entries) {
    // One server and readers who follow all the time: a push that does not join on is a hole we made.
    if (entry.kind === 'hole') found.push({ name: 'GAP', what: `${entry.client} was sent past its position` })
  }
  return found
}

function holesIn(events: WireEvent[], withSubs: boolean): string[] {
  const holes: string[] = []
  let seq = 0
  let sub = 0
  for (const event of events) {
    if (event.sub === undefined) {
      if (event.seq > seq + 1) holes.push(`between ${seq} and ${event.seq}`)
      seq = Math.max(seq, event.seq)
      sub = 0
    } else if (withSubs) {
      if (event.seq > seq || (event.seq === seq && event.sub > sub + 1)) {
        holes.push(`between ${seq}.${sub} and ${keyOf(event)}`)
      }
      sub = event.sub
    }
  }
  return holes
}

/** A visitor was told what it may not know. */
function leaks(history: History): Anomaly[] {
  const owner = new Map(history.logs.map(({ conversation, visitor }) => [conversation, visitor]))
  const visitors = new Map(
    history.clients.flatMap((client) => (client.side === 'visitor' ? [[client.name, client.visitor]] : [])),
  )
  const found: Anomaly[] = []
  for (const entry of history.entries) {
    if (entry.kind !== 'events' || !visitors.has(entry.client)) continue
    const { client, conversation } = entry
    if (owner.get(conversation) !== visitors.get(client)) {
      found.push({ name: 'LEAK', what: `${client} was sent events of ${conversation}, which is not its own` })
    }
    if (Array.isArray(entry.prev))
      found.push({ name: 'LEAK', what: `${client} was told a sub in ${conversation}` })
    for (const event of entry.events) {
      const secret = secretOf(event)
      if (secret !== null)
        found.push({ name: 'LEAK', what: `${client}: ${secret} at ${conversation} ${keyOf(event)}` })
    }
  }
  return found
}

function secretOf(event: WireEvent): string | null {
  if (event.sub !== undefined) return 'a sub'
  if (agentsOnly.has(event.type)) return event.type
  if (event.by.kind === 'agent' && event.by.id !== undefined) return "an agent's id"
  if (event.auto === 'recommended' || event.how !== undefined || event.why !== undefined) return 'why'
  if (event.type === 'message.posted' && event.faq !== undefined) return 'the entry behind an answer'
  return null
}

/**
 * After `synced` a client holds every event that it may see: all that was answered before its hello, in
 * conversations that it named or owns; and at the end, all there is.
 */
function stale(history: History): Anomaly[] {
  const found: Anomaly[] = []
  const owner = new Map(history.logs.map(({ conversation, visitor }) => [conversation, visitor]))
  const sides = new Map(history.clients.map((client) => [client.name, client]))
  const held = new Map<string, Set<string>>()
  const known = new Map<string, { conversation: string; key: string; sub: boolean }>()
  const due = new Map<string, { conversation: string; key: string }[]>()
  const reread = new Set<string>()
  for (const entry of history.entries) {
    if (entry.kind === 'ok') {
      const { conversation, seq, sub } = entry
      known.set(entry.cid, { conversation, key: `${seq}.${sub ?? 0}`, sub: sub !== undefined })
    }
    if (entry.kind === 'events') {
      const set = held.get(entry.client) ?? new Set()
      held.set(entry.client, set)
      for (const event of entry.events) set.add(`${entry.conversation} ${keyOf(event)}`)
    }
    if (entry.kind === 'reset') reread.add(`${entry.client} ${entry.conversation}`)
    if (entry.kind === 'hello') {
      const client = sides.get(entry.client)
      const follows = new Set(entry.conversations)
      due.set(
        entry.client,
        [...known.values()].filter(
          ({ conversation, sub }) =>
            (follows.has(conversation) && client?.side === 'agent') ||
            (client?.side === 'visitor' &&
              !sub &&
              follows.has(conversation) &&
              owner.get(conversation) === client.visitor),
        ),
      )
    }
    if (entry.kind === 'synced') {
      for (const { conversation, key } of due.get(entry.client) ?? []) {
        // After `reset` the client asks for history, which comes later.
        if (reread.has(`${entry.client} ${conversation}`)) continue
        if (held.get(entry.client)?.has(`${conversation} ${key}`)) continue
        found.push({ name: 'STALE', what: `${entry.client} is synced without ${conversation} ${key}` })
      }
      due.delete(entry.client)
    }
  }
  return [...found, ...staleAtEnd(history)]
}

function staleAtEnd(history: History): Anomaly[] {
  const logs = byConversation(history.logs)
  const found: Anomaly[] = []
  for (const { name, side, conversation, events } of shown(history)) {
    const has = new Set(events.map(keyOf))
    for (const event of logs.get(conversation)?.events ?? []) {
      if (side === 'visitor' && event.sub !== undefined) continue
      if (!has.has(keyOf(event))) {
        found.push({ name: 'STALE', what: `${name} shows ${conversation} without ${keyOf(event)}` })
      }
    }
  }
  return found
}

function shown({
  clients,
}: History): (Pick<Client, 'name' | 'side'> & { conversation: string; events: WireEvent[] })[] {
  return clients.flatMap(({ name, side, shows }) =>
    Object.entries(shows).map(([conversation, events]) => ({ name, side, conversation, events })),
  )
}

function byConversation(logs: Log[]): Map<string, Log> {
  return new Map(logs.map((log) => [log.conversation, log]))
}

function isAt(event: WireEvent, seq: number, sub: number | undefined): boolean {
  return event.seq === seq && (event.sub ?? 0) === (sub ?? 0)
}

function keyOf({ seq, sub = 0 }: Pick<WireEvent, 'seq' | 'sub'>): string {
  return `${seq}.${sub}`
}

function placeOf(target: number | [number, number]): string {
  return typeof target === 'number' ? `${target}.0` : `${target[0]}.${target[1]}`
}

function compare(one: WireEvent, other: WireEvent): number {
  return one.seq - other.seq || (one.sub ?? 0) - (other.sub ?? 0)
}

/**
 * What both audiences see alike of an event. Who helps out speaks to the visitor in the name of the one whose
 * conversation it is (RT-12).
 */
function essence(event: WireEvent, side: Client['side']): string {
  const { at, type, by, as = by, body, text, target, quote, reason } = event
  const { kind, name } = side === 'visitor' ? as : by
  return JSON.stringify([at, type, kind, name, body, text, target, quote, reason])
}
