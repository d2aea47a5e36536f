// @vitest-environment happy-dom
import { signal } from '@preact/signals-core'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchTitle } from './title.ts'

const unread = signal(0)
const open = signal(false)
let stop: () => void

beforeEach(() => {
  document.title = 'Shop'
  unread.value = 0
  open.value = false
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  stop = watchTitle(unread, open)
})
afterEach(() => {
  stop()
  vi.restoreAllMocks()
})

it('[WG-12] counts before the title while the panel is closed', () => {
  unread.value = 2
  expect(document.title).toBe('(2) Shop')
  unread.value = 3
  expect(document.title).toBe('(3) Shop')
  open.value = true
  expect(document.title).toBe('Shop')
})

it('[WG-12] counts while the page has not the focus, panel or not', () => {
  open.value = true
  vi.spyOn(document, 'hasFocus').mockReturnValue(false)
  unread.value = 1
  expect(document.title).toBe('(1) Shop')
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  dispatchEvent(new Event('focus'))
  expect(document.title).toBe('Shop')
})

it('[WG-12] leaves a title that the page has changed, and takes its own mark along at the end', () => {
  unread.value = 1
  document.title = 'Basket'
  unread.value = 0
  expect(document.title).toBe('Basket')
  unread.value = 4
  stop()
  expect(document.title).toBe('Basket')
})
