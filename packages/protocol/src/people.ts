/**
 * The people of a site: what they may do (IN-16), the departments they are in (RT-12), how they are invited,
 * and the log of what they changed (IN-17).
 */
import type { AgentStatus, Id, Time } from './values.ts'

/** What agents of a site may do (IN-16). A role is a set of permissions; a site has four built in and its own. */

/** In the order in which the console lists them. */
export const permissions = [
  /** One's own conversations to a colleague or group (RT-10). */
  'conversation.transfer',
  /** Other agents' conversations, also to oneself (RT-10). */
  'conversation.transferOthers',
  /** To see conversations of colleagues (RT-12). */
  'conversation.openOthers',
  /** To write in them, end them, tag them and edit their visitors (RT-12). */
  'conversation.help',
  /** To pin in other agents' lists (IN-3). */
  'conversation.pinOthers',
  /** RT-14. */
  'visitor.mute',
  'visitor.block',
  /** The directory of all visitors (IN-4). */
  'visitor.list',
  /** To give out all that is held of a visitor, and to erase it (SC-6). */
  'visitor.erase',
  /** IN-9. */
  'message.translate',
  /** Quick replies of the site and of departments (IN-7); one's own need none. */
  'quickReply.share',
  /** IN-13, IN-14. */
  'records.read',
  'records.export',
  'reports.read',
  /** FAQ entries, and the settings of what is automatic. */
  'faq.edit',
  'assistant.edit',
  /** Groups, rules, plans, hours and limits. */
  'routing.edit',
  /** All other settings of the site. */
  'settings.edit',
  /** Agents, invitations and departments. */
  'people.edit',
  'roles.edit',
  /** The operation log (IN-17). */
  'log.read',
] as const

export type Permission = (typeof permissions)[number]

export type BuiltInRole = 'owner' | 'admin' | 'supervisor' | 'agent'

const everybody: Permission[] = ['conversation.transfer', 'visitor.mute', 'visitor.list', 'message.translate']

const supervising: Permission[] = [
  ...everybody,
  'conversation.transferOthers',
  'conversation.openOthers',
  'conversation.help',
  'conversation.pinOthers',
  'visitor.block',
  'quickReply.share',
  'records.read',
  'records.export',
  'reports.read',
  'faq.edit',
]

/** Only an owner edits roles, and so can give itself more. */
export const builtInRoles: Record<BuiltInRole, readonly Permission[]> = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'roles.edit'),
  supervisor: supervising,
  agent: everybody,
}

/** A role of the site's own. */
export interface SiteRole {
  id: string
  name: string
  permissions: Permission[]
}

/** A part of the organisation. `parent` is the department above it, null at the top. */
export interface Department {
  id: string
  name: string
  parent: string | null
}

/** The site's own order of its people, one key of its settings. */
export interface PeopleSettings {
  departments: Department[]
}

/** An agent as those who may edit people see it. */
export interface Member {
  id: Id
  name: string
  email: string
  avatar?: string
  role: string
  department: string | null
  /** Kept out of this site; what it is at others does not change. */
  disabled: boolean
  /** Of its newest sign-in or use of one; null before the first. */
  lastSeenAt: Time | null
  joinedAt: Time
}

/** `PATCH /v1/sites/:site/people/:agent` takes some of it. */
export type MemberPatch = Partial<Pick<Member, 'role' | 'department' | 'disabled'>>

/** Of the same department or one below it, with what it has to do now (RT-12). */
export interface ColleagueLoad {
  id: Id
  name: string
  avatar?: string
  status: AgentStatus
  department: string | null
  /** Open conversations that are its own. */
  open: number
}

export interface Invitation {
  id: Id
  email: string
  role: string
  department: string | null
  /** Whoever invited, by name. */
  by: string
  createdAt: Time
  expiresAt: Time
}

/** `POST /v1/sites/:site/invitations`: the link is said this once and works once. */
export interface MadeInvitation {
  invitation: Invitation
  link: string
  /** Whether it was sent by e-mail too. */
  mailed: boolean
}

/** What whoever holds the link is shown before it accepts. */
export interface InvitationView {
  site: string
  email: string
  role: string
  by: string
  /** Whether this address has an agent already, who signs in and joins. */
  known: boolean
}

/** `POST /v1/sites/:site/people/:agent/password-link`: said this once, works once, until it ends. */
export interface MadePasswordLink {
  email: string
  link: string
  /** Whether it was sent by e-mail too. */
  mailed: boolean
  expiresAt: Time
}

/** What whoever holds the link is shown before it sets a new password. */
export interface PasswordLinkView {
  name: string
  email: string
  /** The site's name at which it was made. */
  site: string
}

/** One line of the operation log (IN-17): who did what to which thing, and what differed. */
export interface LogEntry {
  /** Counts within the site, without gaps. */
  n: number
  at: Time
  /** Null: the server itself, or somebody who did not come in. */
  agent: { id: Id; name: string } | null
  /** Such as `faq.changed`. */
  what: string
  /** Which: a name or an id. */
  object: string
  before: unknown
  after: unknown
  /** The network that it came from, cut short. */
  from: string | null
}

export interface LogPage {
  entries: LogEntry[]
  more: boolean
}
