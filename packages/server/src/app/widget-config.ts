/**
 * All that the widget shows before a conversation. Reads one row, writes nothing, and makes the answer anew
 * only when the site's revision has changed.
 */
import {
  type Availability,
  type FaqItem,
  type LeaveWhen,
  limits,
  type ReceptionPlan,
  type SiteSettings,
  type WidgetAssistant,
  type WidgetConfig,
} from '@foyer/protocol'
import { isSameLanguage, nearestLocale } from '../core/locales.ts'
import { choosePlan } from '../core/routing/reception.ts'
import type { Sites, StoredSite } from '../ports/sites.ts'
import { createKept } from './kept.ts'
import { formLocale, widgetForms } from './widget-forms.ts'

export interface WidgetAnswer {
  config: WidgetConfig
  /** Names this very answer, quotes included: an HTTP entity tag. */
  tag: string
  site: StoredSite
}

/** Null without such a site. `availability` is asked anew each time. */
export type ReadWidget = (
  site: string,
  locale: string | undefined,
  page?: string,
) => Promise<WidgetAnswer | null>

type Still = Omit<WidgetConfig, 'availability'>

/** Answers kept: sites times languages. */
const mostKept = 500

export function createWidgetConfig(ports: {
  sites: Sites
  availability: (site: StoredSite) => Availability | Promise<Availability>
  isWithinHours: (site: string) => boolean
}): ReadWidget {
  const kept = createKept<{ revision: number; still: Still }>(mostKept)

  async function read(
    site: StoredSite,
    locale: string,
    plan: ReceptionPlan | null,
    formsIn: string,
  ): Promise<Still> {
    const key = `${site.id} ${locale} ${plan?.id ?? ''} ${formsIn}`
    const known = kept.get(key)
    if (known !== undefined && known.revision === site.revision) return known.still
    // An entry that changes between the two reads comes with the next revision, which the next request sees.
    const entries = site.settings.enabled ? await ports.sites.faq(site.id) : []
    const still = stillOf(
      plan === null ? site : { ...site, settings: settingsUnder(plan, site.settings) },
      locale,
      entries
        .filter((entry) => entry.published && (entry.locale === null || isSameLanguage(entry.locale, locale)))
        .map(({ id, question, answer, category }) => ({ id, question, answer, category })),
      { leave: plan?.leave ?? site.settings.forms.leave.when, locale: formsIn },
    )
    kept.set(key, { revision: site.revision, still })
    return still
  }

  /** Before anything is said only the language, the page and the hours are known. */
  function planFor({ id, settings }: StoredSite, locale = settings.locale, page?: string) {
    if (settings.routing.plans.length === 0) return null
    return choosePlan(settings, {
      channel: 'web',
      source: null,
      page: page ?? null,
      referrer: null,
      locale,
      tags: [],
      attributes: {},
      isReturning: null,
      isWithinHours: ports.isWithinHours(id),
    })
  }

  return async (id, wanted, page) => {
    const site = await ports.sites.find(id)
    if (site === null) return null
    const { settings } = site
    const plan = planFor(site, wanted, page)
    const welcome = { ...settings.welcome, ...plan?.welcome }
    const locale = nearestLocale(wanted, Object.keys(welcome), settings.locale)
    const formsIn = formLocale(settings, wanted)
    const [still, availability] = await Promise.all([
      read(site, locale, plan, formsIn),
      ports.availability(site),
    ])
    const { state, opensAt = '' } = availability
    const tag = [site.revision, locale, state, opensAt, plan?.id ?? '', formsIn].join('.')
    return { config: { ...still, availability }, tag: `"${tag}"`, site }
  }
}

/** Settings as the plan has them (RT-8); what it does not say is the site's. */
function settingsUnder(plan: ReceptionPlan, settings: SiteSettings): SiteSettings {
  const { assistant } = settings
  return {
    ...settings,
    welcome: { ...settings.welcome, ...plan.welcome },
    assistant: {
      ...assistant,
      bot: plan.mode === 'humanOnly' ? 'off' : (plan.bot ?? assistant.bot),
      guided: plan.guided ?? assistant.guided,
      typeAhead: plan.typeAhead ?? assistant.typeAhead,
    },
  }
}

function stillOf(
  site: StoredSite,
  locale: string,
  faq: FaqItem[],
  asks: { leave: LeaveWhen; locale: string },
): Still {
  const { settings } = site
  const { consent } = settings.forms
  const offered = settings.routing.groups.filter((group) => group.offered)
  const groups = offered.map(({ id, name }) => ({ id, name }))
  const forms = widgetForms(settings, asks.leave, asks.locale)
  // Who is listed is connected to before an act, which a strict site lets nobody be.
  const isListed = settings.visitors.listed && !(consent.isOn && consent.isStrict)
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
    ...(isListed ? { listed: true as const } : {}),
    ...(settings.visitors.typingPreview ? { typingPreview: true as const } : {}),
    ...(forms === null ? {} : { forms }),
    ...(groups.length === 0 ? {} : { groups }),
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
