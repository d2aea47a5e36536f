/** The words of what a visitor asked, as they stand in the log; empty where there are none, or none any more. */
import type { Event } from '@foyer/protocol'

export function questionText(event: Event): string {
  if (event.type !== 'message.posted') return ''
  switch (event.body.kind) {
    case 'text':
      return event.body.text
    case 'card':
      return event.body.card.question ?? ''
    default:
      return ''
  }
}
