import type { Id, Row } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { mulberry } from '../test/support/random.ts'
import { inOrder, placeRows, withoutRow } from './row-order.ts'

const rowOf = (id: Id, at: number, pinned = false, unread = 0): Row => ({
  head: {
    id,
    site: 'demo',
    status: 'open',
    handler: 'agent',
    seq: 1,
    startedAt: 0,
    read: { visitor: 0, agent: 0 },
    delivered: { visitor: 0, agent: 0 },
  },
  visitor: { id: `v-${id}`, nickname: id },
  preview: { by: 'visitor', kind: 'text', text: '' },
  at,
  unread,
  unreplied: false,
  ...(pinned && { pinned }),
})
const ids = (rows: readonly Row[]) => rows.map(({ head }) => head.id)

describe('[IN-18] rows in their order', () => {
  test('[IN-3] pinned first, then the newest; at the same time as the server pages them', () => {
    const rows = [rowOf('a', 1), rowOf('b', 3), rowOf('c', 2), rowOf('d', 0, true), rowOf('e', 3)]
    expect(ids(placeRows([], rows, new Map()))).toEqual(['d', 'e', 'b', 'c', 'a'])
  })

  test('a row that moved, was pinned or left stands nowhere twice', () => {
    const byId = new Map<Id, Row>()
    let rows = placeRows([], [rowOf('a', 1), rowOf('b', 2), rowOf('c', 3)], byId)
    rows = placeRows(rows, [rowOf('a', 9)], byId)
    expect(ids(rows)).toEqual(['a', 'c', 'b'])
    rows = placeRows(rows, [rowOf('b', 2, true)], byId)
    expect(ids(rows)).toEqual(['b', 'a', 'c'])
    rows = withoutRow(withoutRow(rows, 'c', byId), 'nobody', byId)
    expect([ids(rows), [...byId.keys()].sort()]).toEqual([
      ['b', 'a'],
      ['a', 'b'],
    ])
  })

  test('what was held is left alone: who shows it sees that it is another', () => {
    const byId = new Map<Id, Row>()
    const rows = placeRows([], [rowOf('a', 1)], byId)
    placeRows(rows, [rowOf('b', 2)], byId)
    withoutRow(rows, 'a', byId)
    expect(ids(rows)).toEqual(['a'])
  })

  test('put in one by one or page by page, it is what sorting all gives (seeded)', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = mulberry(seed)
      const upTo = (most: number) => Math.floor(random() * most)
      const byId = new Map<Id, Row>()
      const plain = new Map<Id, Row>()
      let rows: Row[] = []
      for (let turn = 0; turn < 40; turn++) {
        if (random() < 0.2) {
          const id = `c${upTo(30)}`
          rows = withoutRow(rows, id, byId)
          plain.delete(id)
        } else {
          // Few ids and few times, so that rows come again, move, and share their time.
          const fresh = Array.from({ length: 1 + upTo(random() < 0.5 ? 1 : 12) }, () =>
            rowOf(`c${upTo(30)}`, upTo(12), random() < 0.15, turn),
          )
          rows = placeRows(rows, fresh, byId)
          for (const row of fresh) plain.set(row.head.id, row)
        }
        expect(rows, `seed ${seed}`).toEqual([...plain.values()].sort(inOrder))
        expect(byId).toEqual(plain)
      }
    }
  })
})
