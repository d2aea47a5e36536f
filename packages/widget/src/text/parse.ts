/**
 * The Markdown subset of messages and FAQ answers as a tree: bold, italic, code, links, lists, line
 * breaks. Everything else, HTML above all, stays the text that it is. Reads each character a bounded
 * number of times, so that no input takes longer than its length (case G04).
 */
import { cleanText } from './clean.ts'
import { readLink } from './links.ts'

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }

/** Reads a text into blocks. Never throws; an empty text is no blocks. */
export function parse(text: string): Block[] {
  const blocks: Block[] = []
  const lines = cleanText(text).split('\n')
  let paragraph: string[] = []
  const flush = () => {
    const content = paragraph.join('\n').trim()
    if (content !== '') blocks.push({ kind: 'paragraph', children: parseInline(content) })
    paragraph = []
  }
  // Looked for once: a fence without an end is text, and so are all fences after it.
  let fences = lines.filter((line) => line.startsWith('```')).length
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line.startsWith('```') && fences-- > 1) {
      flush()
      const code: string[] = []
      while (!lines[++at]!.startsWith('```')) code.push(lines[at]!)
      fences--
      blocks.push({ kind: 'code', text: code.join('\n') })
      continue
    }
    const item = /^ {0,6}(?:[-*•]|(\d{1,4})[.)])\s+(\S.*)/.exec(line)
    if (item !== null) {
      flush()
      const ordered = item[1] !== undefined
      const content = parseInline(item[2]!)
      const last = blocks.at(-1)
      const joins = last?.kind === 'list' && last.ordered === ordered && lines[at - 1]?.trim() !== ''
      if (joins) last.items.push(content)
      else blocks.push({ kind: 'list', ordered, start: Number(item[1] ?? 1), items: [content] })
    } else if (line.trim() === '') flush()
    else paragraph.push(line)
  }
  flush()
  return blocks
}

const address = /(?:https?:\/\/|www\.|mailto:|tel:\+?\d)[^\s<>"`[\]\u200e\u200f\u202a-\u202e\u2066-\u2069]*/iy
const mailbox = /[\w.+%-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/iy
const destination = /\]\(([^\s()[\]<>]*(?:\([^\s()[\]<>]*\)[^\s()[\]<>]*){0,4})\)/y

/** What opened and waits for its end: where its content starts among the nodes. */
type Opener = { mark: string; node: number }

function parseInline(text: string): Inline[] {
  const nodes: Inline[] = []
  const openers: Opener[] = []
  let plain = ''
  let at = 0
  let lastTick = -1
  const flush = () => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain })
    plain = ''
  }
  const open = (mark: string) => {
    flush()
    openers.push({ mark, node: nodes.length })
    nodes.push({ kind: 'text', text: mark })
  }
  // Openers above the matching one never found an end and stay the text that they are. An opener
  // of one mark is there at most once, so this list has at most five entries.
  const close = (mark: string): Inline[] | null => {
    const index = openers.findIndex((opener) => opener.mark === mark)
    if (index < 0) return null
    flush()
    const [first] = openers.splice(index)
    return nodes.splice(first!.node).slice(1)
  }
  while (at < text.length) {
    const char = text[at]!
    const before = text[at - 1] ?? ' '
    if (char === '\\' && /[\\*_`[\]()#.!+-]/.test(text[at + 1] ?? '')) {
      plain += text[at + 1]!
      at += 2
    } else if (char === '\n') {
      flush()
      nodes.push({ kind: 'break' })
      at++
    } else if (char === '`') {
      if (lastTick < at) lastTick = text.indexOf('`', at + 1)
      if (lastTick < 0) lastTick = Number.POSITIVE_INFINITY
      if (lastTick > at + 1 && lastTick < text.length) {
        flush()
        nodes.push({ kind: 'code', text: text.slice(at + 1, lastTick) })
        at = lastTick + 1
      } else {
        plain += char
        at++
      }
    } else if (char === '*' || char === '_') {
      // `***both***` closes inside out: the single mark was opened last.
      const single = text.startsWith(char + char + char, at) && openers.at(-1)?.mark === char
      const mark = text[at + 1] === char && !single ? char + char : char
      const after = text[at + mark.length] ?? ' '
      const kind = mark.length > 1 ? 'strong' : 'em'
      // Inside a word they belong to it: snake_case, 2*3*4. Two asterisks do not: languages
      // without spaces need them there.
      const inside = mark !== '**' && /[\p{L}\p{N}]/u.test(before)
      const word = inside && char === '_' && /[\p{L}\p{N}]/u.test(after)
      const waits = openers.some((opener) => opener.mark === mark)
      if (waits && !word && /\S/.test(before)) {
        const children = close(mark)!
        if (children.length > 0) nodes.push({ kind, children })
        else plain += mark + mark
      } else if (!waits && !inside && /\S/.test(after)) open(mark)
      else plain += mark
      at += mark.length
    } else if (char === '[' && !openers.some((opener) => opener.mark === '[')) {
      open('[')
      at++
    } else if (char === ']' && openers.some((opener) => opener.mark === '[')) {
      destination.lastIndex = at
      const found = destination.exec(text)
      const link = found === null ? null : readLink(found[1]!)
      const children = link === null ? null : close('[')
      if (found !== null && link !== null && children !== null) {
        nodes.push({ kind: 'link', href: link.href, children: label(children, link.label, link.host) })
        at += found[0].length
      } else {
        openers.splice(
          openers.findIndex((opener) => opener.mark === '['),
          1,
        )
        plain += char
        at++
      }
    } else {
      const written = /[\p{L}\p{N}_]/u.test(before) ? null : readAddress(text, at)
      const link = written === null ? null : readLink(written.href)
      if (written === null || link === null) {
        plain += written?.text ?? char
        at += written?.text.length ?? 1
      } else {
        flush()
        const shown = link.label === written.href ? written.text : link.label
        // Inside a link's own label an address is its text, not a second link.
        if (openers.some((opener) => opener.mark === '[')) plain += written.text
        else nodes.push({ kind: 'link', href: link.href, children: [{ kind: 'text', text: shown }] })
        at += written.text.length
      }
    }
  }
  flush()
  return join(nodes)
}

