/**
 * All that the widget shows before a conversation. Reads one row, writes nothing, and makes the answer anew
 * only when the site's revision has changed.
 */
import {
  type Availability,
  type FaqItem,
  type Id,
  type LeaveWhen,
  limits,
  type Reception,
  type ReceptionPlan,
  type SiteSettings,
  type WidgetAssistant,
  type WidgetConfig,
} from '@foyer/protocol'
import { greetingsFor, localesOf, menuFor, noticeFor } from '../core/around/widget.ts'
import { isSameLanguage, nearestLocale } from '../core/locales.ts'
import { choosePlan } from '../core/routing/reception.ts'
import { type KnownTexts, textsFor, widgetLanguage } from '../core/texts-rules.ts'
import { glyphOf } from '../core/theme-rules.ts'
import { withoutQuery } from '../core/visitors/page.ts'
import type { Sites, StoredSite } from '../ports/sites.ts'
import type { Consents } from './consents.ts'
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

/** What a visitor who is known by now is shown under this plan, or under none. Null without such a site. */
export type ReadReception = (
  site: string,
  locale: string | null,
  plan: Id | null,
) => Promise<Reception | null>

type Still = Omit<WidgetConfig, 'availability'>

/** Answers kept: sites times languages. */
const mostKept = 500

export function createWidgetConfig(ports: {
  sites: Sites
  availability: (site: StoredSite) => Availability | Promise<Availability>
  isWithinHours: (site: string) => boolean
  texts: KnownTexts
  /** Before the title in the launcher's name, by language of the widget. */
  leads: Readonly<Record<string, string>>
  hasMailer: boolean
  consents: Pick<Consents, 'versionOf'>
}): { readWidget: ReadWidget; readReception: ReadReception } {
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
      ports.hasMailer,
      {
        leave: plan?.leave ?? site.settings.forms.leave.when,
        locale: formsIn,
        versionOf: (text) => ports.consents.versionOf(site.id, text),
      },
    )
    kept.set(key, { revision: site.revision, still })
    return still
  }

  /** By the language that the widget will speak, which may be none of the site's. */
  function inLanguage(still: Still, { settings }: StoredSite, wanted = settings.locale): Still {
    const language = widgetLanguage(wanted, ports.texts)
    const texts = textsFor(settings.texts, language, ports.texts)
    const appearance = { ...still.appearance, lead: ports.leads[language] }
    return { ...still, appearance, ...(Object.keys(texts).length === 0 ? {} : { texts }) }
  }

  /** Before anything is said only the language, the page and the hours are known. */
  function planFor({ id, settings }: StoredSite, locale = settings.locale, page?: string) {
    if (settings.routing.plans.length === 0) return null
    return choosePlan(settings, {
      channel: 'web',
      source: null,
      // As it will be known after the hello, or what is shown would change with that.
      page: page === undefined ? null : settings.pageQuery ? page : withoutQuery(page),
      referrer: null,
      locale,
      tags: [],
      attributes: {},
      isReturning: null,
      isWithinHours: ports.isWithinHours(id),
    })
  }

  /** The nearest language in which the site says anything of its own. */
  function localeOf({ settings }: StoredSite, plan: ReceptionPlan | null, wanted: string | undefined) {
    const { welcome, menu, notice, greetings } = settings
    const said = [
      ...Object.keys({ ...welcome, ...plan?.welcome }),
      ...localesOf(plan?.menu ?? menu, plan?.notice ?? notice, greetings),
    ]
    return nearestLocale(wanted, said, settings.locale)
  }

  const readReception: ReadReception = async (id, wanted, planned) => {
    const site = await ports.sites.find(id)
    if (site === null) return null
    const plan = site.settings.routing.plans.find((one) => one.id === planned) ?? null
    const formsIn = formLocale(site.settings, wanted ?? undefined)
    const still = await read(site, localeOf(site, plan, wanted ?? undefined), plan, formsIn)
    const { welcome, assistant, typeAhead, menu, notice } = still
    return { welcome, assistant, typeAhead, menu, notice }
  }

  const readWidget: ReadWidget = async (id, wanted, page) => {
    const site = await ports.sites.find(id)
    if (site === null) return null
    const plan = planFor(site, wanted, page)
    const locale = localeOf(site, plan, wanted)
    const formsIn = formLocale(site.settings, wanted)
    const [still, availability] = await Promise.all([
      read(site, locale, plan, formsIn),
      ports.availability(site),
    ])
    const { state, opensAt = '' } = availability
    const mail = ports.hasMailer ? 'm' : ''
    const tag = [site.revision, locale, state, opensAt, plan?.id ?? '', mail, formsIn].join('.')
    return { config: { ...inLanguage(still, site, wanted), availability }, tag: `"${tag}"`, site }
  }

  return { readWidget, readReception }
}

