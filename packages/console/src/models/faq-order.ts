/**
 * The FAQ as the console shows it: entries under their categories, and the moves that keep each category in
 * one piece. A category is where its first entry is; one without entries is gone. Pure.
 */
import type { FaqEntry, Id } from '@foyer/protocol'

export interface Group {
  category: string
  entries: FaqEntry[]
}

/** Where an entry goes: `index` counts the category's entries without the moved one. */
export interface Spot {
  category: string
  index: number
}

export function groupsOf(entries: readonly FaqEntry[]): Group[] {
  const groups = new Map<string, FaqEntry[]>()
  for (const entry of entries) {
    const held = groups.get(entry.category)
    if (held === undefined) groups.set(entry.category, [entry])
    else held.push(entry)
  }
  return [...groups].map(([category, held]) => ({ category, entries: held }))
}

const flat = (groups: Group[]): FaqEntry[] => groups.flatMap((group) => group.entries)

/** All entries with `id` at `spot`, in its category; the same list when that changes nothing. */
export function moveTo(entries: readonly FaqEntry[], id: Id, spot: Spot): FaqEntry[] {
  const moved = entries.find((entry) => entry.id === id)
  if (moved === undefined) return [...entries]
  const groups = groupsOf(entries).map(({ category, entries: held }) => ({
    category,
    entries: held.filter((entry) => entry.id !== id),
  }))
  const target = groups.find(({ category }) => category === spot.category)
  const placed = { ...moved, category: spot.category }
  if (target === undefined) groups.push({ category: spot.category, entries: [placed] })
  else target.entries.splice(Math.max(0, Math.min(spot.index, target.entries.length)), 0, placed)
  return flat(groups)
}

/** The next place up or down, beyond the end of a category the nearest one in its neighbour; null at the ends. */
export function stepOf(entries: readonly FaqEntry[], id: Id, by: 1 | -1): Spot | null {
  const groups = groupsOf(entries)
  const at = groups.findIndex((group) => group.entries.some((entry) => entry.id === id))
  const group = groups[at]
  if (group === undefined) return null
  const index = group.entries.findIndex((entry) => entry.id === id) + by
  if (index >= 0 && index < group.entries.length) return { category: group.category, index }
  const neighbour = groups[at + by]
  if (neighbour === undefined) return null
  return { category: neighbour.category, index: by > 0 ? 0 : neighbour.entries.length }
}

/** The categories with one of them a place further up or down; null at the ends. */
export function moveGroup(entries: readonly FaqEntry[], category: string, by: 1 | -1): FaqEntry[] | null {
  const groups = groupsOf(entries)
  const from = groups.findIndex((group) => group.category === category)
  const moved = groups[from]
  if (moved === undefined || groups[from + by] === undefined) return null
  return flat(groups.toSpliced(from, 1).toSpliced(from + by, 0, moved))
}

/** Whether the order reads the same, place by place and category by category. */
export function isSameOrder(one: readonly FaqEntry[], other: readonly FaqEntry[]): boolean {
  return (
    one.length === other.length &&
    one.every((entry, at) => entry.id === other[at]?.id && entry.category === other[at]?.category)
  )
}