// An address in running text ends before the punctuation that belongs to the sentence, and before
// a bracket that it did not open.
function readAddress(text: string, at: number): { text: string; href: string } | null {
  const code = text.charCodeAt(at) | 32
  address.lastIndex = at
  mailbox.lastIndex = at
  const starts = code === 104 || code === 119 || code === 109 || code === 116
  const found = (starts ? address.exec(text) : null)?.[0]
  if (found === undefined) {
    const mail = mailbox.exec(text)?.[0]
    return mail === undefined ? null : { text: mail, href: `mailto:${mail}` }
  }
  let end = found.length
  let extra = found.split(')').length - found.split('(').length
  while (end > 0) {
    const last = found[end - 1]!
    if (last === ')' && extra-- > 0) end--
    else if (/[.,;:!?'*_~…。，！？、]/.test(last)) end--
    else break
  }
  const trimmed = found.slice(0, end)
  if (/^(www\.?|https?(:\/*)?|mailto|tel)$/i.test(trimmed)) return null
  return { text: trimmed, href: /^www\./i.test(trimmed) ? `https://${trimmed}` : trimmed }
}

// A label that reads as an address must be the address, or one would be shown one place and sent
// to another.
function label(children: Inline[], address: string, host: string): Inline[] {
  const shown = children.map(textOf).join('').trim()
  const claims = /^(?:[a-z]+:\/*)?((?:[\p{L}\d-]+\.)+\p{L}{2,})(?=$|[/:?#])/iu.exec(shown)?.[1]
  const honest =
    claims === undefined || claims.toLowerCase() === host || `www.${claims.toLowerCase()}` === host
  return shown !== '' && honest && !shown.includes('@') ? children : [{ kind: 'text', text: address }]
}

// Marks that stayed text lie beside the text around them; one node each is enough.
function join(nodes: Inline[]): Inline[] {
  const joined: Inline[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text }
    else if ('children' in node) joined.push({ ...node, children: join(node.children) })
    else joined.push(node)
  }
  return joined
}

function textOf(node: Inline): string {
  if (node.kind === 'break') return ' '
  return 'children' in node ? node.children.map(textOf).join('') : node.text
}

/** A text on one line without its marks: for previews, quotes and titles. */
export function toPlain(text: string): string {
  return parse(text)
    .map((block) => {
      if (block.kind === 'code') return block.text
      const lines = block.kind === 'list' ? block.items : [block.children]
      return lines.map((line) => line.map(textOf).join('')).join(' ')
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
