/** Looks at the first bytes of a stream without taking them from who reads it later. */
import { once } from 'node:events'
import { Readable } from 'node:stream'

export interface Peeked {
  /** At least `count` bytes, or all there are. Rejects when the stream breaks off. */
  peek(count: number): Promise<Uint8Array>
  /** Everything, from the first byte. Called once. */
  body(): Readable
}

export function peekable(source: Readable): Peeked {
  let start = Buffer.alloc(0)
  const chunks: Buffer[] = []
  let length = 0

  async function* whole(): AsyncGenerator<Buffer> {
    yield start
    // Who stops reading early must not tear the connection down: the answer still goes over it.
    for await (const chunk of source.iterator({ destroyOnReturn: false })) yield chunk as Buffer
  }

  return {
    async peek(count) {
      while (length < count && !source.readableEnded) {
        const chunk: Buffer | null = source.read()
        if (chunk === null) {
          if (source.errored || source.destroyed) throw source.errored ?? new Error('The stream broke off')
          await readableOrEnded(source)
          continue
        }
        chunks.push(chunk)
        length += chunk.length
      }
      if (chunks.length > 0) start = Buffer.concat([start, ...chunks.splice(0)])
      return start
    },
    body: () => Readable.from(whole(), { objectMode: false }),
  }
}

async function readableOrEnded(source: Readable): Promise<void> {
  const ac = new AbortController()
  const { signal } = ac
  try {
    await Promise.race(['readable', 'end', 'close'].map((event) => once(source, event, { signal })))
  } finally {
    ac.abort()
  }
}
