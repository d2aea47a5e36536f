/**
 * What the client of the model's API fetches with: one address, no headers that say more of this machine than
 * they must, a bound on what comes back, and a note whether the stream said that it is complete.
 */

export interface Tapped {
  fetch: typeof fetch
  /** The endpoint said that nothing follows. */
  isComplete(): boolean
  isTooLong(): boolean
}

/** Bytes. Each token comes in a few hundred bytes of JSON; thinking aloud comes on top. */
const mostBytes = 4_000_000
const sent = ['accept', 'authorization', 'content-type']

export function tapCompletion(guarded: typeof fetch): Tapped {
  let isComplete = false
  let isTooLong = false
  let tail = ''
  let bytes = 0
  const decoder = new TextDecoder()

  function tap(): TransformStream<Uint8Array, Uint8Array> {
    return new TransformStream({
      transform(chunk, stream) {
        bytes += chunk.byteLength
        if (bytes > mostBytes) {
          isTooLong = true
          stream.error(new Error('too long'))
          return
        }
        tail += decoder.decode(chunk, { stream: true })
        if (/^data: ?\[DONE\]/m.test(tail)) isComplete = true
        tail = tail.slice(-64)
        stream.enqueue(chunk)
      },
    })
  }

  return {
    isComplete: () => isComplete,
    isTooLong: () => isTooLong,
    async fetch(input, init) {
      const headers = new Headers(init?.headers)
      for (const name of [...headers.keys()]) if (!sent.includes(name)) headers.delete(name)
      headers.set('user-agent', 'Foyer')
      const response = await guarded(input, { ...init, headers })
      const type = response.headers.get('content-type') ?? ''
      const body = response.body?.pipeThrough(tap()) ?? null
      const bounded = new Response(body, { status: response.status, headers: { 'content-type': type } })
      if (!response.ok || !/^application\/json\b/i.test(type)) return bounded
      // Some endpoints do not stream: their one answer becomes a stream of one.
      const stream = streamOfOne(await bounded.json())
      isComplete = true
      return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
    },
  }
}

function streamOfOne(whole: unknown): string {
  const { choices, error } = (whole ?? {}) as { choices?: Record<string, unknown>[]; error?: unknown }
  const chunk = error
    ? { error }
    : { choices: choices?.map(({ message, ...choice }) => ({ ...choice, delta: message })) }
  return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`
}
