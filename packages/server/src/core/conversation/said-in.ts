/** What a message says. Pure. */
import type { Event } from '@foyer/protocol'

/** Its text without space around it; empty where it has none. */
export function saidIn(event: Event): string {
  return event.type === 'message.posted' && event.body.kind === 'text' ? event.body.text.trim() : ''
}
