import type { Event, Id } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { RecordUpdate } from '../ports/records.ts'
import { createRecordKeeper } from './record-keeper.ts'

const conversations = 40
const each = 500
/** Milliseconds that the store is busy with a page of a log. */
const busy = 2

/** Conversations that go on, each with a log of several pages; each page takes its time. */
function begin() {
  const clock = createFakeClock()
  const readAt: number[] = []
  const put: RecordUpdate[] = []
  const keeper = createRecordKeeper({
    clock,
    report: (fault) => {
      throw fault
    },
    mailsOf: async () => [],
    conversations: {
      load: async (id) => (id === 'elsewhere' ? null : stored(id)),
      async readLog(_, { after = 0, limit }) {
        clock.advance(busy)
        readAt.push(clock.monotonic())
        const from = typeof after === 'number' ? after : after[0]
        const events = Array.from({ length: Math.min(limit, each - from) }, (_, index) =>
          said(from + index + 1),
        )
        return { events, more: from + limit < each }
      },
    },
    records: {
      find: async () => null,
      behind: async () => ({ conversations: [], last: null }),
      async put(updates: RecordUpdate[]) {
        put.push(...updates)
        return updates.map(() => true)
      },
    } as never,
  })
  for (let index = 0; index < conversations; index += 1) {
    keeper.heard({ after: stored(`c${index}`), events: [said(1)] })
  }
  return { clock, readAt, put, keeper }
}

function stored(id: Id): StoredConversation {
  return {
    state: {
      id,
      site: 'shop',
      visitor: 'v',
      status: 'open',
      seq: each,
      sub: 0,
      startedAt: 0,
    } as ConversationState,
    version: 2,
  } as StoredConversation
}

function said(seq: number): Event {
  return {
    seq,
    at: seq,
    type: 'message.posted',
    by: { kind: 'visitor' },
    body: { kind: 'text', text: `no ${seq}` },
  } as Event
}

/** Moves the clock a millisecond at a time until all is put; what each moment lets run has run. */
async function run({ clock, put, keeper }: ReturnType<typeof begin>, isBusy: boolean): Promise<void> {
  const began = clock.monotonic()
  while (put.length < conversations) {
    if (clock.monotonic() - began > 120_000) throw new Error('it never came to the end')
    if (isBusy) keeper.heard({ after: stored('elsewhere'), events: [said(1)] })
    clock.advance(1)
    await new Promise(setImmediate)
  }
}

/** The longest that was worked without a rest. */
function longest(readAt: number[]): number {
  let [most, from] = [0, readAt[0] ?? 0]
  for (const [index, at] of readAt.entries()) {
    if (at - (readAt[index - 1] ?? at) > busy) from = at
    most = Math.max(most, at - from + busy)
  }
  return most
}

it('[IN-13] while people write, folding takes a fifth of the time, a few milliseconds in one go', async () => {
  const started = begin()
  await run(started, true)
  const { readAt } = started
  expect(readAt).toHaveLength((conversations * each) / 100)
  const took = readAt.at(-1)! - readAt[0]!
  expect((readAt.length * busy) / took).toBeLessThan(0.25)
  expect(longest(readAt)).toBeLessThanOrEqual(6)
  started.keeper.stop()
})

it('[IN-13] when it is quiet it gives way all the same, and is done sooner', async () => {
  const started = begin()
  await run(started, false)
  const { readAt } = started
  expect((readAt.length * busy) / (readAt.at(-1)! - readAt[0]!)).toBeGreaterThan(0.2)
  expect(longest(readAt)).toBeLessThanOrEqual(6)
  started.keeper.stop()
})

it('[IN-13] whoever waits for what was heard is not kept by its rests, nor by one that lasts', async () => {
  const started = begin()
  while (started.readAt.length === 0) {
    started.clock.advance(100)
    await new Promise(setImmediate)
  }
  // It has begun, and rests.
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
  const { length } = started.readAt
  expect(length).toBeLessThan(10)
  const before = started.clock.monotonic()
  await started.keeper.settled()
  expect(started.put).toHaveLength(conversations)
  expect(started.clock.monotonic() - before).toBe((started.readAt.length - length) * busy)
  started.keeper.stop()
})