/** Settings as the plan has them (RT-8); what it does not say is the site's. */
function settingsUnder(plan: ReceptionPlan, settings: SiteSettings): SiteSettings {
  const { assistant } = settings
  return {
    ...settings,
    welcome: { ...settings.welcome, ...plan.welcome },
    menu: plan.menu ?? settings.menu,
    notice: plan.notice ?? settings.notice,
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
  hasMailer: boolean,
  asks: { leave: LeaveWhen; locale: string; versionOf: (text: string) => string },
): Still {
  const { settings } = site
  const { plans, groups: known } = settings.routing
  const { consent } = settings.forms
  const languages = { wanted: locale, main: settings.locale }
  const greetings = greetingsFor(settings.greetings, languages)
  const groups = known.filter((group) => group.offered).map(({ id, name }) => ({ id, name }))
  const forms = widgetForms(settings, asks.leave, asks.locale, asks.versionOf)
  // Who is listed is connected to before an act, which a strict site lets nobody be.
  const isListed = settings.visitors.listed && !(consent.isOn && consent.isStrict)
  return {
    site: site.id,
    name: settings.name,
    enabled: settings.enabled,
    locale,
    // The launcher is named by its title, and a button has to have a name.
    appearance: { ...settings.appearance, title: settings.appearance.title || settings.name },
    welcome: settings.welcome[locale] ?? settings.welcome[settings.locale] ?? '',
    faq,
    links: settings.links,
    receipts: settings.receipts.toVisitor,
    quoting: settings.quoting.visitor,
    assistant: assistantOf(settings, faq),
    typeAhead: settings.assistant.typeAhead && faq.length > 0,
    limits: { text: limits.text, frame: limits.frame, file: settings.upload.bytes },
    fileTypes: settings.upload.types,
    ...glyphOf(settings.appearance),
    media: {
      voice: settings.media.voice && takesAudio(settings.upload.types),
      transcripts: !settings.mail.transcripts ? 'none' : hasMailer ? 'mail' : 'file',
      editWithin: settings.editWindow.visitor,
    },
    menu: menuFor(settings.menu, languages, faq),
    notice: noticeFor(settings.notice, languages),
    ...(settings.menu.length > 0 || settings.notice.isOn || plans.length > 0 || isListed
      ? { around: true as const }
      : {}),
    ...(plans.some(({ when }) => when.some(({ on }) => on === 'page')) ? { byPage: true as const } : {}),
    ...(greetings === undefined ? {} : { greetings }),
    ...(settings.sound ? { sound: true as const } : {}),
    ...(isListed ? { listed: true as const } : {}),
    ...(settings.visitors.typingPreview ? { typingPreview: true as const } : {}),
    ...(forms === null ? {} : { forms }),
    ...(groups.length === 0 ? {} : { groups }),
  }
}

/** Where recordings would only be refused, none are made. */
function takesAudio(types: string[]): boolean {
  return types.length === 0 || types.some((type) => type.startsWith('audio/'))
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
