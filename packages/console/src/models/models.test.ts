/** The small pure models: alerts, order, palette, drafts, preferences, marks, colours, ids, times, patches. */
import type { Row, SiteSettings } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { initialsOf } from '../parts/avatar.tsx'
import { isAlert, nextUnread, unreadCount } from './alerts.ts'
import { readColor } from './color.ts'
import { createDrafts } from './drafts.ts'
import { rank } from './palette.ts'
import { createPreferences } from './preferences.ts'
import { differing } from './settings-draft.ts'
import { isSiteId, slugOf } from './site-id.ts'
import { mark } from './text-marks.ts'
import { dayLabel, shortAgo } from './time.ts'

function row(id: string, unread: number, more: Partial<Row> & { agent?: string } = {}): Row {
  const { agent, ...rest } = more
  return {
    head: {
      id,
      site: 'demo',
      status: 'open',
      handler: 'queue',
      seq: 1,
      startedAt: 0,
      read: { visitor: 0, agent: 0 },
      delivered: { visitor: 0, agent: 0 },
      ...(agent === undefined ? {} : { agent: { kind: 'agent', id: agent } }),
    },
    visitor: { id: `v${id}`, nickname: 'Visitor 1' },
    preview: { by: 'visitor', kind: 'text', text: 'Hi' },
    at: 0,
    unread,
    unreplied: true,
    ...rest,
  }
}

function memory(kept: Record<string, string> = {}) {
  return {
    getItem: (key: string) => kept[key] ?? null,
    setItem(key: string, value: string) {
      kept[key] = value
    },
  }
}

describe('[IN-15] alerts', () => {
  const watcher = { me: 'a', attending: null, unread: new Map([['1', 1]]) }

  it('rings for what is new and nobody else has', () => {
    expect(isAlert(row('1', 2), watcher)).toBe(true)
    expect(isAlert(row('2', 1), watcher)).toBe(true)
    expect(isAlert(row('2', 1, { agent: 'a' }), watcher)).toBe(true)
  })

  it('stays silent for a colleague’s, for one’s own words, for what is read or on screen', () => {
    expect(isAlert(row('1', 1), watcher)).toBe(false)
    expect(isAlert(row('2', 1, { agent: 'b' }), watcher)).toBe(false)
    expect(isAlert(row('2', 1, { preview: { by: 'agent', kind: 'text', text: '' } }), watcher)).toBe(false)
    expect(isAlert(row('2', 1), { ...watcher, attending: '2' })).toBe(false)
  })

  it('counts what the server counts, else what the rows show', () => {
    expect(unreadCount({ unread: 7 }, [], 'a')).toBe(7)
    expect(unreadCount({}, [row('1', 2), row('2', 0), row('3', 1, { agent: 'b' })], 'a')).toBe(1)
  })

  it('[IN-18] finds the next unread one after the open one, and starts over', () => {
    const rows = [row('1', 1), row('2', 0), row('3', 1)]
    expect(nextUnread(rows, '1')?.head.id).toBe('3')
    expect(nextUnread(rows, '3')?.head.id).toBe('1')
    expect(nextUnread(rows, null)?.head.id).toBe('1')
    expect(nextUnread([row('2', 0)], '2')).toBeUndefined()
  })
})

describe('[IN-18] palette', () => {
  it('puts starts of words before letters in between', () => {
    const names = ['Display', 'Sign out', 'Unassigned', 'Settings']
    expect(rank(names, String, 'sign')).toEqual(['Sign out', 'Unassigned'])
    expect(rank(names, String, 'so')).toEqual(['Sign out'])
    expect(rank(names, String, '')).toBe(names)
    expect(rank(['Élodie'], String, 'elo')).toEqual(['Élodie'])
  })
})

describe('[IN-11] drafts', () => {
  it('outlive a reload and go when they are empty', () => {
    const storage = memory()
    createDrafts(storage).keep('c', { text: 'Dear', mode: 'note' })
    const again = createDrafts(storage)
    expect(again.of('c')).toEqual({ text: 'Dear', mode: 'note' })
    again.keep('c', { text: ' ', mode: 'reply' })
    expect(createDrafts(storage).of('c').text).toBe('')
  })

  it('take nonsense in storage for nothing, and keep a hundred', () => {
    expect(createDrafts(memory({ 'foyer.console.drafts': '{"a":1}' })).of('a').text).toBe('')
    expect(createDrafts(memory({ 'foyer.console.drafts': '[[1,2],null]' })).of('a').text).toBe('')
    const drafts = createDrafts(memory())
    for (let n = 0; n <= 100; n++) drafts.keep(`c${n}`, { text: 'x', mode: 'reply' })
    expect(drafts.of('c0').text).toBe('')
    expect(drafts.of('c100').text).toBe('x')
  })
})

