/** What people do about the assistant's answers: agents look for them and stop their sending, visitors rate them. */
import { canAutoSend } from '../../core/assistant/automatic.ts'
import type { StoredConversation } from '../../ports/conversations.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Who } from '../session-state.ts'
import { mine } from './change.ts'

export const suggest: Handler<'suggest'> = async (parts, { who }, { conversation, text }) => {
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  const stored = await mine(parts, who, conversation)
  if (stored === null) return notFound
  return { ok: { suggestions: await parts.suggestions.of(stored.state, text) } }
}

/** "Was this helpful?" (AS-16), of the bot's own answers: what was sent as a recommendation shows no such thing. */
export const rate: Handler<'answer.rate'> = async (parts, { who }, { conversation, seq, helpful }) => {
  const refused = parts.limits.check('reads', who.id)
  if (refused !== null) return { error: refused }
  if ((await mine(parts, who, conversation)) === null) return notFound
  const event = await parts.conversations.findEvent(conversation, seq, 0)
  if (event?.type !== 'message.posted' || event.auto !== 'bot') return noAnswer
  if (await parts.questions.rate(conversation, seq, helpful)) return { ok: {} }
  // It is recorded a moment after it was said.
  await parts.answering.settled(conversation)
  return (await parts.questions.rate(conversation, seq, helpful)) ? { ok: {} } : noAnswer
}

const noAnswer = refuse('not_found', 'There is no answer of the assistant to rate here.', '/seq')

/** Where answers may be sent by themselves, an agent who opens the conversation ends that (AS-3). */
export async function stopSending(parts: SocketParts, who: Who, stored: StoredConversation): Promise<void> {
  const { id, site, visitor } = stored.state
  const assistant = parts.settingsOf(site)?.assistant
  if (who.role !== 'agent' || assistant?.autoSend !== true || !canAutoSend(stored.state)) return
  const cid = parts.chance.id()
  await parts.conversing.handle({
    visitor,
    conversation: id,
    cid,
    sender: who.actor,
    names: ['assistant.stopped'],
    command: () => ({
      do: 'assistant.stop',
      at: parts.clock.now(),
      by: who.actor,
      cid,
      reason: 'agentOpened',
    }),
  })
}
