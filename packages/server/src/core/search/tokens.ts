/**
 * What a text is found by: its words, folded, and of scripts without blanks every two signs that stand beside one
 * another. A token holds nothing but `a-z`, digits and `_`, so that no engine has its own opinion of it. Pure.
 */
import { fold } from '../assistant/fold.ts'

/** A message of the greatest length has more words than anybody looks for in it. */
const mostTokens = 400
const longest = 40

const blankless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}][\p{M}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー]*/gu

/** Each once. The site is a token too: what is found is looked for in one site. */
export function tokensOf(site: string, text: string): string[] {
  const found = new Set([siteToken(site)])
  for (const part of partsOf(fold(text))) {
    for (const token of part.isRun ? pairs(part.text, true) : [part.text]) {
      found.add(encoded(token))
      if (found.size > mostTokens) return [...found]
    }
  }
  return [...found]
}

export interface Wanted {
  /** All must be there, as they are. */
  tokens: string[]
  /** The beginning of another one; null where all words are whole. */
  start: string | null
  /** Folded; each must stand in the folded text, for pairs alone do not say in which order. */
  runs: string[]
}

/** Shorter beginnings of words would match half of everything. */
const shortestStart = 3

/** Null: there is no word in it. The last word may be half typed. */
export function wantedOf(site: string, text: string): Wanted | null {
  const parts = [...partsOf(fold(text))]
  if (parts.length === 0) return null
  const tokens = [siteToken(site)]
  const runs: string[] = []
  let start: string | null = null
  for (const [index, { text: word, isRun }] of parts.entries()) {
    const signs = [...word]
    if (isRun) {
      runs.push(word)
      if (signs.length > 1) tokens.push(...pairs(word, false).map(encoded))
      else start = encoded(word)
    } else if (index === parts.length - 1 && signs.length >= shortestStart) start = encoded(word)
    else tokens.push(encoded(word))
  }
  return { tokens: [...new Set(tokens)], start, runs }
}

export function hasRuns(text: string, { runs }: Wanted): boolean {
  if (runs.length === 0) return true
  const folded = fold(text).replaceAll(' ', '')
  return runs.every((run) => folded.includes(run))
}

function siteToken(site: string): string {
  return `__${site.replaceAll('-', '_')}`
}

const plain = /^[a-z0-9]+$/

function* partsOf(folded: string): Generator<{ text: string; isRun: boolean }> {
  for (const word of folded.split(' ')) {
    if (plain.test(word)) {
      yield { text: word, isRun: false }
      continue
    }
    let from = 0
    for (const run of word.matchAll(blankless)) {
      if (run.index > from) yield { text: word.slice(from, run.index), isRun: false }
      yield { text: run[0], isRun: true }
      from = run.index + run[0].length
    }
    if (from < word.length) yield { text: word.slice(from), isRun: false }
  }
}

/** With `last`, the last sign also stands for itself: one sign that is looked for begins a pair or ends a run. */
function pairs(run: string, last: boolean): string[] {
  const signs = [...run]
  const found = signs.slice(1).map((sign, index) => `${signs[index]}${sign}`)
  return last || signs.length === 1 ? [...found, signs.at(-1) ?? ''] : found
}

function encoded(token: string): string {
  if (plain.test(token)) return token.slice(0, longest)
  let text = ''
  for (const sign of [...token].slice(0, longest)) {
    text += /[a-z0-9]/.test(sign) ? sign : `_${(sign.codePointAt(0) ?? 0).toString(36)}`
  }
  return text
}
