/** Live lists: what watchers are told, and in which order. */
import type { Push, ServerFrame, SiteSettings } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { createMemoryStore } from '../adapters/memory/store.ts'
import type { Start } from '../core/conversation/command.ts'
import { begin } from '../core/conversation/evolve.ts'
import { type ConversationState, noMarkers } from '../core/conversation/state.ts'
import { wholeSite } from '../core/inbox/lists.ts'
import { defaultSettings } from '../core/site-defaults.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import { createInbox } from './inbox.ts'

const start: Start = { id: 'c1', site: 'demo', visitor: 'v1', handler: 'queue', faq: [] }

function setUp(settings: SiteSettings | null = null) {
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
    settingsOf: () => settings,
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
    inbox.watch({ agent: 'a1', scopes: [wholeSite('demo')], list, filter: {}, outlet }, { limit: 10 })
  return { store, inbox, frames, rows, gone, pass, watch }
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

test('[RT-13] the agent who has it is reminded of a waiting visitor once, on every screen', async () => {
  const { inbox, frames, pass, watch } = setUp(defaultSettings('Demo', []))
  await watch('closed')
  const mine = { agent: { kind: 'agent', id: 'a1' }, handler: 'agent', unrepliedSince: 0 } as const
  inbox.changed(stored(1, mine))
  await pass()
  // The test's timers come at once, whatever they were set for: this one is the reminder's.
  await pass()
  const nudges = () => frames.filter((frame) => 'on' in frame && frame.on === 'nudge')
  expect(nudges()).toMatchObject([{ row: { head: { id: 'c1' } } }])
  inbox.changed(stored(2, mine))
  await pass()
  await pass()
  expect(nudges()).toHaveLength(1)
  inbox.changed(stored(3, { ...mine, unrepliedSince: 1_000_000 }))
  await pass()
  inbox.changed(stored(4, { ...mine, unrepliedSince: null }))
  await pass()
  expect(nudges()).toHaveLength(2)
})

test('[IN-3] what is pinned comes first, and a pin is told to whom it is for', async () => {
  const { store, inbox, rows, watch } = setUp()
  const { state } = stored(1)
  const change = { expected: 0, events: [], rewrites: [], read: {}, due: [] }
  await store.conversations.append([{ state, ...change }])
  await watch('all')
  await store.pins.pin('a1', 'c1', 1, 9)
  await inbox.pinsChanged('a1')
  await inbox.pinsChanged('somebody else')
  expect(rows()).toMatchObject([{ row: { head: { id: 'c1' }, pinned: true } }])
  const { rows: found } = await watch('all')
  expect(found).toMatchObject([{ head: { id: 'c1' }, pinned: true }])
})
