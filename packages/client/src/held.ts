/** The stretch of a log that is held. */
import type { Event } from '@foyer/protocol'

export interface Transcript {
  readonly events: readonly Event[]
  /** Whether the log has more before the first. */
  readonly more: boolean
  /** Place of the last event, 0 before the first. */
  readonly to: number
  /** Places of messages that were edited. */
  readonly edited: ReadonlySet<number>
}

export const blank: Transcript = { events: [], more: false, to: 0, edited: new Set() }
