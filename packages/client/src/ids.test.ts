import { afterEach, expect, test, vi } from 'vitest'
import { newId } from './ids.ts'

afterEach(() => vi.useRealTimers())

test('[PROTOCOL §1] ids are UUIDv7, all different, and sort in the order of minting', () => {
  const ids = Array.from({ length: 10_000 }, newId)
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

test('the time is in front, and a clock that goes back does not bring the order back', () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 })
  const ms = Date.now()
  const before = newId()
  expect(Number.parseInt(before.replace('-', '').slice(0, 12), 16)).toBe(ms)
  vi.setSystemTime(ms - 5_000)
  expect(newId() > before).toBe(true)
})
