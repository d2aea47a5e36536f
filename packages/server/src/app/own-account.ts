/** What an agent changes of itself: its name, its password, and that it is signed in elsewhere. */
import type { AgentProfile } from '@foyer/protocol'
import type { Agents } from '../ports/agents.ts'
import type { Clock } from '../ports/clock.ts'
import type { Passwords } from '../ports/passwords.ts'
import type { People } from '../ports/people.ts'
import { createAttempts } from './attempts.ts'
import type { Changes } from './changes.ts'
import { type Colleagues, profileOf } from './colleagues.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, type Outcome } from './outcome.ts'
import { checkPassword } from './password-rules.ts'
import type { SignIn } from './sign-in.ts'

export interface OwnAccount {
  rename(agent: AgentIdentity, name: string): Promise<Outcome<AgentProfile>>
  /** Ends all sign-ins but the one that the cookie is of. */
  changePassword(
    agent: AgentIdentity,
    passwords: { old: string; password: string },
    cookieHeader: string | undefined,
  ): Promise<Outcome<null>>
  /** Ends all sign-ins; API tokens stay. */
  signOutEverywhere(agent: AgentIdentity): Promise<Outcome<null>>
}

export function createOwnAccount(ports: {
  agents: Agents
  people: Pick<People, 'rename' | 'signOutEverywhere'>
  passwords: Passwords
  colleagues: Pick<Colleagues, 'setPassword'>
  signIn: Pick<SignIn, 'keep'>
  changes: Changes
  operationLog: Pick<OperationLog, 'note'>
  clock: Clock
}): OwnAccount {
  const { agents, people, passwords, colleagues, signIn, changes, operationLog } = ports
  const attempts = createAttempts(ports.clock, { most: 5, within: 15 * 60_000 })

  async function noteEverywhere(agent: AgentIdentity, what: string, sides: object = {}): Promise<void> {
    for (const site of agent.sites) {
      await operationLog.note({ site, by: agent, what, object: agent.email, ...sides })
    }
  }

  return {
    async rename(agent, given) {
      const name = given.trim().replace(/\s+/g, ' ')
      if (name === '') return badRequest('/name', 'An agent needs a name.')
      await people.rename(agent.id, name)
      await noteEverywhere(agent, 'agent.renamed', { before: { name: agent.name }, after: { name } })
      changes.announce({ agent: agent.id })
      return { ok: profileOf({ ...agent, name }) }
    },

    async changePassword(agent, { old, password }, cookieHeader) {
      const tooMany = attempts.refusal(agent.id)
      if (tooMany !== null) return { error: tooMany }
      const known = await agents.find(agent.id)
      const isRight = await passwords.verify(known?.passwordHash ?? null, old)
      if (isRight === 'busy') {
        attempts.giveBack(agent.id)
        const message = 'Too many people are signing in. Try again.'
        return { error: { code: 'unavailable', message, retryAfter: 2_000 } }
      }
      if (!isRight) return badRequest('/old', 'This is not your present password.')
      attempts.giveBack(agent.id)
      const refused = checkPassword(password, [agent.name, agent.email])
      if (refused !== null) return refused
      const changed = await signIn.keep(cookieHeader, () => colleagues.setPassword(agent, password))
      if ('error' in changed) return changed
      await noteEverywhere(agent, 'agent.password')
      changes.announce({ agent: agent.id })
      return changed
    },

    async signOutEverywhere(agent) {
      await people.signOutEverywhere(agent.id)
      await noteEverywhere(agent, 'signIn.endedEverywhere')
      changes.announce({ agent: agent.id })
      return { ok: null }
    },
  }
}
