/**
 * The limits of one process on rates and numbers, with their defaults. Each refusal names its limit
 * and says when to come back. Sizes are limits of the protocol and cannot be lifted.
 */
import type { ProtocolError } from '@foyer/protocol'
import { type Bucket, type Rate, take } from '../core/limiter.ts'
import type { Clock } from '../ports/clock.ts'

const minute = 60_000
const hour = 60 * minute

/** By whom or what is counted, then how many and how fast. */
export const rates = {
  visitorMessages: { burst: 10, every: 1_000 },
  visitorMessagesAMinute: { burst: 60, every: minute / 60 },
  agentMessages: { burst: 120, every: minute / 120 },
  conversationsOfVisitor: { burst: 5, every: hour / 5 },
  conversationsOfAddress: { burst: 30, every: hour / 30 },
  socketsOfAddress: { burst: 20, every: 1_000 / 20 },
  /** Of any kind, on one socket; counted there. */
  frames: { burst: 1_000, every: 5 },
  /** Commands that read from the store. */
  reads: { burst: 200, every: 1_000 / 50 },
  uploads: { burst: 10, every: minute },
  /** The site's own events of a visitor. */
  tracks: { burst: 30, every: 2_000 },
  /** By e-mail, to whomever was typed. */
  transcriptsOfVisitor: { burst: 3, every: hour / 3 },
  transcriptsOfNetwork: { burst: 10, every: hour / 10 },
  transcriptsToAddress: { burst: 3, every: hour / 3 },
  transcriptsOfAgent: { burst: 30, every: hour / 30 },
  translations: { burst: 60, every: 1_000 },
  /** Of cards, fetched from elsewhere. */
  pictures: { burst: 120, every: 500 },
} as const satisfies Record<string, Rate>

export const numbers = { socketsOfVisitor: 5, socketsOfAgent: 10, socketsOfAddress: 100 } as const

export type RateName = keyof typeof rates

export interface Limits {
  /** Null when it may be done, else the refusal. */
  check(name: RateName, key: string): ProtocolError | null
  /** As `check`, where whoever is counted keeps the count: the bucket before, and after. */
  count(name: RateName, bucket: Bucket | undefined): { bucket?: Bucket; error: ProtocolError | null }
  /** Counts one more for `key`; false, and not counted, when that would be over `most`. */
  enter(name: keyof typeof numbers, key: string): boolean
  leave(name: keyof typeof numbers, key: string): void
  readonly areLifted: boolean
}

const words: Record<RateName, string> = {
  visitorMessages: 'Too many messages at once.',
  visitorMessagesAMinute: 'Too many messages in a minute.',
  agentMessages: 'Too many messages in a minute.',
  conversationsOfVisitor: 'Too many new conversations in an hour.',
  conversationsOfAddress: 'Too many new conversations from this network in an hour.',
  socketsOfAddress: 'Too many connections from this network.',
  frames: 'Too many frames at once.',
  reads: 'Too many requests.',
  uploads: 'Too many uploads in ten minutes.',
  tracks: 'Too many events at once.',
  transcriptsOfVisitor: 'Too many e-mails in an hour.',
  transcriptsOfNetwork: 'Too many e-mails from this network in an hour.',
  transcriptsToAddress: 'Too many e-mails to this address in an hour.',
  transcriptsOfAgent: 'Too many e-mails in an hour.',
  translations: 'Too many translations at once.',
  pictures: 'Too many pictures at once.',
}

export function createLimits(clock: Clock, areLifted: boolean): Limits {
  const buckets = new Map<string, Bucket>()
  const counts = new Map<string, number>()
  let sweepAt = minute

  /** Full buckets say nothing: they go, once a minute. */
  function sweep(now: number): void {
    if (now < sweepAt) return
    sweepAt = now + minute
    for (const [key, bucket] of buckets) if (now - bucket.at > hour) buckets.delete(key)
  }

  function count(name: RateName, before: Bucket | undefined): ReturnType<Limits['count']> {
    if (areLifted) return { error: null }
    const { bucket, wait } = take(before, rates[name], clock.monotonic())
    return {
      bucket,
      error: wait === 0 ? null : { code: 'rate_limited', message: words[name], retryAfter: wait },
    }
  }

  return {
    areLifted,
    check(name, key) {
      if (areLifted) return null
      sweep(clock.monotonic())
      const { bucket, error } = count(name, buckets.get(`${name} ${key}`))
      if (bucket !== undefined) buckets.set(`${name} ${key}`, bucket)
      return error
    },
    count,
    enter(name, key) {
      const count = counts.get(`${name} ${key}`) ?? 0
      if (!areLifted && count >= numbers[name]) return false
      counts.set(`${name} ${key}`, count + 1)
      return true
    },
    leave(name, key) {
      const count = (counts.get(`${name} ${key}`) ?? 1) - 1
      if (count <= 0) counts.delete(`${name} ${key}`)
      else counts.set(`${name} ${key}`, count)
    },
  }
}
