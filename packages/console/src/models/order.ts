/** Moving one of a list's entries, also where only some of the list is shown. Pure. */

/**
 * The new order of all `ids` after what is at `from` among `shown` moved to `to` there: what is not
 * shown keeps its place, and the shown ones change places among themselves.
 */
export function moveShown(ids: string[], shown: string[], from: number, to: number): string[] {
  const moved = shown[from]
  if (moved === undefined || to < 0 || to >= shown.length || from === to) return ids
  const order = shown.toSpliced(from, 1).toSpliced(to, 0, moved)
  const places = new Set(shown)
  let next = 0
  return ids.map((id) => (places.has(id) ? (order[next++] ?? id) : id))
}
