/**
 * The one way out for requests that a site's settings cause. Names are looked up once, by the connector, and
 * the addresses found are checked there: what DNS said a moment before, or says a moment later, has no say.
 */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import type { Outgoing, Undelivered } from '../../ports/outgoing.ts'
import { checkHost, checkUrl, notPublic, Refused } from './check-url.ts'
import { isPublicAddress } from './public-address.ts'
import { readAtMost, TooLong } from './read-at-most.ts'

export interface OutgoingOptions {
  allowPrivate: boolean
  /** For tests: what DNS says. */
  lookup?: LookupFunction
}

export interface ClosableOutgoing extends Outgoing {
  close(): Promise<void>
}

/** Milliseconds. The limits of those who call are tighter; these end what they would forget. */
const connectWithin = 5_000
const silentFor = 60_000

export function createOutgoing({ allowPrivate, lookup = systemLookup }: OutgoingOptions): ClosableOutgoing {
  let opened: ReturnType<typeof open> | undefined

  /** Loading it takes a fifth of a second of CPU, which a start without such requests need not wait for. */
  async function open() {
    const { Agent, buildConnector, fetch } = await import('undici')
    const connector = buildConnector({
      timeout: connectWithin,
      lookup: allowPrivate ? lookup : publicOnly(lookup),
    })
    const dispatcher = new Agent({
      connect(options, callback) {
        try {
          checkHost(options.hostname, allowPrivate)
        } catch (error) {
          callback(error as Error, null)
          return
        }
        connector(options, callback)
      },
      headersTimeout: silentFor,
      bodyTimeout: silentFor,
      // A webhook is asked now and then; a connection kept for long would be checked only once.
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 30_000,
      connections: 64,
      maxHeaderSize: 16_384,
    })
    return { dispatcher, fetch }
  }

  const guarded: typeof fetch = async (input, init) => {
    const url = checkUrl(input instanceof Request ? input.url : String(input), allowPrivate)
    opened ??= open()
    const { dispatcher, fetch } = await opened
    // Node's own types and undici's describe the same things under two names.
    const options = { ...init, redirect: 'manual', dispatcher } as Parameters<typeof fetch>[1]
    return (await fetch(url, options)) as unknown as Response
  }

  return {
    fetch: guarded,
    async post({ url, body, headers, within, most, signal }) {
      const limit = AbortSignal.timeout(within)
      const ends = signal === undefined ? limit : AbortSignal.any([limit, signal])
      let answered: { status?: number } = {}
      try {
        const response = await guarded(url, {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', 'user-agent': 'Foyer', ...headers },
          signal: ends,
        })
        const { status } = response
        answered = { status }
        return { status, text: await readAtMost(response, most) }
      } catch (error) {
        if (limit.aborted) return { failed: 'timeOut', ...answered }
        if (signal?.aborted) return { failed: 'stopped', ...answered }
        return { failed: reasonOf(error), ...answered }
      }
    },
    async close() {
      await (await opened)?.dispatcher.destroy()
    },
  }
}

/** undici wraps what went wrong, the connector's refusal too. */
export function reasonOf(error: unknown): Undelivered {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof Refused) return 'refused'
    if (cause instanceof TooLong) return 'tooLong'
    if (cause.name === 'TimeoutError' || cause.name === 'ConnectTimeoutError') return 'timeOut'
  }
  return 'unreachable'
}

/** One address that is not public spoils the name: an honest one has none. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (error, found, family) => {
      if (error) return callback(error, found, family)
      const addresses = Array.isArray(found) ? found.map(({ address }) => address) : [found]
      if (addresses.length > 0 && addresses.every(isPublicAddress)) return callback(null, found, family)
      callback(new Refused(notPublic), '', 0)
    })
}
