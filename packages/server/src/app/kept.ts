/**
 * A small cache: the entries used last, at most `most` of them. Forgetting is always allowed.
 *
 * Two Maps of which the older is dropped whole. Moving each entry to the end of one Map as it is used has V8
 * copy the table every few uses and chain the old ones to the new, so that what they held outlives the young
 * generation: at 2 000 messages a second its collections took 15 to 35 ms, and now one or two.
 */
export interface Kept<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
  delete(key: string): void
}

export function createKept<V>(most: number): Kept<V> {
  let fresh = new Map<string, V>()
  let stale = new Map<string, V>()

  function set(key: string, value: V): void {
    if (fresh.size >= most / 2 && !fresh.has(key)) {
      stale = fresh
      fresh = new Map()
    }
    fresh.set(key, value)
  }

  return {
    get(key) {
      const value = fresh.get(key)
      if (value !== undefined) return value
      const older = stale.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
    set,
    delete(key) {
      fresh.delete(key)
      stale.delete(key)
    },
  }
}
