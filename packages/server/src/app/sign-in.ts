/**
 * Agents' sign-in with e-mail and password, and the sessions of the console that come of it. Refuses a sixth
 * attempt in a quarter of an hour, and answers the same, as slowly, for an address that nobody has.
 */
import type { Id } from '@foyer/protocol'
import { StoreUnavailable } from '../core/faults.ts'
import type { Agent, Agents } from '../ports/agents.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Passwords } from '../ports/passwords.ts'
import { createAttempts } from './attempts.ts'
import type { Changes } from './changes.ts'
import { type AgentIdentity, identify } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import type { Outcome } from './outcome.ts'
import type { Presence } from './presence.ts'
import { hashSecret } from './signature.ts'

const minute = 60_000
const hour = 60 * minute

/** Milliseconds of a session, and how stale its `usedAt` may get. */
export const sessionTimes = { idle: 12 * hour, most: 7 * 24 * hour, touch: minute } as const

export const signInLimits = {
  ofAccount: { most: 5, within: 15 * minute },
  ofAddress: { most: 20, within: 15 * minute },
} as const

export interface SignIn {
  /** `address` is the network that the limits count. The session is the cookie's value, said once. */
  signIn(request: {
    email: string
    password: string
    address: string
    /** The network, cut short, for the log of operations. */
    from?: string
  }): Promise<Outcome<{ agent: AgentIdentity; session: string }>>
  /** A session without a password: for the one who just set up the installation. */
  begin(agent: Id): Promise<string>
  signOut(cookieHeader: string | undefined): Promise<void>
  /** Does what ends all sign-ins of an agent; the one of this cookie goes on, where it worked. */
  keep<T>(cookieHeader: string | undefined, change: () => Promise<Outcome<T>>): Promise<Outcome<T>>
  /** Who the `Cookie` header of a request or an upgrade proves, or null. */
  agentFromCookie(cookieHeader: string | undefined): Promise<AgentIdentity | null>
}

const cookieName = '__Host-foyer'
const cookieRules = 'Path=/; HttpOnly; Secure; SameSite=Lax'

/** `Set-Cookie` of a session that begins. */
export function sessionCookie(session: string): string {
  return `${cookieName}=${session}; Max-Age=${sessionTimes.most / 1000}; ${cookieRules}`
}

/** `Set-Cookie` of one that has ended. */
export const endedCookie = `${cookieName}=; Max-Age=0; ${cookieRules}`

/** Of the session that a `Cookie` header brings, as the store knows it. */
export function sessionHash(cookieHeader: string): string | null {
  const [value] = sessionsIn(cookieHeader)
  return value === undefined ? null : hashSecret(value)
}

export function createSignIn(ports: {
  agents: Agents
  passwords: Passwords
  clock: Clock
  chance: Chance
  /** Lifts the limits on attempts, for load tests. */
  noLimits?: boolean
  changes: Changes
  operationLog: Pick<OperationLog, 'note'>
  report(fault: unknown): void
  presence: Pick<Presence, 'signedIn' | 'signedOut'>
}): SignIn {
  const { agents, passwords, changes, presence, clock, chance } = ports
  const byAccount = createAttempts(clock, signInLimits.ofAccount)
  const byAddress = createAttempts(clock, signInLimits.ofAddress)

  /** Milliseconds to wait. An address that is over its limit does not use up other people's accounts. */
  function take(account: string, address: string): number {
    if (ports.noLimits) return 0
    return byAddress.take(address) || byAccount.take(account)
  }

  async function begin(agent: Id): Promise<string> {
    const session = chance.secret(32)
    const now = clock.now()
    await agents.removeSessions(now - sessionTimes.idle, now - sessionTimes.most)
    await agents.createSession({ hash: hashSecret(session), agent, createdAt: now, usedAt: now })
    await presence.signedIn(agent)
    return session
  }

  /** At each site of the agent, and not waited for: how long an answer takes tells nobody who is known. */
  function noteLater(agent: Agent, by: Agent | null, what: string, from: string | undefined): void {
    const sides = { object: agent.email, ...(from === undefined ? {} : { from }) }
    void agents
      .rolesOf(agent.id)
      .then((roles) =>
        Promise.all(Object.keys(roles).map((site) => ports.operationLog.note({ site, by, what, ...sides }))),
      )
      .catch(ports.report)
  }

  return {
    begin,

    async signIn({ email, password, address, from }) {
      const account = email.trim().toLowerCase()
      const retryAfter = take(account, address)
      if (retryAfter > 0) {
        return {
          error: { code: 'rate_limited', message: 'Too many attempts to sign in. Wait a while.', retryAfter },
        }
      }
      const agent = await agents.findByEmail(account)
      const isRight = await passwords.verify(agent?.passwordHash ?? null, password)
      if (isRight === 'busy') {
        byAddress.giveBack(address)
        byAccount.giveBack(account)
        return {
          error: {
            code: 'unavailable',
            message: 'Too many people are signing in. Try again.',
            retryAfter: 2_000,
          },
        }
      }
      if (!isRight || agent === null || agent.disabled) {
        if (agent !== null) noteLater(agent, null, 'signIn.failed', from)
        return { error: { code: 'unauthorized', message: 'The e-mail address or the password is wrong.' } }
      }
      byAddress.giveBack(address)
      byAccount.giveBack(account)
      noteLater(agent, agent, 'signIn.ok', from)
      return { ok: { agent: await identify(agents, agent), session: await begin(agent.id) } }
    },

    async signOut(cookieHeader) {
      for (const value of sessionsIn(cookieHeader)) {
        const session = await agents.findSession(hashSecret(value))
        if (session === null) continue
        await agents.removeSession(session.hash)
        await presence.signedOut(session.agent)
        // Sockets that this cookie opened are looked at again, on every node.
        changes.announce({ agent: session.agent })
      }
    },

    async keep(cookieHeader, change) {
      const [value] = sessionsIn(cookieHeader)
      const session = value === undefined ? null : await agents.findSession(hashSecret(value))
      const changed = await change()
      if ('ok' in changed && session !== null) await agents.createSession(session)
      return changed
    },

    async agentFromCookie(cookieHeader) {
      // More than one cookie of this name: somebody planted the others, and which is whose cannot be told.
      const [value, ...others] = sessionsIn(cookieHeader)
      if (value === undefined || others.length > 0) return null
      const session = await agents.findSession(hashSecret(value))
      if (session === null) return null
      const now = clock.now()
      if (now - session.usedAt > sessionTimes.idle || now - session.createdAt > sessionTimes.most) {
        await agents.removeSession(session.hash)
        return null
      }
      const agent = await agents.find(session.agent)
      if (agent === null || agent.disabled) return null
      if (now - session.usedAt > sessionTimes.touch) {
        // A disk that is full keeps nobody out.
        await agents.useSession(session.hash, now).catch((fault) => {
          if (!(fault instanceof StoreUnavailable)) throw fault
        })
      }
      return identify(agents, agent)
    },
  }
}

function sessionsIn(cookieHeader: string | undefined): string[] {
  if (cookieHeader === undefined) return []
  return cookieHeader
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${cookieName}=`))
    .map((pair) => pair.slice(cookieName.length + 1))
    .filter((value) => value !== '')
}
