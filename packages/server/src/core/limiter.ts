/** Token buckets as plain values: how many may come at once, and how fast more are granted. Pure. */

export interface Rate {
  /** How many at once. */
  burst: number
  /** Milliseconds in which one more is granted. */
  every: number
}

export interface Bucket {
  tokens: number
  at: number
}

/** Takes one at monotonic time `now`: the bucket after, and 0 or the milliseconds to wait. */
export function take(bucket: Bucket | undefined, rate: Rate, now: number): { bucket: Bucket; wait: number } {
  const before = bucket ?? { tokens: rate.burst, at: now }
  const tokens = Math.min(rate.burst, before.tokens + (now - before.at) / rate.every)
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, wait: 0 }
  return { bucket: { tokens, at: now }, wait: Math.ceil((1 - tokens) * rate.every) }
}
