import { describe, expect, it } from 'vitest'
import { answered, shopFaq, unanswered } from '../../../test/support/shop-faq.ts'
import { bands } from './bands.ts'
import { buildMatcher, createMatcher, type Matcher, type Phrased } from './matcher.ts'

const shop = createMatcher(shopFaq, { lang: 'en' })
const queries = [...answered.map(([query]) => query), ...unanswered]
const scoresOf = (matcher: Matcher) => queries.map((query) => matcher.match(query, shopFaq.length))

describe("[AS-17] a shop's FAQ", () => {
  it.each(answered)('%s → %s', (query, id) => {
    expect(shop.match(query)[0]?.id).toBe(id)
    expect(bands(shop.match(query)).band).not.toBe('none')
  })

  it.each(unanswered)('does not answer: %s', (query) => {
    expect(bands(shop.match(query)).band).not.toBe('answer')
  })

  it('answers more than half of what it can, and is surer of what it can than of what it cannot', () => {
    const sure = answered.map(([query]) => shop.match(query)[0]!.score)
    const unsure = unanswered.map((query) => shop.match(query)[0]?.score ?? 0)
    const mean = (scores: number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length
    const sent = answered.filter(([query]) => bands(shop.match(query)).band === 'answer')
    expect(sent.length).toBeGreaterThan(answered.length / 2)
    expect(mean(sure)).toBeGreaterThan(mean(unsure) + 0.4)
  })

  it('[AS-2] gives the best first, as many as were asked for, each once, none above 1', () => {
    const matches = shop.match('return my order and get the money back', 4)
    expect(matches).toHaveLength(4)
    expect(new Set(matches.map(({ id }) => id)).size).toBe(4)
    expect(matches.map(({ score }) => score)).toEqual(
      matches.map(({ score }) => score).toSorted((one, other) => other - one),
    )
    for (const { score, why } of matches) {
      expect(why).toBe('learned')
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThan(1)
    }
  })
})

describe('[AS-1] the very words of a phrasing', () => {
  it.each(['REFUND not received!', ' refund, not received ', 'Refund nót received'])('%s', (query) => {
    expect(shop.match(query)[0]).toEqual({ id: 'refund', score: 1, why: 'exact', phrasings: 5 })
  })

  it('answers even with one phrasing, which other words never do', () => {
    expect(bands(shop.match('are you hiring'))).toMatchObject({ band: 'answer', entry: { id: 'jobs' } })
    expect(bands(shop.match('are you hiring people now')).band).not.toBe('answer')
  })

  it('stands before what was learned, and takes no place twice', () => {
    const matches = shop.match('cancel order', 3)
    expect(matches[0]?.why).toBe('exact')
    expect(new Set(matches.map(({ id }) => id)).size).toBe(3)
  })

  it('of two entries with the same phrasing names the first', () => {
    const twins = createMatcher(
      ['one', 'two'].map((id) => ({ id, phrasings: ['same words'] })),
      { lang: 'en' },
    )
    expect(twins.match('Same words')[0]).toMatchObject({ id: 'one', score: 1 })
  })
})

describe('[AS-17] building', () => {
  it('gives the same scores each time, and step by step', () => {
    const steps = buildMatcher(shopFaq, { lang: 'en' })
    let step = steps.next()
    while (!step.done) step = steps.next()
    expect(scoresOf(step.value)).toEqual(scoresOf(shop))
    expect(scoresOf(createMatcher(shopFaq, { lang: 'en' }))).toEqual(scoresOf(shop))
  })

  it('yields before it has done much', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({
      id: `${at}`,
      phrasings: shopFaq[at % 11]!.phrasings.map((text) => `${text} number ${at}`),
    }))
    const steps = [...buildMatcher(many, { lang: 'en' })]
    expect(steps.length).toBeGreaterThan(10)
  })

  const rest = shopFaq.filter(({ id }) => id !== 'refund')
  const changed = shopFaq.map((entry) =>
    entry.id === 'cancel'
      ? { ...entry, phrasings: [...entry.phrasings.slice(0, 2), 'undo a purchase'] }
      : entry,
  )
  it.each<[string, Phrased[], Phrased[]]>([
    ['an entry is added', rest, shopFaq],
    ['an entry is removed', shopFaq, rest],
    ['phrasings change', shopFaq, changed],
    ['the order changes', shopFaq, shopFaq.toReversed()],
    ['nothing changes', shopFaq, shopFaq],
    ['all is new', shopFaq.slice(0, 5), shopFaq.slice(5)],
  ])('goes on from the old to nearly what a fresh build gives when %s', (_, before, after) => {
    const old = createMatcher(before, { lang: 'en' })
    const ofOld = scoresOf(old)
    const grown = createMatcher(after, { lang: 'en', from: old })
    const fresh = createMatcher(after, { lang: 'en' })
    for (const query of queries) {
      const [mine] = grown.match(query)
      const [theirs] = fresh.match(query)
      expect(Math.abs((mine?.score ?? 0) - (theirs?.score ?? 0)), query).toBeLessThan(0.05)
    }
    expect(scoresOf(old)).toEqual(ofOld)
  })

  it.each<[string, Phrased[]]>([
    ['no entries', []],
    ['an entry without phrasings', [{ id: 'empty', phrasings: [] }]],
    ['phrasings without a letter', [{ id: 'odd', phrasings: ['', '?!', '👋'] }]],
  ])('%s match nothing', (_, entries) => {
    expect(createMatcher(entries, { lang: 'en' }).match('hello')).toEqual([])
  })

  it('one entry is no answer to everything', () => {
    const one = createMatcher(shopFaq.slice(0, 1), { lang: 'en' })
    expect(bands(one.match('the time of my life')).band).not.toBe('answer')
    expect(one.match('how long does the shipping take')[0]?.id).toBe('shipping-time')
  })
})

