import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { en as first } from './en.ts'
import { later } from './en-later.ts'
import { fetchTexts } from './load.ts'
import { type LocaleName, locales, pickLocale } from './pick.ts'
import { fill, plural, type Texts } from './texts.ts'

const en: Texts = { ...first, ...later }
const wholeOf = async (name: LocaleName): Promise<Texts> => {
  const { texts, fetchLater } = await fetchTexts[name]()
  return { ...texts, ...(await fetchLater()).later }
}
const all: Record<string, Texts> = Object.fromEntries(
  await Promise.all(locales.map(async (name) => [name, await wholeOf(name)] as const)),
)
const root = join(import.meta.dirname, '..')
const sourcesOf = (folders: string) =>
  globSync(`${folders}/**/*.{ts,tsx}`, { cwd: root })
    .filter((file) => !file.includes('.test.'))
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n')
const isSaid = (key: string, sources: string) =>
  new RegExp(`\\b(t|texts(\\.(value|peek\\(\\)))?)\\.${key}\\b|[{,] ${key}[,\\s][^=]*= (m\\.)?texts`).test(
    sources,
  )

const places = (text: unknown): string[] =>
  [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(([place]) => place).sort()

describe('texts', () => {
  it('[WG-15] every language is here and named', () => {
    const files = globSync('??.ts', { cwd: import.meta.dirname }).map((file) => file.replace('.ts', ''))
    expect(files.sort()).toEqual([...locales].sort())
  })

  it.each(Object.entries(all))('[WG-15] %s has every text of the reference and no other', (_name, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort())
    for (const [key, text] of Object.entries(texts))
      expect([key, JSON.stringify(text)]).not.toEqual([key, '""'])
  })

  it.each(Object.entries(all))('[WG-15] %s fills the same places', (_name, texts) => {
    for (const key of Object.keys(en) as (keyof Texts)[]) {
      const [one, other] = [en[key], texts[key]].map((text) => [...new Set(places(text))])
      expect([key, other]).toEqual([key, one])
    }
  })

  it.each(Object.entries(all))('[WG-15] %s has each form that its plurals need', (name, texts) => {
    const needed = new Intl.PluralRules(name).resolvedOptions().pluralCategories
    for (const [key, text] of Object.entries(texts)) {
      if (typeof text !== 'string') expect([key, Object.keys(text).sort()]).toEqual([key, [...needed].sort()])
    }
  })

  it('[WG-15] no text is without use', () => {
    // Said by a message's state or an emoji group.
    const byState = ['sending', 'sent', 'delivered', 'read', 'failed', 'smileys', 'gestures', 'things']
    const sources = sourcesOf('{panel,later,loader}')
    expect(Object.keys(en).filter((key) => !byState.includes(key) && !isSaid(key, sources))).toEqual([])
  })

  it('[WG-15] what is there before something is written says nothing that comes later', () => {
    const sources = sourcesOf('{panel,loader}')
    expect(Object.keys(later).filter((key) => isSaid(key, sources))).toEqual([])
  })
})

describe('pickLocale', () => {
  it('[WG-15] finds each language that there is, and no other', () => {
    expect(locales.map(pickLocale)).toEqual([...locales])
  })

  it.each([
    ['ar', 'ar'],
    ['ar-EG', 'ar'],
    ['AR-sa', 'ar'],
    ['arn', 'en'],
    ['en-GB', 'en'],
    ['pl', 'pl'],
    ['pt', 'pt'],
    ['PT-br', 'pt'],
    ['zh-Hant-TW', 'zh'],
    ['in', 'en'],
    ['tr', 'en'],
    ['', 'en'],
  ])('[WG-15] %j gets %s', (tag, name) => {
    expect(pickLocale(tag)).toBe(name)
  })
})

describe('fill and plural', () => {
  it('[WG-15] fills places, and leaves those that it has nothing for', () => {
    expect(fill('{name} has {n}, {x}', { name: '$& <b>', n: 2 })).toBe('$& <b> has 2, {x}')
  })

  it('[WG-15] takes the form that fits the number', () => {
    expect([1, 2].map((n) => plural(en.unread, n, 'en'))).toEqual(['1 unread message', '2 unread messages'])
    expect([1, 2, 3, 11].map((n) => plural(all.ar!.newMessages, n, 'ar-u-nu-latn'))).toEqual([
      'رسالة جديدة',
      'رسالتان جديدتان',
      '3 رسائل جديدة',
      '11 رسالة جديدة',
    ])
  })
})
