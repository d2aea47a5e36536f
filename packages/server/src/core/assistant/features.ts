// What a text is to the matcher: its words, pairs of neighbouring words and of words one apart, and
// pieces of two to four letters, which forgive misspelling and know a stem by its look. Each is
// a number (a hash), so that a query builds no strings.
import { fold } from './fold.ts'
import { segment } from './segment.ts'

export const kinds = ['word', 'pair', 'skip', 'piece'] as const

/** Parallel lists: feature i has a hash, a kind (index into `kinds`) and the words it spans. */
export interface Features {
  words: string[]
  hashes: number[]
  kind: number[]
  /** Index of the first and of the last word that it spans. */
  from: number[]
  to: number[]
}

/** Enough for a long message; what follows is not read. */
const mostWords = 64
export const mostLetters = 1000
const syllabic = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

export function featuresOf(text: string, lang: string): Features {
  const words = segment(fold(text.slice(0, mostLetters)), lang).slice(0, mostWords)
  const features: Features = { words, hashes: [], kind: [], from: [], to: [] }
  const add = (kind: number, hash: number, from: number, to: number) => {
    features.hashes.push(hash)
    features.kind.push(kind)
    features.from.push(from)
    features.to.push(to)
  }
  const hashes = words.map((word) => hashText(word, 0, word.length, 1))
  for (let at = 0; at < words.length; at++) {
    const hash = hashes[at]!
    add(0, hash, at, at)
    if (at + 1 < words.length) add(1, mix(hash, hashes[at + 1]!, 2), at, at + 1)
    if (at + 2 < words.length) add(2, mix(hash, hashes[at + 2]!, 3), at, at + 2)
  }
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!
    if (!syllabic.test(word)) {
      addPieces(` ${word} `, 2, 4, at, add)
      continue
    }
    // Where a letter is a syllable or a word, pieces are shorter and go on into the next word.
    const next = words[at + 1]
    addPieces(next !== undefined && syllabic.test(next) ? word + next.slice(0, 1) : word, 1, 3, at, add)
  }
  return features
}

function addPieces(
  text: string,
  least: number,
  most: number,
  word: number,
  add: (kind: number, hash: number, from: number, to: number) => void,
): void {
  for (let size = least; size <= most; size++) {
    for (let start = 0; start + size <= text.length; start++) {
      add(3, hashText(text, start, start + size, 4), word, word)
    }
  }
}

/** FNV-1a over UTF-16 units, 32 bits: with 100 000 features some two share a number; it does not matter. */
function hashText(text: string, from: number, to: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return finish(hash)
}

function mix(one: number, other: number, seed: number): number {
  return finish(Math.imul(Math.imul(one ^ seed, 0x01000193) ^ other, 0x9e3779b1))
}

function finish(hash: number): number {
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return (hash ^ (hash >>> 13)) | 0
}
