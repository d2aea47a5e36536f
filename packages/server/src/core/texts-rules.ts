/**
 * The site's own words in place of the widget's (WG-15): only texts that the widget has, in languages that it
 * speaks, and only with the places that it fills. Pure; which texts there are is handed in.
 */
import type { OwnTexts, ProtocolError, TextForms } from '@foyer/protocol'
import { pointer, wrong } from './rule-words.ts'

export const textLimits = { length: 500, keys: 300, languages: 20 }

/** The widget's texts: what is in forms by number, and which `{places}` each has. */
export interface KnownTexts {
  languages: readonly string[]
  texts: Readonly<Record<string, { isPlural: boolean; places: readonly string[] }>>
}

const forms = ['zero', 'one', 'two', 'few', 'many', 'other']

export function textsProblem(own: OwnTexts, known: KnownTexts): { error: ProtocolError } | null {
  for (const [language, texts] of Object.entries(own)) {
    const at = `/texts/${pointer(language)}`
    if (!known.languages.includes(language))
      return wrong(at, `The widget speaks ${known.languages.join(', ')}.`)
    for (const [key, text] of Object.entries(texts)) {
      const path = `${at}/${pointer(key)}`
      const found = Object.hasOwn(known.texts, key) ? known.texts[key] : undefined
      if (found === undefined) return wrong(path, 'The widget has no such text.')
      const error = textProblem(text, found, path)
      if (error !== null) return error
    }
  }
  return null
}

function textProblem(text: string | TextForms, known: KnownTexts['texts'][string], path: string) {
  if (typeof text === 'object') {
    if (!known.isPlural) return wrong(path, 'This text has one form.')
    const odd = Object.keys(text).find((form) => !forms.includes(form))
    if (odd !== undefined) return wrong(`${path}/${pointer(odd)}`, `Forms are ${forms.join(', ')}.`)
  }
  for (const one of typeof text === 'string' ? [text] : Object.values(text)) {
    if (one.trim() === '') return wrong(path, 'A text says something; take it out for the usual one.')
    const place = [...one.matchAll(/\{(\w+)\}/g)].find(([, name]) => !known.places.includes(name!))
    if (place) return wrong(path, `There is nothing to put in place of ${place[0]}.`)
  }
  return null
}

/** As the widget takes them: of a text in forms, one is the form of every number. */
export function textsFor(
  own: OwnTexts,
  language: string,
  known: KnownTexts,
): Record<string, string | TextForms> {
  const said = Object.hasOwn(own, language) ? own[language]! : {}
  return Object.fromEntries(
    Object.entries(said)
      .filter(([key]) => Object.hasOwn(known.texts, key))
      .map(([key, text]) => [
        key,
        known.texts[key]!.isPlural && typeof text === 'string' ? { other: text } : text,
      ]),
  )
}

/** The widget's language for a tag such as `pt-BR`: the nearest that it speaks, else English. */
export function widgetLanguage(tag: string, { languages }: KnownTexts): string {
  const [first = ''] = tag.toLowerCase().split('-')
  return languages.includes(first) ? first : 'en'
}
