/**
 * What a client can ask for, and what it is answered (PROTOCOL.md §3 and §4).
 * The schemas under ./schema check the same shapes where they come in; a test holds the two together.
 */
import type { Reception } from './around.ts'
import type { Event, Target } from './events.ts'
import type { VerifiedIdentity } from './identity.ts'
import type { Counts, List, ListFilter, Row, SearchHit } from './inbox.ts'
import type { TranscriptAnswer, TranscriptRequest } from './mail.ts'
import type {
  Actor,
  AgentStatus,
  Availability,
  Handler,
  Head,
  Id,
  Page,
  Position,
  PostedBody,
  QueuePlace,
  Seq,
  Time,
} from './values.ts'
import type { FollowUp, Profile, SiteVisitor, SiteWatch, TimelineEntry } from './visitors.ts'

export type Role = 'visitor' | 'agent' | 'assistant'

export interface Hello {
  role: Role
  /** What an earlier hello returned; null or refused starts a new visitor. An agent's or bot's API token. */
  token?: string | null
  /** A signed JWT of the site, visitors only. */
  identity?: string | null
  /** Name and version, such as `web/1.0.0`. */
  sdk?: string
  locale?: string
  page?: Page
  epoch?: string
  /** Position held, per conversation. */
  resume?: Record<Id, Position>
}

export interface ClientLimits {
  /** Code points in a text. */
  text: number
  /** Bytes in a frame. */
  frame: number
  /** Bytes in an upload. */
  file: number
}

export interface HelloOk {
  session: string
  /** Visitors only. */
  visitor?: { id: Id; nickname: string }
  /** Visitors only: to be kept from the first act on. */
  token?: string
  /** Agents only: oneself, and the sites that this connection serves. */
  agent?: Actor & { status: AgentStatus }
  sites?: { id: string; name: string }[]
  epoch: string
  now: Time
  /** Milliseconds of silence after which a client pings. */
  heartbeat: number
  limits: ClientLimits
  availability: Availability
  /** Visitors only, where the site has reception plans. */
  reception?: Reception
  conversations: Head[]
}

/** What agents see of a visitor. */
export interface VisitorProfile {
  id: Id
  site: string
  nickname: string
  locale?: string
  page?: Page
  sdk?: string
  firstSeenAt?: Time
  lastSeenAt?: Time
  /** Connected now. */
  present: boolean
  attributes?: Record<string, string>
  blocked?: boolean
  muted?: boolean
  /** What the site vouches for (SC-3); everything else a visitor says of itself is unverified. */
  identity?: VerifiedIdentity
  conversations?: { id: Id; startedAt: Time; status: Head['status'] }[]
  /** What is known of it, with where from (IN-4). */
  profile?: Profile
  tags?: string[]
  visits?: number
  referrer?: string
  /** Families of browser and system. */
  device?: string
  /** Of its network: cut to /24 or /48. */
  network?: string
  /** Newest first. */
  timeline?: TimelineEntry[]
  followUps?: FollowUp[]
}

export interface Suggestion {
  faq: Id
  question: string
  score: number
  answer: string
  why: string
}

type Attributes = Record<string, string | number | boolean>
/** Of a conversation or a visitor. */
type Switch = { conversation?: Id; visitor?: Id; on: boolean }
type Posted = { conversation: Id; seq: Seq; at: Time }
type Nothing = Record<never, never>
type Of<Keys, Ok> = { keys: Keys; ok: Ok }

/** Commands by name: the keys beside `id` and `do`, and the `ok` of the answer. */
export interface Commands {
  hello: Of<Hello, HelloOk>
  'message.post': Of<
    {
      conversation: Id | null
      cid: Id
      body: PostedBody
      quote?: Seq
      /** Entries read before. */
      faq?: Id[]
      /** The guided question that was picked; `body` says it in words (AS-14). */
      guided?: Id
      /** Of a first message: the version of the text that the visitor agreed to (WG-5). */
      consent?: string
      offline?: boolean
      /** Agents only: what was written before it was translated; visitors never get it (IN-9). */
      original?: string
    },
    Posted
  >
  'message.edit': Of<{ conversation: Id; cid: Id; target: Target; body: PostedBody }, { seq: Seq }>
  'message.delete': Of<{ conversation: Id; cid: Id; target: Target }, { seq: Seq }>
  'conversation.end': Of<{ conversation: Id; cid: Id }, { seq: Seq }>
  read: Of<{ conversation: Id; seq: Seq }, Nothing>
  delivered: Of<{ conversation: Id; seq: Seq }, Nothing>
  typing: Of<{ conversation: Id; active: boolean; preview?: string }, Nothing>
  history: Of<
    { conversation: Id; before?: Position; after?: Position; limit?: number },
    { events: Event[]; more: boolean }
  >
  ping: Of<Nothing, { now: Time }>

