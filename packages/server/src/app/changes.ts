/** Tells this node and the others that settings, FAQ or rights have changed and are to be read again. */
import type { Id } from '@foyer/protocol'
import type { Bus } from '../ports/bus.ts'

export interface Change {
  site?: string
  agent?: Id
  visitor?: Id
  /** Somebody was blocked, or is not any more. */
  blocks?: true
}

export interface Changes {
  announce(change: Change): void
  /** Hears of changes here and elsewhere. Returns the way off. */
  listen(listener: (change: Change) => void): () => void
}

export function createChanges(bus: Bus): Changes {
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  bus.subscribe((hint) => {
    if (hint.kind === 'changed') tell(hint)
  })
  return {
    announce(change) {
      bus.publish({ kind: 'changed', ...change })
      tell(change)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
