/** What of an event the search finds, and the piece of it that is shown. Pure. */
import type { Body, Event } from '@foyer/protocol'

/** Null: nothing to find. */
export function textOf(event: Event): string | null {
  if (event.type === 'note.posted') return event.deleted === true ? null : event.text
  return event.type === 'message.posted' ? ofBody(event.body) : null
}

function ofBody(body: Body): string | null {
  switch (body.kind) {
    case 'text':
    case 'form':
    case 'filled':
      return body.text
    case 'options':
      return [body.text, ...body.options.map(({ label }) => label)].join('\n')
    case 'file':
      return body.file.name
    case 'card':
      return [body.card.title, body.card.text ?? ''].join('\n')
    case 'deleted':
      return null
  }
}

const around = 60
const most = 180

/** The text around the first of the words that stands in it as it was typed; else its beginning. */
export function snippetOf(text: string, wanted: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const lower = line.toLowerCase()
  const words = wanted.toLowerCase().trim().split(/\s+/)
  const at = words.map((word) => lower.indexOf(word)).filter((place) => place >= 0)
  const first = at.length === 0 ? 0 : Math.min(...at)
  const from = first <= around ? 0 : first - around
  const piece = [...line.slice(from, from + most * 2)].slice(0, most).join('')
  return `${from > 0 ? '…' : ''}${piece}${from + piece.length < line.length ? '…' : ''}`
}