  'handoff.request': Of<
    { conversation: Id | null; cid: Id; group?: Id; agent?: Id; consent?: string },
    { conversation: Id; seq: Seq; handler: Handler; queue?: QueuePlace }
  >
  'option.pick': Of<{ conversation: Id; cid: Id; target: Seq; option: string }, { seq: Seq }>
  'form.submit': Of<{ conversation: Id; cid: Id; target: Seq; values: Record<string, string> }, { seq: Seq }>
  'rating.give': Of<
    { conversation: Id; cid: Id; score: number; tags?: string[]; comment?: string },
    { seq: Seq }
  >
  /** Null logs out: answered `{}`, then closed with 4501. */
  identify: Of<{ identity: string | null }, HelloOk | Nothing>
  attributes: Of<{ visitor?: Attributes; conversation?: Attributes }, Pick<HelloOk, 'reception'>>
  /** `locale`: the language that the page is in now. */
  page: Of<Page & { locale?: string }, Pick<HelloOk, 'reception'>>
  track: Of<{ name: string; data?: Record<string, string> }, Nothing>

  /**
   * Going away or offline with open conversations while colleagues are online is answered with `candidates`, and
   * the status stays, until it is said again with `handTo` (they are moved) or `keep` (they stay).
   */
  'status.set': Of<
    { value: AgentStatus; handTo?: Id; keep?: boolean },
    { value: AgentStatus; candidates?: Actor[] }
  >
  'inbox.watch': Of<
    { list: List; filter?: ListFilter; limit?: number; after?: string },
    { rows: Row[]; counts: Counts; after?: string }
  >
  'conversation.open': Of<
    { conversation: Id },
    { head: Head; visitor: VisitorProfile; events: Event[]; more: boolean; suggestions: Suggestion[] }
  >
  'conversation.leave': Of<{ conversation: Id }, Nothing>
  'conversation.assign': Of<
    { conversation: Id; cid: Id; to: { agent: Id } | { group: Id } | null; note?: string },
    { seq: Seq }
  >
  'conversation.snooze': Of<{ conversation: Id; cid: Id; until?: Time }, { seq: Seq }>
  'conversation.wake': Of<{ conversation: Id; cid: Id }, { seq: Seq }>
  'assistant.host': Of<{ conversation: Id; cid: Id; on: boolean }, { seq: Seq }>
  'note.post': Of<{ conversation: Id; cid: Id; text: string }, { seq: Seq; sub: number }>
  'tags.change': Of<{ conversation?: Id; visitor?: Id; cid: Id; add?: string[]; remove?: string[] }, Nothing>
  'rating.invite': Of<{ conversation: Id; cid: Id }, { seq: Seq }>

  'answer.rate': Of<{ conversation: Id; seq: Seq; helpful: boolean }, Nothing>
  'transcript.request': Of<TranscriptRequest, TranscriptAnswer>
  suggest: Of<{ conversation: Id; text?: string }, { suggestions: Suggestion[] }>
  /** Words in texts of messages and notes, newest first. `after`: of the answer before. */
  search: Of<
    { text: string; filter?: Pick<ListFilter, 'site'>; limit?: number; after?: string },
    { hits: SearchHit[]; after?: string }
  >
  /** `for`: in another agent's lists, with the permission conversation.pinOthers. */
  pin: Of<{ conversation: Id; on: boolean; for?: Id }, Nothing>
  mute: Of<Switch & { cid?: Id }, Nothing>
  /** `network`: its network too, until `until`. */
  block: Of<Switch & { network?: boolean; until?: Time }, Nothing>
  /** Replaces the earlier watch; null ends it. */
  'visitors.watch': Of<{ watch: SiteWatch | null }, { rows: SiteVisitor[]; total: number }>
}

export type CommandName = keyof Commands
export type CommandKeys<N extends CommandName> = Commands[N]['keys']
export type CommandOk<N extends CommandName> = Commands[N]['ok']

/** A command as it stands in a frame. */
export type CommandFrame<N extends CommandName = CommandName> = {
  [K in N]: { id: number; do: K } & CommandKeys<K>
}[N]

const everyone: readonly Role[] = ['visitor', 'agent', 'assistant']
const people: readonly Role[] = ['visitor', 'agent']
const visitors: readonly Role[] = ['visitor']
const agents: readonly Role[] = ['agent']
const answerers: readonly Role[] = ['agent', 'assistant']

/** Who may use which command; another role is answered `forbidden`, whatever its fields. */
export const rolesOf: Record<CommandName, readonly Role[]> = {
  hello: everyone,
  'message.post': everyone,
  'message.edit': everyone,
  'message.delete': everyone,
  'conversation.end': everyone,
  // A person's: a visitor is not told that somebody has read what a program did (AS-6).
  read: people,
  delivered: everyone,
  typing: everyone,
  history: everyone,
  ping: everyone,
  'handoff.request': visitors,
  'option.pick': visitors,
  'form.submit': visitors,
  'rating.give': visitors,
  identify: visitors,
  attributes: visitors,
  page: visitors,
  track: visitors,
  'status.set': agents,
  'inbox.watch': answerers,
  'conversation.open': answerers,
  'conversation.leave': answerers,
  'conversation.assign': agents,
  'conversation.snooze': agents,
  'conversation.wake': agents,
  'assistant.host': agents,
  'note.post': agents,
  'tags.change': agents,
  'rating.invite': agents,
  'answer.rate': visitors,
  'transcript.request': people,
  suggest: agents,
  search: agents,
  pin: agents,
  mute: agents,
  block: agents,
  'visitors.watch': agents,
}
