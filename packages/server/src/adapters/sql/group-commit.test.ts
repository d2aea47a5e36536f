import { expect, test } from 'vitest'
import { createGroupCommit, mostInCommit, type Outcome } from './group-commit.ts'

const answerAll = (batch: number[]): Outcome[] => batch.map((value) => ({ value: value * 2 }))

test('what arrives in one turn goes into batches of at most 64, in order', async () => {
  const batches: number[][] = []
  const group = createGroupCommit<number>((batch) => {
    batches.push(batch)
    return answerAll(batch)
  })
  const answers = await Promise.all(Array.from({ length: 130 }, (_, index) => group.submit<number>(index)))
  expect(answers).toEqual(Array.from({ length: 130 }, (_, index) => index * 2))
  expect(batches.map((batch) => batch.length)).toEqual([mostInCommit, mostInCommit, 2])
  expect(batches.flat()).toEqual(Array.from({ length: 130 }, (_, index) => index))
})

test('what arrives a moment later shares the commit, and a lone one does not wait for others', async () => {
  const batches: number[][] = []
  const group = createGroupCommit<number>((batch) => {
    batches.push(batch)
    return answerAll(batch)
  })
  const first = group.submit(1)
  const second = new Promise((resolve) => setImmediate(() => resolve(group.submit(2))))
  await Promise.all([first, second])
  expect(batches).toEqual([[1, 2]])
  let turns = 0
  const count = () => {
    turns += 1
    setImmediate(count)
  }
  setImmediate(count)
  await group.submit(3)
  expect(turns).toBeLessThanOrEqual(3)
})

test('what comes while a commit runs waits for the next, and nobody is answered before', async () => {
  const begun: number[][] = []
  const gates: (() => void)[] = []
  const group = createGroupCommit<number>(async (batch) => {
    begun.push(batch)
    await new Promise<void>((resolve) => gates.push(resolve))
    return answerAll(batch)
  })
  const answered: number[] = []
  const submit = (value: number) => group.submit<number>(value).then((answer) => answered.push(answer))
  const first = submit(1)
  await turn()
  const later = [submit(2), submit(3)]
  await turn()
  expect(begun).toEqual([[1]])
  expect(answered).toEqual([])
  gates[0]!()
  await first
  await turn()
  expect(begun).toEqual([[1], [2, 3]])
  expect(answered).toEqual([2])
  gates[1]!()
  await Promise.all(later)
  expect(answered).toEqual([2, 4, 6])
})

test('a batch that throws rejects all of its own, and the next ones go on', async () => {
  let fails = true
  const group = createGroupCommit<number>((batch) => {
    if (fails) throw new Error('disk')
    return answerAll(batch)
  })
  const refused = await Promise.allSettled([group.submit(1), group.submit(2)])
  expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await group.submit(3)).toBe(6)
})

test('each outcome reaches its own', async () => {
  const group = createGroupCommit<number>((batch) =>
    batch.map((value) => (value === 2 ? { error: new Error('no') } : { value })),
  )
  const results = await Promise.allSettled([group.submit(1), group.submit(2), group.submit(3)])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('`take` cuts a batch short, and the rest follows', async () => {
  const batches: number[][] = []
  const group = createGroupCommit<number>(
    async (batch) => {
      batches.push(batch)
      return answerAll(batch)
    },
    { take: (waiting) => Math.max(1, waiting.indexOf(0)) },
  )
  await Promise.all([1, 2, 0, 3].map((value) => group.submit(value)))
  expect(batches).toEqual([[1, 2], [0], [3]])
})

test('drain commits what waits and refuses what comes later', async () => {
  const group = createGroupCommit<number>(answerAll)
  const waiting = group.submit<number>(1)
  const drained = group.drain()
  await expect(group.submit(2)).rejects.toThrow('closed')
  await drained
  expect(await waiting).toBe(2)
  await group.drain()
})

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}
