/**
 * A document cut into pieces that each say one thing: at headings first, then at paragraphs, then at sentences,
 * each piece with the headings above it, without which "Within 30 days." says nothing. Pure.
 */

export interface Chunk {
  /** The headings that it stands under, the nearest last; empty for none. */
  heading: string
  text: string
}

/** Characters that a piece should have, and may have. */
const usual = 800
const most = 1_200
/** Of a heading: what is longer is none. */
const mostTitle = 120

export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = []
  const path: string[] = []
  let heading = ''
  let gathered: string[] = []
  let size = 0
  const flush = () => {
    if (gathered.length > 0) chunks.push({ heading, text: gathered.join('\n\n') })
    gathered = []
    size = 0
  }
  for (const paragraph of paragraphsOf(text)) {
    const found = headingOf(paragraph)
    if (found !== null) {
      flush()
      const { depth, title } = found
      path.length = Math.min(path.length, depth - 1)
      path[depth - 1] = title
      heading = path.filter((one) => one !== undefined).join(' › ')
      continue
    }
    for (const piece of piecesOf(paragraph)) {
      if (size > 0 && size + piece.length > usual) flush()
      gathered.push(piece)
      size += piece.length + 2
    }
  }
  flush()
  return chunks
}

/** Blocks between empty lines; a heading is one of its own wherever it stands. Line by line, as texts are long. */
function paragraphsOf(text: string): string[] {
  const paragraphs: string[] = []
  let lines: string[] = []
  const flush = () => {
    if (lines.length > 0) paragraphs.push(lines.join('\n'))
    lines = []
  }
  for (const line of text.split(/\r\n?|[\n\u2028\u2029]/)) {
    const bare = line.trim()
    const isHeading = headingMark.test(bare)
    if (bare === '' || isHeading) flush()
    if (isHeading) paragraphs.push(bare)
    else if (bare !== '') lines.push(bare)
  }
  flush()
  return paragraphs
}

const headingMark = /^(#{1,6})[ \t]+(?=[^ \t#])/

function headingOf(paragraph: string): { depth: number; title: string } | null {
  const mark = headingMark.exec(paragraph)
  if (mark === null) return null
  let end = paragraph.length
  while (/[ \t#]/.test(paragraph[end - 1]!)) end -= 1
  return { depth: mark[1]!.length, title: paragraph.slice(mark[0].length, end).slice(0, mostTitle) }
}

/** What is too long ends at a line, else at a sentence, else at a blank, else where it must. */
function piecesOf(paragraph: string): string[] {
  const pieces: string[] = []
  let rest = paragraph
  while (rest.length > most) {
    const window = rest.slice(0, most)
    const end =
      lastOf(window, /\n/g) ?? lastOf(window, /[.!?](?=\s)|[。！？]/g) ?? lastOf(window, /\s/g) ?? usual
    // Never between the two halves of one character.
    const at = /[\ud800-\udbff]/.test(rest[end - 1]!) ? end - 1 : end
    pieces.push(rest.slice(0, at).trim())
    rest = rest.slice(at).trim()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

/** Where the last match ends that leaves a piece worth having. */
function lastOf(text: string, what: RegExp): number | undefined {
  return [...text.matchAll(what)]
    .map((match) => match.index + match[0].length)
    .findLast((end) => end > usual / 4)
}
