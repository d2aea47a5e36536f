// The contracts of facts of conversations (ports/records) and of mail that is to be sent (ports/mails).
import { describe, expect, test } from 'vitest'
import { beginFacts, type Facts, foldFacts } from '../../../src/core/records/facts.ts'
import type { MailDraft } from '../../../src/ports/mails.ts'
import type { RecordUpdate } from '../../../src/ports/records.ts'
import { converse, makeToken, makeVisitor, newId, type Opened } from './make.ts'

const quarter = 900_000
const noon = 20_000 * 86_400_000 + 43_200_000

function makeUpdate(over: Partial<RecordUpdate> & { facts?: Facts } = {}): RecordUpdate {
  return {
    conversation: newId(),
    site: 'shop',
    visitor: newId(),
    status: 'open',
    version: 1,
    expected: 0,
    facts: beginFacts(noon),
    responses: [],
    said: [],
    mails: [],
    ...over,
  }
}
const facts = (over: Partial<Facts>): Facts => ({ ...beginFacts(noon), ...over })
const rating = (score: number, over = {}) => ({ score, tags: [], comment: '', at: noon, ...over })

export function recordsContract(opened: () => Opened): void {
  describe('records', () => {
    test('[IN-13] a put counts once, whoever does the same', async () => {
      const { store, beside } = opened()
      const site = newId()
      const ada = newId()
      const said = [
        { at: noon, by: 'visitor' as const, agent: null, group: null },
        { at: noon + 1, by: 'agent' as const, agent: ada, group: null },
        { at: noon + quarter, by: 'agent' as const, agent: ada, group: null },
      ]
      const responses = [{ seq: 2, at: noon + 1, agent: ada, group: null, ms: 7, isFirst: true }]
      const one = makeUpdate({ site, said, responses })
      expect(await store.records.put([one])).toEqual([true])
      expect(await beside.records.put([one])).toEqual([false])
      expect(await beside.records.put([{ ...one, expected: 1, version: 3 }])).toEqual([true])
      expect(await store.records.put([{ ...one, expected: 1, version: 3 }])).toEqual([false])
      expect(await store.records.find(one.conversation)).toEqual({ version: 3, facts: one.facts })
      const report = await store.records.report(site, noon, noon + 86_400_000)
      const count = (by: string, at: number) =>
        report.messages.filter((sum) => sum.by === by && sum.at === at).map((sum) => sum.count)
      expect([count('visitor', noon), count('agent', noon), count('agent', noon + quarter)]).toEqual([
        [2],
        [2],
        [2],
      ])
      expect(report.replies).toContainEqual({ of: 'agent', key: ada, served: 1, replies: 4 })
      expect(report.responses).toContainEqual({
        of: 'agent',
        key: ada,
        isFirst: true,
        count: 1,
        median: 7,
        p90: 7,
      })
    })

    test('[IN-13] what was removed meanwhile does not come back in part', async () => {
      const { records } = opened().store
      const site = newId()
      const said = [{ at: noon, by: 'visitor' as const, agent: null, group: null }]
      const one = makeUpdate({ site, said })
      await records.put([one])
      await records.remove([one.conversation, newId()])
      expect(await records.find(one.conversation)).toBeNull()
      expect(await records.put([{ ...one, expected: 1, version: 2 }])).toEqual([false])
      expect(await records.report(site, 0, noon * 2)).toMatchObject({ started: [], messages: [], parts: [] })
      expect(await records.list(site, {}, { limit: 9 })).toEqual([])
    })

    test('[IN-13] filters: each alone, all together, and pages of them', async () => {
      const { store, beside } = opened()
      const site = newId()
      const visitor = makeVisitor({ site })
      await store.visitors.create(visitor, makeToken(visitor))
      const ada = { id: newId(), name: 'Ada' }
      const many = [
        facts({ channel: 'web', source: 'shop.example', agent: ada, served: 1, tags: ['vip', 'b'] }),
        facts({
          channel: 'app',
          invited: true,
          rating: rating(4, { tags: ['quick'] }),
          agent: ada,
          served: 2,
        }),
        facts({ assistant: 'alone', rating: rating(1), group: 'sales', agent: ada }),
        facts({ tags: ['vi', 'p'], closedAt: noon + 5 }),
      ].map((one, index) => ({ ...one, startedAt: noon + index }))
      const updates = many.map((one) =>
        makeUpdate({
          site,
          visitor: visitor.id,
          facts: one,
          status: one.closedAt === null ? 'snoozed' : 'closed',
        }),
      )
      await store.records.put([...updates, makeUpdate({ site: newId() })])
      const found = async (filter: Parameters<typeof store.records.list>[1], limit = 9) =>
        (await beside.records.list(site, filter, { limit })).map(
          ({ facts: { startedAt } }) => startedAt - noon,
        )
      expect(await found({})).toEqual([3, 2, 1, 0])
      expect(await found({ from: noon + 1, to: noon + 3 })).toEqual([2, 1])
      expect(await found({ channel: 'web' })).toEqual([0])
      expect(await found({ source: 'shop.example' })).toEqual([0])
      expect(await found({ agent: ada.id })).toEqual([2, 1, 0])
      expect(await found({ group: 'other' })).toEqual([0])
      expect(await found({ group: '–' })).toEqual([1])
      expect(await found({ group: 'sales' })).toEqual([2])
      expect(await found({ tag: 'vip' })).toEqual([0])
      expect(await found({ tag: 'vi' })).toEqual([3])
      expect(await found({ tag: '%' })).toEqual([])
      expect(await found({ ratingTag: 'quick' })).toEqual([1])
      expect(await found({ rating: [1, 2] })).toEqual([2])
      expect(await found({ rating: [1, 4] })).toEqual([2, 1])
      expect(await found({ invited: true })).toEqual([1])
      expect(await found({ invited: false })).toEqual([3, 2, 0])
      expect(await found({ assistant: 'alone' })).toEqual([2])
      expect(await found({ status: 'closed' })).toEqual([3])
      expect(await found({ status: 'open' })).toEqual([2, 1, 0])
      expect(await found({ agent: ada.id, rating: [4], invited: true, channel: 'app' })).toEqual([1])
      expect(await found({ agent: ada.id, rating: [4], tag: 'vip' })).toEqual([])
      const [first] = await store.records.list(site, {}, { limit: 1 })
      expect(first).toMatchObject({ nickname: visitor.nickname, status: 'closed', group: null })
      const after = { at: first!.facts.startedAt, conversation: first!.conversation }
      const rest = await store.records.list(site, {}, { limit: 2, after })
      expect(rest.map((row) => row.facts.startedAt - noon)).toEqual([2, 1])
      expect(await store.records.choices(site)).toEqual({
        channels: [
          { channel: 'app', source: '' },
          { channel: 'web', source: 'shop.example' },
        ],
        agents: [ada.id],
        groups: ['other', 'sales', '–'],
        tags: ['b', 'p', 'vi', 'vip'],
        ratingTags: ['quick'],
      })
    })

    test('[IN-13] pages follow each other where many began at the same moment', async () => {
      const { records } = opened().store
      const site = newId()
      const all = Array.from({ length: 7 }, () => makeUpdate({ site }))
      await records.put(all)
      const seen: string[] = []
      let after: { at: number; conversation: string } | undefined
      for (let page = 0; page < 9; page += 1) {
        const rows = await records.list(site, {}, { limit: 2, ...(after && { after }) })
        const last = rows.at(-1)
        if (last === undefined) break
        seen.push(...rows.map(({ conversation }) => conversation))
        after = { at: last.facts.startedAt, conversation: last.conversation }
      }
      expect(seen).toEqual(
        all
          .map(({ conversation }) => conversation)
          .sort()
          .reverse(),
      )
    })

    test('[IN-14] sums and spreads of a span, by site, agent and group', async () => {
      const { store, beside } = opened()
      const site = newId()
      const [ada, ben] = [newId(), newId()].sort() as [string, string]
      const response = (seq: number, agent: string, ms: number, isFirst = false) => ({
        seq,
        at: noon + seq,
        agent,
        group: null,
        ms,
        isFirst,
      })
      const first = makeUpdate({
        site,
        facts: facts({
          agent: { id: ada, name: 'Ada' },
          group: 'sales',
          invited: true,
          assistant: 'handedOff',
          firstAnswer: 4,
          rating: rating(5, { comment: 'good', at: noon + 9 }),
        }),
        responses: [
          response(2, ada, 10, true),
          ...Array.from({ length: 10 }, (_, at) => response(3 + at, ada, 100 * (at + 1))),
        ],
      })
      const second = makeUpdate({
        site,
        facts: facts({
          startedAt: noon + quarter,
          closedAt: noon + 3 * quarter,
          agent: { id: ben, name: 'Ben' },
          served: 2,
          firstAnswer: 8,
          rating: rating(2),
        }),
        responses: [response(2, ben, 30, true)],
        said: [
          { at: noon, by: 'agent', agent: ben, group: null },
          { at: noon, by: 'offline', agent: ben, group: null },
        ],
      })
      const outside = makeUpdate({
        site,
        facts: facts({ startedAt: noon - 1, closedAt: noon, firstAnswer: 1, rating: rating(1) }),
        responses: [{ ...response(2, ada, 1, true), at: noon - 1 }],
        said: [{ at: noon - 1, by: 'visitor', agent: null, group: null }],
      })
      await store.records.put([first, second, outside])
      const report = await beside.records.report(site, noon, noon + 2 * quarter)
      expect(report.started).toEqual([
        { at: noon, count: 1 },
        { at: noon + quarter, count: 1 },
      ])
      expect(report.closed).toEqual([{ at: noon, count: 1 }])
      expect(report.messages).toHaveLength(2)
      expect(report.messages).toEqual(
        expect.arrayContaining([
          { at: noon, by: 'agent', count: 1 },
          { at: noon, by: 'offline', count: 1 },
        ]),
      )
      const of = (of: string, key: string, isFirst: boolean) =>
        report.responses.find((one) => one.of === of && one.key === key && one.isFirst === isFirst)
      expect(of('site', '', true)).toMatchObject({ count: 2, median: 10, p90: 30 })
      expect(of('site', '', false)).toMatchObject({ count: 10, median: 500, p90: 900 })
      expect(of('agent', ada, true)).toMatchObject({ count: 1, median: 10, p90: 10 })
      expect(of('agent', ben, false)).toBeUndefined()
      expect(of('group', 'sales', false)).toMatchObject({ count: 10, median: 500, p90: 900 })
      expect(of('group', '–', true)).toMatchObject({ count: 1, median: 30 })
      expect(report.replies).toHaveLength(2)
      expect(report.replies).toContainEqual({ of: 'agent', key: ben, served: 1, replies: 1 })
      expect(report.replies).toContainEqual({ of: 'group', key: '–', served: 1, replies: 1 })
      expect(report.rated).toHaveLength(2)
      expect(report.rated).toContainEqual({
        agent: ada,
        group: 'sales',
        part: 'handedOff',
        score: 5,
        count: 1,
      })
      expect(report.invited).toBe(1)
      expect(report.parts).toHaveLength(2)
      expect(report.parts).toContainEqual({ part: 'none', conversations: 1 })
      expect(report.answers).toContainEqual({ part: 'handedOff', count: 1, median: 4, p90: 4 })
      expect(report.answers).toContainEqual({ part: 'none', count: 1, median: 8, p90: 8 })
      expect(report.comments).toEqual([
        { conversation: first.conversation, at: noon + 9, score: 5, comment: 'good', agent: 'Ada' },
      ])
    })

    test('[IN-13] a walk finds every conversation whose record is behind', async () => {
      const { store } = opened()
      const one = await converse(store, 2)
      const other = await converse(store, 1)
      const found: string[] = []
      let last: string | null = ''
      while (last !== null) {
        const page = await store.records.behind(last, 3)
        found.push(...page.conversations)
        last = page.last
      }
      expect(found).toEqual(expect.arrayContaining([one.state.id, other.state.id]))
      expect(found).toEqual([...found].sort())
      const { facts: folded } = foldFacts(beginFacts(noon), one.events)
      await store.records.put([
        makeUpdate({ conversation: one.state.id, version: 2, facts: folded }),
        makeUpdate({ conversation: other.state.id, version: 0 }),
      ])
      const again: string[] = []
      last = ''
      while (last !== null) {
        const page = await store.records.behind(last, 500)
        again.push(...page.conversations)
        last = page.last
      }
      expect(again).not.toContain(one.state.id)
      expect(again).toContain(other.state.id)
    })
  })
}

