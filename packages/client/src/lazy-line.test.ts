import { signal } from '@preact/signals-core'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Connection } from './api.ts'
import { createLazyLine } from './lazy-line.ts'
import type { TabLine } from './tabs.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function fakeLine() {
  const connection = signal<Connection>({ state: 'idle' })
  const line: TabLine = {
    connection,
    connect: vi.fn(() => {
      connection.value = { state: 'online' }
    }),
    request: vi.fn(async () => null),
    close: vi.fn(),
    leads: () => true,
    share: vi.fn(),
    reset: vi.fn(),
  }
  return line
}

test('nothing is fetched before connecting, and once is enough', async () => {
  const real = fakeLine()
  const load = vi.fn(async () => real)
  const line = createLazyLine(load)
  expect([line.connection.value.state, line.leads(), load.mock.calls.length]).toEqual(['idle', false, 0])
  line.connect()
  line.connect()
  expect(line.connection.value.state).toBe('connecting')
  expect(await line.request('ping', {})).toBeNull()
  await vi.advanceTimersByTimeAsync(0)
  expect([line.connection.value.state, line.leads(), load.mock.calls.length]).toEqual(['online', true, 1])
})

test('a piece that cannot be fetched is tried again, later each time', async () => {
  const real = fakeLine()
  const load = vi.fn(async () => real)
  load.mockRejectedValueOnce(new TypeError('offline')).mockRejectedValueOnce(new TypeError('offline'))
  const line = createLazyLine(load)
  line.connect()
  await vi.advanceTimersByTimeAsync(0)
  expect(line.connection.value).toEqual({ state: 'waiting', retryAt: Date.now() + 1_000 })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(line.connection.value).toEqual({ state: 'waiting', retryAt: Date.now() + 2_000 })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(line.connection.value.state).toBe('online')
})

test('somebody who wants to connect does not wait for the next try', async () => {
  const load = vi.fn(async () => fakeLine())
  load.mockRejectedValueOnce(new TypeError('offline'))
  const line = createLazyLine(load)
  line.connect()
  await vi.advanceTimersByTimeAsync(0)
  line.connect()
  await vi.advanceTimersByTimeAsync(0)
  expect(line.connection.value.state).toBe('online')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(load).toHaveBeenCalledTimes(2)
})

test('closed while it is fetched, it never connects', async () => {
  const real = fakeLine()
  const line = createLazyLine(async () => real)
  line.connect()
  line.close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([line.connection.value, vi.mocked(real.connect).mock.calls.length]).toEqual([
    { state: 'stopped', code: 1000 },
    0,
  ])
})
