/**
 * The rules of the outbox, pure: in order, one unanswered at a time per conversation, same cid. What is
 * refused is failed and lets the next pass.
 */
import type { Answer, Id, PostedBody, ProtocolError, Seq, Time } from '@foyer/protocol'

export interface Entry {
  /** Its cid; sorts by the time of typing. */
  key: Id
  /** Null: meant for a conversation that does not exist yet. */
  conversation: Id | null
  at: Time
  body: PostedBody
  quote?: Seq
  faq?: Id[]
  offline?: true
  /** Answered; stays until its event has come. */
  seq?: Seq
  /** Failed, and why. */
  error?: ProtocolError
}

/** Milliseconds to wait when the server wants patience and does not say how much. */
const patience = 5_000

/** What may go out now: of each conversation the first that waits, unless one of it is under way. */
export function due(entries: readonly Entry[], flying: ReadonlySet<Id>): Entry[] {
  const busy = new Set<Id | null>()
  for (const entry of entries) if (flying.has(entry.key)) busy.add(entry.conversation)
  return entries.filter((entry) => {
    if (entry.seq || entry.error || busy.has(entry.conversation)) return false
    busy.add(entry.conversation)
    return true
  })
}

/** What an answer makes of an entry; a number is how long all have to wait before it is sent again. */
export function settle(entry: Entry, answer: Answer<'message.post'>): Entry | number {
  const { ok, error } = answer
  if (ok) return { ...entry, conversation: ok.conversation, seq: ok.seq }
  if (error.code === 'rate_limited' || error.code === 'unavailable') return error.retryAfter ?? patience
  return { ...entry, error }
}
