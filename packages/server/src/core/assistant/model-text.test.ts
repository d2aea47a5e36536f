import { describe, expect, it } from 'vitest'
import { readDraft, readModelText, stripAddresses } from './model-text.ts'
import { handOffMark } from './prompt.ts'

const passages = [
  {
    title: 'Returns',
    url: 'https://shop.example/returns',
    text: 'Within 30 days. Write to help@shop.example.',
  },
  { title: 'Returns', url: 'https://shop.example/returns', text: 'Free of charge.' },
  { title: 'Delivery', text: 'See [prices](https://shop.example/prices?a=1).' },
]
const answer = (text: string, sources: object[] = []) => ({ kind: 'answer', text, sources })
const [returns, delivery] = [{ title: 'Returns', url: 'https://shop.example/returns' }, { title: 'Delivery' }]

describe('[AS-12] citations', () => {
  it.each([
    ['Within 30 days [1].', 'Within 30 days [1].', [returns]],
    ['Two days [3]. Free [1].', 'Two days [1]. Free [2].', [delivery, returns]],
    ['Free [1][2], quick [2, 3].', 'Free [1], quick [1][2].', [returns, delivery]],
    ['免费退货【1】。', '免费退货[1]。', [returns]],
    ['Nothing [9] here [0].', 'Nothing here.', []],
    ['Hello!', 'Hello!', []],
    ['It is [one](https://shop.example/returns).', 'It is [one](https://shop.example/returns).', []],
  ])('%s', (raw, text, sources) => {
    expect(readModelText(raw, passages)).toEqual(answer(text, sources))
  })
})

describe('[AS-12] a handoff', () => {
  it.each([
    handOffMark,
    `  ${handOffMark}\n`,
    `I am not sure. ${handOffMark}`,
    `<think>hm</think>${handOffMark}`,
  ])('%j', (raw) => expect(readModelText(raw, passages)).toEqual({ kind: 'handOff' }))

  it('is never shown while it is written', () => {
    for (let length = 0; length <= handOffMark.length; length += 1) {
      const written = handOffMark.slice(0, length)
      expect(readDraft(written, passages)).toBe('')
      expect(readDraft(`Well, ${written}`, passages)).not.toContain('[')
    }
  })
})

describe('[J01] addresses that the passages do not have', () => {
  it.each([
    ['See https://evil.example/?q=secret now', 'See now'],
    ['See https://evil.example.', 'See.'],
    ['See (https://evil.example) there', 'See there'],
    ['![x](https://evil.example/?q=1)', 'x'],
    ['[returns](https://evil.example)', 'returns'],
    ['[returns](https://evil.example "title")', 'returns'],
    ['[a [b](https://evil.example)](https://evil.example)', 'a b'],
    [`${'['.repeat(50)}x${'](https://evil.example)'.repeat(50)}`, 'x'],
    ['[https](x)://evil.example', ''],
    ['[htt](x)[ps](x)://evil.example', ''],
    ['htt\u0000ps://evil.example', ''],
    ['HTTPS://EVIL.example', ''],
    ['httpſ://evil.example', ''],
    ['xhttps://evil.example', 'x'],
    ['www.evil.example', ''],
    ['mailto:me@evil.example and me@evil.example', 'and'],
    ['tel:+48123', ''],
    ['https://shop.example/returns?q=secret', ''],
    ['https://shop.example/returns#secret', ''],
    ['https://shop.example@evil.example/returns', ''],
    ['<a href="https://evil.example">x</a>', '<a href="">x</a>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ])('%j', (raw, expected) => {
    const text = stripAddresses(raw, passages).trim()
    expect(text).toBe(expected)
  })

  it.each([
    'See https://shop.example/returns.',
    'See https://shop.example/returns/ (free)',
    'See [them](https://shop.example/prices?a=1)!',
    'Write to help@shop.example, please.',
    'Nothing of the kind: 3.5 a.m., a/b, x@y',
  ])('keeps %j', (raw) => {
    expect(stripAddresses(raw, passages)).toBe(raw)
  })

  it('take no longer than their length', () => {
    const long = ['[', '![](', 'https://x ', 'a@a.', '[1]', '(', '[a](b'].map((part) =>
      part.repeat(10_000 / part.length),
    )
    const start = performance.now()
    for (const text of long) {
      readModelText(text, passages)
      readDraft(text, passages)
    }
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

describe('[AS-12] a draft', () => {
  it('grows, and never shows what the answer will not have', () => {
    const raw =
      'Within **30 days** [1], see https://evil.example/?q=1 or [our page](https://evil.example) and [2].\nMore: https://shop.example/returns today.'
    const last = readModelText(raw, passages)
    let longest = 0
    for (let length = 1; length <= raw.length; length += 1) {
      const draft = readDraft(raw.slice(0, length), passages)
      expect(draft).not.toMatch(/evil|http(?!s:\/\/shop)|\]\(|\[$|\[our/)
      longest = Math.max(longest, draft.length)
    }
    expect(longest).toBeGreaterThan(60)
    expect(last).toMatchObject({ kind: 'answer', text: expect.stringContaining('our page and [1]') })
  })

  it('flows in scripts without blanks', () => {
    expect(readDraft('三十天内可以免费退货', passages)).toBe('三十天内可以免费退货')
  })

  it('leaves out what the model thinks', () => {
    expect(readDraft('<think>Hm, the visitor', passages)).toBe('')
    expect(readModelText('<think>Hm</think>\nYes. ', passages)).toEqual(answer('Yes.'))
    expect(readModelText('<think>Hm', passages)).toEqual({ kind: 'empty' })
  })
})
