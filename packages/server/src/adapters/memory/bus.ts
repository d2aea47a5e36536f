/**
 * A bus between nodes of one process. For tests it can lose, repeat, delay and reorder hints, by a seed: the
 * same seed does the same to the same hints.
 */
import type { Bus, Hint } from '../../ports/bus.ts'

export interface BusTrouble {
  seed: number
  /** Chances between 0 and 1, for each hint and receiver. */
  loss?: number
  repeat?: number
  reorder?: number
  /** At most so many turns of the event loop later. */
  delay?: number
}

export interface MemoryBus {
  /** The bus as one node sees it. */
  join(node: string): Bus
  /** While down, everything is lost, and every node can see that. */
  setUp(up: boolean): void
}

type Listener = (hint: Hint, node: string) => void

interface Waiting {
  hint: Hint
  from: string
  /** Turns of the event loop left. */
  turns: number
}

export function createMemoryBus(trouble: BusTrouble = { seed: 1 }): MemoryBus {
  const { loss = 0, repeat = 0, reorder = 0, delay = 0 } = trouble
  const random = seeded(trouble.seed)
  const receivers = new Map<Listener, { node: string; queue: Waiting[] }>()
  let up = true
  let isDraining = false

  return {
    join: (node) => ({
      get up() {
        return up
      },
      publish(hint) {
        if (up)
          for (const receiver of receivers.values())
            if (receiver.node !== node) send(receiver.queue, hint, node)
      },
      subscribe(listener) {
        receivers.set(listener, { node, queue: [] })
        return () => receivers.delete(listener)
      },
    }),
    setUp(now) {
      up = now
    },
  }

  function send(queue: Waiting[], hint: Hint, from: string): void {
    if (random() < loss) return
    const copies = random() < repeat ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      const one = { hint: structuredClone(hint), from, turns: Math.floor(random() * (delay + 1)) }
      const place = random() < reorder ? Math.floor(random() * (queue.length + 1)) : queue.length
      queue.splice(place, 0, one)
    }
    if (isDraining) return
    isDraining = true
    setImmediate(drain)
  }

  function drain(): void {
    isDraining = false
    for (const [listener, receiver] of receivers) {
      const ready = receiver.queue.filter(({ turns }) => turns <= 0)
      receiver.queue = receiver.queue.filter(({ turns }) => turns > 0)
      for (const waiting of receiver.queue) waiting.turns -= 1
      for (const { hint, from } of ready) listener(hint, from)
    }
    if (isDraining || ![...receivers.values()].some(({ queue }) => queue.length > 0)) return
    isDraining = true
    setImmediate(drain)
  }
}

/** mulberry32: small, and the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
