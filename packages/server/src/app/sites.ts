/** Sites and their settings, for the agents who belong to them. Others' sites look as if they did not exist. */
import type { SignedInSite, Site } from '@foyer/protocol'
import { permissionsOf } from '../core/people/permissions.ts'
import { defaultSettings } from '../core/site-defaults.ts'
import { checkSiteId, patchSettings, type SettingsPatch } from '../core/site-rules.ts'
import type { Agents } from '../ports/agents.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import { notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export interface SiteDraft {
  id: string
  name: string
  /** The first allowed origin; more are added in the settings. */
  origin: string
}

export interface SiteDesk {
  read(agent: AgentIdentity, site: string): Promise<Outcome<Site>>
  change(agent: AgentIdentity, site: string, patch: SettingsPatch): Promise<Outcome<Site>>
  /** A new site with the usual settings. `agent`, if any, belongs to it at once. */
  create(
    draft: SiteDraft,
    agent: Pick<AgentIdentity, 'id'> | null,
    patch?: SettingsPatch,
  ): Promise<Outcome<Site>>
  /** What `create` would refuse, without creating. */
  check(draft: SiteDraft): Outcome<null>
  /** An agent's sites, as the console lists them. */
  namesOf(agent: AgentIdentity): Promise<SignedInSite[]>
}

export function createSiteDesk(ports: {
  sites: Sites
  agents: Agents
  changes: Changes
  rights: Pick<Rights, 'refusal'>
}): SiteDesk {
  const { sites, agents, changes, rights } = ports

  function settingsOf(draft: SiteDraft, patch: SettingsPatch) {
    const error = checkSiteId(draft.id)
    if (error !== null) return { error }
    const settings = patchSettings(defaultSettings(draft.name.trim(), [draft.origin]), patch)
    if ('error' in settings && settings.error.path === '/origins/0') {
      return { error: { ...settings.error, path: '/origin' } }
    }
    return settings
  }

  return {
    async read(agent, id) {
      if (!agent.sites.includes(id)) return notFound
      const site = await sites.find(id)
      return site === null ? notFound : { ok: { id: site.id, settings: site.settings } }
    },

    async change(agent, id, patch) {
      if (!agent.sites.includes(id)) return notFound
      const site = await sites.find(id)
      if (site === null) return notFound
      const isOfRouting = patch.routing !== undefined || patch.reception !== undefined
      const refused = isOfRouting ? rights.refusal(agent, id, 'routing.edit') : null
      if (refused !== null) return refused
      const settings = patchSettings(site.settings, patch)
      if ('error' in settings) return settings
      const saved = await sites.save(id, settings.ok)
      if (saved === null) return notFound
      changes.announce({ site: id })
      return { ok: { id, settings: saved.settings } }
    },

    async create(draft, agent, patch = {}) {
      const settings = settingsOf(draft, patch)
      if ('error' in settings) return settings
      if ((await sites.create(draft.id, settings.ok)) === 'taken') {
        return { error: { code: 'conflict', message: 'There is a site with that id already.', path: '/id' } }
      }
      if (agent !== null) {
        await agents.join(agent.id, draft.id, 'owner')
        changes.announce({ agent: agent.id })
      }
      changes.announce({ site: draft.id })
      return { ok: { id: draft.id, settings: settings.ok } }
    },

    check(draft) {
      const settings = settingsOf(draft, {})
      return 'error' in settings ? settings : { ok: null }
    },

    async namesOf(agent) {
      const found = await Promise.all(agent.sites.map((id) => sites.find(id)))
      return found.flatMap((site) => {
        if (site === null) return []
        const { name, roles } = site.settings
        const role = agent.roles[site.id] ?? ''
        return [{ id: site.id, name, role, permissions: permissionsOf(role, roles) }]
      })
    },
  }
}
