/**
 * The Markdown subset of messages and FAQ answers as a tree: bold, italic, code, links, lists, line
 * breaks. Everything else, HTML above all, stays the text that it is. Reads each character a bounded
 * number of times, so that no input takes longer than its length (case G04).
 */
import { cleanText } from './clean.ts'
import { readLink } from './links.ts'

export type TextInline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; children: TextInline[] }
  | { kind: 'link'; href: string; children: TextInline[] }

export type TextBlock =
  | { kind: 'paragraph'; children: TextInline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: TextInline[][] }

/** Reads a text into blocks. Never throws; an empty text is no blocks. */
export function parseText(text: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let paragraph = ''
  let inList = false
  for (const line of `${cleanText(text)}\n`.split('\n')) {
    const item = /^ {0,6}(?:[-*•]|(\d{1,4})[.)])\s+(\S.*)/.exec(line)
    const isText = item === null && line.trim() !== ''
    if (isText) paragraph += `${line}\n`
    else if (paragraph !== '') {
      blocks.push({ kind: 'paragraph', children: parseInline(paragraph.trim()) })
      paragraph = ''
    }
    if (item !== null) {
      const ordered = item[1] !== undefined
      const content = parseInline(item[2]!)
      const last = blocks.at(-1)
      if (inList && last?.kind === 'list' && last.ordered === ordered) last.items.push(content)
      else blocks.push({ kind: 'list', ordered, start: Number(item[1] ?? 1), items: [content] })
    }
    inList = item !== null
  }
  return blocks
}

// In this order: an escaped mark; code; marks; a link's beginning, its end with an address, a bare end; a
// line's end; an address or mailbox that begins a word.
const tokens =
  /\\([\\*_`[\]()#.!+-])|`([^`\n]+)`|(\*\*?|__?|\[)|\](?:\(([^\s()[\]<>]*(?:\([^\s()[\]<>]*\)[^\s()[\]<>]*){0,4})\))?|\n|(?<![\p{L}\p{N}_.+%-])(?:(?:https?:\/\/|www\.|mailto:|tel:\+?\d)[^\s<>"`[\]\u200e\u200f\u202a-\u202e\u2066-\u2069]*|[\w.+%-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})/giu
const inWord = /[\p{L}\p{N}]/u

/** What is read until a mark's end comes; the first is the text itself. */
interface Frame {
  mark: string
  nodes: TextInline[]
}

function parseInline(text: string): TextInline[] {
  // One frame a mark at most, so that nothing is nested deeper than there are marks.
  const frames: Frame[] = [{ mark: '', nodes: [] }]
  const add = (node: TextInline) => {
    const { nodes } = frames.at(-1)!
    const last = nodes.at(-1)
    if (node.kind === 'text' && last?.kind === 'text') last.text += node.text
    else nodes.push(node)
  }
  const addText = (content: string) => content !== '' && add({ kind: 'text', text: content })
  const isOpen = (mark: string) => frames.some((frame) => frame.mark === mark)
  // A mark without an end is the text that it is.
  const giveUp = () => {
    const { mark, nodes } = frames.pop()!
    addText(mark)
    nodes.forEach(add)
  }
  const close = (mark: string) => {
    while (frames.at(-1)!.mark !== mark) giveUp()
    return frames.pop()!.nodes
  }
  let at = 0
  tokens.lastIndex = 0
  for (let found = tokens.exec(text); found !== null; found = tokens.exec(text)) {
    let [token, escaped, code, mark, address] = found as unknown as [string, ...(string | undefined)[]]
    const before = text[found.index - 1] ?? ' '
    addText(text.slice(at, found.index))
    at = tokens.lastIndex
    if (escaped) addText(escaped)
    else if (code) add({ kind: 'code', text: code })
    else if (token === '\n') add({ kind: 'break' })
    else if (mark) {
      // `***both***` closes inside out: the single mark was opened last.
      if (mark[1] && text[at] === mark[0] && frames.at(-1)!.mark === mark[0]) {
        mark = mark[0]!
        at = tokens.lastIndex = at - 1
      }
      const after = text[at] ?? ' '
      // Inside a word they belong to it: snake_case, 2*3*4. Two asterisks and brackets do not: languages
      // without spaces need them there.
      const inside = mark !== '**' && mark !== '[' && inWord.test(before)
      if (!isOpen(mark) && !inside && after.trim() !== '') frames.push({ mark, nodes: [] })
      else if (
        mark !== '[' &&
        isOpen(mark) &&
        before.trim() !== '' &&
        !(mark[0] === '_' && inWord.test(after))
      ) {
        const children = close(mark)
        if (children.length > 0) add({ kind: mark[1] ? 'strong' : 'em', children })
        else addText(mark + mark)
      } else addText(mark)
    } else if (token[0] === ']') {
      const link = isOpen('[') && address ? readLink(address) : null
      if (link !== null) {
        add({ kind: 'link', href: link.href, children: labelOf(close('['), link.label, link.host) })
      } else {
        while (isOpen('[')) giveUp()
        addText(']')
        at = tokens.lastIndex = found.index + 1
      }
    } else {
      token = trimAddress(token)
      at = tokens.lastIndex = found.index + token.length
      const prefix = /^www\../i.test(token) ? 'https://' : /^[^:]+@/.test(token) ? 'mailto:' : ''
      const link = isOpen('[') ? null : readLink(prefix + token)
      if (link === null) addText(token)
      else {
        const shown = prefix !== '' && link.label.endsWith(token) ? token : link.label
        add({ kind: 'link', href: link.href, children: [{ kind: 'text', text: shown }] })
      }
    }
  }
  addText(text.slice(at))
  while (frames.length > 1) giveUp()
  return frames[0]!.nodes
}

// An address in running text ends before the punctuation that belongs to the sentence, and before
// a bracket that it did not open.
function trimAddress(found: string): string {
  let end = found.length
  let extra = found.split(')').length - found.split('(').length
  while (/[.,;:!?'*_~…。，！？、]/.test(found[end - 1]!) || (found[end - 1] === ')' && extra-- > 0)) end--
  return found.slice(0, end)
}

// A label that reads as an address must be the address, or one would be shown one place and sent
// to another.
function labelOf(children: TextInline[], address: string, host: string): TextInline[] {
  const shown = children.map(textOf).join('').trim()
  const [, claim] = /^(?:[a-z]+:\/*)?([\p{L}\d.-]+\.\p{L}{2,})(?=$|[/:?#])/iu.exec(shown) ?? []
  const honest = !claim || host === claim.toLowerCase() || host === `www.${claim.toLowerCase()}`
  return shown !== '' && honest && !shown.includes('@') ? children : [{ kind: 'text', text: address }]
}

function textOf(node: TextInline): string {
  if (node.kind === 'break') return ' '
  return 'children' in node ? node.children.map(textOf).join('') : node.text
}

/** A text on one line without its marks: for previews, quotes and titles. */
export function toPlain(text: string): string {
  return parseText(text)
    .flatMap((block) => (block.kind === 'list' ? block.items : [block.children]))
    .map((line) => line.map(textOf).join(''))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}
