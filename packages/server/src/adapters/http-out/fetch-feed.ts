/** Gets a product feed over the guarded way out; what went wrong is said in words that the settings show. */
import type { FetchFeed } from '../../ports/products.ts'
import { reasonOf } from './outgoing.ts'
import { readAtMost } from './read-at-most.ts'

/** Milliseconds for all of it. */
const within = 30_000

const words = {
  refused: 'The address is not allowed.',
  unreachable: 'The address cannot be reached.',
  timeOut: 'The address took too long to answer.',
  tooLong: 'The file is too large.',
  stopped: 'The address cannot be reached.',
} as const

export function createFetchFeed(options: { fetch: typeof fetch; most: number }): FetchFeed {
  return async (url) => {
    const limit = AbortSignal.timeout(within)
    try {
      const response = await options.fetch(url, { signal: limit, headers: { 'user-agent': 'Foyer' } })
      if (response.status !== 200) {
        await response.body?.cancel()
        return { problem: `The address answered with ${response.status}.` }
      }
      return { text: await readAtMost(response, options.most) }
    } catch (error) {
      return { problem: words[limit.aborted ? 'timeOut' : reasonOf(error)] }
    }
  }
}
