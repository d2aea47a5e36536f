/**
 * Texts that agents keep to answer with (IN-7): one's own by everybody, the site's and departments' by whoever
 * may share. All of the site's agents see and use all of them, colleagues' too; only the owner changes its own.
 */
import type { Id, ImportReport, QuickReply, QuickReplyDraft } from '@foyer/protocol'
import { textOfFile } from '../core/faq-transfer/text.ts'
import { csvOfReplies, repliesOfCsv } from '../core/replies-transfer/table.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { QuickReplies } from '../ports/quick-replies.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'

/** Code points of a text; replies of one owner and of a site, all of which a console holds. */
export const quickReplyLimits = {
  title: 120,
  text: 5_000,
  folder: 60,
  shortcut: 30,
  owner: 500,
  site: 5_000,
} as const

export interface QuickReplyDesk {
  list(agent: AgentIdentity, site: string): Promise<Outcome<{ replies: QuickReply[] }>>
  create(agent: AgentIdentity, site: string, draft: QuickReplyDraft): Promise<Outcome<QuickReply>>
  replace(agent: AgentIdentity, site: string, id: Id, draft: QuickReplyDraft): Promise<Outcome<QuickReply>>
  remove(agent: AgentIdentity, site: string, id: Id): Promise<Outcome<null>>
  /** One's own, or the site's, from a table: the same title in the same folder is the same one. */
  take(
    agent: AgentIdentity,
    site: string,
    of: 'agent' | 'site',
    bytes: Uint8Array,
  ): Promise<Outcome<ImportReport>>
  give(
    agent: AgentIdentity,
    site: string,
    of: 'agent' | 'site',
  ): Promise<Outcome<{ name: string; text: string }>>
  /** Places the named ones in this order; those that are not one's to change stay where they are. */
  order(agent: AgentIdentity, site: string, ids: Id[]): Promise<Outcome<{ replies: QuickReply[] }>>
}

