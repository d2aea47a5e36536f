/** Every language says the same things, and nothing is said that no component asks for. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ar } from './ar.ts'
import { arAround } from './ar-around.ts'
import { arAssistant } from './ar-assistant.ts'
import { arForms } from './ar-forms.ts'
import { arLists } from './ar-lists.ts'
import { arLooks } from './ar-looks.ts'
import { arPeople } from './ar-people.ts'
import { arRecords } from './ar-records.ts'
import { arReplies } from './ar-replies.ts'
import { arRouting } from './ar-routing.ts'
import { arVisitors } from './ar-visitors.ts'
import { en } from './en.ts'
import { enAround } from './en-around.ts'
import { enAssistant } from './en-assistant.ts'
import { enForms } from './en-forms.ts'
import { enLists } from './en-lists.ts'
import { enLooks } from './en-looks.ts'
import { enPeople } from './en-people.ts'
import { enRecords } from './en-records.ts'
import { enReplies } from './en-replies.ts'
import { enRouting } from './en-routing.ts'
import { enVisitors } from './en-visitors.ts'
import type { Plural } from './plural.ts'

const root = join(import.meta.dirname, '..')
const sources = (readdirSync(root, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|locales\//.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n')

type Catalogue = Record<string, string | Plural>
const pairs: [string, english: Catalogue, arabic: Catalogue][] = [
  ['first', en, ar],
  ['around', enAround, arAround],
  ['assistant', enAssistant, arAssistant],
  ['visitors', enVisitors, arVisitors],
  ['records', enRecords, arRecords],
  ['people', enPeople, arPeople],
  ['replies', enReplies, arReplies],
  ['lists', enLists, arLists],
  ['forms', enForms, arForms],
  ['routing', enRouting, arRouting],
  ['looks', enLooks, arLooks],
]
const textsOf = (message: string | Plural | undefined): string[] =>
  message === undefined ? [] : typeof message === 'string' ? [message] : Object.values(message)
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe.each(pairs)('[WG-15] languages of the console: the %s words', (_name, english, arabic) => {
  it('has every key of English in Arabic, and no other', () => {
    expect(Object.keys(arabic).sort()).toEqual(Object.keys(english).sort())
  })

  it('fills the same places in both', () => {
    for (const key of Object.keys(english)) {
      const places = placesOf(textsOf(english[key]).at(-1) ?? '')
      expect(placesOf(textsOf(arabic[key]).at(-1) ?? ''), key).toEqual(places)
      for (const text of [...textsOf(english[key]), ...textsOf(arabic[key])]) {
        expect(text.trim(), key).toBe(text)
        expect(text, key).not.toBe('')
        // A plural form for exactly one or two may say the number in words, but no other place.
        for (const place of placesOf(text)) expect(places, key).toContain(place)
      }
    }
  })

  it('says nothing that nobody asks for', () => {
    const unused = Object.keys(english).filter((key) => !sources.includes(`'${key}'`))
    expect(unused).toEqual([])
  })
})

it('[WG-15] no word stands in two catalogues', () => {
  const all = pairs.flatMap(([, english]) => Object.keys(english))
  expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([])
})
