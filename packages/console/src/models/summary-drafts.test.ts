import { expect, it } from 'vitest'
import { createSummaryDrafts } from './summary-drafts.ts'

function storage() {
  const held = new Map<string, string>()
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
  }
}

const draft = { category: 'Orders', progress: '', values: { order: '42' } }

it('[IN-11] a draft of a summary survives a reload, until it is saved', () => {
  const kept = storage()
  createSummaryDrafts(kept).keep('a', draft)
  const again = createSummaryDrafts(kept)
  expect(again.of('a')).toEqual(draft)
  expect(again.of('b')).toBeNull()
  again.keep('a', null)
  expect(createSummaryDrafts(kept).of('a')).toBeNull()
})

it('[IN-11] what is owed stays owed over a reload, once, the oldest first', () => {
  const kept = storage()
  const drafts = createSummaryDrafts(kept)
  for (const id of ['a', 'b', 'a']) drafts.owe(id)
  const again = createSummaryDrafts(kept)
  expect(again.owed.value).toEqual(['a', 'b'])
  again.settle('a')
  expect(createSummaryDrafts(kept).owed.value).toEqual(['b'])
})

it('[IN-11] what somebody else left in the storage is no draft', () => {
  const kept = storage()
  kept.setItem('foyer.console.summaries', '[["a",{"category":1}],4,["b"]]')
  expect(createSummaryDrafts(kept).of('a')).toBeNull()
})
