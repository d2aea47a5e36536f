import type { AssistantFigures } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { countsOf, niceTop } from './figures.ts'

const figures: AssistantFigures = {
  from: Date.UTC(2026, 4, 1),
  to: Date.UTC(2026, 4, 4),
  asked: 20,
  outcomes: { answered: 6, recommended: 2, model: 1, suggested: 3, unanswered: 4, repeated: 1, handedOff: 3 },
  helpful: 4,
  notHelpful: 1,
  entries: [],
  days: [{ day: '2026-05-02', asked: 20, answered: 9, handedOff: 8 }],
}

describe('[AS-15] figures', () => {
  it('counts every question once: answered, suggested or handed over', () => {
    const { answered, suggested, handedOver } = countsOf(figures)
    expect([answered, suggested, handedOver]).toEqual([9, 3, 8])
    expect(answered + suggested + handedOver).toBe(figures.asked)
    expect(countsOf(figures)).toMatchObject({ rated: 5, notHelpful: 1 })
  })

  it('ends its scale at a round number that all columns fit under', () => {
    for (const most of [0, 1, 4, 7, 20, 23, 99, 101, 4_321])
      expect(niceTop(most)).toBeGreaterThanOrEqual(most)
    expect([niceTop(0), niceTop(7), niceTop(23), niceTop(101)]).toEqual([4, 8, 40, 200])
  })
})