describe('[AS-17] what people send', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['only punctuation', '?!…'],
    ['emoji', '👩‍👩‍👧🎉'],
    ['control characters', '\u0000\u0001\u0007\u001b[\u009f'],
    ['half a pair', '\ud83d'],
    ['another script', 'Где мой заказ'],
  ])('%s matches nothing', (_, query) => {
    expect(shop.match(query)).toEqual([])
  })

  it.each([
    ['one word of 10 000 letters', 'a'.repeat(10_000)],
    ['10 000 emoji and a word', `refund ${'🎉'.repeat(10_000)}`],
    ['10 000 code points of words', 'refund order '.repeat(800)],
    ['marks upon marks', `refund${'\u0301'.repeat(10_000)}`],
    ['names of things that objects have', 'constructor __proto__ toString'],
  ])('%s has scores that are numbers', (_, query) => {
    for (const { score } of shop.match(query)) {
      expect(score).toBeGreaterThanOrEqual(0)
      expect(score).toBeLessThanOrEqual(1)
    }
  })
})

describe('[AS-1] why', () => {
  it('the parts of the words and of the kinds make up the total', () => {
    const why = shop.explain('how can I cancel the order', 'cancel')!
    const sum = (parts: number[]) => parts.reduce((all, part) => all + part, 0)
    expect(sum(why.words.map(({ part }) => part))).toBeCloseTo(why.total, 6)
    expect(sum(Object.values(why.kinds))).toBeCloseTo(why.total, 6)
  })

  it('the word that it is about has the largest part', () => {
    const { words } = shop.explain('how can I cancel the order', 'cancel')!
    expect(words.toSorted((one, other) => other.part - one.part)[0]?.word).toBe('cancel')
  })

  it('speaks for the right entry and not for another', () => {
    const total = (id: string) => shop.explain('my voucher is invalid', id)!.total
    expect(total('voucher')).toBeGreaterThan(total('size') + 1)
  })

  it('says which words the FAQ does not know, and the nearest phrasing', () => {
    const why = shop.explain('cancel my zeppelin', 'cancel')!
    expect(why.words.map(({ isKnown }) => isKnown)).toEqual([true, true, false])
    expect(why.nearest.phrasing).toBe('Can I cancel my order?')
    expect(why.nearest.cosine).toBeGreaterThan(0.3)
  })

  it('knows no entry that is not there', () => {
    expect(shop.explain('cancel', 'nope')).toBeNull()
    expect(shop.explain('', 'cancel')).toMatchObject({ total: 0, words: [] })
  })
})
