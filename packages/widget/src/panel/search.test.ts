import { describe, expect, it } from 'vitest'
import { groupEntries, searchEntries } from './search.ts'

const entry = (id: string, question: string, answer = '', category = '') => ({
  id,
  question,
  answer,
  category,
})
const entries = [
  entry('cost', 'What does delivery cost?', 'Free from €80.', 'Delivery'),
  entry('time', 'How long does it take?', 'Delivery takes two days.', 'Delivery'),
  entry('back', 'Can I return a café table?', 'Yes, within 30 days.', 'Returns'),
  entry('loose', 'Do you have a shop?', 'Yes.'),
]
const found = (query: string) => searchEntries(entries, query).map(({ id }) => id)

describe('searchEntries', () => {
  it.each([
    ['', ['cost', 'time', 'back', 'loose']],
    ['  DELIVERY ', ['cost', 'time']],
    ['days', ['time', 'back']],
    ['cafe', ['back']],
    ['take delivery', ['time']],
    ['two cost', []],
    ['(.*', []],
  ])('[CV-1] %j finds %j, questions first', (query, ids) => {
    expect(found(query)).toEqual(ids)
  })
})

describe('groupEntries', () => {
  it('[CV-1] keeps the order of categories; what has none stands last', () => {
    const groups = groupEntries([entries[3]!, ...entries])
    expect(groups.map(({ name, entries: list }) => [name, list.length])).toEqual([
      ['Delivery', 2],
      ['Returns', 1],
      ['', 2],
    ])
  })
})
