/**
 * How a site's widget looks beyond its colours (WG-2), what it says in other words than the widget's own (WG-15),
 * and which settings a page was seen to override. What is absent is as the widget has it.
 */
import type { Time } from './values.ts'

export interface ThemeSettings {
  /** Of all corners; absent: soft. */
  radius?: 'sharp' | 'soft' | 'round'
  /** Absent: comfortable. */
  density?: 'compact' | 'comfortable'
  /** Absent or empty: the system's. `inherit`: the page's. Else a list of families as CSS writes it. */
  font?: string
  /** URL of an image in the launcher, in place of its icon. */
  launcherImage?: string
  /** URL of the face beside what the site says; its logo, or its first letter, where there is none. */
  avatar?: string
}

/** Forms for `Intl.PluralRules`. */
export type TextForms = { other: string } & Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many', string>>

/** The site's own words, by the widget's language (`en`, `pt`, …) and the text's key. */
export type OwnTexts = Record<string, Record<string, string | TextForms>>

/** What a page's `data-` attributes or options say in place of the site's settings. */
export interface PageOverride {
  origin: string
  /** Names of options, such as `color`. */
  options: string[]
  at: Time
}

/** `GET /v1/sites/:site/overrides`: newest first. */
export interface OverridesAnswer {
  overrides: PageOverride[]
}

/** Options of a page that stand in place of a setting. */
export const overridable = [
  'color',
  'theme',
  'position',
  'offsetX',
  'offsetY',
  'title',
  'launcherText',
] as const

/** Icons of the launcher beside the bubble, which the widget has itself: paths of 24 units. */
export const launcherGlyphs: Readonly<Record<string, string>> = {
  question: 'M9 9a3 3 0 1 1 4.5 2.6Q12 12.5 12 14.2M12 18v.1',
  hand: 'M8 12V6q1.5-2 3 0v6V4q1.5-2 3 0v8V6q1.5-2 3 0v8q0 6-5 6-4 0-6-4l-3-4q1-2 3 0z',
}
