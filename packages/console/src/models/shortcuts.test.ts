import { describe, expect, it } from 'vitest'
import { type Circumstances, deedOf, type KeyPress, shortcuts } from './shortcuts.ts'

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})
const reading: Circumstances = {
  isTyping: false,
  isDialogOpen: false,
  areKeysOn: true,
  hasInbox: true,
  hasThread: true,
}

describe('[IN-18] shortcuts', () => {
  it('has no key twice', () => {
    const keys = shortcuts.flatMap((shortcut) => shortcut.keys as readonly string[])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    ['j', 'next'],
    ['ArrowUp', 'previous'],
    ['r', 'reply'],
    ['R', 'reply'],
    ['e', 'close'],
    ['?', 'help'],
    ['/', 'search'],
    ['x', null],
  ])('%s means %s', (key, deed) => {
    expect(deedOf(press(key), reading)).toBe(deed)
  })

  it('leaves every key alone to whoever types, but Escape and the palette', () => {
    const typing = { ...reading, isTyping: true }
    expect(deedOf(press('e'), typing)).toBeNull()
    expect(deedOf(press('ArrowDown'), typing)).toBeNull()
    expect(deedOf(press('Escape'), typing)).toBe('back')
    expect(deedOf(press('k', { metaKey: true }), typing)).toBe('palette')
  })

  it('does nothing behind a dialog', () => {
    const asked = { ...reading, isDialogOpen: true }
    expect(deedOf(press('e'), asked)).toBeNull()
    expect(deedOf(press('Escape'), asked)).toBeNull()
  })

  it('closes nothing without a thread, and nothing at all where single keys are off', () => {
    expect(deedOf(press('e'), { ...reading, hasThread: false })).toBeNull()
    expect(deedOf(press('e'), { ...reading, areKeysOn: false })).toBeNull()
    expect(deedOf(press('ArrowDown'), { ...reading, areKeysOn: false })).toBe('next')
  })

  it('lets whoever means to write without a thread be told so, where there are conversations', () => {
    const list = { ...reading, hasThread: false }
    expect(['r', 'n'].map((key) => deedOf(press(key), list))).toEqual(['reply', 'note'])
    expect(deedOf(press('r'), { ...list, hasInbox: false })).toBeNull()
    expect(deedOf(press('r'), { ...list, isTyping: true })).toBeNull()
  })

  it("keeps the browser's own combinations", () => {
    expect(deedOf(press('r', { ctrlKey: true }), reading)).toBeNull()
    expect(deedOf(press('c', { metaKey: true }), reading)).toBeNull()
    expect(deedOf(press('e', { altKey: true }), reading)).toBeNull()
  })

  it('[AS-2] sends and takes up suggestions while one types, by the place of the digit', () => {
    const typing = { ...reading, isTyping: true }
    const option = press('¡', { code: 'Digit1', altKey: true })
    expect(deedOf(option, typing)).toBe('suggestion1')
    expect(deedOf({ ...option, shiftKey: true }, typing)).toBe('editSuggestion1')
    expect(deedOf({ ...option, ctrlKey: true }, typing)).toBeNull()
    expect(deedOf(option, { ...typing, hasThread: false })).toBeNull()
    expect(deedOf(option, { ...typing, isDialogOpen: true })).toBeNull()
  })

  it('goes by the place of the key on an Arabic or Russian keyboard', () => {
    expect(deedOf(press('ق', { code: 'KeyR' }), reading)).toBe('reply')
    expect(deedOf(press('л', { code: 'KeyK', ctrlKey: true }), reading)).toBe('palette')
  })
})
