import { describe, expect, it } from 'vitest'
import { bands, defaultThresholds } from './bands.ts'
import type { Match } from './matcher.ts'

const { answer, suggest } = defaultThresholds
const match = (score: number, more: Partial<Match> = {}): Match => ({
  id: 'shipping',
  score,
  why: 'learned',
  phrasings: 5,
  ...more,
})
const others = ['returns', 'refund', 'invoice'].map((id, at) => match(0.1 / (at + 1), { id }))

describe('[AS-2] [AS-5] what is done with a score', () => {
  it.each([
    ['at the threshold it answers', match(answer), 'answer'],
    ['just below it suggests', match(answer - 0.001), 'suggest'],
    ['at the lower threshold it suggests', match(suggest), 'suggest'],
    ['just below that it does nothing', match(suggest - 0.001), 'none'],
    ['two phrasings only suggest', match(0.99, { phrasings: 2 }), 'suggest'],
    ['three may answer', match(0.99, { phrasings: 3 }), 'answer'],
    ['the very words answer with one phrasing', match(1, { phrasings: 1, why: 'exact' }), 'answer'],
  ])('%s', (_, first, band) => {
    expect(bands([first, ...others]).band).toBe(band)
  })

  it('answers with the first', () => {
    expect(bands([match(0.9), ...others])).toEqual({ band: 'answer', entry: match(0.9) })
  })

  it('suggests three at most', () => {
    expect(bands([match(0.4), ...others])).toEqual({
      band: 'suggest',
      entries: [match(0.4), others[0], others[1]],
    })
  })

  it('offers none that the best one leaves far behind', () => {
    const far = [match(0.021, { id: 'returns' }), match(0.019, { id: 'refund' })]
    expect(bands([match(0.4), ...far])).toEqual({ band: 'suggest', entries: [match(0.4), far[0]] })
  })

  it('has nothing to say without matches', () => {
    expect(bands([])).toEqual({ band: 'none' })
  })

  it('takes a site its own thresholds', () => {
    expect(bands([match(0.4)], { answer: 0.3, suggest: 0.1 }).band).toBe('answer')
    expect(bands([match(0.99)], { answer: 1, suggest: 0.995 }).band).toBe('none')
  })
})
