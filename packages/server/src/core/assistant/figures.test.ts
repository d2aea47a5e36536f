import type { Outcome } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { type Counted, figuresOf } from './figures.ts'

const day = Date.parse('2026-03-01T00:00:00Z')
const length = 86_400_000
const span = { from: day, to: day + 3 * length }
const counted = (outcome: Outcome, count: number, more: Partial<Counted> = {}): Counted => ({
  day,
  outcome,
  faq: null,
  count,
  helpful: 0,
  notHelpful: 0,
  ...more,
})
const faq = [
  { id: 'a', question: 'A?' },
  { id: 'b', question: 'B?' },
  { id: 'c', question: 'C?' },
]

describe('[AS-15] figures', () => {
  test('of nothing are nothing, on each day', () => {
    const figures = figuresOf([], faq, span)
    expect(figures).toMatchObject({ ...span, asked: 0, helpful: 0, notHelpful: 0, entries: [] })
    expect(new Set(Object.values(figures.outcomes))).toEqual(new Set([0]))
    expect(figures.days).toEqual(
      ['2026-03-01', '2026-03-02', '2026-03-03'].map((one) => ({
        day: one,
        asked: 0,
        answered: 0,
        handedOff: 0,
      })),
    )
  })

  test.each<[Outcome, number, number]>([
    ['answered', 1, 0],
    ['recommended', 1, 0],
    ['model', 1, 0],
    ['handedOff', 0, 1],
    ['unanswered', 0, 1],
    ['repeated', 0, 1],
    ['suggested', 0, 0],
  ])('%s counts as answered %i, handed off %i, asked 1', (outcome, answered, handedOff) => {
    const figures = figuresOf([counted(outcome, 1)], faq, span)
    expect(figures.days[0]).toEqual({ day: '2026-03-01', asked: 1, answered, handedOff })
    expect(figures.asked).toBe(1)
    expect(figures.outcomes[outcome]).toBe(1)
  })

  test('add up over days and entries', () => {
    const figures = figuresOf(
      [
        counted('answered', 5, { faq: 'a', helpful: 2, notHelpful: 1 }),
        counted('answered', 3, { faq: 'a', day: day + length, notHelpful: 1 }),
        counted('recommended', 9, { faq: 'b' }),
        counted('repeated', 2, { faq: 'a' }),
        counted('handedOff', 4, { day: day + 2 * length }),
        counted('model', 1, { helpful: 1 }),
      ],
      faq,
      span,
    )
    expect(figures).toMatchObject({ asked: 24, helpful: 3, notHelpful: 2 })
    expect(figures.outcomes).toEqual({
      answered: 8,
      recommended: 9,
      suggested: 0,
      unanswered: 0,
      repeated: 2,
      handedOff: 4,
      model: 1,
    })
    expect(figures.entries).toEqual([
      { faq: 'b', question: 'B?', answered: 9, helpful: 0, notHelpful: 0, repeated: 0 },
      { faq: 'a', question: 'A?', answered: 8, helpful: 2, notHelpful: 2, repeated: 2 },
    ])
    expect(figures.days.map(({ asked, answered, handedOff }) => [asked, answered, handedOff])).toEqual([
      [17, 15, 2],
      [3, 3, 0],
      [4, 0, 4],
    ])
  })

  test('keep an entry that is gone, without its words', () => {
    const figures = figuresOf([counted('answered', 1, { faq: 'gone' })], faq, span)
    expect(figures.entries).toMatchObject([{ faq: 'gone', question: '', answered: 1 }])
  })

  test('begin with the whole day that the time begins in', () => {
    const figures = figuresOf([counted('answered', 1)], faq, { from: day + 5_000, to: day + length + 1 })
    expect(figures.days.map((one) => [one.day, one.asked])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 0],
    ])
  })
})
