/**
 * All that the widget shows before a conversation. Reads one row, writes nothing, and makes the answer anew
 * only when the site's revision has changed.
 */
import {
  type Availability,
  type FaqItem,
  limits,
  type SiteSettings,
  type WidgetAssistant,
  type WidgetConfig,
} from '@foyer/protocol'
import { isSameLanguage, nearestLocale } from '../core/locales.ts'
import type { Sites, StoredSite } from '../ports/sites.ts'
import { createKept } from './kept.ts'

export interface WidgetAnswer {
  config: WidgetConfig
  /** Names this very answer, quotes included: an HTTP entity tag. */
  tag: string
  site: StoredSite
}

/** Null without such a site. `availability` is asked anew each time. */
export type ReadWidget = (site: string, locale: string | undefined) => Promise<WidgetAnswer | null>

type Still = Omit<WidgetConfig, 'availability'>

/** Answers kept: sites times languages. */
const mostKept = 500

export function createWidgetConfig(ports: {
  sites: Sites
  availability: (site: StoredSite) => Availability | Promise<Availability>
}): ReadWidget {
  const kept = createKept<{ revision: number; still: Still }>(mostKept)

  async function read(site: StoredSite, locale: string): Promise<Still> {
    const key = `${site.id} ${locale}`
    const known = kept.get(key)
    if (known !== undefined && known.revision === site.revision) return known.still
    // An entry that changes between the two reads comes with the next revision, which the next request sees.
    const entries = site.settings.enabled ? await ports.sites.faq(site.id) : []
    const still = stillOf(
      site,
      locale,
      entries
        .filter((entry) => entry.published && (entry.locale === null || isSameLanguage(entry.locale, locale)))
        .map(({ id, question, answer, category }) => ({ id, question, answer, category })),
    )
    kept.set(key, { revision: site.revision, still })
    return still
  }

  return async (id, wanted) => {
    const site = await ports.sites.find(id)
    if (site === null) return null
    const { settings } = site
    const locale = nearestLocale(wanted, Object.keys(settings.welcome), settings.locale)
    const [still, availability] = await Promise.all([read(site, locale), ports.availability(site)])
    const tag = [site.revision, locale, availability.state, availability.opensAt ?? ''].join('.')
    return { config: { ...still, availability }, tag: `"${tag}"`, site }
  }
}

function stillOf(site: StoredSite, locale: string, faq: FaqItem[]): Still {
  const { settings } = site
  return {
    site: site.id,
    name: settings.name,
    enabled: settings.enabled,
    locale,
    appearance: settings.appearance,
    welcome: settings.welcome[locale] ?? settings.welcome[settings.locale] ?? '',
    faq,
    links: settings.links,
    receipts: settings.receipts.toVisitor,
    quoting: settings.quoting.visitor,
    assistant: assistantOf(settings, faq),
    typeAhead: settings.assistant.typeAhead && faq.length > 0,
    limits: { text: limits.text, frame: limits.frame, file: settings.upload.bytes },
    fileTypes: settings.upload.types,
    ...(settings.visitors.listed ? { listed: true as const } : {}),
    ...(settings.visitors.typingPreview ? { typingPreview: true as const } : {}),
  }
}

/** Null where the bot is off. Guided questions are those that are published in this language. */
function assistantOf({ assistant }: SiteSettings, faq: FaqItem[]): WidgetAssistant | null {
  if (assistant.bot === 'off') return null
  const { name, asksHelpful, personAfter } = assistant
  const questions = new Map(faq.map((item) => [item.id, item.question]))
  const guided = assistant.guided.flatMap((id) => {
    const question = questions.get(id)
    return question === undefined ? [] : [{ id, question }]
  })
  return { name, guided, asksHelpful, personAfter }
}
