// The contract of the log (ports/conversations): every store keeps all of it.
import type { Event, Id, List } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { ConversationState } from '../../../src/core/conversation/state.ts'
import { listsOf, type Narrowing, passes } from '../../../src/core/inbox/filter.ts'
import { belongsTo, type Scope, wholeSite } from '../../../src/core/inbox/lists.ts'
import type { Listed, StoredConversation } from '../../../src/ports/conversations.ts'
import {
  converse,
  makeChange,
  makeMessage,
  makeNote,
  makeState,
  makeToken,
  makeVisitor,
  newId,
  type Opened,
  startedAt,
} from './make.ts'

const allOfIt = { limit: 1000, audience: 'agent' } as const

export function conversationsContract(opened: () => Opened): void {
  const log = async (conversation: string, audience: 'visitor' | 'agent' = 'agent') =>
    (await opened().store.conversations.readLog(conversation, { limit: 1000, audience })).events

  test('[RT-1] the queue is in order of waiting, and whoever is answered, closed or asleep is out of it', async () => {
    const { conversations } = opened().store
    const site = `queue-${newId()}`
    const waits = (at: number) =>
      makeState({
        site,
        visitor: newId(),
        seq: 1,
        handler: 'queue',
        status: 'open',
        queuedAt: startedAt + at,
      })
    const [third, first, second] = [waits(30), waits(10), waits(20)]
    const others = [
      { ...waits(1), handler: 'assistant' as const, queuedAt: null },
      { ...waits(2), status: 'snoozed' as const },
      { ...waits(3), site: `other-${newId()}` },
    ]
    for (const state of [third, first, second, ...others]) {
      await conversations.append([makeChange(state, 0, { events: [makeMessage(1, 'hello')] })])
    }
    expect(await conversations.queue(site, 10)).toEqual([first.id, second.id, third.id])
    expect(await conversations.queue(site, 2)).toEqual([first.id, second.id])
    const agent = { kind: 'agent' as const, id: newId(), name: 'Ada' }
    const taken = { ...first, seq: 2, handler: 'agent' as const, agent, queuedAt: null }
    await conversations.append([makeChange(taken, 1, { events: [makeMessage(2, 'mine')] })])
    expect(await conversations.queue(site, 10)).toEqual([second.id, third.id])
  })

  describe('append', () => {
    test('a row that an earlier version stored is completed when it is loaded', async () => {
      const { store, beside } = opened()
      const whole = makeState()
      const {
        answered,
        offered,
        said,
        stopped,
        isUnanswered,
        lastAuto,
        isHosted,
        isExternal,
        queuedAt,
        silentSince,
        silentFrom,
        plan,
        wishes,
        waitsFor,
        closedBy,
        ...old
      } = whole
      await store.conversations.append([makeChange(old as typeof whole, 0)])
      expect((await beside.conversations.load(whole.id))?.state).toEqual(whole)
      expect((await beside.conversations.openOf(whole.visitor))?.state).toEqual(whole)
    })

    test('what was stored is loaded as it was, its version counted', async () => {
      const { conversations } = opened().store
      const state = makeState({
        seq: 1,
        agent: { kind: 'agent', id: newId(), name: 'Ada' },
        tags: ['vip', '"quoted"'],
        last: { seq: 1, by: 'visitor', kind: 'text', text: 'Zażółć 👋\u0000 \ud800 end', at: startedAt },
        rating: { scale: 5, given: false },
      })
      const event = makeMessage(1, 'Zażółć 👋\u0000 \ud800 end')
      expect(await conversations.append([makeChange(state, 0, { events: [event] })])).toBe('stored')

      expect(await conversations.load(state.id)).toEqual({
        state,
        version: 1,
        markers: { read: { visitor: 0, agent: 0 }, delivered: { visitor: 0, agent: 0 } },
      })
      expect(await log(state.id)).toEqual([event])
      await conversations.append([makeChange({ ...state, tags: [] }, 1)])
      expect(await conversations.load(state.id)).toMatchObject({ version: 2, state: { tags: [] } })
      expect(await conversations.load(newId())).toBeNull()
    })

    test('nothing to store is stored', async () => {
      expect(await opened().store.conversations.append([])).toBe('stored')
    })

    test('all changes or none: one that is stale takes the others along', async () => {
      const { conversations } = opened().store
      const { state: first } = await converse(opened().store, 2)
      const { state: second } = await converse(opened().store, 2)
      const third = makeState({ seq: 1 })
      const changes = (expected: number) => [
        makeChange(third, 0, { events: [makeMessage(1)] }),
        makeChange({ ...first, seq: 3 }, 2, {
          events: [makeMessage(3)],
          rewrites: [makeMessage(1, 'rewritten')],
          read: { agent: 3 },
          due: [{ id: newId(), kind: 'wake', conversation: first.id, site: first.site, at: 1 }],
        }),
        makeChange({ ...second, seq: 3, status: 'closed' }, expected, { events: [makeMessage(3)] }),
      ]
      const before = await conversations.load(first.id)
      expect(await conversations.append(changes(1))).toBe('stale')
      expect(await conversations.load(third.id)).toBeNull()
      expect(await conversations.load(first.id)).toEqual(before)
      expect((await log(first.id)).map(textOf)).toEqual(['message 1', 'message 2'])
      expect((await conversations.due(1, 1000)).filter((due) => due.conversation === first.id)).toEqual([])

      expect(await conversations.append(changes(2))).toBe('stored')
      expect(await conversations.load(third.id)).toMatchObject({ version: 1 })
      expect((await log(first.id)).map(textOf)).toEqual(['rewritten', 'message 2', 'message 3'])
      expect(await conversations.load(second.id)).toMatchObject({ version: 3, state: { status: 'closed' } })
    })

    test('[A03] of many at one version exactly one is stored, over whichever node', async () => {
      const { state } = await converse(opened().store, 1)
      for (let version = 1; version <= 5; version += 1) {
        const verdicts = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            either(index).append([
              makeChange({ ...state, seq: version + 1 }, version, {
                events: [makeMessage(version + 1, `by ${index}`)],
              }),
            ]),
          ),
        )
        expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(1)
        expect(verdicts.filter((verdict) => verdict === 'stale')).toHaveLength(19)
      }
      expect((await log(state.id)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6])
    })

    test('[A17] changes of one conversation that do not wait for each other keep their order', async () => {
      const state = makeState()
      const verdicts = await Promise.all(
        Array.from({ length: 150 }, (_, index) =>
          opened().store.conversations.append([
            makeChange({ ...state, seq: index + 1 }, index, { events: [makeMessage(index + 1)] }),
          ]),
        ),
      )
      expect(new Set(verdicts)).toEqual(new Set(['stored']))
      expect((await log(state.id)).map(({ seq }) => seq)).toEqual(
        Array.from({ length: 150 }, (_, i) => i + 1),
      )
    })

    test('[A02] a cid stands once per visitor, and any other visitor may use it', async () => {
      const { conversations } = opened().store
      const { state, events } = await converse(opened().store, 1)
      const cid = events[0]!.cid!
      const closed = makeState({ visitor: state.visitor, status: 'closed', seq: 1 })
      const again = (of: typeof state, expected: number) =>
        conversations.append([
          makeChange({ ...of, seq: expected + 1 }, expected, {
            events: [makeMessage(expected + 1, 'again', { cid })],
          }),
        ])
      expect(await again(state, 1)).toBe('stale')
      expect(await again(closed, 0)).toBe('stale')
      expect(await conversations.load(closed.id)).toBeNull()
      expect(await log(state.id)).toHaveLength(1)
      expect(await again(makeState(), 0)).toBe('stored')
    })

    test('[A03] of many with one cid exactly one is stored, over whichever node', async () => {
      const visitor = newId()
      for (let round = 0; round < 10; round += 1) {
        const cid = newId()
        const verdicts = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            either(index).append([
              makeChange(makeState({ visitor, status: 'closed', seq: 1 }), 0, {
                events: [makeMessage(1, 'once', { cid })],
              }),
            ]),
          ),
        )
        expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(1)
        expect(await opened().store.conversations.findCids(visitor, [cid])).toHaveLength(1)
      }
    })

    test('[A03] a visitor has one conversation that is not closed, over whichever node', async () => {
      const { conversations } = opened().store
      const visitor = newId()
      const start = (index: number) => {
        const state = makeState({ visitor, seq: 1, status: index % 3 === 0 ? 'snoozed' : 'open' })
        return either(index).append([makeChange(state, 0, { events: [makeMessage(1)] })])
      }
      const verdicts = await Promise.all(Array.from({ length: 20 }, (_, index) => start(index)))
      expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(1)

      const open = (await conversations.openOf(visitor))!
      expect(await conversations.ofVisitor(visitor, 10)).toHaveLength(1)
      expect(await conversations.append([makeChange({ ...open.state, status: 'closed' }, 1)])).toBe('stored')
      expect(await conversations.openOf(visitor)).toBeNull()
      expect(await start(1)).toBe('stored')
      expect(await start(2)).toBe('stale')
      const [newest, older] = await conversations.ofVisitor(visitor, 10)
      expect(newest!.state.status).toBe('open')
      expect(older!.state.id).toBe(open.state.id)
      expect(await conversations.ofVisitor(visitor, 1)).toEqual([newest])
    })

    test('what is stale leaves no trace among the many that it is stored with', async () => {
      const { store } = opened()
      const open = await Promise.all(Array.from({ length: 40 }, () => converse(store, 1)))
      const verdicts = await Promise.all(
        open.map(({ state, events }, index) => {
          // In turn: a good one, an old version, a used cid.
          const cid = index % 3 === 2 ? events[0]!.cid! : newId()
          return store.conversations.append([
            makeChange({ ...state, seq: 2 }, index % 3 === 1 ? 0 : 1, {
              events: [makeMessage(2, 'second', { cid })],
            }),
          ])
        }),
      )
      expect(verdicts).toEqual(open.map((_, index) => (index % 3 === 0 ? 'stored' : 'stale')))
      for (const [index, { state }] of open.entries()) {
        const good = index % 3 === 0
        expect(await store.conversations.load(state.id)).toMatchObject({ version: good ? 2 : 1 })
        expect(await log(state.id)).toHaveLength(good ? 2 : 1)
      }
    })
  })

  describe('markers', () => {
    test('[A26] never go back, and read implies delivered', async () => {
      const { conversations } = opened().store
      const { state } = await converse(opened().store, 1)
      expect(await conversations.advance(state.id, 'visitor', { read: 50 })).toEqual({
        read: { visitor: 50, agent: 0 },
        delivered: { visitor: 50, agent: 0 },
      })
      await conversations.advance(state.id, 'visitor', { read: 30, delivered: 40 })
      expect(await conversations.advance(state.id, 'agent', { delivered: 7 })).toEqual({
        read: { visitor: 50, agent: 0 },
        delivered: { visitor: 50, agent: 7 },
      })
      expect(await conversations.advance(newId(), 'agent', { read: 1 })).toBeNull()
    })

    test('[A26] the furthest wins, whoever races, also against an append', async () => {
      const { conversations } = opened().store
      const { state } = await converse(opened().store, 1)
      const append = (seq: number, read: number) =>
        conversations.append([
          makeChange({ ...state, seq }, seq - 1, { events: [makeMessage(seq)], read: { agent: read } }),
        ])
      await Promise.all([
        ...Array.from({ length: 30 }, (_, index) =>
          either(index).advance(state.id, index % 2 === 0 ? 'agent' : 'visitor', { read: (index * 7) % 30 }),
        ),
        append(2, 5).then(() => append(3, 1)),
      ])
      const stored = (await conversations.load(state.id))!
      expect(stored.markers.read).toEqual({ visitor: 29, agent: 28 })
      expect(stored.version).toBe(3)
      await append(4, 100)
      expect((await conversations.load(state.id))!.markers).toMatchObject({
        read: { agent: 100 },
        delivered: { agent: 100 },
      })
    })

    test('a conversation is created with the markers that its first message implies', async () => {
      const { conversations } = opened().store
      const state = makeState({ seq: 1 })
      await conversations.append([makeChange(state, 0, { events: [makeMessage(1)], read: { visitor: 1 } })])
      expect((await conversations.load(state.id))!.markers).toEqual({
        read: { visitor: 1, agent: 0 },
        delivered: { visitor: 1, agent: 0 },
      })
    })
  })

  describe('log', () => {
    test('pages forward and backward, for both audiences, notes by their sub', async () => {
      const { conversations } = opened().store
      const state = makeState({ seq: 6, sub: 0 })
      const events: Event[] = [
        makeNote(0, 1),
        makeMessage(1),
        makeMessage(2),
        makeNote(2, 1),
        makeNote(2, 2),
        makeMessage(3),
        makeMessage(4),
        makeNote(4, 1),
        makeMessage(5),
        makeMessage(6),
      ]
      await conversations.append([makeChange(state, 0, { events })])
      const page = async (query: Parameters<typeof conversations.readLog>[1]) => {
        const found = await conversations.readLog(state.id, query)
        return [found.events.map(({ seq, sub = 0 }) => seq + sub / 10), found.more]
      }
      expect((await conversations.readLog(state.id, allOfIt)).events).toEqual(events)
      expect(await page({ limit: 10, audience: 'agent' })).toEqual([
        [0.1, 1, 2, 2.1, 2.2, 3, 4, 4.1, 5, 6],
        false,
      ])
      expect(await page({ limit: 3, audience: 'agent' })).toEqual([[4.1, 5, 6], true])
      expect(await page({ limit: 3, audience: 'visitor' })).toEqual([[4, 5, 6], true])
      expect(await page({ after: [0, 0], limit: 3, audience: 'agent' })).toEqual([[0.1, 1, 2], true])
      expect(await page({ after: [0, 0], limit: 3, audience: 'visitor' })).toEqual([[1, 2, 3], true])
      expect(await page({ after: [2, 0], limit: 2, audience: 'agent' })).toEqual([[2.1, 2.2], true])
      expect(await page({ after: [2, 1], limit: 9, audience: 'agent' })).toEqual([
        [2.2, 3, 4, 4.1, 5, 6],
        false,
      ])
      expect(await page({ after: [2, 1], limit: 4, audience: 'visitor' })).toEqual([[3, 4, 5, 6], false])
      expect(await page({ before: [4, 1], limit: 2, audience: 'agent' })).toEqual([[3, 4], true])
      expect(await page({ before: [4, 0], limit: 3, audience: 'visitor' })).toEqual([[1, 2, 3], false])
      expect(await page({ before: [1, 0], limit: 3, audience: 'agent' })).toEqual([[0.1], false])
      expect(await page({ before: [1, 0], limit: 3, audience: 'visitor' })).toEqual([[], false])
      // Positions come from outside.
      expect(await page({ after: [2 ** 53, 2 ** 53], limit: 3, audience: 'agent' })).toEqual([[], false])
      expect(await page({ before: [2 ** 53, 0], limit: 1, audience: 'agent' })).toEqual([[6], true])
    })

    test('a rewrite replaces the text, so that the old one is gone, and keeps the cid', async () => {
      const { conversations } = opened().store
      const { state, events } = await converse(opened().store, 3)
      const note = makeNote(3, 1, 'secret')
      await conversations.append([makeChange({ ...state, sub: 1 }, 3, { events: [note] })])
      const deleted: Event = { ...events[1]!, body: { kind: 'deleted' } } as Event
      const edited: Event = { ...note, text: 'public' } as Event
      await conversations.append([
        makeChange({ ...state, seq: 4 }, 4, {
          events: [makeMessage(4)],
          rewrites: [deleted, edited],
        }),
      ])
      expect(await log(state.id)).toMatchObject([events[0]!, deleted, events[2]!, edited, { seq: 4 }])
      expect(await conversations.findEvent(state.id, 2, 0)).toEqual(deleted)
      expect(await conversations.findEvent(state.id, 3, 1)).toEqual(edited)
      expect(await conversations.findEvent(state.id, 3, 2)).toBeNull()
      expect(await conversations.findCids(state.visitor, [events[1]!.cid!])).toMatchObject([{ seq: 2 }])
    })

    test('a cid is found by its visitor alone, in whichever conversation', async () => {
      const { conversations } = opened().store
      const visitor = newId()
      const first = await converse(opened().store, 2, { visitor, status: 'closed' })
      const second = await converse(opened().store, 1, { visitor })
      const cids = [first.events[1]!.cid!, newId(), second.events[0]!.cid!]
      const found = await conversations.findCids(visitor, cids)
      expect(found.sort((a, b) => b.seq - a.seq)).toEqual([
        {
          conversation: first.state.id,
          cid: cids[0],
          seq: 2,
          sub: 0,
          at: first.events[1]!.at,
          type: 'message.posted',
          by: { kind: 'visitor', id: 'someone' },
        },
        expect.objectContaining({ conversation: second.state.id, cid: cids[2], seq: 1 }),
      ])
      expect(await conversations.findCids(newId(), cids)).toEqual([])
      expect(await conversations.findCids(visitor, [])).toEqual([])
    })

    test('positions are those of the last change', async () => {
      const { conversations } = opened().store
      const { state } = await converse(opened().store, 2)
      await conversations.append([makeChange({ ...state, sub: 1 }, 2, { events: [makeNote(2, 1)] })])
      expect(await conversations.positions([newId(), state.id])).toEqual([
        { conversation: state.id, seq: 2, sub: 1, version: 3 },
      ])
    })
  })

  test('[RT-10] what some agents have is told at once, open ones alone', async () => {
    const { store, beside } = opened()
    const [ada, ben] = [newId(), newId()]
    const of = (agent: Id | null, over: Partial<ConversationState> = {}) =>
      makeState({ seq: 1, agent: agent === null ? null : { kind: 'agent', id: agent, name: 'A' }, ...over })
    const [one, two] = [of(ada), of(ben)]
    const others = [of(newId()), of(null), of(ada, { status: 'snoozed' }), of(ada, { status: 'closed' })]
    for (const state of [one, two, ...others, of(ada, { isMuted: true })]) {
      await store.conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
    }
    const held = await beside.conversations.heldBy([ada, newId(), ben])
    expect(held).toHaveLength(2)
    expect(held).toEqual(
      expect.arrayContaining([
        { agent: ada, conversation: one.id },
        { agent: ben, conversation: two.id },
      ]),
    )
    expect(await beside.conversations.heldBy([])).toEqual([])
  })

  test('what is due comes in order, is written once, and goes when settled', async () => {
    const { conversations } = opened().store
    const site = newId()
    const state = makeState({ site })
    // Long before what other tests leave.
    const due = [30, 10, 20].map((at) => ({
      id: newId(),
      kind: 'wake' as const,
      conversation: state.id,
      site,
      at,
    }))
    await conversations.append([makeChange(state, 0, { due })])
    await conversations.append([makeChange(state, 1, { due: [{ ...due[0]!, at: 5 }] })])
    const mine = async (now: number) =>
      (await conversations.due(now, 1000)).filter((one) => one.site === site).map(({ at }) => at)
    expect(await mine(9)).toEqual([])
    expect(await mine(25)).toEqual([10, 20])
    expect(await mine(30)).toEqual([10, 20, 30])
    expect(await conversations.due(30, 1)).toHaveLength(1)
    expect((await conversations.due(30, 1000)).find(({ id }) => id === due[1]!.id)).toEqual(due[1])
    await conversations.settle(due[1]!.id)
    await conversations.settle(due[1]!.id)
    expect(await mine(30)).toEqual([20, 30])
    for (const { id } of due) await conversations.settle(id)
  })

  test('[AS-13] what is postponed is due later, and of those who try at once one does', async () => {
    const { store } = opened()
    const site = newId()
    const state = makeState({ site })
    const due = { id: newId(), kind: 'handOver' as const, conversation: state.id, site, at: 10 }
    await store.conversations.append([makeChange(state, 0, { due: [due] })])
    const mine = async (now: number) =>
      (await store.conversations.due(now, 1000)).filter((one) => one.site === site)
    expect(await mine(10)).toEqual([due])
    const tried = await Promise.all(
      Array.from({ length: 10 }, (_, index) => either(index).postpone(due, { at: 20, tries: 1 })),
    )
    expect(tried.filter(Boolean)).toHaveLength(1)
    expect(await mine(19)).toEqual([])
    expect(await mine(20)).toEqual([{ ...due, at: 20, tries: 1 }])
    // Its cause stored again makes it no second time.
    await store.conversations.append([makeChange(state, 1, { due: [due] })])
    expect(await mine(20)).toHaveLength(1)
    await store.conversations.settle(due.id)
    expect(await store.conversations.postpone({ ...due, at: 20 }, { at: 30, tries: 2 })).toBe(false)
    expect(await mine(30)).toEqual([])
  })

  describe('lists', () => {
    test('[RT-1][IN-1] each holds what core/inbox says, newest first, page by page, and counts agree', async () => {
      const { conversations } = opened().store
      const [site, other] = [newId(), newId()]
      const ada = newId()
      const ben = newId()
      const everything: StoredConversation[] = []
      for (let index = 0; index < 90; index += 1) {
        const status = (['open', 'open', 'open', 'snoozed', 'closed'] as const)[index % 5]!
        const handler = (['assistant', 'queue', 'agent'] as const)[index % 3]!
        const isHeld = handler === 'agent' || (handler === 'assistant' && index % 4 === 0)
        const state = makeState({
          site: index % 7 === 0 ? other : site,
          status,
          isMuted: index % 11 === 10,
          handler,
          agent: isHeld ? { kind: 'agent', id: index % 2 === 0 ? ada : ben, name: 'A' } : null,
          seq: 3,
          unrepliedSince: index % 4 === 0 ? startedAt : null,
          visitorSeqs: index % 8 < 5 ? [2, 3] : [],
          // Some at the same time: the id decides then.
          last:
            index % 6 === 0
              ? null
              : { seq: 1, by: 'visitor', kind: 'text', text: 'x', at: startedAt + ((index * 37) % 20) },
        })
        await conversations.append([makeChange(state, 0, { events: [makeMessage(3)] })])
        if (index % 8 === 0)
          await conversations.advance(state.id, 'agent', { read: index % 16 === 0 ? 3 : 2 })
        everything.push((await conversations.load(state.id))!)
      }
      const lists = [
        'mine',
        'bot',
        'unassigned',
        'all',
        'unread',
        'unreplied',
        'snoozed',
        'closed',
        'suspected',
      ] as const
      const narrow: Scope = { site, others: false, unread: { bot: false, unassigned: false } }
      const scopes: Scope[][] = [
        [wholeSite(site)],
        [wholeSite(site), wholeSite(other)],
        [narrow, wholeSite(other)],
        [{ ...narrow, unread: { bot: true, unassigned: false } }],
        [{ ...narrow, others: true, unread: { bot: false, unassigned: true } }],
      ]
      for (const seen of scopes) {
        const sizes: Partial<Record<List, number>> = {}
        for (const list of lists) {
          const expected = everything
            .filter(({ state, markers }) =>
              seen.some((scope) => scope.site === state.site && belongsTo(list, state, markers, ada, scope)),
            )
            .sort((a, b) => timeOf(b.state) - timeOf(a.state) || (a.state.id < b.state.id ? 1 : -1))
          sizes[list] = expected.length
          const found = []
          let after: string | undefined
          for (let pages = 0; pages < 30; pages += 1) {
            const page = await conversations.list({
              scopes: seen,
              list,
              agent: ada,
              limit: 4,
              ...(after && { after }),
            })
            expect(page.rows.length).toBeLessThanOrEqual(4)
            found.push(...page.rows)
            after = page.after
            if (after === undefined) break
          }
          expect(found, list).toEqual(expected.map((one) => ({ ...one, nickname: '', channel: 'web' })))
        }
        for (const list of ['all', 'mine', 'bot', 'unread', 'snoozed', 'closed', 'suspected'] as const)
          expect(sizes[list], list).toBeGreaterThan(0)
        expect(await conversations.counts(seen, ada)).toEqual(sizes)
      }
      const nothing = {
        mine: 0,
        bot: 0,
        unassigned: 0,
        all: 0,
        unread: 0,
        unreplied: 0,
        snoozed: 0,
        suspected: 0,
        closed: 0,
      }
      expect(await conversations.counts([wholeSite(newId())], ada)).toEqual(nothing)
      expect(await conversations.list({ scopes: [], list: 'all', agent: ada, limit: 4 })).toEqual({
        rows: [],
      })
    })

    test('[IN-2] a list can be narrowed by tag, group, agent, status, time and channel', async () => {
      const { store } = opened()
      const site = newId()
      const [ada, ben, group] = [newId(), newId(), newId()]
      const everything: Listed[] = []
      for (let index = 0; index < 60; index += 1) {
        const visitor = makeVisitor({ site, sdk: index % 5 === 0 ? 'node/1.0.0' : 'web/1.0.0' })
        const kept = await store.visitors.create(visitor, makeToken(visitor))
        const state = makeState({
          site,
          visitor: visitor.id,
          status: (['open', 'open', 'snoozed', 'closed'] as const)[index % 4]!,
          agent: index % 3 === 0 ? { kind: 'agent', id: index % 2 === 0 ? ada : ben, name: 'A' } : null,
          handler: index % 3 === 0 ? 'agent' : 'queue',
          group: index % 5 < 2 ? group : null,
          tags: index % 7 === 0 ? ['50% "off"', 'vip'] : index % 7 === 1 ? ['vip_'] : [],
          // A text that looks like a tag is none.
          last: {
            seq: 1,
            by: 'visitor',
            kind: 'text',
            text: index % 7 === 2 ? '"tags":["vip"]' : 'x',
            at: startedAt + index,
          },
        })
        await store.conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
        const stored = (await store.conversations.load(state.id))!
        everything.push({
          ...stored,
          nickname: kept!.nickname,
          channel: index % 5 === 0 ? 'node' : 'web',
        })
      }
      const filters: Narrowing[] = [
        { tag: 'vip' },
        { tag: '50% "off"' },
        { tag: 'vi_' },
        { group },
        { group: newId() },
        { agent: ada },
        { agent: ben },
        { from: startedAt + 20, to: startedAt + 40 },
        { to: startedAt + 7 },
        { status: 'any' },
        { status: 'closed', agent: ben },
        { status: 'any', tag: 'vip', channel: 'web' },
        { channel: 'node' },
        { text: '"TAGS"' },
      ]
      for (const others of [true, false]) {
        const scope: Scope = { ...wholeSite(site), others }
        for (const filter of filters) {
          for (const list of ['all', 'mine', 'unassigned', 'unread', 'closed', 'snoozed'] as const) {
            const expected = everything
              .filter(
                (one) =>
                  listsOf(list, filter).some((each) => belongsTo(each, one.state, one.markers, ada, scope)) &&
                  passes(one, filter),
              )
              .sort((a, b) => timeOf(b.state) - timeOf(a.state))
            const found: Listed[] = []
            let after: string | undefined
            do {
              const page: { rows: Listed[]; after?: string } = await store.conversations.list({
                scopes: [scope],
                list,
                agent: ada,
                filter,
                limit: 3,
                ...(after === undefined ? {} : { after }),
              })
              found.push(...page.rows)
              after = page.after
            } while (after !== undefined)
            expect(found, `${list} ${others} ${JSON.stringify(filter)}`).toEqual(expected)
          }
        }
      }
    })

    test('the number of closed ones follows each close once, over whichever node', async () => {
      const { conversations } = opened().store
      const site = newId()
      const open = await Promise.all(Array.from({ length: 10 }, () => converse(opened().store, 1, { site })))
      await Promise.all(
        open.flatMap(({ state }) =>
          [0, 1].map((node) => either(node).append([makeChange({ ...state, status: 'closed' }, 1)])),
        ),
      )
      // A late message to a closed one does not close it again.
      await conversations.append([makeChange({ ...open[0]!.state, status: 'closed', seq: 2 }, 2)])
      expect(await conversations.counts([wholeSite(site)], newId())).toMatchObject({ all: 0, closed: 10 })
    })

    test('the search finds part of a nickname or of the newest message, in any case, and takes signs as they are', async () => {
      const { store } = opened()
      const site = newId()
      const texts = ['Große 100% Rabatt', 'a_b', 'aXb', 'ŁÓDŹ', '~tilde']
      for (const [index, text] of texts.entries()) {
        const visitor = makeVisitor({ site, nickname: `Ünal ${index}` })
        await store.visitors.create(visitor, makeToken(visitor))
        const last = { seq: 1, by: 'visitor' as const, kind: 'text', text, at: startedAt + index }
        await store.conversations.append([makeChange(makeState({ site, visitor: visitor.id, last }), 0)])
      }
      const search = async (text: string, limit = 10) => {
        const page = await store.conversations.list({
          scopes: [wholeSite(site)],
          list: 'all',
          agent: newId(),
          filter: { text },
          limit,
        })
        return page.rows.map(({ state }) => texts.indexOf(state.last!.text))
      }
      expect(await search('große')).toEqual([0])
      expect(await search('100%')).toEqual([0])
      expect(await search('A_B')).toEqual([1])
      expect(await search('łódź')).toEqual([3])
      expect(await search('~T')).toEqual([4])
      expect(await search('ÜNAL 3')).toEqual([3])
      expect(await search(' ünal ')).toEqual([4, 3, 2, 1, 0])
      expect(await search('ünal', 2)).toEqual([4, 3])
      expect(await search('nobody')).toEqual([])
      const page = await store.conversations.list({
        scopes: [wholeSite(site)],
        list: 'all',
        agent: newId(),
        filter: { text: 'ünal' },
        limit: 2,
      })
      expect(page.rows[0]!.nickname).toBe('Ünal 4')
      const rest = await store.conversations.list({
        scopes: [wholeSite(site)],
        list: 'all',
        agent: newId(),
        filter: { text: 'ünal' },
        limit: 5,
        after: page.after!,
      })
      expect(rest.rows.map(({ nickname }) => nickname)).toEqual(['Ünal 2', 'Ünal 1', 'Ünal 0'])
      expect(rest.after).toBeUndefined()
    })
  })

  function either(index: number) {
    const { store, beside } = opened()
    return (index % 2 === 0 ? store : beside).conversations
  }
}

function textOf(event: Event): string {
  return event.type === 'message.posted' && event.body.kind === 'text' ? event.body.text : ''
}

function timeOf({ last, startedAt: began }: { last: { at: number } | null; startedAt: number }): number {
  return last?.at ?? began
}
