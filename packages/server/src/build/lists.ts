/** The search in texts, put together: its index, which follows the log, and what asks it. */
import type { Store } from '../adapters/sql/open.ts'
import { type Indexing, startIndexing } from '../app/index-texts.ts'
import type { Live } from '../app/live.ts'
import { createSearchTexts, type SearchTexts } from '../app/search-texts.ts'
import type { Clock } from '../ports/clock.ts'

export function buildLists(parts: {
  store: Pick<Store, 'texts' | 'conversations' | 'sites'>
  live: Pick<Live, 'inbox' | 'onNews'>
  clock: Clock
  report(fault: unknown): void
}): { searchTexts: SearchTexts; indexing: Indexing } {
  const { store, live, clock, report } = parts
  const { texts, conversations } = store
  const indexing = startIndexing({
    texts,
    conversations,
    sites: async () => (await store.sites.all()).map(({ id }) => id),
    clock,
    report,
  })
  live.onNews(({ state }) => indexing.changed(state.site))
  return {
    indexing,
    searchTexts: createSearchTexts({ texts, conversations, visitorOf: live.inbox.visitorOf }),
  }
}
