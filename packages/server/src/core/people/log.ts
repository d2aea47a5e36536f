/**
 * What the operation log keeps of a change (IN-17): only what differs, long texts cut, and never a secret. Pure.
 */

/** Bytes are not counted: code units of a text that is kept whole. */
export const longestText = 2_048
const hidden = '•••'
const secretKey = /password|secret|token|signing|(^|[a-z])key$|^code$/i

export interface Differences {
  before: unknown
  after: unknown
}

/** Null where nothing differs. Objects are gone into; lists and texts are kept whole, as far as they may be. */
export function differences(before: unknown, after: unknown): Differences | null {
  if (isSame(before, after)) return null
  if (!isObject(before) || !isObject(after)) return { before: kept(before), after: kept(after) }
  const [was, is]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}]
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const differs = differences(before[key], after[key])
    if (differs === null) continue
    const isSecret = secretKey.test(key)
    // Null says that there was none, or is none any more: that is worth knowing and tells nothing.
    was[key] = isSecret && differs.before !== null ? hidden : differs.before
    is[key] = isSecret && differs.after !== null ? hidden : differs.after
  }
  return { before: was, after: is }
}

/** As it is kept: secrets hidden, texts cut, nothing undefined. */
function kept(value: unknown): unknown {
  if (value === undefined) return null
  if (typeof value === 'string') return cut(value)
  if (Array.isArray(value)) return value.map(kept)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      secretKey.test(key) && item !== null ? hidden : kept(item),
    ]),
  )
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText).toWellFormed()}…`
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
