/** Gives the conversations of an agent who left a site back to the queue, snoozed ones too: nobody would see them. */

import type { Id } from '@foyer/protocol'
import type { ConversationState } from '../core/conversation/state.ts'
import { wholeSite } from '../core/inbox/lists.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import { derivedId } from './derived-id.ts'
import type { Conversing } from './handle-command.ts'

const pageSize = 100

export type ReleaseAgent = (site: string, agent: Id) => Promise<void>

export function createReleaseAgent(ports: {
  conversations: Pick<Conversations, 'list'>
  conversing: Pick<Conversing, 'handle'>
  clock: Clock
}): ReleaseAgent {
  const { conversations, conversing, clock } = ports

  async function heldBy(site: string, agent: Id): Promise<ConversationState[]> {
    const held: ConversationState[] = []
    for (const list of ['mine', 'snoozed'] as const) {
      let after: string | undefined
      do {
        const page = await conversations.list({
          scopes: [wholeSite(site)],
          list,
          agent,
          limit: pageSize,
          ...(after === undefined ? {} : { after }),
        })
        held.push(...page.rows.map(({ state }) => state).filter((state) => state.agent?.id === agent))
        after = page.after
      } while (after !== undefined)
    }
    return held
  }

  return async (site, agent) => {
    for (const { id, visitor, seq, sub } of await heldBy(site, agent)) {
      // Done once, whoever asks again: the cid derives from where it stands.
      const cid = derivedId({ id: `${id}:${seq}.${sub}:release`, at: 0 })
      await conversing.handle({
        visitor,
        conversation: id,
        cid,
        sender: { kind: 'system' },
        names: ['conversation.assigned'],
        command: () => ({
          do: 'conversation.assign',
          at: clock.now(),
          by: { kind: 'system' },
          cid,
          to: null,
        }),
      })
    }
  }
}
