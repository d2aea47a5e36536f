/** What an inbox row says of a message: a short text and the kind of what was posted. */
import type { Body } from '@foyer/protocol'

export const previewLength = 160

export function previewOf(body: Body): { kind: string; text: string } {
  return { kind: body.kind, text: cut(plain(body)) }
}

function plain(body: Body): string {
  switch (body.kind) {
    case 'text':
    case 'options':
    case 'form':
    case 'filled':
      return body.text
    case 'file':
      return body.file.name
    case 'card':
      return body.card.title
    case 'deleted':
      return ''
  }
}

/** By code points, so that no surrogate pair is cut apart. */
function cut(text: string): string {
  const start = text.slice(0, previewLength * 2)
  const line = (/[^\S ]| {2}/.test(start) ? start.replace(/\s+/g, ' ') : start).trim()
  if (line.length <= previewLength) return line
  const points = [...line]
  return points.length <= previewLength ? line : `${points.slice(0, previewLength - 1).join('')}…`
}
