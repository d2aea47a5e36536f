/** What is given out of a visitor (SC-6). */
import type { Event } from './events.ts'
import type { VerifiedIdentity } from './identity.ts'
import type { Summary } from './replies.ts'
import type { Id, Page, Status, Time } from './values.ts'
import type { FollowUp, Profile, TimelineEntry } from './visitors.ts'

/** All that is held of a visitor, for the visitor (SC-6): `GET /v1/sites/:site/visitors/:id/export`. */
export interface VisitorExport {
  visitor: {
    id: Id
    site: string
    nickname: string
    locale: string | null
    sdk: string | null
    page: Page | null
    attributes: Record<string, string>
    profile: Profile
    tags: string[]
    visits: number
    referrer: string | null
    device: string | null
    /** Cut. */
    network: string | null
    firstSeenAt: Time
    lastSeenAt: Time
  }
  identity: VerifiedIdentity | null
  /** Newest first. */
  timeline: TimelineEntry[]
  followUps: FollowUp[]
  /** What the visitor uploaded, posted or not, and what was posted in its conversations; without links. */
  files: { id: Id; name: string; type: string; size: number; createdAt: Time }[]
  /** Newest first; events as agents see them, oldest first. `summary` is what agents wrote of it (IN-11). */
  conversations: {
    id: Id
    status: Status
    startedAt: Time
    closedAt: Time | null
    tags: string[]
    attributes: Record<string, string>
    summary: Summary | null
    events: Event[]
  }[]
}
