/**
 * What a site's FAQ knows, by language: the published entries and the matcher that was learned from them, kept
 * until the FAQ changes and then learned anew from what was there. Building goes in steps of a few
 * milliseconds with the event loop's other work between them.
 */
import type { FaqEntry, Id, SiteSettings } from '@foyer/protocol'
import { buildMatcher, type Matcher } from '../core/assistant/matcher.ts'
import { isSameLanguage, nearestLocale } from '../core/locales.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import { createKept } from './kept.ts'
import { inTurns } from './turns.ts'

/** Of one site in one language. */
export interface Known {
  /** Published, for this language, in their order. */
  entries: Map<Id, FaqEntry>
  matcher: Matcher
}

export interface Knowledge {
  /** `locale` as a visitor's browser says it; undefined for the site's own language. */
  of(site: string, locale: string | undefined): Promise<Known>
  /** A published entry of the site, in whatever language. */
  entry(site: string, id: Id): Promise<FaqEntry | null>
  /** Whether anything is published at all. */
  hasEntries(site: string): Promise<boolean>
  stop(): void
}

/** Sites times languages whose matchers are kept; each costs from some kilobytes up to a few megabytes. */
const mostKept = 100
/** Sites whose entries are kept. */
const mostSites = 500

interface Learned extends Known {
  /** The list that it was learned from. */
  all: FaqEntry[]
  /** What was learned, so that a change of anything else learns nothing anew. */
  phrasings: string
}

interface Shelf {
  learned: Learned | null
  /** One at a time: what changes meanwhile is learned next, at once and all together. */
  learning: Promise<Learned> | null
}

export function createKnowledge(ports: {
  sites: Pick<Sites, 'faq'>
  changes: Changes
  settingsOf(site: string): SiteSettings | null
  /** Changes with every change of the site's settings or FAQ, also where a hint was lost. */
  revisionOf(site: string): number
  report(fault: unknown): void
}): Knowledge {
  const { sites, changes, settingsOf, revisionOf, report } = ports
  const faqs = createKept<{ revision: number; entries: Promise<FaqEntry[]> }>(mostSites)
  const shelves = createKept<Shelf>(mostKept)
  /** Languages that were asked for, by site: they are learned anew before somebody asks again. */
  const spoken = createKept<Set<string>>(mostSites)

  const stop = changes.listen(({ site }) => {
    if (site === undefined) return
    faqs.delete(site)
    for (const language of spoken.get(site) ?? []) void inLanguage(site, language).catch(report)
  })

  /** The published ones; the same list until something has changed. */
  function published(site: string): Promise<FaqEntry[]> {
    const revision = revisionOf(site)
    const kept = faqs.get(site)
    if (kept !== undefined && kept.revision === revision) return kept.entries
    const entries = sites.faq(site).then((all) => all.filter((entry) => entry.published))
    faqs.set(site, { revision, entries })
    entries.catch(() => faqs.delete(site))
    return entries
  }

  async function inLanguage(site: string, language: string): Promise<Known> {
    const key = `${site} ${language}`
    const shelf = shelves.get(key) ?? { learned: null, learning: null }
    shelves.set(key, shelf)
    for (;;) {
      const all = await published(site)
      if (shelf.learned?.all === all) return shelf.learned
      shelf.learning ??= learn(all, language, shelf.learned).finally(() => {
        shelf.learning = null
      })
      shelf.learned = await shelf.learning
    }
  }

  return {
    async of(site, locale) {
      const language = languageFor(await published(site), locale, settingsOf(site))
      const languages = spoken.get(site) ?? new Set()
      spoken.set(site, languages.add(language))
      return inLanguage(site, language)
    },
    async entry(site, id) {
      return (await published(site)).find((entry) => entry.id === id) ?? null
    },
    hasEntries: async (site) => (await published(site)).length > 0,
    stop,
  }
}

/** The visitor's where the site speaks it, else the site's own: as the widget chooses what it shows. */
function languageFor(all: FaqEntry[], locale: string | undefined, settings: SiteSettings | null): string {
  const spoken = [...Object.keys(settings?.welcome ?? {}), ...all.flatMap((entry) => entry.locale ?? [])]
  return nearestLocale(locale, spoken, settings?.locale ?? 'en')
    .split(/[-_]/)[0]!
    .toLowerCase()
}

async function learn(all: FaqEntry[], language: string, before: Learned | null): Promise<Learned> {
  const ours = all.filter(({ locale }) => locale === null || isSameLanguage(locale, language))
  const entries = new Map(ours.map((entry) => [entry.id, entry]))
  const phrased = ours.map(({ id, question, phrasings }) => ({ id, phrasings: [question, ...phrasings] }))
  const phrasings = JSON.stringify(phrased)
  if (before?.phrasings === phrasings) return { ...before, all, entries }
  const steps = buildMatcher(phrased, {
    lang: language,
    ...(before === null ? {} : { from: before.matcher }),
  })
  return { all, entries, matcher: await inTurns(steps), phrasings }
}
