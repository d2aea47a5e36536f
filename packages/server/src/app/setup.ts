/**
 * The first start: there is no default password, but a link with a code that works once, for an hour, as long
 * as there is no agent. Whoever opens it makes the first agent and the first site.
 */
import type { SetupRequest } from '@foyer/protocol'
import type { Agents } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Meta } from '../ports/sites.ts'
import { createAttempts } from './attempts.ts'
import type { Colleagues } from './colleagues.ts'
import type { AgentIdentity } from './identities.ts'
import type { Outcome } from './outcome.ts'
import type { SignIn } from './sign-in.ts'
import { hashSecret } from './signature.ts'
import type { SiteDesk } from './sites.ts'

const hour = 60 * 60_000
const key = 'setup'

export interface Setup {
  isNeeded(): Promise<boolean>
  /** A new code in place of any earlier one, or null when there are agents. */
  prepare(): Promise<string | null>
  finish(request: SetupRequest, address: string): Promise<Outcome<{ agent: AgentIdentity; session: string }>>
}

export function createSetup(ports: {
  meta: Meta
  agents: Agents
  siteDesk: SiteDesk
  colleagues: Colleagues
  signIn: SignIn
  clock: Clock
  chance: Chance
}): Setup {
  const { meta, agents, siteDesk, colleagues, signIn, clock, chance } = ports
  const attempts = createAttempts(clock, { most: 20, within: hour / 4 })
  const isNeeded = async () => (await agents.count()) === 0

  async function isGood(code: string): Promise<boolean> {
    const known = await meta.get(key)
    if (known === null) return false
    // Compared as hashes: how far they agree tells nothing about the code.
    const [hash, expires] = known.split(' ')
    return hash === hashSecret(code) && Number(expires) > clock.now()
  }

  return {
    isNeeded,

    async prepare() {
      if (!(await isNeeded())) {
        await meta.remove(key)
        return null
      }
      const code = chance.secret(32)
      await meta.put(key, `${hashSecret(code)} ${clock.now() + hour}`)
      return code
    },

    async finish(request, address) {
      const tooMany = attempts.refusal(address)
      if (tooMany !== null) return { error: tooMany }
      const isOpen = await isNeeded()
      const refused = {
        error: {
          code: 'unauthorized',
          message: isOpen
            ? 'This link does not work any more. Start the server again for a new one.'
            : 'This link was used already: there is an agent, who signs in.',
        },
      } as const
      if (!isOpen || !(await isGood(request.code))) return refused

      // All that could be refused is refused before the code is used up.
      const agentCheck = colleagues.check(request)
      if ('error' in agentCheck) return agentCheck
      const siteCheck = siteDesk.check(request.site)
      if ('error' in siteCheck)
        return { error: { ...siteCheck.error, path: `/site${siteCheck.error.path ?? ''}` } }
      // Of two who come at once, one removes it.
      if (!(await meta.remove(key))) return refused

      const site = await siteDesk.create(request.site, null)
      // A site made at the command line before may have that id: its first agent joins it.
      if ('error' in site && site.error.code !== 'conflict') return site
      const agent = await colleagues.create({ ...request, sites: [request.site.id], role: 'owner' })
      if ('error' in agent) return agent
      return { ok: { agent: agent.ok, session: await signIn.begin(agent.ok.id) } }
    },
  }
}
