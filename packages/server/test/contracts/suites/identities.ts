// The contracts of signed identities, and of conversations that change their visitor by one (ports/identities).
import { describe, expect, test } from 'vitest'
import type { StoredIdentityKey } from '../../../src/ports/identities.ts'
import { makeChange, makeMessage, makeState, newId, type Opened, startedAt } from './make.ts'

export function identitiesContract(opened: () => Opened): void {
  describe('identities', () => {
    test('[SC-3] keys are the site’s own, oldest first, and go by their id', async () => {
      const { identities } = opened().store
      const [site, other] = [newId(), newId()]
      const key = (over: Partial<StoredIdentityKey>): StoredIdentityKey => ({
        site,
        kid: newId(),
        algorithm: 'HS256',
        key: 'secret',
        createdAt: startedAt,
        ...over,
      })
      const [first, second] = [key({}), key({ algorithm: 'ES256', key: 'PEM', createdAt: startedAt + 1 })]
      await identities.addKey(second)
      await identities.addKey(first)
      await identities.addKey(key({ site: other }))
      expect(await identities.keys(site)).toEqual([first, second])
      expect(await identities.removeKey(other, first.kid)).toBe(false)
      expect(await identities.removeKey(site, first.kid)).toBe(true)
      expect(await identities.keys(site)).toEqual([second])
    })

    test('[E06] a token is used once, also where two come at once over two nodes', async () => {
      const { store, beside } = opened()
      const [site, other] = [newId(), newId()]
      const uses = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          (index % 2 === 0 ? store : beside).identities.use(site, 'one', startedAt + 10, startedAt),
        ),
      )
      expect(uses.filter(Boolean)).toHaveLength(1)
      expect(await store.identities.use(other, 'one', startedAt + 10, startedAt)).toBe(true)
      // It has expired by then, so nobody can come with it any more.
      expect(await store.identities.use(site, 'one', startedAt + 30, startedAt + 11)).toBe(true)
    })

    test('[SC-3] a person is one visitor, whoever was first; what is stated of it is the newest', async () => {
      const { store, beside } = opened()
      const site = newId()
      const visitors = Array.from({ length: 6 }, newId)
      const linked = await Promise.all(
        visitors.map((visitor, index) =>
          (index % 2 === 0 ? store : beside).identities.link(site, visitor, { id: 'u1', name: `${index}` }),
        ),
      )
      expect(new Set(linked).size).toBe(1)
      const [person = ''] = linked
      expect(await store.identities.visitorOf(site, 'u1')).toBe(person)
      await store.identities.link(site, newId(), { id: 'u1', email: 'ada@shop.example' })
      expect(await store.identities.of(person)).toEqual({ id: 'u1', email: 'ada@shop.example' })
      expect(await store.identities.visitorOf(newId(), 'u1')).toBeNull()
      expect(await store.identities.of(newId())).toBeNull()
    })

    test('[SC-3] conversations join the person, with what answers for their cids', async () => {
      const { conversations } = opened().store
      const [from, to] = [newId(), newId()]
      const closed = makeState({ visitor: from, seq: 1, status: 'closed' })
      const open = makeState({ visitor: from, seq: 1 })
      const cid = newId()
      await conversations.append([
        makeChange(closed, 0, { events: [makeMessage(1, 'old')] }),
        makeChange(open, 0, { events: [{ ...makeMessage(1, 'new'), cid }] }),
      ])
      expect((await conversations.join(from, to)).sort()).toEqual([closed.id, open.id].sort())
      expect(await conversations.ofVisitor(from, 10)).toEqual([])
      const joined = await conversations.ofVisitor(to, 10)
      expect(joined.map(({ state, version }) => [state.visitor, version])).toEqual([
        [to, 2],
        [to, 2],
      ])
      expect((await conversations.openOf(to))?.state.id).toBe(open.id)
      expect(await conversations.findCids(to, [cid])).toMatchObject([{ conversation: open.id, cid }])
      expect(await conversations.findCids(from, [cid])).toEqual([])
      // Whoever decided on the state of before does it again.
      const late = makeChange({ ...open, seq: 2 }, 1, { events: [makeMessage(2, 'late')] })
      expect(await conversations.append([late])).toBe('stale')
    })
  })
}
