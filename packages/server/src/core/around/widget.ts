/** What the widget is told of what stands around the thread, in one language. Pure. */
import type {
  FaqItem,
  Greeting,
  MenuItem,
  NoticeBar,
  Texts,
  WidgetGreeting,
  WidgetGreetings,
  WidgetMenuItem,
  WidgetNotice,
} from '@foyer/protocol'
import { nearestLocale } from '../locales.ts'

/** The visitor's language, and the site's main one. */
export interface Languages {
  wanted: string
  main: string
}

/** In the nearest language that says something. */
export function say(texts: Texts, { wanted, main }: Languages): string {
  const said = Object.keys(texts).filter((locale) => texts[locale]?.trim() !== '')
  const locale = nearestLocale(wanted, said, main)
  return texts[said.includes(locale) ? locale : (said[0] ?? '')]?.trim() ?? ''
}

/** A button for a category that has nothing in this language would lead nowhere: it is left out. */
export function menuFor(
  menu: readonly MenuItem[],
  languages: Languages,
  faq: readonly FaqItem[],
): WidgetMenuItem[] {
  return menu.flatMap(({ id, icon, label, act }): WidgetMenuItem[] => {
    const shown = { id, icon, label: say(label, languages) }
    if (act.do === 'text') return [{ ...shown, act: { do: 'text', text: say(act.text, languages) } }]
    if (act.do !== 'category') return [{ ...shown, act }]
    const here = Object.values(act.category).map((name) => name.trim())
    const category = [say(act.category, languages), ...here].find((name) =>
      faq.some((entry) => entry.category === name),
    )
    return category === undefined ? [] : [{ ...shown, act: { do: 'category', category } }]
  })
}

export function noticeFor(notice: NoticeBar, languages: Languages): WidgetNotice | null {
  const text = say(notice.text, languages)
  if (!notice.isOn || text === '') return null
  const { url, label } = notice.link
  return {
    tone: notice.tone,
    text,
    link: url === '' ? null : { url, label: say(label, languages) },
    canClose: notice.canClose,
  }
}

/** What no rule asks for the loader has not to look for: `after` and `at` are the widest of them all. */
export function greetingsFor(
  greetings: readonly Greeting[],
  languages: Languages,
): WidgetGreetings | undefined {
  const rules = greetings
    .filter(({ isOn }) => isOn)
    .map(
      ({ id, text, question, pages, seconds, visitor, onlineOnly, once }): WidgetGreeting => ({
        id,
        text: say(text, languages),
        // In another language it would be put in the visitor's name.
        question: isSaid(question, languages),
        pages: pages.map(asAddress),
        seconds,
        visitor,
        onlineOnly,
        once,
      }),
    )
    .filter(({ text }) => text !== '')
  if (rules.length === 0) return undefined
  const patterns = rules.some(({ pages }) => pages.length === 0) ? [] : rules.flatMap(({ pages }) => pages)
  return {
    after: Math.min(...rules.map(({ seconds }) => seconds)) * 1_000,
    at: patterns.length === 0 ? '' : `^(${[...new Set(patterns)].map(expressionOf).join('|')})$`,
    rules,
  }
}

function isSaid(texts: Texts, languages: Languages): string {
  const locale = nearestLocale(languages.wanted, Object.keys(texts), '')
  return texts[locale]?.trim() ?? ''
}

/** As browsers write it: capital letters count, but not in the host. */
function asAddress(pattern: string): string {
  return pattern.trim().replace(/^[^/]*(\/\/[^/]*)?/, (host) => host.toLowerCase())
}

/** `https://shop.example/*` as a regular expression; nothing in it but `*` means something. */
function expressionOf(pattern: string): string {
  return pattern
    .split('*')
    .map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
    .join('.*')
}

/** Every language in which something of it is written. */
export function localesOf(
  menu: readonly MenuItem[],
  notice: NoticeBar,
  greetings: readonly Greeting[],
): string[] {
  return [
    ...menu.flatMap(({ label }) => Object.keys(label)),
    ...Object.keys(notice.text),
    ...greetings.flatMap(({ text }) => Object.keys(text)),
  ]
}
