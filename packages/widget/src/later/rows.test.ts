import type { Item, Message } from '@foyer/client'
import type { Actor } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { arrangeRows } from './rows.ts'

const noon = new Date(2026, 4, 4, 12).getTime()
const minute = 60_000
const robin: Actor = { kind: 'agent', name: 'Robin' }

function message(key: string, minutes: number, by: Actor | 'me' = 'me'): Message {
  return {
    kind: 'message',
    key,
    seq: 1,
    at: noon + minutes * minute,
    by: by === 'me' ? { kind: 'visitor' } : by,
    mine: by === 'me',
    body: { kind: 'text', text: key },
    state: null,
    edited: false,
    note: false,
    quotable: true,
  }
}

/** `[` begins a group, `]` ends it; a day is `|`. */
const show = (items: Item[]): string =>
  arrangeRows(items)
    .map((row) => (row.kind === 'day' ? '|' : `${row.first ? '[' : ''}${row.key}${row.last ? ']' : ''}`))
    .join(' ')

describe('arrangeRows', () => {
  it.each<[string, Item[], string]>([
    ['nothing', [], ''],
    ['one', [message('a', 0)], '| [a]'],
    ['a sender that goes on', [message('a', 0), message('b', 1), message('c', 5)], '| [a b c]'],
    ['a pause', [message('a', 0), message('b', 5)], '| [a] [b]'],
    ['another sender', [message('a', 0), message('b', 0, robin), message('c', 1, robin)], '| [a] [b c]'],
    ['two agents', [message('a', 0, robin), message('b', 0, { kind: 'agent', name: 'Noor' })], '| [a] [b]'],
    ['midnight', [message('a', 719), message('b', 721)], '| [a] | [b]'],
    [
      'something that happened in between',
      [
        message('a', 0),
        {
          kind: 'notice',
          key: 'n',
          event: { type: 'conversation.assigned', seq: 2, at: noon, by: robin, agent: robin },
        },
        message('b', 0),
      ],
      '| [a] [n] [b]',
    ],
    [
      'an upload after a message',
      [
        message('a', 0),
        { kind: 'upload', key: 'u', at: noon, name: '', type: '', size: 1, sent: 0, state: 'uploading' },
      ],
      '| [a u]',
    ],
  ])('[CV-9] %s', (_name, items, rows) => {
    expect(show(items)).toBe(rows)
  })
})
