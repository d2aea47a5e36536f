/** Ranks the palette's commands against what was typed: starts of words first, then letters in order. Pure. */

export interface Ranked<T> {
  entry: T
  score: number
}

export function rank<T>(entries: T[], textOf: (entry: T) => string, typed: string): T[] {
  const wanted = fold(typed.trim())
  if (wanted === '') return entries
  return entries
    .map((entry): Ranked<T> => ({ entry, score: scoreOf(fold(textOf(entry)), wanted) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ entry }) => entry)
}

function scoreOf(text: string, wanted: string): number {
  const whole = text.indexOf(wanted)
  if (whole === 0) return 1000
  if (whole > 0) return isWordStart(text, whole) ? 800 : 500
  let score = 100
  let from = 0
  for (const letter of wanted) {
    if (letter === ' ') continue
    const at = text.indexOf(letter, from)
    if (at < 0) return 0
    score += isWordStart(text, at) ? 10 : -(at - from)
    from = at + letter.length
  }
  return Math.max(1, score)
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
