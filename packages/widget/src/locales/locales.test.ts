import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { fetchTexts } from './load.ts'
import { locales, pickLocale } from './pick.ts'
import { fill, plural, type Texts } from './texts.ts'

const all: Record<string, Texts> = Object.fromEntries(
  await Promise.all(locales.map(async (name) => [name, (await fetchTexts[name]()).texts] as const)),
)
const root = join(import.meta.dirname, '..')
const sources = globSync('{panel,later,loader}/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !file.includes('.test.'))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')

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
    // Named as a property (`t.send`), taken apart (`{ endTitle }`), or by a message's state or an emoji group.
    const byState = ['sending', 'sent', 'delivered', 'read', 'failed', 'smileys', 'gestures', 'things']
    const unused = Object.keys(en).filter(
      (key) =>
        !byState.includes(key) &&
        !new RegExp(`\\b(t|texts)\\.${key}\\b|[{,] ${key}[,\\s][^=]*=`).test(sources),
    )
    expect(unused).toEqual([])
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
    expect([1, 2, 3, 11].map((n) => plural(ar.newMessages, n, 'ar-u-nu-latn'))).toEqual([
      'رسالة جديدة',
      'رسالتان جديدتان',
      '3 رسائل جديدة',
      '11 رسالة جديدة',
    ])
  })
})
