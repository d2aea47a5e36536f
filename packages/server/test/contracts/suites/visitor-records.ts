// The contracts of ports/visitor-records, and of the directory in ports/visitors.
import type { FollowUp, TimelineEntry } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { followUpsKept, pagesKept, timelineKept } from '../../../src/core/visitors/kept.ts'
import { makeToken, makeVisitor, newId, type Opened, startedAt } from './make.ts'

export function visitorRecordsContract(opened: () => Opened): void {
  describe('visitor records', () => {
    test('[IN-4] a timeline keeps the newest, and of page views fewer, each entry once', async () => {
      const { visitorRecords: records } = opened().store
      const [visitor, other] = [newId(), newId()]
      const note = (entry: TimelineEntry) => records.note(visitor, 'shop', entry)
      const first: TimelineEntry = { id: newId(), at: 1, kind: 'custom', name: 'first', data: { a: 'ü' } }
      await note(first)
      await note(first)
      await records.note(other, 'shop', { id: newId(), at: 1, kind: 'muted', on: true })
      expect(await records.timeline(visitor, 10)).toEqual([first])

      for (let at = 0; at < pagesKept + 5; at += 1)
        await note({ id: newId(), at, kind: 'page', url: `/${at}` })
      const pages = (await records.timeline(visitor, 1_000)).filter(({ kind }) => kind === 'page')
      expect(pages).toHaveLength(pagesKept)
      expect(pages[0]).toMatchObject({ url: `/${pagesKept + 4}` })

      for (let at = 0; at < timelineKept; at += 1) {
        await note({ id: newId(), at, kind: 'custom', name: `${at}`, data: {} })
      }
      const all = await records.timeline(visitor, 1_000)
      expect(all).toHaveLength(timelineKept)
      expect(all[0]).toMatchObject({ name: `${timelineKept - 1}` })
      expect(all).not.toContainEqual(first)
      expect(await records.timeline(other, 10)).toHaveLength(1)
    }, 30_000)

    test('[IN-4] records of follow-up come newest first, go one by one, and have a bound', async () => {
      const { visitorRecords: records } = opened().store
      const visitor = newId()
      const make = (text: string): FollowUp => ({
        id: newId(),
        at: 1,
        by: { kind: 'agent', id: 'ada' },
        text,
      })
      const made = Array.from({ length: followUpsKept }, (_, at) => make(`${at}`))
      for (const one of made) expect(await records.addFollowUp(visitor, 'shop', one)).toBe('added')
      expect(await records.addFollowUp(visitor, 'shop', make('more'))).toBe('full')
      expect(await records.followUps(visitor)).toEqual([...made].reverse())
      expect(await records.removeFollowUp(visitor, made[0]!.id)).toBe(true)
      expect(await records.removeFollowUp(visitor, made[0]!.id)).toBe(false)
      expect(await records.followUps(newId())).toEqual([])
    })

    test('[RT-14] a block takes the place of the visitor’s earlier one, and is seen from another node', async () => {
      const { store, beside } = opened()
      const site = newId()
      const block = {
        visitor: newId(),
        site,
        at: 1,
        by: { kind: 'agent' as const, name: 'Ada' },
        network: null,
        until: null,
      }
      await store.visitorRecords.block(block)
      const wider = { ...block, at: 2, network: '10.0.0.0', until: 99 }
      await store.visitorRecords.block(wider)
      const later = { ...block, visitor: newId(), at: 3 }
      await store.visitorRecords.block(later)
      expect(await beside.visitorRecords.blocks(site, 10)).toEqual([later, wider])
      expect(await beside.visitorRecords.blocks(site, 1)).toEqual([later])
      expect(await store.visitorRecords.blocks(null, 1_000)).toEqual(expect.arrayContaining([later, wider]))
      await store.visitorRecords.unblock(block.visitor)
      expect(await beside.visitorRecords.blocks(site, 10)).toEqual([later])
    })
  })

  describe('the directory', () => {
    test('[IN-4] seen last, first; pages join up; what is searched is found, and nothing else', async () => {
      const { visitors } = opened().store
      const site = newId()
      const made = Array.from({ length: 7 }, (_, at) =>
        makeVisitor({ site, lastSeenAt: startedAt + Math.floor(at / 2), tags: at === 3 ? ['50%_off'] : [] }),
      )
      for (const visitor of made) await visitors.create(visitor, makeToken(visitor))
      const ids: string[] = []
      let after: string | undefined
      do {
        const page = await visitors.directory({ site, limit: 3, ...(after === undefined ? {} : { after }) })
        ids.push(...page.visitors.map(({ id }) => id))
        after = page.after
      } while (after !== undefined)
      const wanted = [...made].sort((a, b) => b.lastSeenAt - a.lastSeenAt || (a.id < b.id ? 1 : -1))
      expect(ids).toEqual(wanted.map(({ id }) => id))

      const found = async (text: string) => (await visitors.directory({ site, text, limit: 10 })).visitors
      expect(await found('#50%_OFF')).toEqual([made[3]])
      expect(await found('%')).toEqual([made[3]])
      expect(await found(made[5]!.nickname)).toEqual([made[5]])
      expect(await found('nobody')).toEqual([])
      const since = await visitors.directory({ site, since: startedAt + 3, limit: 10 })
      expect(since.visitors).toEqual([made[6]])
    })

    test('two changes at once of one visitor do not undo each other', async () => {
      const { store, beside } = opened()
      const visitor = makeVisitor({ tags: [] })
      await store.visitors.create(visitor, makeToken(visitor))
      await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          (at % 2 ? store : beside).visitors.change(visitor.id, ({ tags }) => ({ tags: [...tags, `${at}`] })),
        ),
      )
      expect((await store.visitors.find(visitor.id))?.tags).toHaveLength(10)
      expect(await store.visitors.change(visitor.id, () => null)).toEqual(
        await store.visitors.find(visitor.id),
      )
    })
  })
}
