/**
 * What is kept beside a visitor: its timeline, records of follow-up, and blocks. Contract: a timeline keeps the
 * newest `timelineKept` entries of a visitor, and of page views the newest `pagesKept` (core/visitors/kept).
 */
import type { Actor, FollowUp, Id, Time, TimelineEntry } from '@foyer/protocol'

export interface StoredBlock {
  visitor: Id
  site: string
  at: Time
  by: Actor
  /** Cut; null where only the visitor is blocked. */
  network: string | null
  /** When the block of the network ends. */
  until: Time | null
}

export interface VisitorRecords {
  /** An entry that is there already changes nothing. */
  note(visitor: Id, site: string, entry: TimelineEntry): Promise<void>
  /** Newest first. */
  timeline(visitor: Id, limit: number): Promise<TimelineEntry[]>
  /** `full`: there are `followUpsKept` already. */
  addFollowUp(visitor: Id, site: string, record: FollowUp): Promise<'added' | 'full'>
  removeFollowUp(visitor: Id, id: Id): Promise<boolean>
  /** Newest first. */
  followUps(visitor: Id): Promise<FollowUp[]>
  /** In the place of the visitor's earlier one. */
  block(block: StoredBlock): Promise<void>
  unblock(visitor: Id): Promise<void>
  /** Of one site, or of all; newest first. */
  blocks(site: string | null, limit: number): Promise<StoredBlock[]>
}
