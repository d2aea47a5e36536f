/**
 * Reminds an agent, once, of a visitor of its own who has waited for the site's `nudge` (RT-13). The node that the
 * agent watches from keeps the time; where nobody watches, nobody is reminded.
 */
import type { Id, Time } from '@foyer/protocol'
import { nudgeAtOf } from '../core/inbox/alarm.ts'
import type { Clock } from '../ports/clock.ts'
import type { Listed } from '../ports/conversations.ts'

export interface Nudges {
  /** How it stands now: a time is set, moved or given up. */
  saw(listed: Listed): void
}

export function createNudges(parts: {
  clock: Clock
  nudgeOf(site: string): number
  isWatching(agent: Id): boolean
  nudge(listed: Listed, agent: Id): void
}): Nudges {
  const { clock } = parts
  /** Until it is given up, also once it was told: a visitor who goes on waiting is no news. */
  const waiting = new Map<Id, { agent: Id; at: Time; cancel: () => void }>()

  function forget(conversation: Id): void {
    waiting.get(conversation)?.cancel()
    waiting.delete(conversation)
  }

  return {
    saw(listed) {
      const { id, agent, site } = listed.state
      const at = nudgeAtOf(listed.state, { first: 0, later: 0, nudge: parts.nudgeOf(site) })
      if (at === null || agent?.id === undefined || !parts.isWatching(agent.id)) return forget(id)
      const known = waiting.get(id)
      if (known?.agent === agent.id && known.at === at) return
      forget(id)
      const wait = at - clock.now()
      // It was told before, here or where the agent watched then.
      const cancel = wait <= 0 ? () => {} : clock.after(wait, () => parts.nudge(listed, agent.id ?? ''))
      waiting.set(id, { agent: agent.id, at, cancel })
    },
  }
}
