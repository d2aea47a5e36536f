/** What an agent says of a conversation (IN-11): category, progress and the site's own fields, with who and when. */
import type { Actor, Id, Summary, SummaryDraft, SummarySettings, SummaryVersion } from '@foyer/protocol'
import { maySee } from '../core/people/access.ts'
import type { Summaries } from '../ports/afterwards.ts'
import type { Clock } from '../ports/clock.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

/** Versions before the present one. */
const historyKept = 50

export interface SummaryDesk {
  /** Null where nobody has filled it in. Whoever may not see the conversation finds none. */
  read(agent: AgentIdentity, conversation: Id): Promise<Outcome<{ summary: Summary | null }>>
  save(agent: AgentIdentity, conversation: Id, draft: SummaryDraft): Promise<Outcome<{ summary: Summary }>>
}

export function createSummaryDesk(ports: {
  summaries: Summaries
  find(conversation: Id): Promise<StoredConversation | null>
  summaryOf(site: string): SummarySettings | undefined
  rights: Rights
  clock: Clock
}): SummaryDesk {
  const { summaries, find, summaryOf, rights, clock } = ports

  async function siteOf(agent: AgentIdentity, conversation: Id): Promise<string | null> {
    const state = (await find(conversation))?.state
    if (state === undefined || !agent.sites.includes(state.site)) return null
    return maySee(rights.viewer(agent, state.site), state) ? state.site : null
  }

  return {
    async read(agent, conversation) {
      if ((await siteOf(agent, conversation)) === null) return notFound
      return { ok: { summary: await summaries.find(conversation) } }
    },
    async save(agent, conversation, draft) {
      const site = await siteOf(agent, conversation)
      if (site === null) return notFound
      const refused = problem(draft, summaryOf(site))
      if (refused !== null) return refused
      const before = await summaries.find(conversation)
      const by: Actor = { kind: 'agent', id: agent.id, name: agent.name }
      const version: SummaryVersion = { ...tidy(draft), by, at: clock.now() }
      const history = before === null ? [] : [versionOf(before), ...before.history].slice(0, historyKept)
      const summary: Summary = { conversation, ...version, history }
      await summaries.put(site, summary)
      return { ok: { summary } }
    },
  }
}

function tidy({ category, progress, values }: SummaryDraft): SummaryDraft {
  const said = Object.entries(values).map(([id, value]) => [id, value.trim()] as const)
  return { category, progress, values: Object.fromEntries(said.filter(([, value]) => value !== '')) }
}

function versionOf({ category, progress, values, by, at }: Summary): SummaryVersion {
  return { category, progress, values, by, at }
}

function problem(draft: SummaryDraft, settings: SummarySettings | undefined) {
  const { categories = [], progress = [], fields = [] } = settings ?? {}
  if (draft.category !== '' && !categories.includes(draft.category)) {
    return badRequest('/category', 'The site has no such category.')
  }
  if (draft.progress !== '' && !progress.includes(draft.progress)) {
    return badRequest('/progress', 'The site has no such progress.')
  }
  for (const [id, value] of Object.entries(draft.values)) {
    const field = fields.find((one) => one.id === id)
    const path = `/values/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (field === undefined) return badRequest(path, 'The summary has no such field.')
    if (value.trim() === '') continue
    if (field.type === 'choice' && !field.choices.includes(value))
      return badRequest(path, 'There is no such choice.')
    if (field.type === 'number' && !Number.isFinite(Number(value)))
      return badRequest(path, 'This is not a number.')
  }
  const missing = fields.find(
    ({ id, required }) => required && !(Object.hasOwn(draft.values, id) && draft.values[id]?.trim()),
  )
  return missing === undefined ? null : badRequest(`/values/${missing.id}`, 'This field is needed.')
}
