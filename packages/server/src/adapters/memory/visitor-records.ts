/** Timelines, follow-ups and blocks in maps, for tests. */
import type { FollowUp, TimelineEntry } from '@foyer/protocol'
import { followUpsKept, pagesKept, timelineKept } from '../../core/visitors/kept.ts'
import type { StoredBlock, VisitorRecords } from '../../ports/visitor-records.ts'

export function createMemoryVisitorRecords(): VisitorRecords & { erase(visitor: string): void } {
  const timelines = new Map<string, TimelineEntry[]>()
  const followUps = new Map<string, FollowUp[]>()
  const blocks = new Map<string, StoredBlock>()

  return {
    erase(visitor) {
      for (const table of [timelines, followUps, blocks]) table.delete(visitor)
    },
    async note(visitor, _site, entry) {
      const held = timelines.get(visitor) ?? []
      if (held.some(({ id }) => id === entry.id)) return
      const all = [...held, structuredClone(entry)].sort((a, b) => (a.id < b.id ? 1 : -1))
      const pages = all.filter(({ kind }) => kind === 'page').slice(pagesKept)
      timelines.set(visitor, all.filter((one) => !pages.includes(one)).slice(0, timelineKept))
    },
    timeline: async (visitor, limit) => structuredClone((timelines.get(visitor) ?? []).slice(0, limit)),
    async addFollowUp(visitor, _site, record) {
      const held = followUps.get(visitor) ?? []
      if (held.length >= followUpsKept) return 'full'
      followUps.set(
        visitor,
        [structuredClone(record), ...held].sort((a, b) => (a.id < b.id ? 1 : -1)),
      )
      return 'added'
    },
    async removeFollowUp(visitor, id) {
      const held = followUps.get(visitor) ?? []
      followUps.set(
        visitor,
        held.filter((one) => one.id !== id),
      )
      return held.some((one) => one.id === id)
    },
    followUps: async (visitor) => structuredClone(followUps.get(visitor) ?? []),
    block: async (block) => void blocks.set(block.visitor, structuredClone(block)),
    unblock: async (visitor) => void blocks.delete(visitor),
    blocks: async (site, limit) =>
      [...blocks.values()]
        .filter((one) => site === null || one.site === site)
        .sort((a, b) => b.at - a.at)
        .slice(0, limit)
        .map((one) => structuredClone(one)),
  }
}
