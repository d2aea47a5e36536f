/** All that reads texts for what they hold, in one piece: every later one needs it, and it comes before them. */
import { type Body, cleanName, toPlain } from '@foyer/protocol'

export { formatClock, formatSize, isEmojiOnly, RichText, readLink } from '../text/index.ts'

/** What a message says on one line; empty where it says nothing in words. */
export function textOf(body: Body): string {
  if ('text' in body) return toPlain(body.text)
  if (body.kind === 'file') return cleanName(body.file.name)
  return body.kind === 'card' ? cleanName(body.card.title) : ''
}
