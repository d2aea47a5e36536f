// Cuts folded text into words: at blanks, and where a script has none (Chinese, Japanese, Thai and
// their neighbours) by the dictionary that comes with the engine.

/** Scripts that are written without blanks between words. */
const blankless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Blanks inside such text are typesetting: with and without them it is the same. */
const blanksBetween = new RegExp(`(?<=${blankless.source}) +(?=${blankless.source})`, 'gu')

const segmenters = new Map<string, Intl.Segmenter>()

export function segment(folded: string, lang: string): string[] {
  if (folded === '') return []
  if (!blankless.test(folded)) return folded.split(' ')
  const words: string[] = []
  for (const part of folded.replace(blanksBetween, '').split(' ')) {
    if (!blankless.test(part)) words.push(part)
    else for (const { segment } of segmenterOf(lang).segment(part)) words.push(segment)
  }
  return words
}

function segmenterOf(lang: string): Intl.Segmenter {
  let segmenter = segmenters.get(lang)
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(isTag(lang) ? lang : 'und', { granularity: 'word' })
    segmenters.set(lang, segmenter)
  }
  return segmenter
}

function isTag(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length === 1
  } catch {
    return false
  }
}
