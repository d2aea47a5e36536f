import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNotices } from './notices.ts'

describe('notices', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('shows the same words once, from when they were last said', () => {
    const { tell, toasts } = createNotices()
    tell('Copied')
    vi.advanceTimersByTime(2_000)
    tell('Copied')
    expect(toasts.value).toHaveLength(1)
    vi.advanceTimersByTime(2_000)
    expect(toasts.value).toHaveLength(1)
    vi.advanceTimersByTime(500)
    expect(toasts.value).toEqual([])
  })
  it('keeps only the newest word about one thing', () => {
    const { tell, toasts } = createNotices()
    const told = () => toasts.value.map(({ text }) => text)
    tell('You will be away', 'plain', { about: 'status' })
    tell('Copied')
    tell('You will be busy', 'plain', { about: 'status' })
    tell('Copied')
    expect(told()).toEqual(['You will be busy', 'Copied'])
  })
  it('leaves time to read why something was refused', () => {
    const { tell, toasts } = createNotices()
    tell('After a conversation: a field needs a name.', 'danger')
    vi.advanceTimersByTime(5_900)
    expect(toasts.value).toHaveLength(1)
    vi.advanceTimersByTime(100)
    expect(toasts.value).toEqual([])
  })
  it('takes back why something was refused, and nothing else', () => {
    const { tell, toasts, withdraw } = createNotices()
    tell('A site needs a name.', 'danger', { about: 'settings' })
    tell('Copied')
    withdraw('settings')
    expect(toasts.value.map(({ text }) => text)).toEqual(['Copied'])
    tell('Saved', 'plain', { about: 'settings' })
    withdraw('settings')
    expect(toasts.value).toHaveLength(2)
  })
})
