/** Live lists: what watchers are told, and in which order. */
import type { Push, ServerFrame } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../adapters/memory/store.ts'
import type { Start } from '../core/conversation/command.ts'
import { begin } from '../core/conversation/evolve.ts'
import { type ConversationState, noMarkers } from '../core/conversation/state.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import { createInbox } from './inbox.ts'

const start: Start = { id: 'c1', site: 'demo', visitor: 'v1', handler: 'queue', faq: [] }

function setUp() {
  const store = createMemoryStore()
  const timers: (() => void)[] = []
  let now = 0
  const inbox = createInbox({
    ...store,
    clock: {
      now: () => now,
      monotonic: () => now,
      after(_, call) {
        timers.push(call)
        return () => {}
      },
    },
    report: (fault) => {
      throw fault
    },
  })
  const frames: ServerFrame[] = []
  const outlet = {
    isOpen: true,
    send: (frame: string) => void frames.push(JSON.parse(frame)),
    hint: (frame: string) => void frames.push(JSON.parse(frame)),
    drained: () => Promise.resolve(),
  }
  /** Lets what was set for later happen, and what it awaits. */
  async function pass(): Promise<void> {
    now += 2_000
    for (const call of timers.splice(0)) call()
    for (let turns = 0; turns < 50; turns += 1) await Promise.resolve()
  }
  const rows = () => frames.filter((frame): frame is Push<'row'> => 'on' in frame && frame.on === 'row')
  const gone = () => frames.filter((frame) => 'on' in frame && frame.on === 'gone')
  const watch = (list: 'all' | 'mine' | 'closed') =>
    inbox.watch({ agent: 'a1', sites: ['demo'], list, filter: {}, outlet }, { limit: 10 })
  return { inbox, rows, gone, pass, watch }
}

function stored(version: number, more: Partial<ConversationState> = {}): StoredConversation {
  return { state: { ...begin(start, 0), seq: version, ...more }, markers: noMarkers, version }
}

test('[IN-1] a watcher gets the last of several changes, once', async () => {
  const { inbox, rows, pass, watch } = setUp()
  await watch('all')
  for (const version of [1, 2, 3]) inbox.changed(stored(version))
  await pass()
  expect(rows().map(({ row }) => row.head.seq)).toEqual([3])
})

test('[IN-1] what is older and told later does not overtake', async () => {
  const { inbox, rows, gone, pass, watch } = setUp()
  await watch('all')
  inbox.changed(stored(1))
  await pass()
  inbox.changed(stored(3, { status: 'closed' }))
  inbox.changed(stored(2))
  await pass()
  expect(rows().map(({ row }) => row.head.seq)).toEqual([1])
  expect(gone()).toHaveLength(1)
})

test('[IN-1] a row goes when the conversation leaves the list, and only if it was there', async () => {
  const { inbox, rows, gone, pass, watch } = setUp()
  await watch('mine')
  const mine = { agent: { kind: 'agent', id: 'a1' } as const }
  inbox.changed(stored(1))
  await pass()
  expect([rows().length, gone().length]).toEqual([0, 0])
  inbox.changed(stored(2, mine))
  await pass()
  inbox.changed(stored(3))
  await pass()
  expect([rows().length, gone().length]).toEqual([1, 1])
})
