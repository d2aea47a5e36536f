/**
 * What agents are at a site, those who are invited to it, and the log of what they changed. A site keeps an owner:
 * whatever would take away the last one that can come in is refused, also of two such changes at once.
 */
import type { Id, Invitation, LogEntry, Time } from '@foyer/protocol'
import type { Agent } from './agents.ts'

/** An agent at one site. */
export interface Membership {
  agent: Agent
  role: string
  department: string | null
  /** Kept out of this site alone; `agent.disabled` keeps it out of all. */
  disabled: boolean
  lastSeenAt: Time | null
}

export type Changed = 'done' | 'lastOwner' | 'unknown'

/** At rest only the code's hash is kept. */
export interface KeptInvitation extends Invitation {
  site: string
}

export type LogDraft = Omit<LogEntry, 'n'>

/** A line of the log with what holds the chain together. */
export interface SealedEntry extends LogEntry {
  /** Of this line and the seal before it. */
  seal: string
}

export interface LogQuery {
  agent?: Id
  /** One deed, or with a dot at the end all of an area. */
  what?: string
  /** Both included. */
  from?: Time
  to?: Time
  /** Lines older than this one. */
  before?: number
  limit: number
}

export interface People {
  /** By name. */
  members(site: string): Promise<Membership[]>
  member(site: string, agent: Id): Promise<Membership | null>
  /** Raises the site's revision. */
  change(
    site: string,
    agent: Id,
    patch: { role?: string; department?: string | null; disabled?: boolean },
  ): Promise<Changed>
  remove(site: string, agent: Id): Promise<Changed>
  rename(agent: Id, name: string): Promise<void>
  /** Ends the agent's sign-ins. */
  signOutEverywhere(agent: Id): Promise<void>
  /** Open conversations of each agent of the site that has any. */
  loads(site: string): Promise<Map<Id, number>>

  invite(invitation: KeptInvitation, hash: string): Promise<void>
  /** By age, those that have run out among them. */
  invitations(site: string): Promise<KeptInvitation[]>
  findInvitation(hash: string): Promise<KeptInvitation | null>
  /** Uses it up: of many who come at once, one gets true. */
  takeInvitation(hash: string): Promise<boolean>
  /** False where there is none. */
  revoke(site: string, id: Id): Promise<boolean>

  /** `seal` is given the line with its number and the seal before it, empty for the first. May be called again. */
  log(site: string, draft: LogDraft, seal: (entry: LogEntry, before: string) => string): Promise<LogEntry>
  /** Newest first. */
  readLog(site: string, query: LogQuery): Promise<SealedEntry[]>
}
