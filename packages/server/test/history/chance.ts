// Chance that can be had again: the same seed draws the same numbers.

/** Draws in [0, 1). */
export type Draw = () => number

export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function pick<T>(draw: Draw, items: readonly T[]): T | undefined {
  return items[Math.floor(draw() * items.length)]
}

export function between(draw: Draw, least: number, most: number): number {
  return Math.floor(least + draw() * (most - least + 1))
}
