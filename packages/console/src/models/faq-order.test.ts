import type { FaqEntry } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { waysOf, withPhrasings } from './faq.ts'
import { groupsOf, isSameOrder, moveGroup, moveTo, stepOf } from './faq-order.ts'

const entry = (id: string, category: string): FaqEntry => ({
  id,
  site: 'demo',
  question: id,
  phrasings: [],
  answer: 'a',
  category,
  locale: null,
  published: true,
  place: 0,
  updatedAt: 0,
})
const entries = [entry('a', 'One'), entry('b', 'Two'), entry('c', 'One'), entry('d', 'Two')]
const read = (list: FaqEntry[] | null) => list?.map(({ id, category }) => `${id} ${category}`)

describe('[AS-1] entries by category', () => {
  it('keeps each category in one piece, where its first entry is', () => {
    expect(
      groupsOf(entries).map(({ category, entries: held }) => [category, held.map(({ id }) => id)]),
    ).toEqual([
      ['One', ['a', 'c']],
      ['Two', ['b', 'd']],
    ])
  })

  it('moves within a category and into another', () => {
    expect(read(moveTo(entries, 'c', { category: 'One', index: 0 }))).toEqual([
      'c One',
      'a One',
      'b Two',
      'd Two',
    ])
    expect(read(moveTo(entries, 'a', { category: 'Two', index: 1 }))).toEqual([
      'c One',
      'b Two',
      'a Two',
      'd Two',
    ])
    expect(read(moveTo(entries, 'nobody', { category: 'Two', index: 1 }))).toEqual(read(entries))
  })

  it('steps over the end of a category into its neighbour, and no further than the ends', () => {
    expect(stepOf(entries, 'c', 1)).toEqual({ category: 'Two', index: 0 })
    expect(stepOf(entries, 'b', -1)).toEqual({ category: 'One', index: 2 })
    expect(stepOf(entries, 'a', -1)).toBeNull()
    expect(stepOf(entries, 'd', 1)).toBeNull()
  })

  it('comes through every place when it is stepped from the last to the first', () => {
    let list = moveTo(entries, 'd', { category: 'Two', index: 1 })
    const seen = new Set<string>()
    for (let at = stepOf(list, 'd', -1); at !== null; at = stepOf(list, 'd', -1)) {
      list = moveTo(list, 'd', at)
      seen.add(JSON.stringify(read(list)))
    }
    expect(list[0]?.id).toBe('d')
    expect(seen.size).toBe(4)
  })

  it('moves a category as a whole', () => {
    expect(read(moveGroup(entries, 'Two', -1))).toEqual(['b Two', 'd Two', 'a One', 'c One'])
    expect(moveGroup(entries, 'One', -1)).toBeNull()
  })

  it('knows when a move changed nothing but the category', () => {
    expect(isSameOrder(entries, [...entries])).toBe(true)
    expect(isSameOrder(entries, [entry('a', 'Two'), ...entries.slice(1)])).toBe(false)
  })
})

describe('[AS-17] ways to ask', () => {
  it('counts the question among them, and each once', () => {
    expect(waysOf({ question: 'Where is it?', phrasings: ['where is it? ', 'Is it here', ''] })).toBe(2)
  })

  it('adds what is not there yet, as much as there may be', () => {
    const held = { question: 'Where?', phrasings: ['when'] }
    expect(withPhrasings(held, [' WHERE? ', 'who', 'Who', ''])).toEqual(['when', 'who'])
    const many = Array.from({ length: 80 }, (_, at) => `way ${at}`)
    expect(withPhrasings(held, many)).toHaveLength(50)
  })
})
