/** Where events stand in a log: `seq` and `sub` as one number that sorts. */
import type { Event, Position, Side, Target } from '@foyer/protocol'

/** `seq` and `sub` in one number that sorts; a million notes fit between two messages. */
const width = 2 ** 20

export function placeOf(position: Position | Target): number {
  return typeof position === 'number' ? position * width : position[0] * width + position[1]
}

export function placeOfEvent(event: Event): number {
  return event.seq * width + (event.sub ?? 0)
}

export function seqOf(place: number): number {
  return Math.floor(place / width)
}

export function positionOf(place: number, side: Side): Position {
  return side === 'visitor' ? seqOf(place) : [seqOf(place), place % width]
}

/** The event at a place, if held. */
export function eventAt(events: readonly Event[], place: number): Event | undefined {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (placeOfEvent(events[middle]!) < place) low = middle + 1
    else high = middle
  }
  const found = events[low]
  return found && placeOfEvent(found) === place ? found : undefined
}
