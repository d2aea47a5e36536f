/** All that answers by itself, put together: what is known, who is asked, what agents are recommended. */
import type { SiteSettings } from '@foyer/protocol'
import { createAnswering } from '../app/answer-question.ts'
import { createAskAnswerer } from '../app/ask-answerer.ts'
import type { TakeOver } from '../app/can-take-over.ts'
import type { Changes } from '../app/changes.ts'
import { createKnowledge } from '../app/knowledge.ts'
import type { Live } from '../app/live.ts'
import { createPassages } from '../app/passages.ts'
import { createSuggestions } from '../app/suggestions.ts'
import type { ChooseAnswerer } from '../ports/answerer.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Documents } from '../ports/documents.ts'
import type { Questions } from '../ports/questions.ts'
import type { Sites } from '../ports/sites.ts'
import type { Visitors } from '../ports/visitors.ts'

export function buildAssistant(parts: {
  conversations: Conversations
  visitors: Visitors
  sites: Sites
  questions: Questions
  documents: Documents
  live: Live
  takeOver: TakeOver
  changes: Changes
  bus: Bus
  clock: Clock
  settingsOf(site: string): SiteSettings | null
  revisionOf(site: string): number
  chooseAnswerer: ChooseAnswerer
  report(fault: unknown): string
}) {
  const { documents, live, revisionOf } = parts
  const { hub, presence } = live
  const knowledge = createKnowledge(parts)
  const asking = createAskAnswerer({
    ...parts,
    hub,
    findPassages: createPassages({ documents, revisionOf }),
  })
  const answering = createAnswering({
    ...parts,
    ...live,
    hasAssistant: presence.hasAssistant,
    knowledge,
    askAnswerer: asking.ask,
  })
  const suggestions = createSuggestions({ ...parts, knowledge, hub })
  live.onStored(answering.heard)
  live.onNews(asking.heard)
  live.onNews(suggestions.heard)
  presence.onChange((site, { state }) => state === 'agents' && suggestions.prepare(site))
  return { knowledge, answering, suggestions }
}
