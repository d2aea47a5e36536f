/** Delivery against a slow log, lost and late announcements: every reader gets every event once, in order. */
import type { Event, Push, ServerFrame } from '@foyer/protocol'
import { expect, test } from 'vitest'
import type { Start } from '../core/conversation/command.ts'
import { begin } from '../core/conversation/evolve.ts'
import { noMarkers } from '../core/conversation/state.ts'
import type { LogQuery, StoredConversation } from '../ports/conversations.ts'
import { createHub, type Outlet } from './hub.ts'

const start: Start = { id: 'c1', site: 'demo', visitor: 'v1', handler: 'queue', faq: [] }

/** A log that answers some turns later, and a hub over it. */
function setUp(random: () => number) {
  const log: Event[] = []
  const state = () => {
    const last = log.at(-1)
    return { ...begin(start, 0), seq: last?.seq ?? 0, sub: last?.sub ?? 0 }
  }
  const stored = (): StoredConversation => ({ state: state(), markers: noMarkers, version: log.length })
  const hub = createHub({
    conversations: {
      async readLog(_, { after = [0, 0], limit, audience }: LogQuery) {
        const found = log.filter(
          ({ seq, sub = 0 }) =>
            (seq > after[0] || (seq === after[0] && sub > after[1])) && (audience === 'agent' || sub === 0),
        )
        for (let turns = random() * 4; turns > 0; turns -= 1) await Promise.resolve()
        return { events: found.slice(0, limit), more: found.length > limit }
      },
    },
    sign: (id) => id,
    clock: { now: () => 0, monotonic: () => 0, after: () => () => {} },
    seesReceipts: () => true,
    placeOf: () => null,
    report: (fault) => {
      throw fault
    },
  })
  function write(isNote: boolean): Event {
    const last = log.at(-1)
    const place = isNote ? { seq: last?.seq ?? 0, sub: (last?.sub ?? 0) + 1 } : { seq: (last?.seq ?? 0) + 1 }
    const by = { kind: 'agent', id: 'a1' } as const
    const event: Event = isNote
      ? { ...place, at: 0, by, type: 'note.posted', text: 'n' }
      : { ...place, at: 0, by, type: 'message.posted', body: { kind: 'text', text: 'm' } }
    log.push(event)
    return event
  }
  return { log, hub, stored, write }
}

function collect() {
  const frames: ServerFrame[] = []
  const outlet: Outlet = {
    isOpen: true,
    send: (frame) => void frames.push(JSON.parse(frame)),
    hint: (frame) => void frames.push(JSON.parse(frame)),
    drained: () => Promise.resolve(),
  }
  const pushes = () =>
    frames.filter((frame): frame is Push<'events'> => 'on' in frame && frame.on === 'events')
  return { outlet, pushes }
}

const numbers = (events: Event[]) => events.map(({ seq, sub = 0 }) => `${seq}.${sub}`)

test.each(Array.from({ length: 60 }, (_, seed) => seed))('[A16] [F08] seed %i', async (seed) => {
  const random = seeded(seed)
  const { log, hub, stored, write } = setUp(random)
  const readers = [collect(), collect(), collect()]
  const sides = ['visitor', 'agent', 'agent'] as const
  for (let written = 0; written < 60; written += 1) {
    const joining = written / 20
    const reader = readers[joining]
    if (reader !== undefined) {
      const opened = hub.follow(stored(), sides[joining] ?? 'agent', reader.outlet, [0, 0])
      void hub.release(opened)
    }
    const { seq, sub } = stored().state
    const event = write(random() < 0.3)
    const fate = random()
    if (fate < 0.6) hub.announce({ before: null, after: stored(), prev: [seq, sub], events: [event] })
    else if (fate < 0.7) hub.refresh(stored())
    // Else nobody says anything: a hint that the bus lost.
    if (random() < 0.5) await Promise.resolve()
  }
  hub.refresh(stored())
  for (let turns = 0; turns < 500; turns += 1) await Promise.resolve()

  for (const [index, { pushes }] of readers.entries()) {
    const side = sides[index] ?? 'agent'
    const wanted = log.filter((event) => side === 'agent' || event.sub === undefined)
    expect(numbers(pushes().flatMap(({ events }) => events))).toEqual(numbers(wanted))
    let end: unknown = side === 'agent' ? [0, 0] : 0
    for (const { prev, events } of pushes()) {
      expect(prev).toEqual(end)
      const last = events.at(-1)
      end = side === 'agent' ? [last?.seq, last?.sub ?? 0] : last?.seq
    }
  }
})

test('nothing is pushed before the answer is out, and what happened meanwhile comes then', async () => {
  const { hub, stored, write } = setUp(() => 0)
  const { outlet, pushes } = collect()
  const reader = hub.follow(stored(), 'visitor', outlet, [0, 0])
  const event = write(false)
  hub.announce({ before: null, after: stored(), prev: [0, 0], events: [event] })
  hub.marked('demo', 'c1', 'agent', { read: 1, delivered: 1 })
  expect(pushes()).toEqual([])
  await hub.release(reader)
  expect(pushes()).toHaveLength(1)
})

function seeded(seed: number): () => number {
  let state = seed + 1
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}
