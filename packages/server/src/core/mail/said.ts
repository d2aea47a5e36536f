/**
 * What people wrote as it stands in a letter: its marks as elements in HTML, and left out in text. Whatever it holds
 * besides is escaped, and it leads only where links may lead. Pure.
 */
import type { TextBlock, TextInline } from '@foyer/protocol'

export function saidText(blocks: TextBlock[]): string {
  let text = ''
  blocks.forEach((block, at) => {
    const isApart = block.kind === 'paragraph' && blocks[at - 1]?.kind === 'paragraph'
    if (at > 0) text += isApart ? '\n\n' : '\n'
    text +=
      block.kind === 'paragraph'
        ? inlineText(block.children)
        : block.items
            .map((item, n) => `${block.ordered ? `${block.start + n}.` : '-'} ${inlineText(item)}`)
            .join('\n')
  })
  return text
}

/** Not where the letter's language begins. */
const begins = 'text-align:start'

export function saidHtml(blocks: TextBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph') return paragraphHtml(block.children)
      const items = block.items
        .map((item) => `<li dir="auto" style="${begins}">${inlineHtml(item)}</li>`)
        .join('')
      return block.ordered
        ? `<ol start="${block.start}" style="margin:4px 0 0">${items}</ol>`
        : `<ul style="margin:4px 0 0">${items}</ul>`
    })
    .join('')
}

/** Each line has its own direction, and begins where that begins: one in English may stand below one in Arabic. */
function paragraphHtml(nodes: TextInline[]): string {
  const lines: TextInline[][] = [[]]
  for (const node of nodes) {
    if (node.kind === 'break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  if (lines.length === 1) return `<p dir="auto" style="margin:4px 0 0;${begins}">${inlineHtml(nodes)}</p>`
  const said = lines.map(
    // An empty one keeps its height.
    (line) => `<span dir="auto" style="display:block;${begins}">${inlineHtml(line) || '<br>'}</span>`,
  )
  return `<p style="margin:4px 0 0">${said.join('\n')}</p>`
}

/** A text whose marks are not read. */
export function asTyped(text: string): TextBlock[] {
  const nodes = text
    .split(/\r?\n/)
    .flatMap((line): TextInline[] => [{ kind: 'break' }, { kind: 'text', text: line }])
  return [{ kind: 'paragraph', children: nodes.slice(1) }]
}

/** `href`: one that may be followed. */
export function linkHtml(href: string, label: string): string {
  return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow ugc"><bdi>${label}</bdi></a>`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char)
}

const inlineText = (nodes: TextInline[]): string => nodes.map(nodeText).join('')

function nodeText(node: TextInline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text
    case 'break':
      return '\n'
    case 'strong':
    case 'em':
      return inlineText(node.children)
    case 'link': {
      const label = inlineText(node.children)
      return bare(label) === bare(node.href) ? label : `${label} (${node.href})`
    }
  }
}

/** An address without what is not written where it stands as itself. */
function bare(address: string): string {
  return address
    .toLowerCase()
    .replace(/^(https?:\/\/|mailto:|tel:)(www\.)?|^www\./, '')
    .replace(/\/$/, '')
}

const inlineHtml = (nodes: TextInline[]): string => nodes.map(nodeHtml).join('')

function nodeHtml(node: TextInline): string {
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text)
    case 'code':
      return `<code dir="ltr">${escapeHtml(node.text)}</code>`
    case 'break':
      return '<br>\n'
    case 'strong':
      return `<strong>${inlineHtml(node.children)}</strong>`
    case 'em':
      return `<em>${inlineHtml(node.children)}</em>`
    case 'link':
      return linkHtml(node.href, inlineHtml(node.children))
  }
}
