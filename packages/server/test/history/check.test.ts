// The checker can fail: a whole history passes, and each anomaly made by hand is found, by its name alone.
import { expect, test } from 'vitest'
import type { WireEvent } from '../support/wire.ts'
import { check } from './check.ts'
import type { Entry, History } from './record.ts'

const conversation = 'c1'

function message(seq: number, cid: string, text: string, by: WireEvent['by']): WireEvent {
  return { seq, at: 1000 + seq, cid, by, type: 'message.posted', body: { kind: 'text', text } }
}

/** A visitor says two things, an agent answers and makes a note; both have seen all that they may. */
function whole(): History {
  const visitor = { kind: 'visitor', id: 'v1' }
  const started: WireEvent = { seq: 1, at: 1001, by: visitor, type: 'conversation.started' }
  const first = message(2, 'a', 'one', visitor)
  const second = message(3, 'b', 'two', visitor)
  const agent = { kind: 'agent', id: 'g1', name: 'Ada' }
  const answer = message(4, 'c', 'three', agent)
  const note: WireEvent = {
    seq: 4,
    sub: 1,
    at: 1005,
    cid: 'd',
    by: agent,
    type: 'note.posted',
    text: 'aside',
  }
  const { cid: _cid, ...bare } = answer
  const publicAnswer = { ...bare, by: { kind: 'agent', name: 'Ada' } }
  const log = [started, first, second, answer, note]
  const seen = [started, first, second, publicAnswer]
  const entries: Entry[] = [
    { kind: 'hello', client: 'visitor', conversations: [] },
    { kind: 'synced', client: 'visitor' },
    { kind: 'send', client: 'visitor', cid: 'a', conversation: null, first: true },
    { kind: 'send', client: 'visitor', cid: 'b', conversation: null, first: true },
    { kind: 'ok', client: 'visitor', cid: 'a', conversation, seq: 2 },
    { kind: 'ok', client: 'visitor', cid: 'b', conversation, seq: 3 },
    { kind: 'events', client: 'visitor', conversation, prev: 0, events: [started, first, second] },
    { kind: 'send', client: 'agent', cid: 'c', conversation, first: true },
    { kind: 'ok', client: 'agent', cid: 'c', conversation, seq: 4 },
    { kind: 'send', client: 'agent', cid: 'd', conversation, first: true },
    { kind: 'ok', client: 'agent', cid: 'd', conversation, seq: 4, sub: 1 },
    { kind: 'events', client: 'agent', conversation, prev: null, events: log },
    { kind: 'hello', client: 'visitor', conversations: [conversation] },
    { kind: 'events', client: 'visitor', conversation, prev: 3, events: [publicAnswer] },
    { kind: 'synced', client: 'visitor' },
  ]
  return {
    entries,
    clients: [
      { name: 'visitor', side: 'visitor', visitor: 'v1', shows: { [conversation]: seen } },
      { name: 'agent', side: 'agent', shows: { [conversation]: log } },
    ],
    logs: [{ conversation, visitor: 'v1', events: [...log] }],
  }
}

function namesOf(history: History): string[] {
  return [...new Set(check(history).map(({ name }) => name))].sort()
}

test('[SC-5] a whole history has nothing against it', () => {
  expect(check(whole())).toEqual([])
})

const logOf = (history: History) => history.logs[0]!.events
const listOf = (history: History, side: number) => history.clients[side]!.shows[conversation]!