export function mailsContract(opened: () => Opened): void {
  const makeMail = (over: Partial<MailDraft> = {}): MailDraft => ({
    id: newId(),
    site: 'shop',
    conversation: newId(),
    kind: 'answer',
    seq: 3,
    address: null,
    createdAt: noon,
    at: noon,
    ...over,
  })

  describe('mails', () => {
    test('[IN-15] a cause is kept once, also after it was dealt with, and with a record or not at all', async () => {
      const { store, beside } = opened()
      const mail = makeMail()
      expect(await store.mails.add(mail)).toBe(true)
      expect(await beside.mails.add(mail)).toBe(false)
      await store.mails.settle(mail.id, 'sent', 5)
      expect(await store.mails.add(mail)).toBe(false)
      const update = makeUpdate({ mails: [mail, makeMail({ at: 1, id: `with ${newId()}` })] })
      await store.records.put([update])
      await store.records.put([{ ...update, mails: [makeMail({ at: 2, id: 'never' })] }])
      const due = (await beside.mails.due(2, 100)).map(({ id }) => id)
      expect(due).toContain(update.mails[1]!.id)
      expect(due).not.toContain('never')
      await store.records.remove([update.mails[1]!.conversation])
    })

    test('[IN-15] of two who try, one does; what is settled is not due, and its address is gone', async () => {
      const { store, beside } = opened()
      const mail = makeMail({ address: 'a@b.example', at: 10 })
      await store.mails.add(mail)
      const [read] = (await store.mails.due(10, 100)).filter(({ id }) => id === mail.id)
      expect(read).toEqual({ ...mail, tries: 0 })
      expect((await store.mails.due(9, 100)).filter(({ id }) => id === mail.id)).toEqual([])
      const tries = await Promise.all([
        store.mails.postpone(read!, { at: 20, tries: 1 }),
        beside.mails.postpone(read!, { at: 20, tries: 1 }),
      ])
      expect(tries.sort()).toEqual([false, true])
      expect((await beside.mails.due(20, 100)).find(({ id }) => id === mail.id)).toMatchObject({ tries: 1 })
      expect(await store.mails.toldUpTo(mail.conversation)).toBe(0)
      await store.mails.settle(mail.id, 'sent', 8)
      expect(await beside.mails.toldUpTo(mail.conversation)).toBe(8)
      expect((await store.mails.due(99, 100)).filter(({ id }) => id === mail.id)).toEqual([])
      expect(await store.mails.postpone({ id: mail.id, at: 20 }, { at: 30, tries: 2 })).toBe(false)
    })
  })
}