export function createQuickReplyDesk(ports: {
  quickReplies: QuickReplies
  rights: Rights
  clock: Clock
  chance: Chance
}): QuickReplyDesk {
  const { quickReplies, rights, clock, chance } = ports

  /** Null where the agent may change it. A colleague's own is nobody else's to change. */
  function refusal(agent: AgentIdentity, site: string, { of, owner }: Pick<QuickReply, 'of' | 'owner'>) {
    if (of !== 'agent') return rights.refusal(agent, site, 'quickReply.share')
    if (owner === agent.id) return null
    return { error: { code: 'forbidden' as const, message: 'This quick reply is a colleague’s.' } }
  }

  function made(agent: AgentIdentity, id: Id, place: number, draft: QuickReplyDraft): QuickReply {
    const { of, owner = null, folder = '', title, text, shortcut = '' } = draft
    return {
      id,
      of,
      owner: of === 'agent' ? agent.id : of === 'site' ? null : owner,
      folder: folder.trim(),
      title: title.trim(),
      text: text.trim(),
      shortcut: shortcut.trim().toLowerCase(),
      place,
      updatedAt: clock.now(),
    }
  }

  async function put(
    agent: AgentIdentity,
    site: string,
    reply: QuickReply,
    others: QuickReply[],
  ): Promise<Outcome<QuickReply>> {
    const refused = refusal(agent, site, reply) ?? problem(reply, others)
    if (refused !== null) return refused
    await quickReplies.put(site, reply)
    return { ok: reply }
  }

  return {
    async list(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      return { ok: { replies: await quickReplies.ofSite(site) } }
    },
    async create(agent, site, draft) {
      if (!agent.sites.includes(site)) return notFound
      const all = await quickReplies.ofSite(site)
      const last = all.reduce((most, { place }) => Math.max(most, place), -1)
      return put(agent, site, made(agent, chance.id(), last + 1, draft), all)
    },
    async replace(agent, site, id, draft) {
      if (!agent.sites.includes(site)) return notFound
      const all = await quickReplies.ofSite(site)
      const before = all.find((one) => one.id === id)
      if (before === undefined) return notFound
      const refused = refusal(agent, site, before)
      if (refused !== null) return refused
      return put(
        agent,
        site,
        made(agent, id, before.place, draft),
        all.filter((one) => one !== before),
      )
    },
    async remove(agent, site, id) {
      if (!agent.sites.includes(site)) return notFound
      const before = (await quickReplies.ofSite(site)).find((one) => one.id === id)
      if (before === undefined) return notFound
      const refused = refusal(agent, site, before)
      if (refused !== null) return refused
      await quickReplies.remove(site, id)
      return { ok: null }
    },
    async take(agent, site, of, bytes) {
      if (!agent.sites.includes(site)) return notFound
      const owner = of === 'agent' ? agent.id : null
      const refused = refusal(agent, site, { of, owner })
      if (refused !== null) return refused
      const text = textOfFile(bytes)
      const file = 'problem' in text ? text : repliesOfCsv(text.ok)
      if ('problem' in file) return { error: { code: 'bad_request', message: file.problem } }
      const all = await quickReplies.ofSite(site)
      const report: ImportReport = {
        created: 0,
        changed: 0,
        same: 0,
        skipped: file.skipped.map(({ title, ...why }) => ({ ...why, question: title })),
      }
      for (const { row, ...draft } of file.replies) {
        const isIt = (one: QuickReply) =>
          one.of === of && one.owner === owner && one.folder === draft.folder && one.title === draft.title
        const before = all.find(isIt)
        const last = all.reduce((most, { place }) => Math.max(most, place), -1)
        const next = made(agent, before?.id ?? chance.id(), before?.place ?? last + 1, { of, ...draft })
        if (before !== undefined && before.text === next.text && before.shortcut === next.shortcut) {
          report.same += 1
          continue
        }
        const wrong = problem(
          next,
          all.filter((one) => one !== before),
        )
        if (wrong !== null) {
          report.skipped.push({ row, question: draft.title, reason: wrong.error.message })
          continue
        }
        await quickReplies.put(site, next)
        if (before === undefined) all.push(next)
        else all[all.indexOf(before)] = next
        report[before === undefined ? 'created' : 'changed'] += 1
      }
      report.skipped.sort((one, other) => one.row - other.row)
      return { ok: report }
    },
    async give(agent, site, of) {
      if (!agent.sites.includes(site)) return notFound
      const owner = of === 'agent' ? agent.id : null
      const theirs = (await quickReplies.ofSite(site)).filter((one) => one.of === of && one.owner === owner)
      return { ok: { name: `quick-replies-${site}.csv`, text: csvOfReplies(theirs) } }
    },
    async order(agent, site, ids) {
      if (!agent.sites.includes(site)) return notFound
      const all = await quickReplies.ofSite(site)
      const moved = ids.flatMap(
        (id) => all.find((one) => one.id === id && refusal(agent, site, one) === null) ?? [],
      )
      const places = moved.map(({ place }) => place).toSorted((a, b) => a - b)
      for (const [index, reply] of moved.entries()) {
        const place = places[index] ?? reply.place
        if (place !== reply.place) await quickReplies.put(site, { ...reply, place })
      }
      return { ok: { replies: await quickReplies.ofSite(site) } }
    },
  }
}

function problem(reply: QuickReply, others: QuickReply[]) {
  const { of, owner, folder, title, text, shortcut } = reply
  const { title: longest, text: most, folder: deepest, shortcut: shortest, ...numbers } = quickReplyLimits
  if (of === 'department' && owner === null) return badRequest('/owner', 'Say which department.')
  if (title === '' || length(title) > longest)
    return badRequest('/title', `A title has between 1 and ${longest} characters.`)
  if (text === '' || length(text) > most)
    return badRequest('/text', `A text has between 1 and ${most} characters.`)
  if (length(folder) > deepest)
    return badRequest('/folder', `A folder’s name has at most ${deepest} characters.`)
  if (!/^[\p{L}\p{N}_-]*$/u.test(shortcut) || length(shortcut) > shortest) {
    return badRequest('/shortcut', `A shortcut has letters, digits and hyphens, at most ${shortest}.`)
  }
  const own = others.filter((one) => one.of === of && one.owner === owner)
  if (shortcut !== '' && own.some((one) => one.shortcut === shortcut)) {
    return {
      error: {
        code: 'conflict' as const,
        message: 'Another quick reply has this shortcut.',
        path: '/shortcut',
      },
    }
  }
  if (own.length >= numbers.owner || others.length >= numbers.site) {
    return {
      error: {
        code: 'conflict' as const,
        message: `There are at most ${numbers.owner} quick replies of one owner, and ${numbers.site} of a site.`,
      },
    }
  }
  return null
}

function length(text: string): number {
  return [...text].length
}
