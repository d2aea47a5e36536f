// The contracts of visitors and agents (ports/visitors, ports/agents).
import { describe, expect, test } from 'vitest'
import type { Agent, AgentSession } from '../../../src/ports/agents.ts'
import { makeToken, makeVisitor, newId, type Opened, startedAt } from './make.ts'

export function visitorsContract(opened: () => Opened): void {
  describe('visitors', () => {
    test('a visitor is stored with its first token, once', async () => {
      const { visitors } = opened().store
      const visitor = makeVisitor({ nickname: `Ünal "${newId()}"`, page: null, locale: null, sdk: null })
      const token = makeToken(visitor)
      expect(await visitors.create(visitor, token)).toEqual(visitor)
      expect(await visitors.find(visitor.id)).toEqual(visitor)
      expect(await visitors.findToken(token.hash)).toEqual(token)

      const again = { ...visitor, nickname: 'Other', lastSeenAt: startedAt + 1 }
      expect(await visitors.create(again, makeToken(visitor))).toEqual(visitor)
      expect(await visitors.find(visitor.id)).toEqual(visitor)
      expect(await visitors.find(newId())).toBeNull()
      expect(await visitors.findToken(newId())).toBeNull()
    })

    test('nicknames are unique within a site, also when many come at once, over whichever node', async () => {
      const site = newId()
      const made = await Promise.all(
        Array.from({ length: 30 }, (_, index) => {
          const visitor = makeVisitor({ site, nickname: 'Visitor 48213' })
          return either(index).create(visitor, makeToken(visitor))
        }),
      )
      const nicknames = made.map((one) => one!.nickname)
      expect(new Set(nicknames).size).toBe(30)
      expect(nicknames.filter((one) => one === 'Visitor 48213')).toHaveLength(1)
      for (const nickname of nicknames) expect(nickname).toMatch(/^Visitor 48213\d*$/)
      const elsewhere = makeVisitor({ nickname: 'Visitor 48213', site: newId() })
      expect((await either(0).create(elsewhere, makeToken(elsewhere)))?.nickname).toBe('Visitor 48213')
    })

    test('an update changes what it names, and refuses a nickname that is taken', async () => {
      const { visitors } = opened().store
      const [ada, bob] = [makeVisitor(), makeVisitor()]
      for (const visitor of [ada, bob]) await visitors.create(visitor, makeToken(visitor))
      const patch = { blocked: true, page: { url: 'https://shop.example/b' }, attributes: { a: 'b' } }
      expect(await visitors.update(ada.id, patch)).toEqual({ ...ada, ...patch })
      expect(await visitors.update(ada.id, { nickname: bob.nickname })).toBe('taken')
      expect(await visitors.update(ada.id, { nickname: ada.nickname })).toEqual({ ...ada, ...patch })
      expect(await visitors.find(ada.id)).toEqual({ ...ada, ...patch })
      expect(await visitors.update(newId(), {})).toBeNull()

      const others = await Promise.all(
        Array.from({ length: 10 }, async () => {
          const visitor = makeVisitor()
          await visitors.create(visitor, makeToken(visitor))
          return visitor
        }),
      )
      const wish = `Wanted ${newId()}`
      const results = await Promise.all(
        others.map(({ id }, index) => either(index).update(id, { nickname: wish })),
      )
      expect(results.filter((result) => result !== 'taken')).toHaveLength(1)
    })

    test('[E12] tokens follow one another in a family, which is revoked as a whole', async () => {
      const { visitors } = opened().store
      const visitor = makeVisitor()
      const first = makeToken(visitor, { origin: null })
      await visitors.create(visitor, first)
      await visitors.useToken(first.hash, startedAt + 5)
      const { family } = first
      const second = makeToken(visitor, { family, issuedAt: startedAt + 10, usedAt: 0 })
      await visitors.addToken(second)
      // Its answer was lost, and it is handed out again: the first one is good until one is shown.
      await visitors.addToken({ ...second, issuedAt: startedAt + 20 })
      expect(await visitors.findToken(first.hash)).toEqual({ ...first, usedAt: startedAt + 5 })
      expect(await visitors.findToken(second.hash)).toEqual({ ...second, issuedAt: startedAt + 20 })
      const third = makeToken(visitor, { family, issuedAt: startedAt + 30, usedAt: 0 })
      await visitors.addToken(third)
      const other = makeToken(visitor)
      await visitors.addToken(other)
      await visitors.showToken({ ...second, issuedAt: startedAt + 20 }, startedAt + 25)
      expect(await visitors.findToken(first.hash)).toMatchObject({ replacedAt: startedAt + 25 })
      const shown = { ...second, issuedAt: startedAt + 20, usedAt: startedAt + 25 }
      expect(await visitors.findToken(second.hash)).toEqual(shown)
      expect(await visitors.findToken(third.hash)).toEqual(third)
      expect(await visitors.findToken(other.hash)).toEqual(other)
      // The first one's minute has begun, and one that was shown is not issued again.
      await visitors.showToken(third, startedAt + 40)
      expect(await visitors.findToken(first.hash)).toMatchObject({ replacedAt: startedAt + 25 })
      await visitors.addToken({ ...second, issuedAt: startedAt + 50 })
      expect(await visitors.findToken(second.hash)).toEqual({ ...shown, replacedAt: startedAt + 40 })

      await visitors.revokeFamily(family)
      expect(await visitors.findToken(first.hash)).toMatchObject({ revoked: true })
      expect(await visitors.findToken(second.hash)).toMatchObject({ revoked: true })
      expect(await visitors.findToken(other.hash)).toEqual(other)
      await visitors.revokeTokens(visitor.id)
      expect(await visitors.findToken(other.hash)).toMatchObject({ revoked: true })
    })

    test('[E12] of many tokens it is told at once which were revoked, and whose visitor is muted', async () => {
      const { store, beside } = opened()
      const [one, other] = [makeVisitor(), makeVisitor({ muted: true })]
      const [first, second] = [makeToken(one), makeToken(other)]
      await store.visitors.create(one, first)
      await store.visitors.create(other, second)
      await store.visitors.revokeTokens(one.id)
      const standings = await beside.visitors.standings([second.hash, newId(), first.hash])
      expect(standings).toHaveLength(2)
      expect(standings).toEqual(
        expect.arrayContaining([
          { hash: first.hash, visitor: one.id, revoked: true, muted: false },
          { hash: second.hash, visitor: other.id, revoked: false, muted: true },
        ]),
      )
      expect(await beside.visitors.standings([])).toEqual([])
    })

    function either(index: number) {
      const { store, beside } = opened()
      return (index % 2 === 0 ? store : beside).visitors
    }
  })
}

