/**
 * Every shortcut of the console in one table, and which one a key press means.
 * Keys alone do nothing while somebody types or a dialog is open; WCAG 2.1.4 wants them to be switchable too.
 */
export const shortcuts = [
  { does: 'palette', keys: ['mod+k'], area: 'everywhere' },
  { does: 'help', keys: ['?'], area: 'everywhere' },
  { does: 'search', keys: ['/'], area: 'everywhere' },
  { does: 'back', keys: ['Escape'], area: 'everywhere' },
  { does: 'next', keys: ['j', 'ArrowDown'], area: 'inbox' },
  { does: 'previous', keys: ['k', 'ArrowUp'], area: 'inbox' },
  { does: 'nextUnread', keys: ['u'], area: 'inbox' },
  { does: 'list1', keys: ['1'], area: 'inbox' },
  { does: 'list2', keys: ['2'], area: 'inbox' },
  { does: 'list3', keys: ['3'], area: 'inbox' },
  { does: 'list4', keys: ['4'], area: 'inbox' },
  { does: 'list5', keys: ['5'], area: 'inbox' },
  { does: 'list6', keys: ['6'], area: 'inbox' },
  { does: 'list7', keys: ['7'], area: 'inbox' },
  { does: 'list8', keys: ['8'], area: 'inbox' },
  { does: 'filter', keys: ['f'], area: 'inbox' },
  { does: 'reply', keys: ['r'], area: 'thread' },
  { does: 'note', keys: ['n'], area: 'thread' },
  { does: 'take', keys: ['t'], area: 'thread' },
  { does: 'assign', keys: ['a'], area: 'thread' },
  { does: 'host', keys: ['b'], area: 'thread' },
  { does: 'close', keys: ['e'], area: 'thread' },
  { does: 'snooze', keys: ['s'], area: 'thread' },
  { does: 'pin', keys: ['p'], area: 'thread' },
  { does: 'quote', keys: ['q'], area: 'thread' },
  { does: 'copy', keys: ['c'], area: 'thread' },
  { does: 'panel', keys: ['i'], area: 'thread' },
  { does: 'suggestion1', keys: ['alt+1'], area: 'thread' },
  { does: 'suggestion2', keys: ['alt+2'], area: 'thread' },
  { does: 'suggestion3', keys: ['alt+3'], area: 'thread' },
  { does: 'editSuggestion1', keys: ['alt+shift+1'], area: 'thread' },
  { does: 'editSuggestion2', keys: ['alt+shift+2'], area: 'thread' },
  { does: 'editSuggestion3', keys: ['alt+shift+3'], area: 'thread' },
] as const

export type Deed = (typeof shortcuts)[number]['does']
export type Area = (typeof shortcuts)[number]['area']

export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

export interface Circumstances {
  /** The focus is in something that takes text, or arrows, itself. */
  isTyping: boolean
  isDialogOpen: boolean
  areKeysOn: boolean
  hasInbox: boolean
  hasThread: boolean
}

export function deedOf(press: KeyPress, now: Circumstances): Deed | null {
  const key = nameOf(press)
  const found = shortcuts.find((shortcut) => (shortcut.keys as readonly string[]).includes(key))
  if (found === undefined) return null
  if (key.startsWith('mod+')) return found.does
  if (now.isDialogOpen) return null
  if (key === 'Escape') return found.does
  // Meant for whoever is writing: a suggestion is sent, or taken up, without leaving the box.
  if (key.startsWith('alt+')) return now.hasThread ? found.does : null
  if (now.isTyping || (!now.areKeysOn && !key.startsWith('Arrow'))) return null
  if (found.area === 'inbox' && !now.hasInbox) return null
  // Who means to write is told that there is nothing to write to: the letters that follow would be shortcuts.
  if (found.area === 'thread' && !now.hasThread)
    return now.hasInbox && isWriting(found.does) ? found.does : null
  return found.does
}

function isWriting(does: Deed): boolean {
  return does === 'reply' || does === 'note'
}

/** The keys of a shortcut, as a person reads them. */
export function keysOf(does: Deed, isApple: boolean): string[][] {
  const keys = shortcuts.find((shortcut) => shortcut.does === does)?.keys ?? []
  return keys.map((key) => key.split('+').map((part) => faces[part]?.[isApple ? 0 : 1] ?? part.toUpperCase()))
}

const faces: Record<string, [apple: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  alt: ['⌥', 'Alt'],
  shift: ['⇧', 'Shift'],
  Escape: ['Esc', 'Esc'],
  ArrowDown: ['↓', '↓'],
  ArrowUp: ['↑', '↑'],
}

function nameOf(press: KeyPress): string {
  if (press.altKey) {
    // By its place: with Alt, many layouts and every Mac make another sign of it. AltGr says Ctrl too.
    const digit = /^Digit([1-9])$/.exec(press.code)?.[1]
    if (digit === undefined || press.ctrlKey || press.metaKey) return ''
    return `alt+${press.shiftKey ? 'shift+' : ''}${digit}`
  }
  const modified = press.ctrlKey || press.metaKey
  // An Arabic or Russian keyboard gives letters of its own: then the key's place counts.
  const isForeign = press.key.length === 1 && press.key.charCodeAt(0) > 127
  const key = isForeign && press.code.startsWith('Key') ? press.code.slice(3).toLowerCase() : press.key
  return modified ? `mod+${key.toLowerCase()}` : key.length === 1 ? key.toLowerCase() : key
}
