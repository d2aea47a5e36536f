import type { FaqEntry } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { planImport } from './plan.ts'

let count = 0
const entry = (question: string, more: Partial<FaqEntry> = {}): FaqEntry => ({
  id: `id-${count++}`,
  site: 'shop',
  question,
  answer: 'Yes.',
  category: 'Delivery',
  locale: null,
  published: true,
  phrasings: ['b'],
  place: count,
  updatedAt: 1,
  ...more,
})
const row = (question: string, more: object = {}) => ({ row: 2, question, answer: 'Yes.', ...more })
const plan = (existing: FaqEntry[], ...entries: ReturnType<typeof row>[]) =>
  planImport(existing, { entries, skipped: [] })

describe('[AS-1] an import', () => {
  test('makes new entries as drafts, unless they say otherwise', () => {
    expect(plan([], row('A?'), row('B?', { published: true, locale: 'de', category: 'C' })).create).toEqual([
      { question: 'A?', answer: 'Yes.', phrasings: [], category: '', locale: null, published: false },
      { question: 'B?', answer: 'Yes.', phrasings: [], category: 'C', locale: 'de', published: true },
    ])
  })

  test.each([
    ['A?', 'a?'],
    ['Do you ship?', 'do  you ship'],
    ['Ｆｕｌｌ？', 'Full?'],
    ['¿Envían?', 'envían'],
    ['هل توصلون؟', 'هل توصلون'],
  ])('knows %s by %s', (known, written) => {
    const before = entry(known)
    const { create, change } = plan([before], row(written, { answer: 'No.' }))
    expect(create).toEqual([])
    expect(change).toEqual([{ ...before, question: written, answer: 'No.' }])
  })

  test('takes C++ and C# for two', () => {
    expect(plan([entry('What is C++?')], row('What is C#?')).create).toHaveLength(1)
  })

  test('leaves alone what the file does not mention', () => {
    const before = entry('A?')
    expect(plan([before], row('A?'))).toMatchObject({ same: 1, change: [], create: [] })
    expect(plan([before], row('A?', { phrasings: ['c'] })).change).toEqual([{ ...before, phrasings: ['c'] }])
    expect(plan([before], row('A?', { published: false })).change).toEqual([{ ...before, published: false }])
    expect(plan([before], row('A?', { category: '' })).change).toEqual([{ ...before, category: '' }])
  })

  test('keeps languages apart', () => {
    const [every, german] = [entry('A?'), entry('A?', { locale: 'de' })]
    expect(plan([every, german], row('A?', { locale: 'de', answer: 'Ja.' })).change).toEqual([
      { ...german, answer: 'Ja.' },
    ])
    expect(plan([german], row('A?', { locale: 'fr' })).create).toHaveLength(1)
    expect(plan([german], row('A?', { locale: 'DE' })).same).toBe(1)
  })

  test('without languages means the only entry of that question', () => {
    const german = entry('A?', { locale: 'de' })
    expect(plan([german], row('A?', { answer: 'Ja.' })).change).toEqual([{ ...german, answer: 'Ja.' }])
    expect(plan([german, entry('A?', { locale: 'fr' })], row('A?')).create).toHaveLength(1)
  })

  test('takes the first of two in the file', () => {
    const { create, skipped } = plan([], row('A?'), row('a', { row: 3, answer: 'No.' }))
    expect(create.map(({ answer }) => answer)).toEqual(['Yes.'])
    expect(skipped).toEqual([
      { row: 3, question: 'a', reason: expect.stringContaining('earlier in the file') },
    ])
  })

  test('but a site that holds a question twice gets both back', () => {
    const twice = [entry('A?'), entry('A?', { answer: 'No.' })]
    const rows = [row('A?'), row('A?', { answer: 'No.' }), row('A?', { row: 4 })]
    expect(plan(twice, ...rows)).toMatchObject({ same: 2, change: [], create: [], skipped: [{ row: 4 }] })
  })

  test('stops at 500 entries, and still changes those that are there', () => {
    const full = Array.from({ length: 499 }, (_, index) => entry(`Q${index}?`))
    const { create, change, skipped } = plan(
      full,
      row('New?'),
      row('One more?', { row: 3 }),
      row('Q7?', { answer: 'No.' }),
    )
    expect([create.length, change.length]).toEqual([1, 1])
    expect(skipped).toEqual([
      { row: 3, question: 'One more?', reason: expect.stringContaining('at most 500') },
    ])
  })

  test('reports in the order of the file', () => {
    const early = [{ row: 5, question: '', reason: 'It has no question.' }]
    const report = planImport([], { entries: [row('A?'), row('A?', { row: 3 })], skipped: early })
    expect(report.skipped.map((one) => one.row)).toEqual([3, 5])
  })
})
