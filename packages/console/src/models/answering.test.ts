import { describe, expect, it } from 'vitest'
import { doesAt, type PastQuestion, sortedInto, withThreshold } from './answering.ts'

const question = (score: number, isExact = false, faq = 'many'): PastQuestion => ({
  conversation: 'c',
  seq: 1,
  at: 0,
  text: 'Where?',
  outcome: 'answered',
  score,
  best: { faq, question: 'Where?', score, isExact },
})
const ways = new Map([
  ['many', 5],
  ['few', 2],
])
const threshold = { answer: 0.7, suggest: 0.3 }

describe('[AS-17] the slider', () => {
  it.each([
    [question(0.7), 'answer'],
    [question(0.69), 'suggest'],
    [question(0.3), 'suggest'],
    [question(0.29), 'handOff'],
    [question(0.99, false, 'few'), 'suggest'],
    [question(0.1, true, 'few'), 'answer'],
  ] as const)('sorts a question as the server does (%#)', (asked, does) => {
    expect(doesAt(asked, threshold, ways)).toBe(does)
  })

  it('hands over what no entry has anything to do with', () => {
    const { best: _, ...asked } = question(0)
    expect(doesAt(asked, { answer: 0, suggest: 0 }, ways)).toBe('handOff')
  })

  it('sorts all of them anew at every value', () => {
    const all = [question(0.2), question(0.5), question(0.9)]
    const counts = (answer: number) => sortedInto(all, { answer, suggest: 0.3 }, ways).answer.length
    expect([counts(0.95), counts(0.6), counts(0.4)]).toEqual([0, 1, 2])
  })

  it('never lets the two values cross', () => {
    expect(withThreshold(threshold, { answer: 0.2 })).toEqual({ answer: 0.2, suggest: 0.2 })
    expect(withThreshold(threshold, { suggest: 0.9 })).toEqual({ answer: 0.9, suggest: 0.9 })
    expect(withThreshold(threshold, { answer: 0.8 })).toEqual({ answer: 0.8, suggest: 0.3 })
  })
})