const doctored: [name: string, what: string, doctor: (history: History) => void, found: string[]][] = [
  [
    'LOST',
    'an answered message is in no log',
    (history) => {
      const end = history.logs[0]!
      end.events = end.events.slice(0, 3)
      for (const client of history.clients)
        client.shows[conversation] = client.shows[conversation]!.slice(0, 3)
    },
    ['LOST'],
  ],
  [
    'LOST',
    'another message stands where the answer said',
    (history) => {
      for (const event of [...logOf(history), ...listOf(history, 0), ...listOf(history, 1)]) {
        if (event.cid === 'b') event.cid = 'z'
      }
    },
    ['LOST'],
  ],
  [
    'DUP',
    'one cid stands twice in the log',
    (history) => {
      const again = message(5, 'b', 'two', { kind: 'visitor', id: 'v1' })
      logOf(history).push(again)
      listOf(history, 0).push(again)
      listOf(history, 1).push(again)
    },
    ['DUP'],
  ],
  [
    'DUP',
    'one cid is answered with two places',
    (history) => history.entries.push({ kind: 'ok', client: 'visitor', cid: 'a', conversation, seq: 3 }),
    ['DUP', 'LOST'],
  ],
  [
    'DUP',
    'a list shows an event twice',
    (history) => listOf(history, 0).push(listOf(history, 0)[3]!),
    ['DUP'],
  ],
  [
    'PHANTOM',
    'what was refused is stored',
    (history) => {
      const ghost = message(5, 'e', 'no', { kind: 'visitor', id: 'v1' })
      history.entries.push({ kind: 'refused', client: 'visitor', cid: 'e', code: 'closed', isFinal: true })
      logOf(history).push(ghost)
      listOf(history, 0).push(ghost)
      listOf(history, 1).push(ghost)
    },
    ['PHANTOM'],
  ],
  [
    'DIVERGENT',
    'a reader has another text',
    (history) => {
      listOf(history, 0)[2] = message(3, 'b', 'other', { kind: 'visitor', id: 'v1' })
    },
    ['DIVERGENT'],
  ],
  [
    'DIVERGENT',
    'a visitor is told who helps out',
    (history) => {
      const helped = message(5, 'h', 'so', { kind: 'agent', id: 'a2', name: 'Ben' })
      const stored = { ...helped, as: { kind: 'agent', name: 'Ada' } }
      logOf(history).push(stored)
      listOf(history, 0).push(helped)
      listOf(history, 1).push(stored)
    },
    ['DIVERGENT'],
  ],
  [
    'DIVERGENT',
    'a reader has what is in no log',
    (history) => {
      listOf(history, 0).push(message(5, 'x', 'more', { kind: 'visitor', id: 'v1' }))
    },
    ['DIVERGENT'],
  ],
  [
    'REORDER',
    'two messages of one sender stand the other way round',
    (history) => {
      const sends = history.entries.filter((entry) => entry.kind === 'send' && entry.client === 'visitor')
      const [a, b] = sends.map((entry) => history.entries.indexOf(entry))
      const first = history.entries[a!]!
      history.entries[a!] = history.entries[b!]!
      history.entries[b!] = first
    },
    ['REORDER'],
  ],
  [
    'REORDER',
    'a list is out of order',
    (history) => {
      const list = listOf(history, 0)
      list.push(list.splice(2, 1)[0]!)
    },
    ['GAP', 'REORDER'],
  ],
  [
    'GAP',
    'a number is missing in the log',
    (history) => {
      for (const list of [logOf(history), listOf(history, 0), listOf(history, 1)]) list.splice(0, 1)
    },
    ['GAP'],
  ],
  [
    'GAP',
    'a sub is missing',
    (history) => {
      for (const list of [logOf(history), listOf(history, 1)]) {
        list[4] = { ...list[4]!, sub: 2 }
      }
      for (const entry of history.entries) if (entry.kind === 'ok' && entry.cid === 'd') entry.sub = 2
    },
    ['GAP'],
  ],
  [
    'GAP',
    'a push does not join on',
    (history) => history.entries.push({ kind: 'hole', client: 'visitor', conversation }),
    ['GAP'],
  ],
  [
    'LEAK',
    'a visitor is sent a note',
    (history) => {
      const note = logOf(history)[4]!
      history.entries.push({ kind: 'events', client: 'visitor', conversation, prev: 4, events: [note] })
    },
    ['LEAK'],
  ],
  [
    'LEAK',
    "a visitor is sent an agent's id",
    (history) => {
      const answer = logOf(history)[3]!
      history.entries.push({ kind: 'events', client: 'visitor', conversation, prev: 3, events: [answer] })
    },
    ['LEAK'],
  ],
  [
    'LEAK',
    "a visitor is sent somebody else's conversation",
    (history) => {
      history.logs.push({ conversation: 'c2', visitor: 'v2', events: [] })
      history.entries.push({ kind: 'events', client: 'visitor', conversation: 'c2', prev: 0, events: [] })
    },
    ['LEAK'],
  ],
  [
    'STALE',
    'synced comes before what was missed',
    (history) => {
      const at = history.entries.findLastIndex((entry) => entry.kind === 'events')
      history.entries.push(history.entries.splice(at, 1)[0]!)
    },
    ['STALE'],
  ],
  ['STALE', 'a list ends too early', (history) => listOf(history, 1).pop(), ['STALE']],
]

test.each(doctored)('[SC-5] %s: %s', (name, _what, doctor, found) => {
  const history = whole()
  doctor(history)
  expect(found).toContain(name)
  expect(namesOf(history)).toEqual(found)
})
