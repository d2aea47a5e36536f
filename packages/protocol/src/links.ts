/**
 * Which addresses may be followed (case G03): http, https, mailto and tel alone. The server takes no others in cards, and
 * clients make links of no others, wherever they stand.
 */

// Whitespace, controls and direction marks: browsers strip some of them, so that what one reads
// and what is opened would differ.
const forbidden = /[\0-\x20\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\\]/

/** In every browser and in Node, though in no library of the language alone. */
const { URL } = globalThis as unknown as { URL: { canParse(address: string): boolean } }

/** False also where it has a user name in it, or characters that a browser would drop. */
export function isSafeLink(written: string): boolean {
  const [, scheme, rest] = /^(https?:\/\/(?![/@])|mailto:|tel:)(.+)/i.exec(written) ?? []
  if (scheme === undefined || rest === undefined || forbidden.test(written)) return false
  return !scheme.endsWith('/') || (!/^[^/?#]*@/.test(rest) && URL.canParse(written))
}