export function agentsContract(opened: () => Opened): void {
  const makeAgent = (over: Partial<Agent> = {}): Agent => {
    const id = newId()
    return {
      id,
      name: 'Ada',
      email: `${id}@shop.example`,
      avatar: null,
      passwordHash: '$argon2id$…',
      disabled: false,
      createdAt: startedAt,
      ...over,
    }
  }

  describe('agents', () => {
    test('are found by id, address and site', async () => {
      const { agents } = opened().store
      const before = await agents.count()
      const [site, other] = [newId(), newId()]
      const [zoe, ada] = [makeAgent({ name: 'Zoe' }), makeAgent({ avatar: '/a.png' })]
      expect(await agents.create(zoe, [site], 'agent')).toBe('created')
      expect(await agents.create(ada, [site, other], 'owner')).toBe('created')
      expect(await agents.create(makeAgent({ email: ada.email }), [site], 'owner')).toBe('taken')
      expect(await agents.count()).toBe(before + 2)
      expect(await agents.find(ada.id)).toEqual(ada)
      expect(await agents.findByEmail(zoe.email)).toEqual(zoe)
      expect(await agents.find(newId())).toBeNull()
      expect(await agents.findByEmail('nobody')).toBeNull()
      expect(await agents.ofSite(site)).toEqual([ada, zoe])
      expect(await agents.rolesOf(ada.id)).toEqual({ [site]: 'owner', [other]: 'owner' })
      await agents.join(zoe.id, other, 'admin')
      await agents.join(zoe.id, other, 'owner')
      expect(await agents.rolesOf(zoe.id)).toEqual({ [site]: 'agent', [other]: 'admin' })
      expect((await agents.ofSite(other)).map(({ id }) => id)).toEqual([ada.id, zoe.id])
      await agents.setPassword(ada.id, 'new')
      await agents.setDisabled(ada.id, true)
      expect(await agents.find(ada.id)).toEqual({ ...ada, passwordHash: 'new', disabled: true })
    })

    test('of many with one address exactly one is created', async () => {
      const email = `${newId()}@shop.example`
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) => {
          const { store, beside } = opened()
          return (index % 2 === 0 ? store : beside).agents.create(makeAgent({ email }), ['shop'], 'owner')
        }),
      )
      expect(results.filter((result) => result === 'created')).toHaveLength(1)
    })

    test('sessions end when unused for long, when old, and when removed', async () => {
      const { agents } = opened().store
      const session = (createdAt: number, usedAt: number) => ({
        hash: newId(),
        agent: newId(),
        createdAt,
        usedAt,
      })
      const [unused, old, good, removed] = [
        session(50, 60),
        session(10, 99),
        session(50, 90),
        session(50, 99),
      ]
      for (const one of [unused, old, good, removed]) await agents.createSession(one)
      expect(await agents.findSession(good.hash)).toEqual(good)
      await agents.removeSession(removed.hash)
      await agents.removeSessions(80, 20)
      expect(await agents.findSession(unused.hash)).toBeNull()
      expect(await agents.findSession(old.hash)).toBeNull()
      expect(await agents.findSession(removed.hash)).toBeNull()
      await agents.useSession(good.hash, 120)
      expect(await agents.findSession(good.hash)).toEqual({ ...good, usedAt: 120 })
    })

    test('[F05] a new password ends the sign-ins of that agent, and of no other', async () => {
      const { agents } = opened().store
      const [ada, ben] = [newId(), newId()].map((agent) => ({
        hash: newId(),
        agent,
        createdAt: 1,
        usedAt: 1,
      })) as [AgentSession, AgentSession]
      for (const one of [ada, ben]) await agents.createSession(one)
      await agents.setPassword(ada.agent, 'new')
      expect(await agents.findSession(ada.hash)).toBeNull()
      expect(await agents.findSession(ben.hash)).toEqual(ben)
    })

    test('API tokens are kept by their hash', async () => {
      const { agents } = opened().store
      const bot = {
        hash: newId(),
        role: 'assistant',
        agent: null,
        name: 'Bot',
        site: 'shop',
        createdAt: 1,
      } as const
      const person = {
        hash: newId(),
        role: 'agent',
        agent: newId(),
        name: '',
        site: null,
        createdAt: 2,
      } as const
      for (const token of [bot, person]) await agents.createToken(token)
      expect(await agents.findToken(bot.hash)).toEqual(bot)
      expect(await agents.findToken(person.hash)).toEqual(person)
      expect(await agents.findToken(newId())).toBeNull()
      const ours = async () =>
        (await agents.allTokens()).filter(({ hash }) => [bot.hash, person.hash].includes(hash))
      expect(await ours()).toEqual([bot, person])
      await agents.removeToken(bot.hash)
      expect(await ours()).toEqual([person])
      expect(await agents.findToken(bot.hash)).toBeNull()
    })

    test('[F05] of many hashes it is told at once which are of a sign-in or a token', async () => {
      const { store, beside } = opened()
      const session = { hash: newId(), agent: newId(), createdAt: 1, usedAt: 1 }
      const ended = { ...session, hash: newId() }
      const token = {
        hash: newId(),
        role: 'agent',
        agent: newId(),
        name: '',
        site: null,
        createdAt: 2,
      } as const
      for (const one of [session, ended]) await store.agents.createSession(one)
      await store.agents.createToken(token)
      await store.agents.removeSession(ended.hash)
      const known = await beside.agents.known([token.hash, ended.hash, newId(), session.hash])
      expect(known.toSorted()).toEqual([session.hash, token.hash].toSorted())
      expect(await beside.agents.known([])).toEqual([])
    })
  })
}
