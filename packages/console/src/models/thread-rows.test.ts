import type { Item, Message } from '@foyer/client'
import { describe, expect, it } from 'vitest'
import { inBlocks, isOwn, layOutThread } from './thread-rows.ts'

const noon = new Date(2026, 4, 4, 12).getTime()
const minute = 60_000

function message(seq: number, at: number, more: Partial<Message> = {}): Message {
  return {
    kind: 'message',
    key: `m${seq}`,
    seq,
    at,
    by: { kind: 'visitor', id: 'v' },
    mine: false,
    body: { kind: 'text', text: 'Hello' },
    state: null,
    edited: false,
    note: false,
    quotable: true,
    ...more,
  }
}

const own = { by: { kind: 'agent', id: 'a' }, mine: true } as const
const shape = (items: Item[], readUpTo: number | null = null) =>
  layOutThread(items, readUpTo, 'a').map((row) =>
    row.kind === 'item' ? `${row.key}${row.first ? ' first' : ''}${row.last ? ' last' : ''}` : row.kind,
  )

describe('layOutThread', () => {
  it('[IN-3] joins neighbours of one author and parts what is five minutes apart', () => {
    const items = [
      message(1, noon),
      message(2, noon + minute),
      message(3, noon + 7 * minute),
      message(4, noon + 8 * minute, own),
    ]
    expect(shape(items)).toEqual(['day', 'm1 first', 'm2 last', 'm3 first last', 'm4 first last'])
  })

  it('[IN-3] parts what a colleague or the assistant wrote from one’s own', () => {
    const colleague = { by: { kind: 'agent', id: 'b', name: 'Noor' }, mine: true } as const
    const assistant = { by: { kind: 'assistant', id: 'bot' }, mine: true } as const
    const waiting = { ...own, seq: null, key: 'waits' }
    const items = [
      message(1, noon, own),
      message(2, noon, colleague),
      message(3, noon, colleague),
      message(4, noon, assistant),
      message(5, noon, own),
      message(6, noon, waiting),
    ]
    expect(shape(items)).toEqual([
      'day',
      'm1 first last',
      'm2 first',
      'm3 last',
      'm4 first last',
      'm5 first',
      'waits last',
    ])
  })

  it('[IN-3] takes as own what this agent wrote, not all of the agents’ side', () => {
    const by = (id: string) => message(1, noon, { by: { kind: 'agent', id }, mine: true })
    expect(isOwn(by('a'), 'a')).toBe(true)
    expect(isOwn(by('b'), 'a')).toBe(false)
    expect(isOwn(by('b'), null)).toBe(false)
    expect(isOwn(message(1, noon, { by: { kind: 'visitor', id: 'a' } }), 'a')).toBe(false)
    expect(isOwn({ ...by('a'), seq: null }, null)).toBe(true)
  })

  it('[CV-9] parts a note from a reply of the same agent', () => {
    const items = [message(1, noon, own), message(2, noon, { ...own, note: true })]
    expect(shape(items)).toEqual(['day', 'm1 first last', 'm2 first last'])
  })

  it('draws a line for each day, also across a change of clocks', () => {
    const late = new Date(2026, 2, 28, 23, 59).getTime()
    const early = new Date(2026, 2, 29, 0, 1).getTime()
    expect(shape([message(1, late), message(2, early)])).toEqual([
      'day',
      'm1 first last',
      'day',
      'm2 first last',
    ])
  })

  it('[IN-3] draws the line before the first message of the visitor that was not read, once', () => {
    const items = [
      message(1, noon),
      message(2, noon, own),
      message(3, noon),
      message(4, noon),
      message(5, noon, own),
      message(6, noon),
    ]
    expect(shape(items, 1).filter((row) => row === 'new')).toHaveLength(1)
    expect(shape(items, 1).slice(0, 5)).toEqual(['day', 'm1 first last', 'm2 first last', 'new', 'm3 first'])
    expect(shape(items, 6)).not.toContain('new')
    expect(shape(items, null)).not.toContain('new')
  })

  it('has a key of its own for every row, also for what waits to be sent', () => {
    const rows = layOutThread(
      [message(1, noon), message(2, noon, { ...own, seq: null, key: 'waits' })],
      0,
      'a',
    )
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })
})

describe('inBlocks', () => {
  const log = (from: number, to: number, at = noon) =>
    Array.from({ length: to - from + 1 }, (_, index) => message(from + index, at))
  const blocks = (items: Item[], readUpTo: number | null = null) =>
    inBlocks(layOutThread(items, readUpTo, 'a')).map((part) =>
      part.kind === 'block' ? [part.key.split(' ')[1], part.rows[0]?.key, part.rows.length] : 'day',
    )

  it('[IN-18] older history changes the first block alone', () => {
    expect(blocks(log(70, 130))).toEqual(['day', ['1', 'm70', 10], ['2', 'm80', 40], ['3', 'm120', 11]])
    expect(blocks(log(30, 130)).slice(3)).toEqual([
      ['2', 'm80', 40],
      ['3', 'm120', 11],
    ])
    const keys = (items: Item[]) => inBlocks(layOutThread(items, null, 'a')).map(({ key }) => key)
    expect(keys(log(30, 130)).slice(-3)).toEqual(keys(log(70, 130)).slice(-3))
  })

  it('[IN-18] days stand between blocks, and parts of one number on two days are two', () => {
    const tomorrow = noon + 24 * 60 * minute
    expect(blocks([...log(1, 3), ...log(4, 5, tomorrow)])).toEqual([
      'day',
      ['0', 'm1', 3],
      'day',
      ['0', 'm4', 2],
    ])
    const back = [...log(1, 3), ...log(4, 5, tomorrow), ...log(6, 7)]
    const keys = inBlocks(layOutThread(back, null, 'a')).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('[IN-18] what waits stays with what is there, and the line goes with what is new', () => {
    const waits = message(0, noon, { ...own, seq: null, key: 'waits' })
    expect(blocks([...log(38, 41), waits], 39)).toEqual(['day', ['0', 'm38', 2], ['1', 'new', 4]])
    expect(blocks([waits])).toEqual(['day', ['0', 'waits', 1]])
  })
})
