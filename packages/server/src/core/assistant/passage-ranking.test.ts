import { describe, expect, it } from 'vitest'
import { chunksOf } from './chunks.ts'
import { buildPassageRanking, type PassageRanking } from './passage-ranking.ts'

function rankingOf(texts: string[]): PassageRanking {
  const steps = buildPassageRanking(texts)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('[AS-12] ranking', () => {
  const texts = [
    'Returns: within 30 days of delivery you can send the product back, free of charge.',
    'Delivery takes two days in Poland and five abroad.',
    'Zwroty: produkt można odesłać w ciągu 30 dni.',
    '退货：收到商品后三十天内可以免费退货。',
    'The warranty covers defects of material for two years.',
    'หากต้องการคืนสินค้า กรุณาติดต่อเราภายใน 30 วัน',
  ]
  const { rank } = rankingOf(texts)

  it.each([
    ['How do I return my product?', 0],
    ['RETURNED products', 0],
    ['how long does DELIVERY to poland take', 1],
    ['Chcę zwrócić produkty', 2],
    ['怎么退货', 3],
    ['is there a warranty for material?', 4],
    ['ขอคืนสินค้า', 5],
  ])('%s: text %i', (query, expected) => {
    expect(rank(query, 3)[0]?.at).toBe(expected)
  })

  it('finds nothing where nothing is in common', () => {
    expect(rank('xyzzy plugh', 3)).toEqual([])
    expect(rank('', 3)).toEqual([])
    expect(rankingOf([]).rank('delivery', 3)).toEqual([])
  })

  it('leaves out what is there by chance, and keeps to the limit', () => {
    expect(rank('warranty for material defects of the product', 5).map(({ at }) => at)).not.toContain(3)
    expect(rankingOf(Array.from({ length: 9 }, () => 'same words')).rank('words', 4)).toHaveLength(4)
  })
})

describe('[AS-12] documents are cut', () => {
  it('at headings, which each piece keeps', () => {
    const text =
      'Intro.\n\n# Returns\nWithin 30 days.\n## Abroad\nWithin 60 days.\n\nFree.\n# Delivery #\n\nTwo days.'
    expect(chunksOf(text)).toEqual([
      { heading: '', text: 'Intro.' },
      { heading: 'Returns', text: 'Within 30 days.' },
      { heading: 'Returns › Abroad', text: 'Within 60 days.\n\nFree.' },
      { heading: 'Delivery', text: 'Two days.' },
    ])
  })

  it('into pieces of a size, at paragraphs and sentences, with nothing lost', () => {
    const sentence = 'This sentence has some words in it.'
    const paragraph = Array.from({ length: 60 }, () => sentence).join(' ')
    const chunks = chunksOf([paragraph, sentence, sentence].join('\n\n'))
    expect(chunks.length).toBeGreaterThan(1)
    for (const { text } of chunks) {
      expect(text.length).toBeLessThanOrEqual(1_200)
      expect(text).toMatch(/^This.*\.$/s)
    }
    expect(
      chunks
        .map(({ text }) => text)
        .join(' ')
        .match(/This/g),
    ).toHaveLength(62)
  })

  it('also where there is nothing to cut at', () => {
    const chunks = chunksOf('😀'.repeat(5_000))
    expect(chunks.map(({ text }) => text).join('')).toBe('😀'.repeat(5_000))
    for (const { text } of chunks) expect(text.isWellFormed()).toBe(true)
    expect(chunksOf('')).toEqual([])
    expect(chunksOf('# Only\n\n## headings\n')).toEqual([])
    expect(chunksOf('###### Deep\nText')).toEqual([{ heading: 'Deep', text: 'Text' }])
    expect(chunksOf('a\r\n\r\nb\rc')).toEqual([{ heading: '', text: 'a\n\nb\nc' }])
  })

  it('in a time that goes with their length', () => {
    const start = performance.now()
    for (const part of ['a', 'a\n', '# a\n', '\n', ' ', '#', '. ', '。'])
      chunksOf(part.repeat(200_000 / part.length))
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
