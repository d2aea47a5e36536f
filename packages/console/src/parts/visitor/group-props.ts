/** What every group of the visitor's panel is given. */
import type { Head, ReadEntry, VisitorProfile } from '@foyer/protocol'

export interface GroupProps {
  visitor: VisitorProfile
  head: Head | null
  read: ReadEntry[]
  /** What the server answered to a change. */
  keep: (profile: VisitorProfile) => void
}
