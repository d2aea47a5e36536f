import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

function gated() {
  const begun: [string, number[]][] = []
  const gates = new Map<string, () => void>()
  const lanes = createLanes<number>((key, jobs) => {
    begun.push([key, [...jobs]])
    return new Promise((resolve) => gates.set(key, resolve))
  })
  const end = async (key: string) => {
    gates.get(key)?.()
    await turn()
  }
  return { lanes, begun, end }
}

test('what comes while a batch runs forms the next one of its lane, beside other lanes', async () => {
  const { lanes, begun, end } = gated()
  lanes.push('a', 1)
  lanes.push('a', 2)
  await turn()
  lanes.push('a', 3)
  lanes.push('b', 4)
  await turn()
  expect(begun).toEqual([
    ['a', [1, 2]],
    ['b', [4]],
  ])
  await end('a')
  expect(begun.at(-1)).toEqual(['a', [3]])
})

test('the oldest is the batch that has run longest, and another once it has ended', async () => {
  const { lanes, end } = gated()
  expect(lanes.oldest()).toBeNull()
  lanes.push('a', 1)
  await turn()
  lanes.push('b', 2)
  lanes.push('a', 3)
  await turn()
  const first = lanes.oldest()
  expect(first).toEqual([1])
  await end('a')
  expect(lanes.oldest()).toEqual([2])
  await end('b')
  expect(lanes.oldest()).toEqual([3])
  await end('a')
  expect(lanes.oldest()).toBeNull()
})

test('idle waits for all lanes, and lanes work again after many have come and gone', async () => {
  const done: string[] = []
  const lanes = createLanes<number>(async (key) => void done.push(key))
  for (let key = 0; key < 5_000; key += 1) {
    lanes.push(`${key}`, key)
    if (key % 100 === 0) await lanes.idle()
  }
  lanes.push('7', 7)
  await lanes.idle()
  expect(done.length).toBe(5_001)
  expect(done.at(-1)).toBe('7')
})
