/**
 * Secrets of a site: what it signs its own webhooks with, made here and shown to its agents, and the key of its
 * model, which is written and never read back.
 */
import type { SecretsPatch, SiteSecrets } from '@foyer/protocol'
import type { Chance } from '../ports/clock.ts'
import type { Meta } from '../ports/sites.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import type { Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export interface Secrets {
  read(agent: AgentIdentity, site: string): Promise<Outcome<SiteSecrets>>
  change(agent: AgentIdentity, site: string, patch: SecretsPatch): Promise<Outcome<SiteSecrets>>
  /** Null where none was given. For requests to the model alone. */
  modelKey(site: string): Promise<string | null>
  /** Made when first asked for. */
  signing(site: string): Promise<string>
}

export function createSecrets(ports: {
  meta: Meta
  chance: Chance
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
}): Secrets {
  const { meta, chance, rights, operationLog } = ports
  const nameOf = (site: string, name: 'modelKey' | 'signing') => `secret:${site}:${name}`

  const modelKey = (site: string) => meta.get(nameOf(site, 'modelKey'))
  async function signing(site: string): Promise<string> {
    const name = nameOf(site, 'signing')
    // In the form that libraries for Standard Webhooks take.
    const made = () => `whsec_${Buffer.from(chance.secret(32), 'base64url').toString('base64')}`
    return (await meta.get(name)) ?? meta.init(name, made())
  }
  const read = async (site: string): Promise<SiteSecrets> => ({
    modelKey: (await modelKey(site)) !== null,
    signing: await signing(site),
  })

  return {
    modelKey,
    signing,
    async read(agent, site) {
      return rights.bar(agent, site, 'assistant.edit') ?? { ok: await read(site) }
    },
    async change(agent, site, patch) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      const key = typeof patch.modelKey === 'string' ? patch.modelKey.trim() : patch.modelKey
      if (key === null || key === '') await meta.remove(nameOf(site, 'modelKey'))
      else if (key !== undefined) await meta.put(nameOf(site, 'modelKey'), key)
      if (key !== undefined) {
        const what = key === null || key === '' ? 'secret.removed' : 'secret.set'
        await operationLog.note({ site, by: agent, what, object: 'modelKey' })
      }
      return { ok: await read(site) }
    },
  }
}
