/** Tags of visitors, by agents and by rule, and the list of own tags that is offered (IN-5). */
import type { Actor, Id, ProtocolError, SiteSettings } from '@foyer/protocol'
import { changeTags, newOwnTags, type TagFacts, tagName, tagsByRule } from '../core/visitors/tag-rules.ts'
import type { Sites } from '../ports/sites.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import type { Changes } from './changes.ts'
import type { VisitorTimeline } from './visitor-timeline.ts'

export interface VisitorTags {
  /** Both in their one spelling, or what is wrong. */
  check(
    site: string,
    add: readonly string[],
    remove: readonly string[],
  ): { add: string[]; remove: string[] } | { error: ProtocolError }
  change(visitor: Visitor, add: string[], remove: string[], by: Actor): Promise<void>
  /** What the site's rules give to a visitor who is stored. */
  byRule(site: string, visitor: Id, facts: TagFacts): Promise<void>
  /** Own tags that were used are offered from then on. */
  keepOwn(site: string, added: readonly string[]): Promise<void>
}

const system: Actor = { kind: 'system' }

export function createVisitorTags(ports: {
  visitors: Visitors
  sites: Sites
  timeline: VisitorTimeline
  changes: Changes
  settingsOf(site: string): SiteSettings | null
}): VisitorTags {
  const { visitors, sites, timeline, changes, settingsOf } = ports

  async function change(
    visitor: Id,
    site: string,
    add: string[],
    remove: string[],
    by: Actor,
  ): Promise<void> {
    let added: string[] = []
    let removed: string[] = []
    const after = await visitors.change(visitor, ({ tags }) => {
      const next = changeTags(tags, add, remove)
      added = next.filter((tag) => !tags.includes(tag))
      removed = tags.filter((tag) => !next.includes(tag))
      return added.length + removed.length === 0 ? null : { tags: next }
    })
    if (after === null || added.length + removed.length === 0) return
    await timeline.note(visitor, site, { kind: 'tags', add: added, remove: removed, by })
    changes.announce({ visitor })
  }

  return {
    check(site, add, remove) {
      const held = settingsOf(site)?.tags.system ?? []
      const names: string[] = []
      for (const [index, given] of add.entries()) {
        const name = tagName(given, held)
        if (name === null) {
          return {
            error: { code: 'bad_request', message: 'This cannot be a tag here.', path: `/add/${index}` },
          }
        }
        names.push(name)
      }
      // What is no tag any more can still be taken away.
      return { add: names, remove: remove.map((tag) => tag.trim()) }
    },
    change: ({ id, site }, add, remove, by) => change(id, site, add, remove, by),
    async byRule(site, visitor, facts) {
      const tags = tagsByRule(settingsOf(site)?.tags.rules ?? [], facts)
      if (tags.length > 0) await change(visitor, site, tags, [], system)
    },
    async keepOwn(site, added) {
      const held = settingsOf(site)
      if (held === null || newOwnTags(held.tags, added).length === 0) return
      const stored = await sites.find(site)
      if (stored === null) return
      const { tags } = stored.settings
      const fresh = newOwnTags(tags, added)
      if (fresh.length === 0) return
      await sites.save(site, { ...stored.settings, tags: { ...tags, own: [...tags.own, ...fresh] } })
      changes.announce({ site })
    },
  }
}
