/**
 * Sees that a connected agent was disabled, signed out, given a new password, other sites or other rights where nobody
 * here was told: by the command line, or by a node that this one cannot hear. It says who; whether a socket stays is
 * decided where sockets are.
 */
import type { Id } from '@foyer/protocol'
import type { Agents } from '../ports/agents.ts'
import type { Clock } from '../ports/clock.ts'
import { repeat } from './repeat.ts'
import type { Roles } from './rights.ts'

/** Milliseconds: how long somebody who was disabled elsewhere may still listen. */
const lookEvery = 1_000

/** Returns the way to stop; it resolves once a look that has begun is over. */
export function watchAgents(ports: {
  agents: Pick<Agents, 'find' | 'rolesOf'>
  clock: Clock
  /** Agents with an open socket; again for each socket. */
  connected(): Iterable<Id>
  /** Whose sign-in or token is no more, with which a socket is open. */
  ended(): Promise<Iterable<Id>>
  /** What roles allow as the sites' settings are now, as one that is compared. */
  rightsOf(roles: Roles): Promise<string>
  changed(agent: Id): Promise<void>
  report(fault: unknown): void
}): () => Promise<void> {
  const { agents, clock, connected, ended, rightsOf, changed, report } = ports
  let seen = new Map<Id, string>()

  async function look(): Promise<void> {
    for (const id of await ended()) await changed(id)
    const now = new Map<Id, string>()
    for (const id of new Set(connected())) {
      const [agent, roles] = await Promise.all([agents.find(id), agents.rolesOf(id)])
      const rights =
        agent === null
          ? ''
          : [agent.disabled, agent.passwordHash, agent.name, await rightsOf(roles)].join(' ')
      now.set(id, rights)
      // Seen for the first time too: something may have changed since it came in.
      if (seen.get(id) !== rights) await changed(id)
    }
    seen = now
  }

  return repeat(clock, () => lookEvery, look, report)
}
