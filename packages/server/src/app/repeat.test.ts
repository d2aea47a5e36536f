import { expect, test } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { repeat } from './repeat.ts'

test('runs again so long after the last one was over, tells faults and goes on, and stops once it is over', async () => {
  const clock = createFakeClock()
  const begun: number[] = []
  const told: unknown[] = []
  let end = () => {}
  const run = () => {
    begun.push(clock.now())
    if (begun.length === 1) throw new Error('broken')
    return new Promise<void>((resolve) => {
      end = resolve
    })
  }
  const from = clock.now()
  const stop = repeat(
    clock,
    () => 1_000,
    async () => run(),
    (fault) => told.push(fault),
  )
  const pass = async (ms: number) => {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await pass(1_000)
  await pass(1_000)
  // The second takes its time: nothing begins beside it.
  await pass(5_000)
  expect(begun.map((at) => at - from)).toEqual([1_000, 2_000])
  expect(told).toEqual([new Error('broken')])
  end()
  await pass(0)
  await pass(1_000)
  expect(begun).toHaveLength(3)
  let isOver = false
  const stopped = stop().then(() => {
    isOver = true
  })
  await pass(10_000)
  expect(isOver).toBe(false)
  end()
  await stopped
  await pass(10_000)
  expect(begun).toHaveLength(3)
})
