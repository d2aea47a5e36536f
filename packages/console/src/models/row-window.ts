/** Which rows of a long list are drawn, and in which of the drawn elements each stands. Pure. */

/** Rows beyond the edges: enough that a fast flick shows no gap. */
const margin = 6
/** Both ends move by so many rows at once, so that scrolling slowly draws once in several frames. */
const step = 4

export interface RowWindow {
  first: number
  /** The first that is drawn no more. */
  last: number
}

/** `top` and `height` of what is in sight, and of a `row`, in pixels. */
export function windowOf(
  { top, height, row }: { top: number; height: number; row: number },
  count: number,
): RowWindow {
  const from = Math.floor(top / row) - margin
  const to = Math.ceil((top + height) / row) + margin
  const first = Math.max(0, Math.floor(from / step) * step)
  const last = Math.min(count, Math.ceil(to / step) * step)
  // A list that became shorter than where one stood.
  return { first: Math.min(first, Math.max(0, last - 1)), last }
}

/**
 * Gives each key a place. Who has one keeps it, so that focus and hover survive live changes; who is new takes the
 * lowest that is free, so that the element of a row that left is filled anew instead of one being made.
 */
export function placesFor(held: ReadonlyMap<string, number>, keys: readonly string[]): Map<string, number> {
  const taken = new Set<number>()
  for (const key of keys) {
    const place = held.get(key)
    if (place !== undefined) taken.add(place)
  }
  let next = 0
  const free = () => {
    while (taken.has(next)) next += 1
    return next++
  }
  return new Map(keys.map((key) => [key, held.get(key) ?? free()]))
}
