/** What two people changed of the same thing, put together: of what both changed, the later has it. Pure. */

/** `now`, with what `want` changed of `was`. A list that is not of texts, or of what has an id, is one thing. */
export function merged(was: unknown, want: unknown, now: unknown): unknown {
  if (isSame(was, want)) return now
  if (isSame(was, now)) return want
  if (Array.isArray(was) && Array.isArray(want) && Array.isArray(now)) return mergedList(was, want, now)
  if (!isRecord(was) || !isRecord(want) || !isRecord(now)) return want
  const after: Record<string, unknown> = {}
  for (const key of Object.keys({ ...now, ...want })) {
    const value = merged(was[key], want[key], now[key])
    // Taken out by either.
    if (value !== undefined) after[key] = value
  }
  return after
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The part of `change` that says something else than `base`. */
export function differingKeys<T extends object>(base: T, change: Partial<T>): Partial<T> {
  const keys = Object.keys(change) as (keyof T)[]
  const changed = keys.filter((key) => !isSame(base[key], change[key]))
  return Object.fromEntries(changed.map((key) => [key, change[key]])) as Partial<T>
}

/** What either added is there, and what either took out is not; of two orders, theirs who changes it. */
function mergedList(was: unknown[], want: unknown[], now: unknown[]): unknown[] {
  const [before, mine, theirs] = [keyed(was), keyed(want), keyed(now)]
  if (before === null || mine === null || theirs === null) return want
  const stays = (key: string) => before.has(key) && mine.has(key) && theirs.has(key)
  const orderOf = (list: Map<string, unknown>) => [...list.keys()].filter(stays)
  const isMineMoved = !isSame(orderOf(before), orderOf(mine))
  const [led, other] = isMineMoved ? [mine, theirs] : [theirs, mine]
  const order = [...led.keys()]
  let previous: string | null = null
  for (const key of other.keys()) {
    if (!led.has(key)) order.splice(previous === null ? 0 : order.indexOf(previous) + 1, 0, key)
    previous = key
  }
  return order.flatMap((key) => {
    // Taken out by either, also where the other changed it.
    if (before.has(key) && !(mine.has(key) && theirs.has(key))) return []
    const [old, one, two] = [before.get(key), mine.get(key), theirs.get(key)]
    if (!before.has(key)) return [mine.has(key) ? one : two]
    return [merged(old, one, two)]
  })
}

/** By what each item is known by; null where some have nothing of the kind. The same text twice is two. */
function keyed(list: unknown[]): Map<string, unknown> | null {
  const items = new Map<string, unknown>()
  for (const item of list) {
    const name =
      typeof item === 'string' ? item : isRecord(item) && typeof item.id === 'string' ? `#${item.id}` : null
    if (name === null) return null
    let nth = 0
    while (items.has(JSON.stringify([name, nth]))) nth += 1
    items.set(JSON.stringify([name, nth]), item)
  }
  return items
}
