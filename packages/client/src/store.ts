/**
 * Key-value storage under one prefix. Touches the browser's storage only when used; where that is blocked or
 * full it keeps things in memory instead and never throws.
 */
import type { KeyValueStorage } from './api.ts'

/** Null where there is none; may throw where it is blocked. */
export type GetStorage = () => KeyValueStorage | null

export interface Store {
  get(key: string): string | null
  set(key: string, value: string): void
  remove(key: string): void
  /** Keys without the prefix that begin with `start`. */
  keys(start: string): string[]
  clear(): void
}

export function createStore(storage: GetStorage, prefix: string): Store {
  const memory = new Map<string, string>()

  function attempt<T>(act: (kept: KeyValueStorage) => T): T | undefined {
    try {
      const kept = storage()
      return kept ? act(kept) : undefined
    } catch {
      return undefined
    }
  }

  const store: Store = {
    get: (key) => memory.get(key) ?? attempt((kept) => kept.getItem(prefix + key)) ?? null,
    set(key, value) {
      const isKept = attempt((kept) => {
        kept.setItem(prefix + key, value)
        return true
      })
      if (isKept) memory.delete(key)
      else memory.set(key, value)
    },
    remove(key) {
      memory.delete(key)
      attempt((kept) => kept.removeItem(prefix + key))
    },
    keys(start) {
      const found = [...memory.keys()]
      attempt((kept) => {
        for (let i = 0; i < kept.length; i++) {
          const key = kept.key(i)
          if (key?.startsWith(prefix)) found.push(key.slice(prefix.length))
        }
      })
      return found.filter((key) => key.startsWith(start))
    },
    clear() {
      for (const key of store.keys('')) store.remove(key)
    },
  }
  return store
}

/** The browser's, unless another is given; nothing in Node. */
export function hereStorage(given?: KeyValueStorage): GetStorage {
  return () => given ?? (typeof document === 'undefined' ? null : localStorage)
}
