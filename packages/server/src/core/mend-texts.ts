/**
 * Texts as every store, file and peer can take them: what is no Unicode string, and NUL, which PostgreSQL cannot
 * store, becomes U+FFFD. The same way at every door. Pure.
 */

export function mendText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}

/** All texts and keys in what was parsed, in place and however deep it nests; a text alone is given back mended. */
export function mendTexts(value: unknown): unknown {
  if (typeof value === 'string') return mendText(value)
  const open = [value]
  for (const one of open) {
    if (typeof one === 'object' && one !== null) mendFields(one as Record<string, unknown>, open)
  }
  return value
}

function mendFields(fields: Record<string, unknown>, open: unknown[]): void {
  for (const key of Object.keys(fields)) {
    const value = fields[key]
    if (typeof value === 'string') fields[key] = mendText(value)
    else open.push(value)
    const mended = mendText(key)
    if (mended === key) continue
    fields[mended] = fields[key]
    delete fields[key]
  }
}
