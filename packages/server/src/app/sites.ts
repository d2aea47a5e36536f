/** Sites and their settings, for the agents who belong to them. Others' sites look as if they did not exist. */
import type { SignedInSite, Site, SiteRole, SiteSettings } from '@foyer/protocol'
import { permissionsOf } from '../core/people/permissions.ts'
import { beyondOwn } from '../core/people/roles.ts'
import { permissionsFor } from '../core/people/settings.ts'
import { defaultSettings } from '../core/site-defaults.ts'
import { checkSiteId, patchSettings, type SettingsPatch } from '../core/site-rules.ts'
import type { KnownTexts } from '../core/texts-rules.ts'
import type { Agents } from '../ports/agents.ts'
import type { People } from '../ports/people.ts'
import type { Sites } from '../ports/sites.ts'
import type { Changes } from './changes.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
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
  /** A new site with the usual settings. `agent`, if any, owns it at once, and has to own one already. */
  create(draft: SiteDraft, agent: AgentIdentity | null, patch?: SettingsPatch): Promise<Outcome<Site>>
  /** What `create` would refuse, without creating. */
  check(draft: SiteDraft): Outcome<null>
  /** An agent's sites, as the console lists them. */
  namesOf(agent: AgentIdentity): Promise<SignedInSite[]>
}

export function createSiteDesk(ports: {
  sites: Sites
  agents: Agents
  people: Pick<People, 'members' | 'invitations'>
  changes: Changes
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
  /** The widget's, which a site may say in its own words. */
  texts: KnownTexts
}): SiteDesk {
  const { sites, agents, people, changes, rights, operationLog, texts } = ports

  function settingsOf(draft: SiteDraft, patch: SettingsPatch) {
    const error = checkSiteId(draft.id)
    if (error !== null) return { error }
    const settings = patchSettings(defaultSettings(draft.name.trim(), [draft.origin]), patch, texts)
    if ('error' in settings && settings.error.path === '/origins/0') {
      return { error: { ...settings.error, path: '/origin' } }
    }
    return settings
  }

  /** Nobody makes a role beyond their own, and none goes that somebody has or is invited to. */
  async function rolesRefusal(agent: AgentIdentity, site: string, before: SiteRole[], after: SiteRole[]) {
    if (JSON.stringify(before) === JSON.stringify(after)) return null
    const beyond = beyondOwn(agent.roles[site] ?? '', before, after)
    if (beyond !== null) return beyond
    const gone = before.filter((role) => !after.some(({ id }) => id === role.id))
    if (gone.length === 0) return null
    const [members, invited] = await Promise.all([people.members(site), people.invitations(site)])
    const held = gone.find(({ id }) => [...members, ...invited].some(({ role }) => role === id))
    if (held === undefined) return null
    const message = `Somebody has the role “${held.name}”, or is invited to it. Give them another one first.`
    return { error: { code: 'conflict' as const, message, path: '/roles' } }
  }

  return {
    async read(agent, id) {
      if (!agent.sites.includes(id)) return notFound
      const site = await sites.find(id)
      return site === null ? notFound : { ok: { id: site.id, settings: site.settings } }
    },

    async change(agent, id, patch) {
      const barred = rights.bar(agent, id, null)
      if (barred !== null) return barred
      for (const permission of permissionsFor(Object.keys(patch))) {
        const refused = rights.refusal(agent, id, permission)
        if (refused !== null) return refused
      }
      const site = await sites.find(id)
      if (site === null) return notFound
      const settings = patchSettings(site.settings, patch, texts)
      if ('error' in settings) return settings
      const refused = await rolesRefusal(agent, id, site.settings.roles, settings.ok.roles)
      if (refused !== null) return refused
      const saved = await sites.save(id, settings.ok)
      if (saved === null) return notFound
      for (const key of Object.keys(patch) as (keyof SiteSettings)[]) {
        const [before, after] = [site.settings[key], saved.settings[key]]
        await operationLog.note({ site: id, by: agent, what: 'settings.changed', object: key, before, after })
      }
      changes.announce({ site: id })
      return { ok: { id, settings: saved.settings } }
    },

    async create(draft, agent, patch = {}) {
      if (agent !== null && !Object.values(agent.roles).includes('owner')) return ownersOnly
      const settings = settingsOf(draft, patch)
      if ('error' in settings) return settings
      if ((await sites.create(draft.id, settings.ok)) === 'taken') {
        return { error: { code: 'conflict', message: 'There is a site with that id already.', path: '/id' } }
      }
      await operationLog.note({
        site: draft.id,
        by: agent,
        what: 'site.created',
        object: draft.id,
        before: null,
        after: { name: draft.name, origin: draft.origin },
      })
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

const ownersOnly = {
  error: { code: 'forbidden', message: 'Whoever owns a site can make another one.' },
} as const
