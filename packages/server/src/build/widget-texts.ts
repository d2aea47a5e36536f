/** Which texts the widget has, from the widget itself: the list that a site's own words are checked against. */
import { describeTexts, launcherLeads, locales } from '@foyer/widget/texts'
import type { KnownTexts } from '../core/texts-rules.ts'

/** What the server says in the widget's place, by language. */
export { launcherLeads }

export const widgetTexts: KnownTexts = { languages: locales, texts: describeTexts() }
