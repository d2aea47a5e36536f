/**
 * Fills the index of texts from the log, a moment after the fact and a little at a time: whoever writes a message
 * never waits for it. While people write it takes a twentieth of the time, so that after a storm it is the search
 * that is late, not the messages. Sites are looked through in the order of their newest messages; what was indexed
 * before is known by its position, so nodes that do it twice do it once.
 */
import type { Id, Time } from '@foyer/protocol'
import { dueIndex } from '../core/conversation/policy.ts'
import { textOf } from '../core/search/texts.ts'
import { tokensOf } from '../core/search/tokens.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due } from '../ports/conversations.ts'
import type { IndexedText, Texts } from '../ports/texts.ts'
import { createGiveWay } from './give-way.ts'

export interface Indexing {
  /** A conversation of the site has something new. */
  changed(site: string): void
  /** A note, or a text that was edited or deleted: its conversation has moved in no list. */
  reindex(due: Due): Promise<void>
  stop(): void
}

/** Milliseconds between two looks; also how far behind it stays, for commits of other nodes that are under way. */
const every = 1_000
const lag = 1_500
/** All sites are looked at this often, for what another node told nobody of. */
const allEvery = 30_000
/** Between two looks where there is more: others come first. */
const pause = 10
/** A twentieth of the time. */
const busy = 19
const stands = 50
const eventsAtOnce = 100

export function startIndexing(ports: {
  texts: Texts
  conversations: Pick<Conversations, 'readLog' | 'findEvent'>
  sites(): Promise<string[]>
  clock: Clock
  report(fault: unknown): void
}): Indexing {
  const { texts, conversations, clock } = ports
  const changedAt = new Map<string, Time>()
  let lookedAt = Number.NEGATIVE_INFINITY
  let isStopped = false
  const way = createGiveWay(clock, { busy })
  let cancel = clock.after(every, look)

  function look(): void {
    void step()
      .catch((fault) => {
        ports.report(fault)
        return false
      })
      .then((hasMore) => {
        if (!isStopped) cancel = clock.after(hasMore ? pause : every, look)
      })
  }

  /** Whether there is more to do at once. */
  async function step(): Promise<boolean> {
    if (clock.monotonic() - lookedAt >= allEvery) {
      for (const site of await ports.sites()) if (!changedAt.has(site)) changedAt.set(site, 0)
      lookedAt = clock.monotonic()
    }
    let hasMore = false
    const rest = way.begin()
    for (const [site, at] of [...changedAt]) {
      const now = clock.now()
      const waiting = await texts.waiting(site, now - lag, stands)
      let found: IndexedText[] = []
      for (const { id } of waiting) {
        for await (const page of unindexed(site, id)) {
          found = found.concat(page.texts)
          const isMuch = found.length >= eventsAtOnce
          if (isMuch) found = await put(site, found)
          if (isMuch || page.hasMore) await rest()
          if (isStopped) return false
        }
      }
      await put(site, found)
      const last = waiting.at(-1)
      if (last !== undefined) await texts.advance(site, last)
      if (waiting.length === stands) hasMore = true
      else if (now - at > lag + every && changedAt.get(site) === at) changedAt.delete(site)
    }
    return hasMore && !isStopped
  }

  /** A page of the log at a time. */
  async function* unindexed(
    site: string,
    conversation: Id,
  ): AsyncGenerator<{ texts: IndexedText[]; hasMore: boolean }> {
    let after = await texts.positionOf(conversation)
    let hasMore = true
    while (hasMore) {
      const page = await conversations.readLog(conversation, {
        after,
        limit: eventsAtOnce,
        audience: 'agent',
      })
      const found: IndexedText[] = []
      for (const event of page.events) {
        const text = textOf(event)
        after = [event.seq, event.sub ?? 0]
        if (text === null || text.trim() === '') continue
        found.push({ conversation, seq: event.seq, sub: event.sub ?? 0, tokens: tokensOf(site, text) })
      }
      hasMore = page.more && page.events.length > 0
      yield { texts: found, hasMore }
    }
  }

  async function put(site: string, found: IndexedText[]): Promise<IndexedText[]> {
    if (found.length > 0) await texts.add(site, found)
    return []
  }

  return {
    changed(site) {
      way.stirred()
      changedAt.set(site, clock.now())
    },
    async reindex(due) {
      const { conversation, site } = due
      for await (const page of unindexed(site, conversation)) await put(site, page.texts)
      const [seq, sub] = dueIndex.targetOf(due)
      const event = await conversations.findEvent(conversation, seq, sub)
      const text = event === null ? null : textOf(event)
      const place = { conversation, seq, sub }
      await texts.replace(site, text === null ? place : { ...place, tokens: tokensOf(site, text) })
    },
    stop() {
      isStopped = true
      cancel()
    },
  }
}
