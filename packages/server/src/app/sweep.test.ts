import { expect, test, vi } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import type { Due } from '../ports/conversations.ts'
import { type SweepOptions, startSweep } from './sweep.ts'

test('[SC-8] stopping waits for the one that is being done, and begins no other: the store closes after it', async () => {
  const clock = createFakeClock()
  const removed: string[] = []
  const settled: string[] = []
  const removal = Promise.withResolvers<void>()
  const report = vi.fn<(fault: unknown) => void>()
  const due = ['one', 'two'].map((file) => ({ id: `file:${file}`, kind: 'removeFile' }) as Due)
  const stop = startSweep({
    clock,
    report,
    conversations: {
      due: async () => due,
      settle: async (id: string) => void settled.push(id),
    },
    async removeFile(file: string) {
      removed.push(file)
      await removal.promise
    },
    bus: { up: true },
  } as unknown as SweepOptions)

  clock.advance(1_000)
  await vi.waitFor(() => expect(removed).toEqual(['one']))
  let isStopped = false
  const stopped = stop().then(() => {
    isStopped = true
  })
  await new Promise(setImmediate)
  expect(isStopped).toBe(false)

  removal.resolve()
  await stopped
  clock.advance(60_000)
  await new Promise(setImmediate)
  expect({ removed, settled }).toEqual({ removed: ['one'], settled: ['file:one'] })
  expect(report).not.toHaveBeenCalled()
})
