// The contract of who is there (ports/presence), of the queue's pages, and of guarded appends: no agent has more
// by them than they say, however many race over whichever node.
import { describe, expect, test } from 'vitest'
import type { ConversationState } from '../../../src/core/conversation/state.ts'
import { makeChange, makeMessage, makeState, newId, type Opened, startedAt } from './make.ts'

const day = 86_400_000

export function routingContract(opened: () => Opened): void {
  const either = (index: number) => (index % 2 === 0 ? opened().store : opened().beside).conversations

  async function waiting(count: number, site = `guard-${newId()}`): Promise<ConversationState[]> {
    const states = Array.from({ length: count }, (_, index) =>
      makeState({ site, seq: 1, queuedAt: startedAt + index }),
    )
    for (const state of states) {
      await opened().store.conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
    }
    return states
  }

  const give = (state: ConversationState, agent: string, limit: number | null, version = 1) =>
    makeChange(
      {
        ...state,
        seq: version + 1,
        handler: 'agent',
        agent: { kind: 'agent', id: agent, name: 'Ada' },
        queuedAt: null,
      },
      version,
      {
        events: [makeMessage(version + 1, `to ${agent}`)],
        ...(limit === null ? {} : { guard: { agent, limit } }),
      },
    )

  const held = async (states: ConversationState[], agent: string) => {
    const found = await Promise.all(states.map(({ id }) => opened().store.conversations.load(id)))
    return found.filter((one) => one?.state.agent?.id === agent).length
  }

  describe('guarded appends', () => {
    test('[RT-4] of many that race for two agents each gets as many as its limit, over whichever node', async () => {
      const states = await waiting(24)
      const [ada, ben] = [newId(), newId()]
      const verdicts = await Promise.all(
        states.map((state, index) =>
          either(index >> 1).append([give(state, index % 2 === 0 ? ada : ben, index % 2 === 0 ? 5 : 3)]),
        ),
      )
      expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(8)
      expect(verdicts.filter((verdict) => verdict === 'full')).toHaveLength(16)
      expect([await held(states, ada), await held(states, ben)]).toEqual([5, 3])
    })

    test('[RT-4] crosswise races end: each node gives the other’s conversations and agents too', async () => {
      const states = await waiting(40)
      const agents = Array.from({ length: 4 }, () => newId())
      // Every conversation is given to two agents at once, in another order by each node.
      const verdicts = await Promise.all(
        [0, 1].flatMap((node) =>
          (node === 0 ? states : [...states].reverse()).map((state, index) =>
            either(node).append([give(state, agents[(index + node) % 4]!, 7)]),
          ),
        ),
      )
      expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(28)
      for (const agent of agents) expect(await held(states, agent)).toBe(7)
    })

    test('[RT-4] what is refused stores nothing, of any of its changes', async () => {
      const { conversations } = opened().store
      const [first, second] = (await waiting(2)) as [ConversationState, ConversationState]
      const ada = newId()
      const other = makeState({ seq: 1 })
      const due = { id: newId(), kind: 'wake' as const, conversation: first.id, site: first.site, at: 1 }
      const changes = [
        makeChange(other, 0, { events: [makeMessage(1)] }),
        { ...give(first, ada, 0), due: [due] },
      ]
      expect(await conversations.append(changes)).toBe('full')
      expect(await conversations.load(other.id)).toBeNull()
      expect(await conversations.load(first.id)).toMatchObject({ version: 1, state: { agent: null } })
      expect((await conversations.due(1, 1_000)).filter(({ id }) => id === due.id)).toEqual([])
      expect(await conversations.append([give(second, ada, 1)])).toBe('stored')
    })

    test('[RT-4] what is not guarded may go beyond; who closes one has room again', async () => {
      const { conversations } = opened().store
      const states = (await waiting(4)) as [
        ConversationState,
        ConversationState,
        ConversationState,
        ConversationState,
      ]
      const ada = newId()
      for (const state of states.slice(0, 2)) {
        expect(await conversations.append([give(state, ada, null)])).toBe('stored')
      }
      expect(await conversations.append([give(states[2], ada, 2)])).toBe('full')
      const closed = give(states[0], ada, null, 2)
      closed.state = { ...closed.state, status: 'closed' }
      expect(await conversations.append([closed])).toBe('stored')
      expect(await conversations.append([give(states[2], ada, 2)])).toBe('stored')
      // Its own already: it has no more by that.
      expect(await conversations.append([give(states[2], ada, 2, 2)])).toBe('stored')
    })
  })

  test('[RT-1] the queue is read page by page, equal times in order of ids', async () => {
    const site = `pages-${newId()}`
    const { conversations } = opened().store
    const states = Array.from({ length: 7 }, (_, index) =>
      makeState({ site, seq: 1, queuedAt: startedAt + (index >> 1) }),
    )
    for (const state of states)
      await conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
    const read: string[] = []
    for (let after: { queuedAt: number; id: string } | undefined; ; ) {
      const page = await conversations.queue(site, 3, after)
      read.push(...page)
      const last = states.find(({ id }) => id === page.at(-1))
      if (last === undefined) break
      after = { queuedAt: last.queuedAt ?? 0, id: last.id }
    }
    const inOrder = [...states].sort((a, b) => a.queuedAt! - b.queuedAt! || (a.id < b.id ? -1 : 1))
    expect(read).toEqual(inOrder.map(({ id }) => id))
  })

  describe('presence', () => {
    const absence = 60_000
    const join = async () => {
      const id = newId()
      const agent = { id, name: 'Ada', email: `${id}@shop.example`, avatar: null, passwordHash: 'x' }
      const { agents } = opened().store
      await agents.create({ ...agent, disabled: false, createdAt: startedAt }, ['shop', 'other'], 'agent')
      return id
    }
    const at = (now: number, hold = 30_000) => ({ now, until: now + hold, absence })
    const seen = async (id: string, now: number) =>
      (await opened().beside.presence.present(now)).find((one) => one.id === id) ?? null

    test('[RT-9] who comes is online, on every node, until it goes or its node is gone', async () => {
      const { presence } = opened().store
      const id = await join()
      expect(await seen(id, startedAt)).toBeNull()
      expect(await presence.arrive(id, 'one', at(startedAt))).toBe('online')
      await presence.arrive(id, 'two', at(startedAt + 10_000))
      expect(await seen(id, startedAt + 1)).toEqual({
        id,
        name: 'Ada',
        avatar: null,
        status: 'online',
        sites: ['other', 'shop'],
        load: 0,
      })
      await presence.leave(id, 'one', startedAt + 20_000)
      expect(await seen(id, startedAt + 39_999)).not.toBeNull()
      expect(await seen(id, startedAt + 40_000)).toBeNull()
      await presence.renew([id], 'two', { now: startedAt + 40_000, until: startedAt + 70_000 })
      expect(await seen(id, startedAt + 69_999)).not.toBeNull()
    })

    test('[RT-9] away survives a reload, not a night', async () => {
      const { presence } = opened().store
      const id = await join()
      await presence.arrive(id, 'one', at(startedAt))
      await presence.setStatus(id, 'away', startedAt + 1)
      await presence.leave(id, 'one', startedAt + 10)
      expect(await presence.arrive(id, 'two', at(startedAt + 10 + absence))).toBe('away')
      expect(await seen(id, startedAt + 20 + absence)).toMatchObject({ status: 'away' })
      await presence.leave(id, 'two', startedAt + 100_000)
      expect(await presence.arrive(id, 'one', at(startedAt + day))).toBe('online')
    })

    test('[IN-14] logins, logouts and statuses are kept with their times', async () => {
      const { presence } = opened().store
      const id = await join()
      await presence.arrive(id, 'one', at(startedAt))
      await presence.setStatus(id, 'busy', startedAt + 5)
      await presence.leave(id, 'one', startedAt + 10)
      await presence.arrive(id, 'one', at(startedAt + day))
      await presence.signOut(id, startedAt + day + 5)
      await presence.leave(id, 'one', startedAt + day + 6)
      await presence.signIn(id, startedAt + day + 10)
      expect(await presence.arrive(id, 'one', at(startedAt + day + 11))).toBe('online')
      const times = await presence.times(id, startedAt, startedAt + 2 * day)
      expect(times).toEqual(
        [
          [0, 'login'],
          [5, 'busy'],
          [10, 'logout'],
          [day, 'login'],
          [day + 5, 'logout'],
          [day + 10, 'login'],
        ].map(([after, what]) => ({ agent: id, at: startedAt + Number(after), what })),
      )
      expect(await presence.times(id, startedAt + 1, startedAt + 10)).toHaveLength(1)
    })

    test('[RT-4] the load is what is open; who was disabled is not there', async () => {
      const { presence, conversations, agents } = opened().store
      const id = await join()
      await presence.arrive(id, 'one', at(startedAt))
      const states = await waiting(3)
      for (const state of states) await conversations.append([give(state, id, null)])
      const closed = give(states[0]!, id, null, 2)
      await conversations.append([{ ...closed, state: { ...closed.state, status: 'closed' } }])
      expect(await seen(id, startedAt)).toMatchObject({ load: 2 })
      await agents.setDisabled(id, true)
      expect(await seen(id, startedAt)).toBeNull()
    })
  })
}
