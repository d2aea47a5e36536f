/**
 * What is done to foreign text before it is shown: invisible controls go, marks that stack up are
 * cut, names cannot turn their own direction around. Nothing here changes what is stored.
 */

// C0 and C1 apart from tab and newline, and noncharacters: they render as boxes or not at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const controls = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g
const marks = /(\p{M}{6})\p{M}+/gu
const direction = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text as it is safe to lay out: no controls, line ends as `\n`, at most six marks on one letter. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(controls, '')
    .replace(marks, '$1')
}

/** A name on one line, without characters that reorder it: `photo<RLO>gpj.exe` shows that it is an exe. */
export function cleanName(name: string): string {
  return cleanText(name).replace(direction, '').replace(/\s+/g, ' ').trim()
}
