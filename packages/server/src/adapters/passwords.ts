/**
 * argon2id. Two at a time, so that a flood of sign-ins leaves threads for the disk, and no more than
 * `mostWaiting` behind them. The library is loaded with the first use: most starts never need it.
 */
import { randomBytes } from 'node:crypto'
import type { Passwords } from '../ports/passwords.ts'

/** 32 MiB and 4 passes: about 50 ms of one core. */
export const usualCost = { memoryCost: 32_768, timeCost: 4, parallelism: 1 }

const atOnce = 2
const mostWaiting = 64

export function createPasswords(cost: typeof usualCost = usualCost): Passwords {
  const waiting: (() => void)[] = []
  let running = 0
  /** Verifications that have begun, from the very call on. */
  let asked = 0
  let decoy: Promise<string> | undefined

  const library = () => import('@node-rs/argon2')
  const hash = async (password: string) => (await library()).hash(password, { ...cost, algorithm: 2 })

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    // A place is handed on, never freed and taken again: nobody can slip in between.
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  return {
    hash: (password) => inTurn(() => hash(password)),
    async verify(known, password) {
      if (asked >= atOnce + mostWaiting) return 'busy'
      asked += 1
      try {
        decoy ??= inTurn(() => hash(randomBytes(32).toString('base64url')))
        const against = known ?? (await decoy)
        const { verify } = await library()
        const isRight = await inTurn(() => verify(against, password))
        return isRight && known !== null
      } finally {
        asked -= 1
      }
    },
  }
}
