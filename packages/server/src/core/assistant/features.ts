// What a text is to the matcher: its words, pairs of neighbouring words and of words one apart, and
// pieces of two to four letters, which forgive misspelling and know a stem by its look. Each is
// a number (a hash), so that a query builds no strings.
import { fold } from './fold.ts'
import { segment } from './segment.ts'

export const kinds = ['word', 'pair', 'skip', 'piece'] as const

/** Parallel lists: a feature's hash and its kind (index into `kinds`). Each is there once. */
export interface Features {
  hashes: Int32Array
  kinds: Uint8Array
  /** How many words the text has. */
  words: number
}

/** `from` and `to`: the first and the last word that the feature spans. */
type Visit = (kind: number, hash: number, from: number, to: number) => void

/** Enough for a long message; what follows is not read. */
export const mostLetters = 1000
const mostWords = 64
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

export function wordsOf(text: string, lang: string): string[] {
  return segment(fold(text.slice(0, mostLetters)), lang).slice(0, mostWords)
}

export function featuresOf(text: string, lang: string): Features {
  const words = wordsOf(text, lang)
  const kindOf = new Map<number, number>()
  visitFeatures(words, (kind, hash) => {
    if (!kindOf.has(hash)) kindOf.set(hash, kind)
  })
  return {
    hashes: Int32Array.from(kindOf.keys()),
    kinds: Uint8Array.from(kindOf.values()),
    words: words.length,
  }
}

export function visitFeatures(words: string[], visit: Visit): void {
  const hashes = words.map((word) => hashText(word, 0, word.length, 1))
  for (let at = 0; at < words.length; at++) {
    const hash = hashes[at]!
    visit(0, hash, at, at)
    if (at + 1 < words.length) visit(1, mix(hash, hashes[at + 1]!, 2), at, at + 1)
    if (at + 2 < words.length) visit(2, mix(hash, hashes[at + 2]!, 3), at, at + 2)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (!syllabic.test(word)) {
      visitPieces(` ${word} `, 2, 4, at, visit)
      continue
    }
    // Where a letter is a syllable or a word, pieces are shorter and go on into the next word.
    const next = words[at + 1]
    visitPieces(next !== undefined && syllabic.test(next) ? word + next.slice(0, 1) : word, 1, 3, at, visit)
  }
}

function visitPieces(text: string, least: number, most: number, word: number, visit: Visit): void {
  for (let size = least; size <= most; size++) {
    for (let start = 0; start + size <= text.length; start++) {
      visit(3, hashText(text, start, start + size, 4), word, word)
    }
  }
}

/** FNV-1a over UTF-16 units, 32 bits: of 100 000 features one or two share a number; it does not matter. */
function hashText(text: string, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return finish(hash)
}

function mix(one: number, other: number, seed: number): number {
  return finish(Math.imul(Math.imul(one ^ seed, 0x01000193) ^ other, 0x9e3779b1))
}

function finish(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
  return (half ^ (half >>> 13)) | 0
}
