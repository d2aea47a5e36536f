/** Reports of a site for agents who may (IN-14): summed up by the store, named and laid out by core. */
import type { Id, Report, SiteSettings, Time } from '@foyer/protocol'
import { reportOf } from '../core/records/report.ts'
import type { Agents } from '../ports/agents.ts'
import type { Clock } from '../ports/clock.ts'
import type { Questions } from '../ports/questions.ts'
import type { FirstLogins, Records } from '../ports/records.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

export interface ReportDesk {
  /** Up to, not with, `to`; without times the last 30 days. */
  report(agent: AgentIdentity, site: string, span: { from?: Time; to?: Time }): Promise<Outcome<Report>>
}

const day = 86_400_000
const usualSpan = 30 * day
const longestSpan = 366 * day

export function createReportDesk(ports: {
  records: Pick<Records, 'report'>
  questions: Pick<Questions, 'count'>
  agents: Pick<Agents, 'ofSite'>
  rights: Rights
  firstLogins: FirstLogins
  /** Names of groups by id, where the site has any. */
  groupNames(site: string): Promise<ReadonlyMap<Id, string>>
  settingsOf(site: string): SiteSettings | null
  clock: Pick<Clock, 'now'>
}): ReportDesk {
  const { records, questions, agents, rights, clock } = ports
  return {
    async report(agent, site, { from: asked, to = clock.now() }) {
      if (!agent.sites.includes(site)) return notFound
      const refused = rights.refusal(agent, site, 'reports.read')
      if (refused !== null) return refused
      const from = asked ?? to - usualSpan
      if (from >= to) return badRequest('/from', 'The time begins before it ends.')
      if (to - from > longestSpan) return badRequest('/from', 'A report is of at most a year.')
      const parts = await records.report(site, from, to)
      const asks = await questions.count(site, from, to)
      const people = await agents.ofSite(site)
      return {
        ok: reportOf(parts, {
          from,
          to,
          zone: ports.settingsOf(site)?.hours.zone ?? 'UTC',
          agentNames: new Map(people.map(({ id, name }) => [id, name])),
          groupNames: await ports.groupNames(site),
          firstLogins: await ports.firstLogins(site, from, to),
          helpful: asks.reduce((sum, { helpful }) => sum + helpful, 0),
          notHelpful: asks.reduce((sum, { notHelpful }) => sum + notHelpful, 0),
        }),
      }
    },
  }
}
