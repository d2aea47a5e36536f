/** What a visitor asked, as the log says it: a text, a card's question, or an entry that was picked. */
import type { Actor, Event, Id, Seq, SiteSettings, Time } from '@foyer/protocol'
import { guidedOf, noneOfThese } from '../core/assistant/automatic.ts'
import type { Found } from '../core/assistant/reply.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import type { Answerer } from '../ports/answerer.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Known } from './knowledge.ts'

/** `seq` names the question in its record: of what was picked from, where something was. */
export type Asked = { seq: Seq; at: Time } & (
  | { kind: 'typed'; text: string }
  /** Null: none of those offered. */
  | { kind: 'picked'; entry: Id | null }
)

/** What may answer in the FAQ's place; null where it failed and the FAQ does. */
export type AskAnswerer = (question: {
  answerer: Answerer
  state: ConversationState
  settings: SiteSettings
  asked: Extract<Asked, { kind: 'typed' }>
  known: Known
  locale: string | undefined
  by: Actor
}) => Promise<Found | null>

/** Events before an offer among which the question stands that it was made for. */
const lookedBack = 20

/** Null where there is nothing to answer any more. */
export async function questionOf(
  conversations: Pick<Conversations, 'findEvent' | 'readLog'>,
  conversation: Id,
  known: Event | Seq,
): Promise<Asked | null> {
  const event = typeof known === 'number' ? await conversations.findEvent(conversation, known, 0) : known
  if (event === null) return null
  const { seq, at } = event
  if (event.type === 'option.picked') return picked(event.target, event.option)
  if (event.type !== 'message.posted' || event.by.kind !== 'visitor') return null
  const guided = guidedOf(event)
  if (guided !== undefined) return { seq, at, kind: 'picked', entry: guided }
  switch (event.body.kind) {
    case 'text':
      return { seq, at, kind: 'typed', text: event.body.text }
    case 'card':
      return { seq, at, kind: 'typed', text: event.body.card.question ?? '' }
    case 'file':
    case 'filled':
      return { seq, at, kind: 'typed', text: '' }
    default:
      return null
  }

  /** The bot's own options alone are entries; others are for whoever offered them. */
  async function picked(target: Seq, option: string): Promise<Asked | null> {
    const offer = await conversations.findEvent(conversation, target, 0)
    if (offer?.type !== 'message.posted' || offer.auto !== 'bot' || offer.by.id !== undefined) return null
    const { events } = await conversations.readLog(conversation, {
      before: [target, 0],
      limit: lookedBack,
      audience: 'visitor',
    })
    const first = events.findLast(({ type, by }) => type === 'message.posted' && by.kind === 'visitor')
    return {
      seq: first?.seq ?? seq,
      at: first?.at ?? at,
      kind: 'picked',
      entry: option === noneOfThese ? null : option,
    }
  }
}
