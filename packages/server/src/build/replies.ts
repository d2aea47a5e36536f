/** What agents answer with and what comes after a conversation, put together. */
import type { Id, SiteSettings } from '@foyer/protocol'
import { createFetchFeed } from '../adapters/http-out/fetch-feed.ts'
import type { Store } from '../adapters/sql/open.ts'
import { createDeeplTranslator } from '../adapters/translate/deepl.ts'
import { createLibreTranslator } from '../adapters/translate/libre.ts'
import type { Limits } from '../app/limits.ts'
import type { Metrics } from '../app/metrics.ts'
import { createPhraseDesk } from '../app/phrases.ts'
import type { Pictures } from '../app/pictures.ts'
import { createProductDesk, productLimits } from '../app/products.ts'
import { createQuickReplyDesk } from '../app/quick-replies.ts'
import { createRatingDesk } from '../app/ratings.ts'
import type { RepliesDesk } from '../app/replies.ts'
import type { Rights } from '../app/rights.ts'
import type { Secrets } from '../app/secrets.ts'
import { createSummaryDesk } from '../app/summaries.ts'
import { createTranslationDesk } from '../app/translation.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { Outgoing } from '../ports/outgoing.ts'

export function buildReplies(parts: {
  store: Store
  outgoing: Outgoing
  secrets: Secrets
  pictures: Pictures
  rights: Rights
  limits: Limits
  clock: Clock
  chance: Chance
  settingsOf(site: string): SiteSettings | null
  find(conversation: Id): Promise<StoredConversation | null>
  count: Metrics['count']
  log: { warn(about: object, what: string): void }
  report(fault: unknown): void
}): RepliesDesk {
  const { store, outgoing, settingsOf, count, log } = parts
  return {
    quickReplies: createQuickReplyDesk({ ...parts, quickReplies: store.quickReplies }),
    phrases: createPhraseDesk({ ...parts, phrases: store.phrases }),
    translation: createTranslationDesk({
      ...parts,
      make({ kind, url }, key) {
        if (kind === 'libre') return createLibreTranslator({ outgoing, url, key })
        return kind === 'deepl' ? createDeeplTranslator({ outgoing, url, key: key ?? '' }) : null
      },
      failed(site, reason) {
        count('foyer_translation_failures_total')
        log.warn({ site, reason }, 'a text was not translated')
      },
    }),
    ratings: createRatingDesk({ ...parts, ratings: store.ratings }),
    summaries: createSummaryDesk({
      ...parts,
      summaries: store.summaries,
      summaryOf: (site) => settingsOf(site)?.summary,
    }),
    products: createProductDesk({
      ...parts,
      ...store,
      fetchFeed: createFetchFeed({ fetch: outgoing.fetch, most: productLimits.bytes }),
    }),
  }
}
