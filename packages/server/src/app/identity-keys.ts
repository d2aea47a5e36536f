/** Keys that a site signs its visitors' identities with. A new one beside the old: that is how they are rotated. */
import type { IdentityKey, IdentityKeyDraft, NewIdentityKey } from '@foyer/protocol'
import type { Chance, Clock } from '../ports/clock.ts'
import type { CheckPublicKey, Identities, StoredIdentityKey } from '../ports/identities.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export const mostIdentityKeys = 5

export interface IdentityKeys {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ keys: IdentityKey[] }>>
  add(agent: AgentIdentity, site: string, draft: IdentityKeyDraft): Promise<Outcome<NewIdentityKey>>
  remove(agent: AgentIdentity, site: string, kid: string): Promise<Outcome<null>>
}

export function createIdentityKeys(ports: {
  identities: Identities
  rights: Rights
  checkPublicKey: CheckPublicKey
  clock: Clock
  chance: Chance
  operationLog: Pick<OperationLog, 'note'>
}): IdentityKeys {
  const { identities, rights, clock, chance, operationLog } = ports
  const refusal = (agent: AgentIdentity, site: string) => rights.bar(agent, site, 'settings.edit')

  return {
    async list(agent, site) {
      return refusal(agent, site) ?? { ok: { keys: (await identities.keys(site)).map(shown) } }
    },

    async add(agent, site, { algorithm, publicKey }) {
      const refused = refusal(agent, site)
      if (refused !== null) return refused
      if ((await identities.keys(site)).length >= mostIdentityKeys) {
        return { error: { code: 'too_large', message: `A site has at most ${mostIdentityKeys} keys.` } }
      }
      let key = chance.secret(32)
      if (algorithm !== 'HS256') {
        const pem = publicKey?.trim() ?? ''
        if (!(await ports.checkPublicKey(algorithm, pem))) {
          return badRequest('/publicKey', `This is not a public key for ${algorithm} in PEM.`)
        }
        key = pem
      }
      const stored = { site, kid: chance.id(), algorithm, key, createdAt: clock.now() }
      await identities.addKey(stored)
      await operationLog.note({ site, by: agent, what: 'secret.set', object: `${algorithm} ${stored.kid}` })
      return { ok: { ...shown(stored), ...(algorithm === 'HS256' ? { secret: key } : {}) } }
    },

    async remove(agent, site, kid) {
      const refused = refusal(agent, site)
      if (refused !== null) return refused
      if (!(await identities.removeKey(site, kid))) return notFound
      await operationLog.note({ site, by: agent, what: 'secret.removed', object: kid })
      return { ok: null }
    },
  }
}

function shown({ kid, algorithm, createdAt }: StoredIdentityKey): IdentityKey {
  return { kid, algorithm, createdAt }
}
