/** Gets a picture over the guarded way out. What went wrong is nobody's business: there is then no picture. */
import type { FetchPicture } from '../../ports/pictures.ts'

/** Milliseconds for all of it. */
const within = 10_000

export function createFetchPicture(options: { fetch: typeof fetch }): FetchPicture {
  return async (url, most) => {
    try {
      const response = await options.fetch(url, {
        signal: AbortSignal.timeout(within),
        headers: { 'user-agent': 'Foyer', accept: 'image/webp,image/png,image/jpeg,image/gif' },
      })
      const isThere = response.status === 200 && Number(response.headers.get('content-length') ?? 0) <= most
      if (!isThere || response.body === null) {
        await response.body?.cancel()
        return null
      }
      const chunks: Uint8Array[] = []
      let bytes = 0
      // Leaving the loop cancels the stream, and so the request.
      for await (const chunk of response.body) {
        bytes += chunk.byteLength
        if (bytes > most) return null
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    } catch {
      return null
    }
  }
}
