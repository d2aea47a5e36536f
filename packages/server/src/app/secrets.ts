/**
 * Secrets of a site: what it signs its own webhooks with, made here and shown to its agents, and the key of its
 * model and of its translations, which are written and never read back.
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
  /** For requests to the provider of translations alone. */
  translationKey(site: string): Promise<string | null>
  /** Made when first asked for. */
  signing(site: string): Promise<string>
}

type KeyName = 'modelKey' | 'translationKey'

export function createSecrets(ports: {
  meta: Meta
  chance: Chance
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
}): Secrets {
  const { meta, chance, rights, operationLog } = ports
  const nameOf = (site: string, name: KeyName | 'signing') => `secret:${site}:${name}`

  const modelKey = (site: string) => meta.get(nameOf(site, 'modelKey'))
  const translationKey = (site: string) => meta.get(nameOf(site, 'translationKey'))
  async function signing(site: string): Promise<string> {
    const name = nameOf(site, 'signing')
    // In the form that libraries for Standard Webhooks take.
    const made = () => `whsec_${Buffer.from(chance.secret(32), 'base64url').toString('base64')}`
    return (await meta.get(name)) ?? meta.init(name, made())
  }
  const read = async (site: string): Promise<SiteSecrets> => ({
    modelKey: (await modelKey(site)) !== null,
    translationKey: (await translationKey(site)) !== null,
    signing: await signing(site),
  })

  return {
    modelKey,
    translationKey,
    signing,
    async read(agent, site) {
      return rights.bar(agent, site, 'assistant.edit') ?? { ok: await read(site) }
    },
    async change(agent, site, patch) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      for (const name of ['modelKey', 'translationKey'] as const) {
        const key = typeof patch[name] === 'string' ? patch[name].trim() : patch[name]
        if (key === undefined) continue
        const isGone = key === null || key === ''
        if (isGone) await meta.remove(nameOf(site, name))
        else await meta.put(nameOf(site, name), key)
        const what = isGone ? 'secret.removed' : 'secret.set'
        await operationLog.note({ site, by: agent, what, object: name })
      }
      return { ok: await read(site) }
    },
  }
}
