import type { Event, Position } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { mulberry } from '../test/support/random.ts'
import { blank } from './held.ts'
import { eventAt, placeOf, placeOfEvent, positionOf } from './places.ts'
import { append, newest, prepend } from './transcript.ts'

const said = (seq: number, text = `${seq}`, sub?: number): Event => ({
  seq,
  ...(sub && { sub }),
  at: seq,
  by: { kind: 'visitor' },
  type: 'message.posted',
  body: { kind: 'text', text },
})
const noted = (seq: number, sub: number): Event => ({
  seq,
  sub,
  at: seq,
  by: { kind: 'agent' },
  type: 'note.posted',
  text: 'note',
})
const edited = (seq: number, target: number, text: string): Event => ({
  seq,
  at: seq,
  by: { kind: 'visitor' },
  type: 'message.edited',
  target,
  body: { kind: 'text', text },
})
const deleted = (seq: number, target: number | [number, number]): Event => ({
  seq,
  at: seq,
  by: { kind: 'visitor' },
  type: 'message.deleted',
  target,
})
const textAt = (events: readonly Event[], seq: number) => {
  const event = eventAt(events, placeOf(seq))
  return event?.type === 'message.posted'
    ? event.body.kind === 'text'
      ? event.body.text
      : event.body.kind
    : null
}

describe('[PROTOCOL §5] what joins on', () => {
  test('the next joins on, a repeat changes nothing, an overlap adds only what is new', () => {
    const one = append(blank, 0, [said(1), said(2)])!
    expect(append(one, 0, [said(1), said(2)])).toBe(one)
    expect(append(one, 1, [said(2), said(3)])!.events.map((event) => event.seq)).toEqual([1, 2, 3])
  })

  test('a gap is refused', () => {
    expect(append(blank, 1, [said(2)])).toBeNull()
    expect(append(append(blank, 0, [said(1)])!, 2, [said(3)])).toBeNull()
  })

  test('notes stand between messages: a bare seq means [seq, 0]', () => {
    const held = append(blank, 0, [said(1), noted(1, 1), noted(1, 2)])!
    expect(positionOf(held.to, 'agent')).toEqual([1, 2])
    expect(append(held, [1, 3], [said(2)])).toBeNull()
    expect(append(held, [1, 2], [said(2)])!.events).toHaveLength(4)
    expect(positionOf(held.to, 'visitor')).toBe(1)
  })
})

describe('[CV-13] edits and deletions', () => {
  const held = append(blank, 0, [said(1), noted(1, 1), said(2)])!

  test('change what is held and leave the rest the same object', () => {
    const after = append(held, 2, [edited(3, 2, 'new')])!
    expect(textAt(after.events, 2)).toBe('new')
    expect(after.edited.has(placeOf(2))).toBe(true)
    expect(after.events[0]).toBe(held.events[0])
    expect(textAt(append(after, 3, [deleted(4, 2)])!.events, 2)).toBe('deleted')
  })

  test('a deleted note loses its text', () => {
    const after = append(held, 2, [deleted(3, [1, 1])])!
    expect(after.events[1]).toMatchObject({ type: 'note.posted', text: '', deleted: true })
  })

  test('an older change that comes with its target never undoes the log', () => {
    // The log's own entry is already deleted; the edit before the deletion still has its text.
    const target: Event = { ...said(3), body: { kind: 'deleted' } } as Event
    const after = append(held, 2, [target, edited(4, 3, 'old text')])!
    expect(textAt(after.events, 3)).toBe('deleted')
    const older = prepend(newest([said(9)], true), [target, edited(4, 3, 'old text')], false)
    expect(textAt(older.events, 3)).toBe('deleted')
  })
})

test('older pages go in front, without what is held already', () => {
  const held = newest([said(5), said(6)], true)
  const more = prepend(held, [said(3), said(4), said(5)], true)
  expect(more.events.map((event) => event.seq)).toEqual([3, 4, 5, 6])
  expect([more.more, more.to]).toEqual([true, held.to])
})

test('[lesson 24] whatever is lost, repeated or reordered, history repairs it to the log (seeded)', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = mulberry(seed)
    const log = makeLog(random)
    let held = blank
    for (const { prev, events } of hurt(log, random)) {
      const next = append(held, prev, events)
      held = next ?? append(held, positionOf(held.to, 'agent'), after(log, held.to).slice(0, 100))!
    }
    held = append(held, positionOf(held.to, 'agent'), after(log, held.to))!
    expect(held.events.map(placeOfEvent), `seed ${seed}`).toEqual(log.map(placeOfEvent))
  }
})

function after(log: Event[], to: number): Event[] {
  return log.filter((event) => placeOfEvent(event) > to)
}

function makeLog(random: () => number): Event[] {
  const log: Event[] = []
  for (let seq = 0, sub = 0; log.length < 120; )
    if (seq > 0 && random() < 0.3) log.push(noted(seq, ++sub))
    else {
      sub = 0
      log.push(said(++seq))
    }
  return log
}

function hurt(log: Event[], random: () => number): { prev: Position; events: Event[] }[] {
  const pushes: { prev: Position; events: Event[] }[] = []
  for (let i = 0; i < log.length; ) {
    const count = 1 + Math.floor(random() * 4)
    pushes.push({
      prev: i === 0 ? 0 : positionOf(placeOfEvent(log[i - 1]!), 'agent'),
      events: log.slice(i, i + count),
    })
    i += count
  }
  const out = pushes.flatMap((push) => (random() < 0.2 ? [] : random() < 0.2 ? [push, push] : [push]))
  for (let i = 1; i < out.length; i++) if (random() < 0.2) [out[i - 1], out[i]] = [out[i]!, out[i - 1]!]
  return out
}
