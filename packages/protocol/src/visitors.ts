/** Visitors as agents know them: profile, timeline, tags, blocks, who is on the site (IN-1, IN-4 to IN-6, RT-14). */
import type { Actor, Id, Time } from './values.ts'

/** Fields of a profile, each with what is known of where it comes from. */
export const profileFields = [
  'name',
  'phone',
  'email',
  'wechat',
  'qq',
  'region',
  'language',
  'company',
  'age',
  'gender',
  'notes',
] as const
export type ProfileField = (typeof profileFields)[number]

/** Characters of each field. */
export const profileLimits: Record<ProfileField | 'nickname', number> = {
  nickname: 60,
  name: 120,
  phone: 40,
  email: 254,
  wechat: 40,
  qq: 20,
  region: 120,
  language: 35,
  company: 160,
  age: 3,
  gender: 40,
  notes: 4_000,
}

/** `visitor`: the visitor or its page said so, unproven. `extracted`: read from what it wrote. */
export type FieldSource = 'visitor' | 'agent' | 'extracted'

export interface FieldValue {
  value: string
  source: FieldSource
  at: Time
  /** The agent who set it. */
  by?: Actor
}

export type Profile = Partial<Record<ProfileField, FieldValue>>

/** Body of `PATCH /v1/visitors/:id`; an empty text or null empties a field. */
export type ProfilePatch = { nickname?: string } & Partial<Record<ProfileField, string | null>>

export const extractionKinds = ['phone', 'wechat', 'qq', 'email', 'age', 'gender'] as const
export type ExtractionKind = (typeof extractionKinds)[number]

export interface PageView {
  at: Time
  url: string
  title?: string
}

/** What happened with a visitor outside of what was said. */
export type TimelineEntry = { id: string; at: Time; by?: Actor } & (
  | { kind: 'page'; url: string; title?: string }
  | { kind: 'custom'; name: string; data: Record<string, string> }
  | { kind: 'conversation'; conversation: Id; what: 'begun' | 'closed' }
  /** `conversation`: of that one; else of the visitor. */
  | { kind: 'tags'; add: string[]; remove: string[]; conversation?: Id }
  | { kind: 'blocked'; on: boolean; until?: Time; network?: string }
  | { kind: 'muted'; on: boolean }
  | { kind: 'renamed'; from: string; to: string }
)

/** A dated record of what was, or is to be, done for a visitor (IN-4). */
export interface FollowUp {
  id: Id
  at: Time
  by: Actor
  text: string
  due?: Time
}

/** Body of `POST /v1/visitors/:id/follow-ups`. */
export interface FollowUpDraft {
  text: string
  due?: Time
}

/** A tag with a fixed id, name and colour, which only the settings change (IN-5). On the wire it is `sys:` and the id. */
export interface SystemTag {
  id: string
  name: string
  /** `#rrggbb`. */
  color: string
}

/** Gives `tag` where `when` holds; `key` names the attribute. `value` of an extraction is its kind. */
export interface TagRule {
  when: 'page' | 'message' | 'attribute' | 'extraction'
  key?: string
  value: string
  tag: string
}

export interface TagSettings {
  system: SystemTag[]
  /** Agents' own, offered again once used. */
  own: string[]
  rules: TagRule[]
}

export interface VisitorSettings {
  /** Whether visitors who only look are shown to agents; only then does the widget connect before an act (IN-1). */
  listed: boolean
  /** Whether agents see what the visitor types before it is sent; the widget then says so (CV-12). */
  typingPreview: boolean
  /** Whether phone numbers and the like are read from what visitors write (IN-6). */
  extraction: boolean
}

/** A line of the directory: `GET /v1/sites/:site/visitors?text=&after=&limit=`. */
export interface VisitorRow {
  id: Id
  nickname: string
  name?: string
  email?: string
  phone?: string
  company?: string
  locale?: string
  tags: string[]
  blocked: boolean
  present: boolean
  firstSeenAt: Time
  lastSeenAt: Time
}

export interface VisitorPage {
  rows: VisitorRow[]
  /** For the next page; absent at the end. */
  after?: string
}

/** A block that holds now: `GET /v1/sites/:site/blocks`. */
export interface Block {
  visitor: Id
  nickname: string
  at: Time
  by: Actor
  /** Of the network, which ends by itself; the visitor stays blocked until it is undone. */
  network?: string
  until?: Time
}

export type SiteList = 'onSite' | 'spokeToday' | 'left'

/** A visitor of the lists of IN-1. */
export interface SiteVisitor extends VisitorRow {
  page?: { url: string; title?: string }
  /** The conversation that is open, or was the last one. */
  conversation?: Id
}

export interface SiteWatch {
  list: SiteList
  site: string
  limit?: number
  /** Part of the nickname or name. */
  text?: string
}
