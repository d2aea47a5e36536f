/**
 * Recommended answers (AS-2): entries that fit what the visitor asked, for the agents who have it open. Where a
 * site does not recommend, or has nothing published, nobody looks.
 */
import type { Id, SiteSettings, Suggestion } from '@foyer/protocol'
import type { Matcher } from '../core/assistant/matcher.ts'
import { questionText } from '../core/assistant/question-text.ts'
import { smallTalkIn } from '../core/assistant/small-talk.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import { previewLength } from '../core/conversation/summary.ts'
import type { Conversations, StoredConversation } from '../ports/conversations.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { Hub } from './hub.ts'
import { createKept } from './kept.ts'
import type { Knowledge } from './knowledge.ts'

export interface Suggestions {
  /** For `text`, or for the visitor's newest message where none is given. */
  of(state: ConversationState, text?: string): Promise<Suggestion[]>
  /** Agents of the site have come: what they will be recommended is learned before they ask. */
  prepare(site: string): void
  /** The conversation has something new, here or on another node. */
  heard(conversation: StoredConversation): void
}

const mostSuggested = 3
/** Events among which the visitor's newest message is looked for. */
const lookedBack = 20
/** Conversations whose last suggestions are remembered: each message brings them once. */
const mostKept = 5_000

export function createSuggestions(ports: {
  conversations: Pick<Conversations, 'findEvent' | 'readLog'>
  visitors: Pick<Visitors, 'find'>
  knowledge: Knowledge
  hub: Pick<Hub, 'hasReaders' | 'suggest'>
  settingsOf(site: string): SiteSettings | null
  report(fault: unknown): void
}): Suggestions {
  const { conversations, knowledge, hub } = ports
  const told = createKept<number>(mostKept)

  async function of(state: ConversationState, text?: string): Promise<Suggestion[]> {
    const settings = ports.settingsOf(state.site)
    if (settings?.assistant.recommend !== true || !(await knowledge.hasEntries(state.site))) return []
    const asked = text ?? (await newestOf(state.id))
    if (asked.trim() === '') return []
    const locale = (await ports.visitors.find(state.visitor))?.locale ?? undefined
    const { matcher, entries } = await knowledge.of(state.site, locale)
    const least = smallTalkIn(asked) === null ? settings.assistant.threshold.suggest : 1
    return matcher
      .match(asked, mostSuggested)
      .filter(({ score }) => score >= least)
      .flatMap(({ id, score, why }): Suggestion[] => {
        const entry = entries.get(id)
        if (entry === undefined) return []
        const { question, answer } = entry
        return [{ faq: id, question, score, answer, why: reasonFor(matcher, asked, id, why === 'exact') }]
      })
  }

  /** What the visitor wrote last, where no person has answered since. */
  async function newestOf(conversation: Id): Promise<string> {
    const { events } = await conversations.readLog(conversation, { limit: lookedBack, audience: 'visitor' })
    const newest = events.findLast(
      ({ type, by }) => type === 'message.posted' && (by.kind === 'visitor' || by.kind === 'agent'),
    )
    return newest?.by.kind === 'visitor' ? questionText(newest) : ''
  }

  async function tell({ state }: StoredConversation): Promise<void> {
    const { id, last } = state
    if (last === null) return
    // The row's preview is the whole text unless it was cut.
    const isWhole = last.kind === 'text' && [...last.text].length < previewLength
    const event = isWhole ? null : await conversations.findEvent(id, last.seq, 0)
    const suggestions = await of(state, isWhole ? last.text : event === null ? '' : questionText(event))
    hub.suggest({ on: 'suggestions', conversation: id, seq: last.seq, suggestions })
  }

  async function prepare(site: string): Promise<void> {
    if (ports.settingsOf(site)?.assistant.recommend !== true) return
    if (await knowledge.hasEntries(site)) await knowledge.of(site, undefined)
  }

  return {
    of,
    prepare: (site) => void prepare(site).catch(ports.report),
    heard(stored) {
      const { id, site, last, status } = stored.state
      if (last?.by !== 'visitor' || status === 'closed' || !hub.hasReaders(id, 'agent')) return
      if (ports.settingsOf(site)?.assistant.recommend !== true || told.get(id) === last.seq) return
      told.set(id, last.seq)
      void knowledge
        .hasEntries(site)
        .then((hasAny) => (hasAny ? tell(stored) : undefined))
        .catch(ports.report)
    },
  }
}

const mostWords = 3

/** The phrasing that it is, or the words that spoke for it most. */
function reasonFor(matcher: Matcher, text: string, id: Id, isExact: boolean): string {
  const explained = matcher.explain(text, id)
  if (explained === null) return ''
  if (isExact) return explained.nearest.phrasing
  return explained.words
    .filter(({ part }) => part > 0)
    .sort((one, other) => other.part - one.part)
    .slice(0, mostWords)
    .map(({ word }) => word)
    .join(', ')
}
