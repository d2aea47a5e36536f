/** Every language says the same things, and nothing is said that no component asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ar } from './ar.ts'
import { en, type Messages } from './en.ts'

const root = join(import.meta.dirname, '..')
const sources = (readdirSync(root, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|locales\//.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n')

const textsOf = (message: Messages[keyof Messages]): string[] =>
  typeof message === 'string' ? [message] : Object.values(message)
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('[WG-15] languages of the console', () => {
  it('has every key of English in Arabic, and no other', () => {
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort())
  })

  it('fills the same places in both', () => {
    for (const key of Object.keys(en) as (keyof Messages)[]) {
      const english = placesOf(textsOf(en[key]).at(-1) ?? '')
      expect(placesOf(textsOf(ar[key]).at(-1) ?? ''), key).toEqual(english)
      for (const text of [...textsOf(en[key]), ...textsOf(ar[key])]) {
        expect(text.trim(), key).toBe(text)
        expect(text, key).not.toBe('')
        // A plural form for exactly one or two may say the number in words, but no other place.
        for (const place of placesOf(text)) expect(english, key).toContain(place)
      }
    }
  })

  it('says nothing that nobody asks for', () => {
    const unused = Object.keys(en).filter((key) => !sources.includes(`'${key}'`))
    expect(unused).toEqual([])
  })
})
