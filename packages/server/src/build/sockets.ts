/** The door for sockets, put together: who agents are, what the open ones are told, and whose rights have changed. */
import type { IncomingMessage, Server } from 'node:http'
import type { Id } from '@foyer/protocol'
import type { Store } from '../adapters/sql/open.ts'
import type { ApiTokens } from '../app/api-tokens.ts'
import type { Availabilities } from '../app/availability.ts'
import type { Live } from '../app/live.ts'
import type { ReleaseAgent } from '../app/release-agent.ts'
import { type SignIn, sessionHash } from '../app/sign-in.ts'
import { hashSecret } from '../app/signature.ts'
import type { SiteCache } from '../app/site-cache.ts'
import { watchAgents } from '../app/watch-agents.ts'
import { watchVisitors } from '../app/watch-visitors.ts'
import { isBuiltIn } from '../core/people/permissions.ts'
import type { SocketParts } from '../socket/parts.ts'
import { openSockets, type Sockets } from '../socket/plugin.ts'
import type { buildVisitors } from './visitors.ts'

export function buildSockets(
  server: Server,
  from: Omit<SocketParts, 'identifyAgent'> & {
    store: Pick<Store, 'agents' | 'sites'>
    live: Live
    known: Pick<ReturnType<typeof buildVisitors>, 'blocking' | 'erasing'>
    availabilities: Availabilities
    cache: SiteCache
    signIn: SignIn
    apiTokens: ApiTokens
    release: ReleaseAgent
    isOwnOrigin(origin: string): boolean
    addressOf(request: IncomingMessage): string
  },
): Pick<Sockets, 'drain' | 'stop'> {
  const {
    store,
    live,
    known,
    availabilities,
    cache,
    signIn,
    apiTokens,
    release,
    isOwnOrigin,
    addressOf,
    ...rest
  } = from
  const { registry, rights, changes, clock, report } = rest
  const parts: SocketParts = {
    ...rest,
    async identifyAgent(by) {
      if ('cookie' in by) {
        const agent = await signIn.agentFromCookie(by.cookie)
        return agent === null ? null : { role: 'agent', ...agent }
      }
      const found = await apiTokens.fromApiToken(by.token)
      if (found === null) return null
      if (found.role === 'agent') return { role: 'agent', ...found.agent }
      return { role: 'assistant', ...found.assistant, avatar: null, sites: found.sites, roles: {} }
    },
  }
  const sockets = openSockets(server, parts, { isOwnOrigin, addressOf })
  live.onNews((conversation) => sockets.followNew(conversation))
  /**
   * Whoever put an agent out has released what it had; until its sockets here were told, it could take it
   * back. So what it has once they are closed goes to the queue as well.
   */
  async function recheckAgent(id: Id): Promise<void> {
    const sites = new Set([...registry.of(id)].flatMap(({ who }) => (who?.role === 'agent' ? who.sites : [])))
    await sockets.recheck(id)
    if (sites.size === 0) return
    const [agent, roles] = await Promise.all([store.agents.find(id), store.agents.rolesOf(id)])
    for (const site of sites) {
      if (agent?.disabled === true || !Object.hasOwn(roles, site)) await release(site, id)
    }
  }
  changes.listen(({ visitor, agent }) => {
    if (visitor !== undefined) void sockets.recheck(visitor).catch(report)
    else if (agent !== undefined) void recheckAgent(agent).catch(report)
  })
  known.blocking.onBlocked(sockets.shutOut)
  cache.onOff(sockets.switchedOff)
  known.erasing.onErased(({ visitor }) => sockets.erased(visitor))
  const stopWatchingAgents = watchAgents({
    agents: store.agents,
    clock,
    *connected() {
      for (const { who } of registry.sessions) if (who?.role === 'agent') yield who.id
    },
    async ended() {
      const proofs = new Map<string, Id>()
      for (const { who } of registry.sessions) {
        if (who === null || who.role === 'visitor') continue
        const hash = 'cookie' in who.proof ? sessionHash(who.proof.cookie) : hashSecret(who.proof.token)
        if (hash !== null) proofs.set(hash, who.id)
      }
      if (proofs.size === 0) return []
      for (const hash of await store.agents.known([...proofs.keys()])) proofs.delete(hash)
      return new Set(proofs.values())
    },
    async rightsOf(roles) {
      // Built-in roles are what they are; a site's own may have been edited on a node that this one cannot hear.
      for (const [site, role] of Object.entries(roles)) {
        if (isBuiltIn(role)) continue
        if ((await store.sites.find(site))?.revision !== cache.revisionOf(site)) await cache.lookUp()
      }
      return rights.print(roles)
    },
    changed: recheckAgent,
    report,
  })
  const stopWatchingVisitors = watchVisitors({
    visitors: rest.visitors,
    bus: rest.bus,
    clock,
    *connected() {
      for (const { who } of registry.sessions) if (who?.role === 'visitor' && who.isStored) yield who
    },
    changed: sockets.recheck,
    report,
  })
  availabilities.onChange((site, availability) => sockets.tell(site, { on: 'availability', ...availability }))
  return {
    drain: sockets.drain,
    stop() {
      sockets.stop()
      void stopWatchingAgents()
      void stopWatchingVisitors()
    },
  }
}
