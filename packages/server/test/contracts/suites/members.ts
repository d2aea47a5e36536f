// The contract of what agents are at a site, of invitations and of the operation log (ports/people).
import type { LogEntry } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../../../src/core/site-defaults.ts'
import type { KeptInvitation, LogDraft } from '../../../src/ports/people.ts'
import { makeChange, makeState, newId, type Opened, startedAt } from './make.ts'

export function peopleContract(opened: () => Opened): void {
  describe('people', () => {
    const nodes = () => [opened().store, opened().beside] as const

    /** A site with agents of these roles, by name. */
    async function siteWith(...roles: string[]) {
      const { store } = opened()
      const site = newId()
      await store.sites.create(site, defaultSettings('Shop', []))
      const ids: string[] = []
      for (const [index, role] of roles.entries()) {
        const id = newId()
        ids.push(id)
        const agent = {
          id,
          name: `Agent ${index}`,
          email: `${id}@shop.example`,
          avatar: null,
          passwordHash: 'hash',
          disabled: false,
          createdAt: startedAt,
        }
        await store.agents.create(agent, [site], role)
      }
      return { site, ids }
    }

    test('[IN-16] members have a role and a department, and each change raises the revision', async () => {
      const { store, beside } = opened()
      const { site, ids } = await siteWith('owner', 'agent')
      const before = (await store.sites.find(site))?.revision ?? 0
      expect(await store.people.change(site, ids[1]!, { role: 'admin', department: 'sales' })).toBe('done')
      expect(await store.people.change(site, ids[1]!, { department: null })).toBe('done')
      const members = await beside.people.members(site)
      expect(members.map(({ agent, role, department }) => [agent.id, role, department])).toEqual([
        [ids[0], 'owner', null],
        [ids[1], 'admin', null],
      ])
      expect(await beside.people.member(site, ids[1]!)).toEqual(members[1])
      expect(await beside.people.member(site, newId())).toBeNull()
      expect((await beside.sites.find(site))?.revision).toBe(before + 2)
      expect(await store.people.change(site, newId(), { role: 'admin' })).toBe('unknown')
      expect(await store.people.remove(site, newId())).toBe('unknown')
    })

    test('[F05] who is kept out of a site has no role there and is not among its agents, until let in again', async () => {
      const { store, beside } = opened()
      const { site, ids } = await siteWith('owner', 'agent')
      const other = newId()
      await store.agents.join(ids[1]!, other, 'agent')
      expect(await store.people.change(site, ids[1]!, { disabled: true })).toBe('done')
      expect(await beside.agents.rolesOf(ids[1]!)).toEqual({ [other]: 'agent' })
      expect((await beside.agents.ofSite(site)).map(({ id }) => id)).toEqual([ids[0]])
      expect((await beside.people.members(site)).map(({ disabled }) => disabled)).toEqual([false, true])
      expect((await beside.agents.find(ids[1]!))?.disabled).toBe(false)
      await store.people.change(site, ids[1]!, { disabled: false })
      expect(await beside.agents.rolesOf(ids[1]!)).toEqual({ [site]: 'agent', [other]: 'agent' })
      expect(await store.people.remove(site, ids[1]!)).toBe('done')
      expect(await beside.agents.rolesOf(ids[1]!)).toEqual({ [other]: 'agent' })
    })

    test('[IN-16] the last owner stays: it is not demoted, kept out or removed', async () => {
      const { people } = opened().store
      const { site, ids } = await siteWith('owner', 'owner', 'admin')
      expect(await people.change(site, ids[0]!, { role: 'admin' })).toBe('done')
      for (const patch of [{ role: 'agent' }, { disabled: true }]) {
        expect(await people.change(site, ids[1]!, patch)).toBe('lastOwner')
      }
      expect(await people.remove(site, ids[1]!)).toBe('lastOwner')
      expect(await people.change(site, ids[1]!, { department: 'x' })).toBe('done')
      // An owner who was disabled everywhere keeps nobody's place.
      await people.change(site, ids[0]!, { role: 'owner' })
      await opened().store.agents.setDisabled(ids[0]!, true)
      expect(await people.change(site, ids[1]!, { role: 'agent' })).toBe('lastOwner')
    })

    test('[IN-16] of two owners who demote each other at once one stays, over whichever node', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { site, ids } = await siteWith('owner', 'owner')
        const results = await Promise.all(
          nodes().map(({ people }, index) => people.change(site, ids[index]!, { role: 'agent' })),
        )
        expect(results.toSorted()).toEqual(['done', 'lastOwner'])
      }
    })

    test('a sign-in is when an agent was seen last', async () => {
      const { agents, people } = opened().store
      const { site, ids } = await siteWith('owner')
      const lastSeen = async () => (await people.member(site, ids[0]!))?.lastSeenAt
      expect(await lastSeen()).toBeNull()
      const session = { hash: newId(), agent: ids[0]!, createdAt: 10, usedAt: 10 }
      await agents.createSession(session)
      expect(await lastSeen()).toBe(10)
      await agents.useSession(session.hash, 70)
      expect(await lastSeen()).toBe(70)
      await agents.useSession(newId(), 90)
      expect(await lastSeen()).toBe(70)
      await people.signOutEverywhere(ids[0]!)
      expect(await agents.findSession(session.hash)).toBeNull()
      expect(await lastSeen()).toBe(70)
      await people.rename(ids[0]!, 'New name')
      expect((await agents.find(ids[0]!))?.name).toBe('New name')
    })

    test('[RT-12] loads count the open conversations of each', async () => {
      const { store } = opened()
      const site = newId()
      const [ada, ben] = [newId(), newId()]
      const has = (agent: string | null, status: 'open' | 'closed' | 'snoozed') =>
        makeState({ site, status, agent: agent === null ? null : { kind: 'agent', id: agent } })
      for (const state of [
        has(ada, 'open'),
        has(ada, 'open'),
        has(ada, 'closed'),
        has(ben, 'snoozed'),
        has(null, 'open'),
      ])
        await store.conversations.append([makeChange(state, 0)])
      expect(await store.people.loads(site)).toEqual(new Map([[ada, 2]]))
    })

    test('an invitation is found by its hash, used once, and revoked', async () => {
      const { store, beside } = opened()
      const site = newId()
      const make = (over: Partial<KeptInvitation> = {}): KeptInvitation => ({
        id: newId(),
        site,
        email: 'new@shop.example',
        role: 'agent',
        department: null,
        by: 'Ada',
        createdAt: 10,
        expiresAt: 20,
        ...over,
      })
      const [one, two] = [make(), make({ createdAt: 11, department: 'sales' })]
      const [first, second] = [newId(), newId()]
      await store.people.invite(one, first)
      await store.people.invite(two, second)
      await store.people.invite(make({ site: newId() }), newId())
      expect(await beside.people.invitations(site)).toEqual([one, two])
      expect(await beside.people.findInvitation(second)).toEqual(two)
      expect(await beside.people.findInvitation(newId())).toBeNull()
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, index) => nodes()[index % 2]!.people.takeInvitation(first)),
      )
      expect(taken.filter((got) => got)).toHaveLength(1)
      expect(await store.people.revoke(newId(), two.id)).toBe(false)
      expect(await store.people.revoke(site, two.id)).toBe(true)
      expect(await store.people.revoke(site, two.id)).toBe(false)
      expect(await beside.people.invitations(site)).toEqual([])
    })

    describe('the log', () => {
      const draft = (over: Partial<LogDraft> = {}): LogDraft => ({
        at: 10,
        agent: { id: 'ada', name: 'Ada' },
        what: 'faq.changed',
        object: 'Opening hours',
        before: { answer: 'no' },
        after: { answer: 'ünï "yes"' },
        from: '203.0.113.0',
        ...over,
      })
      const seal = ({ n, what }: LogEntry, before: string) => `${before}>${n}:${what}`

      test('[I12] lines are numbered without gaps, each sealed with the one before, over whichever node', async () => {
        const site = newId()
        const added = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            nodes()[index % 2]!.people.log(site, draft({ object: `${index}` }), seal),
          ),
        )
        expect(added.map(({ n }) => n).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: 20 }, (_, index) => index + 1),
        )
        const lines = (await opened().beside.people.readLog(site, { limit: 100 })).reverse()
        expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
        for (const [index, line] of lines.entries()) {
          expect(line.seal).toBe(seal(line, lines[index - 1]?.seal ?? ''))
        }
      })

      test('[IN-17] is read newest first by who, what and when', async () => {
        const { people } = opened().store
        const site = newId()
        const lines = [
          draft(),
          draft({ at: 20, what: 'faqs.changed', agent: { id: 'ben', name: 'Ben' } }),
          draft({ at: 30, what: 'faq.removed', before: null, after: null }),
          draft({ at: 40, what: 'signIn.failed', agent: null, from: null }),
        ]
        for (const line of lines) await people.log(site, line, seal)
        await people.log(newId(), draft(), seal)
        const numbers = async (query: object) =>
          (await people.readLog(site, { limit: 10, ...query })).map(({ n }) => n)
        expect(await numbers({})).toEqual([4, 3, 2, 1])
        expect(await numbers({ limit: 2 })).toEqual([4, 3])
        expect(await numbers({ before: 3 })).toEqual([2, 1])
        expect(await numbers({ agent: 'ada' })).toEqual([3, 1])
        expect(await numbers({ what: 'faq.' })).toEqual([3, 1])
        expect(await numbers({ what: 'faq.changed' })).toEqual([1])
        expect(await numbers({ from: 20, to: 30 })).toEqual([3, 2])
        expect(await numbers({ agent: 'nobody' })).toEqual([])
        const [last, , , first] = await people.readLog(site, { limit: 10 })
        expect(last).toMatchObject({ agent: null, from: null })
        expect(first).toMatchObject(draft())
      })
    })
  })
}
