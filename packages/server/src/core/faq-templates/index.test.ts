import { describe, expect, test } from 'vitest'
import { createMatcher } from '../assistant/matcher.ts'
import { faqLimits, foldQuestion } from '../faq-rules.ts'
import { templates, templatesFor } from './index.ts'

describe('[AS-1] templates', () => {
  test.each(Object.entries(templates))('in “%s” can be taken as they are', (_locale, list) => {
    expect(list.length).toBeGreaterThanOrEqual(12)
    expect(new Set(list.map(({ category }) => category)).size).toBe(4)
    const asked = list.flatMap(({ question, phrasings }) => [question, ...phrasings])
    expect(new Set(asked.map(foldQuestion)).size).toBe(asked.length)
    for (const { question, phrasings, answer, category } of list) {
      expect(phrasings.length, question).toBeGreaterThanOrEqual(5)
      expect(answer, question).toMatch(/\[.+?\]|\*\*/)
      // A bracket before a parenthesis would be a link.
      expect(answer, question).not.toContain('](')
      expect(answer.length).toBeLessThan(faqLimits.answer)
      expect(category.length).toBeLessThan(faqLimits.category)
    }
  })

  test('hold the same entries in each language', () => {
    const shape = (locale: string) => {
      const categories = [...new Set(templates[locale]!.map(({ category }) => category))]
      return templates[locale]!.map(({ category }) => categories.indexOf(category))
    }
    for (const locale of Object.keys(templates)) expect(shape(locale), locale).toEqual(shape('en'))
  })

  test.each([
    [undefined, 'en'],
    ['de', 'de'],
    ['de-AT', 'de'],
    ['zh-Hant-TW', 'zh'],
    ['AR', 'ar'],
    ['pl', 'en'],
  ])('of %s are those in %s', (wanted, locale) => {
    expect(templatesFor(wanted)).toBe(templates[locale])
  })

  test.each([
    ['en', 'how many days does shipping take', 'How long does delivery take?'],
    ['en', 'i want my money back', 'When do I get my money back?'],
    ['de', 'passwort vergessen', 'Ich komme nicht in mein Konto'],
    ['es', 'quiero anular el pedido', '¿Puedo cambiar o cancelar mi pedido?'],
    ['zh', '快递多久到', '多久能送到？'],
    ['ar', 'اريد الغاء طلبي', 'هل يمكنني تعديل طلبي أو إلغاؤه؟'],
  ])('in “%s” find “%s”', (locale, asked, question) => {
    const entries = templates[locale]!.map((one) => ({
      id: one.question,
      phrasings: [one.question, ...one.phrasings],
    }))
    expect(createMatcher(entries, { lang: locale }).match(asked)[0]?.id).toBe(question)
  })
})
