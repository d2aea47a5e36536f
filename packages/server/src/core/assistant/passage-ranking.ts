/**
 * Which texts have most in common with a question: BM25 over words, beginnings of words (which forgive endings
 * in any language that has them), and pairs of letters where a script has no blanks. It only orders; how sure
 * an answer is, is not its to say. Pure.
 */
import { fold } from './fold.ts'

export interface PassageRanking {
  /** Indexes of texts, the best first; none that has nothing telling in common. */
  rank(query: string, limit: number): { at: number; score: number }[]
}

const saturation = 1.2
const lengthMatters = 0.75
/** A beginning says less than the whole word. */
const worth = { whole: 1, beginning: 0.6 } as const
const beginning = 5
const mostTerms = 120
/** Below this share of the best one's score a text is there by chance. */
const least = 0.35
const textsPerStep = 40

interface Postings {
  texts: number[]
  counts: number[]
}

/** In steps of a few milliseconds: `next()` until done, other work between. */
export function* buildPassageRanking(texts: string[]): Generator<void, PassageRanking> {
  const index = new Map<string, Postings>()
  const lengths = new Float64Array(texts.length)
  for (const [at, text] of texts.entries()) {
    const counts = new Map<string, number>()
    for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
    for (const [term, count] of counts) {
      lengths[at]! += count
      const postings = index.get(term)
      if (postings === undefined) index.set(term, { texts: [at], counts: [count] })
      else {
        postings.texts.push(at)
        postings.counts.push(count)
      }
    }
    if (at % textsPerStep === textsPerStep - 1) yield
  }
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, texts.length)

  return {
    rank(query, limit) {
      const scores = new Map<number, number>()
      for (const term of new Set(termsOf(query).slice(0, mostTerms))) {
        const postings = index.get(term)
        if (postings === undefined) continue
        const rare = Math.log(
          1 + (texts.length - postings.texts.length + 0.5) / (postings.texts.length + 0.5),
        )
        const weight = rare * (term.endsWith('*') ? worth.beginning : worth.whole)
        for (const [place, at] of postings.texts.entries()) {
          const count = postings.counts[place]!
          const length = 1 - lengthMatters + (lengthMatters * lengths[at]!) / usual
          const gain = (weight * count * (saturation + 1)) / (count + saturation * length)
          scores.set(at, (scores.get(at) ?? 0) + gain)
        }
      }
      const ranked = [...scores]
        .map(([at, score]) => ({ at, score }))
        .sort((a, b) => b.score - a.score || a.at - b.at)
      const best = ranked[0]?.score ?? 0
      return ranked.filter(({ score }) => score >= best * least).slice(0, limit)
    },
  }
}

const blankless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const word of fold(text).split(' ')) {
    if (word === '') continue
    if (blankless.test(word)) {
      const letters = [...word]
      if (letters.length === 1) terms.push(word)
      for (let at = 0; at + 1 < letters.length; at += 1) terms.push(letters[at]! + letters[at + 1]!)
      continue
    }
    terms.push(word)
    if (word.length >= beginning) terms.push(`${word.slice(0, beginning)}*`)
  }
  return terms
}
