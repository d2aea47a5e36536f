/**
 * The console's language: `t` reads a string of the present one and, in a component, subscribes to it.
 * English is in the first bundle because it is also what a missing language falls back to; others load when chosen,
 * and the words of a whole area, such as the assistant's or the people's, with the first screen that says them.
 */
import { batch, signal } from '@preact/signals'
import { en, type Messages } from './locales/en.ts'
import type { AroundMessages } from './locales/en-around.ts'
import type { AssistantMessages } from './locales/en-assistant.ts'
import type { FormsMessages } from './locales/en-forms.ts'
import type { ListsMessages } from './locales/en-lists.ts'
import type { LooksMessages } from './locales/en-looks.ts'
import type { PeopleMessages } from './locales/en-people.ts'
import type { RecordsMessages } from './locales/en-records.ts'
import type { RepliesMessages } from './locales/en-replies.ts'
import type { RoutingMessages } from './locales/en-routing.ts'
import type { VisitorMessages } from './locales/en-visitors.ts'
import type { Plural } from './locales/plural.ts'
import { numberFormat, pluralRules } from './models/formats.ts'

export type MessageKey =
  | keyof Messages
  | keyof AroundMessages
  | keyof AssistantMessages
  | keyof FormsMessages
  | keyof ListsMessages
  | keyof LooksMessages
  | keyof PeopleMessages
  | keyof RecordsMessages
  | keyof RepliesMessages
  | keyof RoutingMessages
  | keyof VisitorMessages
export type LocaleName = 'en' | 'ar'

export const localeNames: Record<LocaleName, string> = { en: 'English', ar: 'العربية' }

type Catalogue = Partial<Record<MessageKey, string | Plural>>

/** Words that come with their area, by language. */
const areas = {
  around: {
    en: async () => (await import('./locales/en-around.ts')).enAround,
    ar: async () => (await import('./locales/ar-around.ts')).arAround,
  },
  assistant: {
    en: async () => (await import('./locales/en-assistant.ts')).enAssistant,
    ar: async () => (await import('./locales/ar-assistant.ts')).arAssistant,
  },
  forms: {
    en: async () => (await import('./locales/en-forms.ts')).enForms,
    ar: async () => (await import('./locales/ar-forms.ts')).arForms,
  },
  lists: {
    en: async () => (await import('./locales/en-lists.ts')).enLists,
    ar: async () => (await import('./locales/ar-lists.ts')).arLists,
  },
  looks: {
    en: async () => (await import('./locales/en-looks.ts')).enLooks,
    ar: async () => (await import('./locales/ar-looks.ts')).arLooks,
  },
  people: {
    en: async () => (await import('./locales/en-people.ts')).enPeople,
    ar: async () => (await import('./locales/ar-people.ts')).arPeople,
  },
  records: {
    en: async () => (await import('./locales/en-records.ts')).enRecords,
    ar: async () => (await import('./locales/ar-records.ts')).arRecords,
  },
  replies: {
    en: async () => (await import('./locales/en-replies.ts')).enReplies,
    ar: async () => (await import('./locales/ar-replies.ts')).arReplies,
  },
  routing: {
    en: async () => (await import('./locales/en-routing.ts')).enRouting,
    ar: async () => (await import('./locales/ar-routing.ts')).arRouting,
  },
  visitors: {
    en: async () => (await import('./locales/en-visitors.ts')).enVisitors,
    ar: async () => (await import('./locales/ar-visitors.ts')).arVisitors,
  },
} satisfies Record<string, Record<LocaleName, () => Promise<Catalogue>>>
export type Area = keyof typeof areas

const messages = signal<Catalogue>(en)
const shown = signal<LocaleName>('en')
const held = new Set<Area>()
/** For dates and numbers: the reader's own variant of the language, such as `en-GB`. */
export const locale = signal('en')

export async function setLocale(wanted: 'auto' | LocaleName, spoken: readonly string[]): Promise<void> {
  const name = wanted === 'auto' ? nearest(spoken) : wanted
  const catalogue = await catalogueOf(name)
  batch(() => {
    shown.value = name
    messages.value = catalogue
    locale.value = spoken.find((tag) => tag.split('-')[0] === name && isTag(tag)) ?? name
  })
  document.documentElement.lang = name
  document.documentElement.dir = name === 'ar' ? 'rtl' : 'ltr'
}

/** To be waited for before a screen that says them is drawn. */
export async function addWords(...wanted: Area[]): Promise<void> {
  const missing = wanted.filter((area) => !held.has(area))
  const name = shown.peek()
  const more = await Promise.all(missing.map((area) => areas[area][name]()))
  for (const area of missing) held.add(area)
  if (missing.length === 0) return
  // The language may have been changed while they came.
  messages.value =
    name === shown.peek() ? Object.assign({}, messages.peek(), ...more) : await catalogueOf(shown.peek())
}

export const addAssistantWords = () => addWords('assistant')
export const addVisitorWords = () => addWords('visitors')

async function catalogueOf(name: LocaleName): Promise<Catalogue> {
  const main = name === 'ar' ? (await import('./locales/ar.ts')).ar : en
  const more = await Promise.all([...held].map((area) => areas[area][name]()))
  return Object.assign({}, main, ...more)
}

/** Some systems let a browser speak `en-US@posix`, and `Intl` throws on what is no language tag. */
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

export function nearest(spoken: readonly string[]): LocaleName {
  for (const tag of spoken) {
    const language = tag.split('-')[0]
    if (language === 'en' || language === 'ar') return language
  }
  return 'en'
}

/** The string `key`, with `{name}` filled in; `n` also picks the plural form. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return fill(messages.value[key] ?? key, values, locale.value)
}

export function fill(
  message: string | Plural,
  values: Record<string, string | number>,
  language: string,
): string {
  const text = typeof message === 'string' ? message : pick(message, Number(values.n), language)
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? numberFormat(language).format(value) : value
  })
}

function pick(message: Plural, count: number, language: string): string {
  return message[pluralRules(language).select(count)] ?? message.other
}
