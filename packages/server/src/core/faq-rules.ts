/** How much an FAQ may hold: what the routes' schemas refuse, and what an import skips. Pure. */

export const faqLimits = {
  /** Entries of a site. One costs every visitor bytes: a longer FAQ belongs on pages of its own. */
  entries: 500,
  /** Code points. */
  question: 500,
  answer: 5_000,
  phrasing: 500,
  category: 100,
  phrasings: 50,
} as const

/** One spelling for questions that people take for the same: width, case, blanks and the end's marks aside. */
export function foldQuestion(question: string): string {
  return question
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s¿¡]+|[\s?!.…。؟]+$/gu, '')
}
