/**
 * Translations by the provider that a site set up (IN-9), by permission. What was translated a moment ago is not
 * paid for again; who asks too often is told to wait.
 */
import type {
  ProtocolError,
  SiteSettings,
  Translated,
  TranslateRequest,
  TranslationSettings,
} from '@foyer/protocol'
import type { Translator, Untranslated } from '../ports/translate.ts'
import type { AgentIdentity } from './identities.ts'
import type { Limits } from './limits.ts'
import { notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'
import type { Secrets } from './secrets.ts'

/** Translations that a node remembers. */
const kept = 2_000

export interface TranslationDesk {
  translate(agent: AgentIdentity, site: string, request: TranslateRequest): Promise<Outcome<Translated>>
}

export type MakeTranslator = (settings: TranslationSettings, key: string | null) => Translator | null

export function createTranslationDesk(ports: {
  settingsOf(site: string): SiteSettings | null
  secrets: Pick<Secrets, 'translationKey'>
  make: MakeTranslator
  rights: Rights
  limits: Limits
  failed(site: string, reason: Untranslated): void
}): TranslationDesk {
  const { settingsOf, secrets, make, rights, limits, failed } = ports
  const known = new Map<string, Translated>()

  function keep(name: string, translated: Translated): void {
    known.delete(name)
    known.set(name, translated)
    for (const oldest of known.keys()) {
      if (known.size <= kept) break
      known.delete(oldest)
    }
  }

  return {
    async translate(agent, site, { text, to, from }) {
      if (!agent.sites.includes(site)) return notFound
      const refused = rights.refusal(agent, site, 'message.translate')
      if (refused !== null) return refused
      const settings = settingsOf(site)?.translation
      if (settings === undefined || settings.kind === 'off') return { error: switchedOff }
      const name = JSON.stringify([site, settings, from ?? '', to, text])
      const before = known.get(name)
      if (before !== undefined) {
        keep(name, before)
        return { ok: before }
      }
      const limited = limits.check('translations', agent.id)
      if (limited !== null) return { error: limited }
      const translator = make(settings, await secrets.translationKey(site))
      if (translator === null) return { error: switchedOff }
      const answer = await translator.translate({ text, to, ...(from === undefined ? {} : { from }) })
      if ('failed' in answer) {
        failed(site, answer.failed)
        return { error: wordsFor[answer.failed] }
      }
      keep(name, answer)
      return { ok: answer }
    },
  }
}

const switchedOff: ProtocolError = { code: 'conflict', message: 'Translation is not set up for this site.' }
const unavailable = (message: string, retryAfter: number): ProtocolError => ({
  code: 'unavailable',
  message,
  retryAfter,
})
const silent = unavailable('The translation provider cannot be reached.', 10_000)
const odd = unavailable('The translation provider answered something else than a translation.', 10_000)

const wordsFor: Record<Untranslated, ProtocolError> = {
  refused: { code: 'conflict', message: 'The address of the translation provider is not allowed.' },
  unreachable: silent,
  timeOut: silent,
  stopped: silent,
  tooLong: odd,
  malformed: odd,
  refusedByProvider: odd,
  key: { code: 'conflict', message: 'The translation provider does not accept the key.' },
  quota: unavailable('The translation provider’s quota is used up.', 60_000),
  language: {
    code: 'bad_request',
    message: 'The provider does not translate into this language.',
    path: '/to',
  },
}
