/** What both providers share: one request of JSON, its faults by status, and its answer as an object. */
import type { Outgoing } from '../../ports/outgoing.ts'
import type { Untranslated } from '../../ports/translate.ts'

/** Milliseconds and bytes: a text has at most 10 000 characters, and JSON may write one in twelve bytes. */
const within = 10_000
const most = 524_288

export async function askProvider(
  outgoing: Pick<Outgoing, 'post'>,
  request: { url: string; body: object; headers?: Record<string, string> },
): Promise<{ ok: Record<string, unknown> } | { failed: Untranslated }> {
  const answer = await outgoing.post({ ...request, body: JSON.stringify(request.body), within, most })
  if ('failed' in answer) return answer
  const { status, text } = answer
  if (status === 401 || status === 403) return { failed: 'key' }
  // DeepL has a status of its own for a used-up quota.
  if (status === 429 || status === 456) return { failed: 'quota' }
  if (status === 400) return { failed: 'language' }
  if (status < 200 || status > 299) return { failed: 'refusedByProvider' }
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ok: value as Record<string, unknown> }
      : { failed: 'malformed' }
  } catch {
    return { failed: 'malformed' }
  }
}

/** `base` with `path` behind it, whatever slashes and queries somebody pasted. */
export function below(base: string, path: string): string {
  const url = new URL(base)
  url.pathname = url.pathname.endsWith(path) ? url.pathname : `${url.pathname.replace(/\/+$/, '')}${path}`
  url.search = ''
  url.hash = ''
  return url.href
}
