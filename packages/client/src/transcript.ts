/**
 * How the stretch of a log that is held grows, always without holes and newest end included. Pure. What does
 * not join on is refused, so that its owner asks for history; repeats change nothing.
 */
import type { Event, Position } from '@foyer/protocol'
import type { Transcript } from './held.ts'
import { placeOf, placeOfEvent } from './places.ts'

/** Joins on what follows `prev`; null when something is missing between. */
export function append(held: Transcript, prev: Position, events: readonly Event[]): Transcript | null {
  if (placeOf(prev) > held.to) return null
  let { to } = held
  const fresh = events.filter((event) => {
    const place = placeOfEvent(event)
    if (place <= to) return false
    to = place
    return true
  })
  if (fresh.length === 0) return held
  const joined = [...held.events, ...fresh]
  for (const event of fresh) {
    if (event.type !== 'message.edited' && event.type !== 'message.deleted') continue
    const place = placeOf(event.target)
    // What came together with its own change came changed; an earlier change must not undo a later one.
    if (place > held.to) continue
    const at = joined.findIndex((other) => placeOfEvent(other) === place)
    if (at >= 0) joined[at] = changed(joined[at]!, event)
  }
  return { events: joined, more: held.more, to, edited: withEdits(held.edited, fresh) }
}

/** The newest page, in place of all that was held. */
export function newest(events: readonly Event[], more: boolean): Transcript {
  const last = events.at(-1)
  return { events, more, to: last ? placeOfEvent(last) : 0, edited: withEdits(new Set(), events) }
}

/** The page before the first event held. */
export function prepend(held: Transcript, events: readonly Event[], more: boolean): Transcript {
  const first = held.events[0]
  const older = first ? events.filter((event) => placeOfEvent(event) < placeOfEvent(first)) : events
  return { ...held, events: [...older, ...held.events], more, edited: withEdits(held.edited, older) }
}

function changed(target: Event, change: Event & { type: 'message.edited' | 'message.deleted' }): Event {
  const isEdit = change.type === 'message.edited'
  if (target.type === 'message.posted') return { ...target, body: isEdit ? change.body : { kind: 'deleted' } }
  if (target.type !== 'note.posted') return target
  if (!isEdit) return { ...target, text: '', deleted: true }
  return change.body.kind === 'text' ? { ...target, text: change.body.text } : target
}

function withEdits(edited: ReadonlySet<number>, events: readonly Event[]): ReadonlySet<number> {
  const places = events.flatMap((event) => (event.type === 'message.edited' ? [placeOf(event.target)] : []))
  return places.length === 0 ? edited : new Set([...edited, ...places])
}
