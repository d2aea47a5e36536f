import { describe, expect, it } from 'vitest'
import { shopFaq } from '../../../test/support/shop-faq.ts'
import { buildIndex, type Index, type Phrased } from './faq-index.ts'

function indexOf(entries: Phrased[]): Index {
  const steps = buildIndex(entries, 'en')
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same wish in nearly the same words, and one wish in many. */
const narrow = ['the', 'a', 'my', 'this', 'that', 'your'].map((word) => `please track ${word} parcel today`)
const broad = [
  'money back',
  'I was charged twice',
  'reimbursement for a broken cup',
  'please undo what I paid',
  'my card shows a wrong amount today',
  'parcel never came, repay me',
]

describe('[AS-17] what the phrasings say of each other', () => {
  it('an entry of many sides is helped, and one that draws too much is held back', () => {
    const { corrections } = indexOf([
      { id: 'narrow', phrasings: narrow },
      { id: 'broad', phrasings: broad },
    ])
    expect(corrections[1]).toBeGreaterThan(0.2)
    expect(corrections[0]).toBeLessThan(-0.2)
  })

  it('corrections only shift entries against each other', () => {
    const { corrections } = indexOf(shopFaq)
    expect(corrections.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 1)
    expect(Math.max(...corrections.map(Math.abs))).toBeLessThan(3)
  })

  it('phrasings that are alike know each other, a single one cannot', () => {
    const { tight } = indexOf([
      { id: 'narrow', phrasings: narrow },
      { id: 'broad', phrasings: broad },
      { id: 'single', phrasings: ['are you hiring'] },
    ])
    expect(tight[0]).toBeGreaterThan(tight[1]!)
    expect(tight[2]).toBe(0)
  })
})
