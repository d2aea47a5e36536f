/**
 * What each agent wrote before, for completion (IN-8): counted in the background from what was stored, at most so
 * many of each agent, and for as long as a message says it. What is not written yet when the process is cut is
 * forgotten; it is a help, not a record.
 */
import type { Phrase } from '@foyer/protocol'
import { saidIn } from '../core/conversation/said-in.ts'
import type { Clock } from '../ports/clock.ts'
import type { Phrases, SentPhrase } from '../ports/quick-replies.ts'
import type { Stored } from './handle-command.ts'
import type { AgentIdentity } from './identities.ts'
import { notFound, type Outcome } from './outcome.ts'

export const phraseLimits = { kept: 2_000, least: 3, most: 500 } as const
/** Milliseconds between writing, and how often of those an agent's are trimmed. */
const writeEvery = 5_000
const trimEvery = 100

export interface PhraseDesk {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ phrases: Phrase[] }>>
  forget(agent: AgentIdentity, site: string, text: string): Promise<Outcome<null>>
  heard(stored: Stored): void
  /** Writes what waits. */
  flush(): Promise<void>
  stop(): void
}

export function createPhraseDesk(ports: {
  phrases: Phrases
  clock: Clock
  report(fault: unknown): void
}): PhraseDesk {
  const { phrases, clock, report } = ports
  let waiting: SentPhrase[] = []
  let cancel: (() => void) | null = null
  const added = new Map<string, number>()

  async function flush(): Promise<void> {
    cancel?.()
    cancel = null
    const sent = waiting
    waiting = []
    if (sent.length === 0) return
    await phrases.add(sent)
    for (const { site, agent } of sent) {
      const count = (added.get(`${site} ${agent}`) ?? 0) + 1
      added.set(`${site} ${agent}`, count % trimEvery)
      if (count === trimEvery) await phrases.trim(site, agent, phraseLimits.kept)
    }
  }

  return {
    async list(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      await flush()
      return { ok: { phrases: await phrases.of(site, agent.id, phraseLimits.kept) } }
    },
    async forget(agent, site, text) {
      if (!agent.sites.includes(site)) return notFound
      await phrases.forget(site, agent.id, text)
      return { ok: null }
    },
    heard({ after, events }) {
      for (const event of events) {
        if (event.type !== 'message.posted' || event.by.kind !== 'agent' || event.by.id === undefined)
          continue
        const text = saidIn(event)
        if (text.length < phraseLimits.least || text.length > phraseLimits.most) continue
        const { id: conversation, site } = after.state
        waiting.push({ site, agent: event.by.id, conversation, seq: event.seq, text, at: event.at })
        cancel ??= clock.after(writeEvery, () => void flush().catch(report))
      }
    },
    flush,
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