describe('preferences', () => {
  it('are kept, and take only what they know', () => {
    const storage = memory()
    createPreferences(storage).choose({ theme: 'dark', sound: false })
    expect(createPreferences(storage).choices.value).toMatchObject({
      theme: 'dark',
      sound: false,
      desktop: false,
    })
    const odd = memory({ 'foyer.console.preferences': '{"theme":"pink","sound":"yes","locale":"ar"}' })
    expect(createPreferences(odd).choices.value).toMatchObject({ theme: 'auto', sound: true, locale: 'ar' })
  })

  it('last for the tab where storage is refused', () => {
    const closed = {
      getItem: () => {
        throw new Error('closed')
      },
      setItem: () => {
        throw new Error('closed')
      },
    }
    const preferences = createPreferences(closed)
    preferences.choose({ theme: 'dark' })
    expect(preferences.choices.value.theme).toBe('dark')
  })
})

describe('marks of the text editor', () => {
  it('[AS-1] puts signs around the selection and takes them away again', () => {
    const bold = mark('a word here', 2, 6, 'bold')
    expect(bold).toEqual({ text: 'a **word** here', from: 4, to: 8 })
    expect(mark(bold.text, bold.from, bold.to, 'bold')).toEqual({ text: 'a word here', from: 2, to: 6 })
    expect(mark(bold.text, bold.from, bold.to, 'italic').text).toBe('a ***word*** here')
    expect(mark('one\ntwo', 0, 7, 'list').text).toBe('- one\n- two')
    expect(mark('- one\n- two', 0, 11, 'list').text).toBe('one\ntwo')
    expect(mark('see it', 4, 6, 'link')).toEqual({ text: 'see [it](https://)', from: 9, to: 17 })
  })
})

describe('small readers', () => {
  it.each([
    ['#4A5BDC', '#4a5bdc'],
    [' #abc ', '#aabbcc'],
    ['red', null],
    ['#12', null],
    ['#12345678', null],
  ])('[WG-2] reads the colour %j as %s', (typed, color) => {
    expect(readColor(typed)).toBe(color)
  })

  it('makes an id of a name, as the server allows it', () => {
    expect(slugOf('Juniper & Pine')).toBe('juniper-pine')
    expect(slugOf('Café Zażółć')).toBe('cafe-zazo-c')
    expect(isSiteId('juniper-pine')).toBe(true)
    for (const id of ['', '-a', 'a-', 'A', 'a b', 'a'.repeat(64)]) expect(isSiteId(id)).toBe(false)
  })

  it('[IN-3] says how long ago in as few letters as it takes', () => {
    const now = new Date(2026, 4, 4, 15).getTime()
    const ago = (ms: number) => shortAgo(now - ms, now, 'en', 'now')
    expect(ago(0)).toBe('now')
    expect(ago(5 * 60_000)).toBe('5m')
    expect(ago(3 * 3_600_000)).toBe('3h')
    expect(ago(16 * 3_600_000)).toBe('Sun')
    expect(ago(30 * 86_400_000)).toBe('Apr 4')
    expect(ago(400 * 86_400_000)).toContain('2025')
    expect(dayLabel(now, now, 'en')).toBe('Today')
    expect(dayLabel(now - 86_400_000, now, 'en')).toBe('Yesterday')
    expect(dayLabel(now - 86_400_000, now, 'ar')).toBe('أمس')
  })

  it('tells visitors without a name apart by their digits', () => {
    expect(initialsOf('Visitor 48213')).toBe('13')
    expect(initialsOf('Robin Vale')).toBe('RV')
    expect(initialsOf('👍')).toBe('👍')
    expect(initialsOf(' ')).toBe('?')
  })
})

it('[WG-2] a patch of the settings has what was changed and nothing else', () => {
  const base = { name: 'Shop', origins: ['https://a.example'] } as SiteSettings
  expect(differing(base, { name: 'Shop', origins: ['https://a.example', 'https://b.example'] })).toEqual({
    origins: ['https://a.example', 'https://b.example'],
  })
})

it('[AS-1] sends of the assistant’s settings only what differs, so that two agents do not undo each other', () => {
  const base = {
    name: 'Shop',
    assistant: { bot: 'off', name: 'Ada', words: { forced: ['agent'], soft: [] } },
  }
  const held = base as unknown as SiteSettings
  const change = { assistant: { ...held.assistant, bot: 'always' as const } }
  expect(differing(held, change)).toEqual({ assistant: { bot: 'always' } })
  expect(differing(held, { assistant: { ...held.assistant } })).toEqual({})
})
