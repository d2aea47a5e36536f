/**
 * Words for a person in what a visitor wrote (RT-1): a forced one is the whole message, a soft one is contained
 * in it. Case, width, accents and punctuation do not matter. Pure.
 */
import type { AssistantSettings } from '@foyer/protocol'
import { fold } from './fold.ts'

export interface PersonWord {
  kind: 'forced' | 'soft'
  word: string
}

export function findPersonWord(
  text: string,
  { forced, soft }: AssistantSettings['words'],
): PersonWord | null {
  const folded = fold(text)
  if (folded === '') return null
  // First, because a word that stands in both lists is soft.
  const contained = soft.find((word) => contains(folded, fold(word)))
  if (contained !== undefined) return { kind: 'soft', word: contained }
  const whole = forced.find((word) => fold(word) === folded)
  return whole === undefined ? null : { kind: 'forced', word: whole }
}

function contains(text: string, word: string): boolean {
  if (word === '') return false
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    if (isEdge(text, at) && isEdge(text, end)) return true
  }
  return false
}

/** Scripts that put no blanks between words: any place in them may be a word's edge. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const letter = /[\p{L}\p{M}\p{N}]/u

/** Whether a word may begin or end at `place`: "agent" is not in "reagent". */
export function isEdge(text: string, place: number): boolean {
  const before = text.slice(Math.max(0, place - 2), place).match(/.$/u)?.[0] ?? ''
  const after = text.slice(place, place + 2).match(/^./u)?.[0] ?? ''
  if (!letter.test(before) || !letter.test(after)) return true
  return unspaced.test(before) || unspaced.test(after)
}
