import type { Event } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { startIndexing } from './index-texts.ts'

const stored = 1_000
/** Milliseconds that the store is busy with a page. */
const busy = 5

/** A log of one conversation, which ended long ago; each page that is added takes its time. */
function begin() {
  const clock = createFakeClock()
  const log = Array.from({ length: stored }, (_, index) => said(index + 1, clock.now()))
  const added: { at: number; count: number }[] = []
  let position = 0
  let isDone = false
  const indexing = startIndexing({
    clock,
    sites: async () => ['shop'],
    report: (fault) => {
      throw fault
    },
    conversations: {
      findEvent: async () => null,
      readLog: async (_, { after = 0, limit }) => {
        const from = typeof after === 'number' ? after : after[0]
        const events = log.slice(from, from + limit)
        return { events, more: from + limit < stored }
      },
    },
    texts: {
      find: async () => ({ hits: [] }),
      positionOf: async () => [position, 0],
      replace: async () => undefined,
      forget: async () => undefined,
      waiting: async () => (isDone ? [] : [{ id: 'c1', at: 0 }]),
      async advance() {
        isDone = true
      },
      async add(_, texts) {
        clock.advance(busy)
        added.push({ at: clock.monotonic(), count: texts.length })
        position += texts.length
      },
    },
  })
  return { clock, added, indexing }
}

function said(seq: number, at: number): Event {
  return {
    seq,
    at,
    type: 'message.posted',
    by: { kind: 'visitor' },
    body: { kind: 'text', text: `no ${seq}` },
  } as Event
}

/** Moves the clock a millisecond at a time until all is added; what each moment lets run has run. */
async function run({ clock, added }: ReturnType<typeof begin>, each: () => void): Promise<number> {
  const began = clock.monotonic()
  while (added.reduce((sum, { count }) => sum + count, 0) < stored) {
    if (clock.monotonic() - began > 60_000) throw new Error('it never came to the end')
    each()
    clock.advance(1)
    await new Promise(setImmediate)
  }
  return clock.monotonic() - (added[0]?.at ?? 0)
}

it('[IN-2] while people write, the index takes a twentieth of the time, and all of the log all the same', async () => {
  const started = begin()
  const took = await run(started, () => started.indexing.changed('shop'))
  const pages = started.added.length
  expect(pages).toBe(10)
  // The first page is where the time begins.
  expect(((pages - 1) * busy) / took).toBeLessThan(0.06)
  started.indexing.stop()
})

it('[IN-2] when it is quiet it goes on at once, and still gives way between two pages', async () => {
  const started = begin()
  const took = await run(started, () => undefined)
  expect(took).toBeLessThan(started.added.length * busy * 6)
  const apart = started.added.slice(1).map(({ at }, index) => at - (started.added[index]?.at ?? 0))
  expect(Math.min(...apart)).toBeGreaterThan(busy)
  started.indexing.stop()
})

it('[IN-2] once stopped it asks for nothing more', async () => {
  const started = begin()
  started.clock.advance(2_000)
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  const before = started.added.length
  expect(before).toBeGreaterThan(0)
  started.indexing.stop()
  started.clock.advance(60_000)
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
  expect(started.added.length).toBe(before)
})
