/** Reads an answer's body as text and lets go of it once it is longer than was agreed. */

export class TooLong extends Error {
  override name = 'TooLong'
}

export async function readAtMost(response: Response, most: number): Promise<string> {
  const announced = Number(response.headers.get('content-length') ?? 0)
  if (announced > most) {
    await response.body?.cancel()
    throw new TooLong()
  }
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  // Leaving the loop by a throw cancels the stream, and so the request.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > most) throw new TooLong()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
