/** Where what agents do to a site is written down (IN-17), as those who do it see it. */
import type { Id } from '@foyer/protocol'

export interface OperationNote {
  site: string
  by: { id: Id; name: string }
  /** What was done, such as `records.export`. */
  what: string
  about: object
}

export type NoteOperation = (note: OperationNote) => void
