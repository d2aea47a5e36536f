/**
 * Which FAQ questions fit what is being typed (WG-8): by words and their beginnings, in this page, with nothing
 * asked of the server. Cruder than the server's matching: what it offers is read before it is taken.
 */
import type { FaqItem } from '@foyer/protocol'

/** Entries that are offered at most. */
const most = 3
/** Letters from which on something is offered, and beyond which it is no question any more. */
const fewest = 3
const longest = 300

// Scripts without blanks give one word a letter; else a word is a run of letters and digits.
const wordPattern = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]|[\p{L}\p{N}]+/gu

/** Without case and marks, so that `cafe` finds `Café`. */
const wordsOf = (text: string): string[] =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(wordPattern) ?? []

/** The one begins with what is typed, or both are forms of one word: `return`, `returning`. */
function fits(word: string, typed: string): boolean {
  if (word === typed || (typed.length > 1 && word.startsWith(typed))) return true
  let same = 0
  while (same < word.length && word[same] === typed[same]) same++
  const [short, long] = [word.length, typed.length].sort((a, b) => a - b) as [number, number]
  return same >= 4 && short - same <= 1 && long - same <= 4
}

/** Reads the entries once; what it gives back finds those that fit a text, the best first. */
export function createAhead(entries: readonly FaqItem[]): (text: string) => FaqItem[] {
  const held = entries.map((entry) => ({
    entry,
    question: wordsOf(entry.question),
    rest: wordsOf(`${entry.category} ${entry.answer}`),
  }))
  return (text) => {
    const letters = [...text.trim()].length
    if (letters < fewest || letters > longest) return []
    const typed = [...new Set(wordsOf(text))].flatMap((word) => {
      const hits = held.map(({ question, rest }) =>
        question.some((other) => fits(other, word)) ? 1 : rest.some((other) => fits(other, word)) ? 0.4 : 0,
      )
      const count = hits.filter(Boolean).length
      const isSmall = word.length < 4 && /^\p{sc=Latn}/u.test(word)
      // Small words that no entry has say nothing of what is meant; others that none has speak against all.
      if (count === 0 && isSmall) return []
      const rarity = Math.log(1 + held.length / (Math.max(count, 1) + 0.5))
      // A letter of a script without blanks is less than a word.
      return [{ hits, weight: isSmall || (count === 0 && word.length === 1) ? rarity * 0.4 : rarity }]
    })
    const whole = typed.reduce((sum, { weight }) => sum + weight, 0)
    const found = held
      .map(({ entry }, at) => ({
        entry,
        share: typed.reduce((sum, { hits, weight }) => sum + hits[at]! * weight, 0) / whole,
        inQuestion: typed.some(({ hits }) => hits[at] === 1),
      }))
      .filter(({ share, inQuestion }) => inQuestion && share >= 0.45)
      .sort((one, other) => other.share - one.share)
    // Beside one that fits well, what shares the small words only is not meant.
    return found
      .filter(({ share }) => share > found[0]!.share * 0.7)
      .slice(0, most)
      .map(({ entry }) => entry)
  }
}
