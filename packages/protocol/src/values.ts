/**
 * The words that frames are made of: actors, positions, bodies and the head of a conversation.
 * Types only; nothing here is there at run time. The page of reference is PROTOCOL.md §1 and §2.
 */

/** Milliseconds since the epoch, an integer. Durations are integer milliseconds too. */
export type Time = number

/** A UUIDv7 string, lower case. */
export type Id = string

/** 1, 2, 3, … without holes within one conversation; 0 is before the first. */
export type Seq = number

/**
 * How far a reader is. Visitors count by `seq`; agents by `[seq, sub]`, because what only
 * agents see takes no `seq` of its own. A bare `seq` means `[seq, 0]`.
 */
export type Position = Seq | [seq: Seq, sub: number]

export type ActorKind = 'visitor' | 'agent' | 'assistant' | 'system'

/** Who did it. To a visitor an agent is its public name and avatar, without `id`. */
export interface Actor {
  kind: ActorKind
  id?: Id
  name?: string
  avatar?: string
}

export type Side = 'visitor' | 'agent'
export type Status = 'open' | 'snoozed' | 'closed'

/** Who answers next. */
export type Handler = 'assistant' | 'queue' | 'agent'

/** What a queued visitor is told; 1 is next. */
export interface QueuePlace {
  position: number
}

/** The current summary of a conversation. To a visitor `snoozed` is `open` and there are no labels. */
export interface Head {
  id: Id
  site: string
  status: Status
  handler: Handler
  seq: Seq
  startedAt: Time
  closedAt?: Time
  agent?: Actor
  /** The group that has it or that it waits for (agents only). */
  group?: Id
  queue?: QueuePlace
  labels?: string[]
  /** For agents: what the visitor gave. */
  rating?: { score: number; scale: number }
  /** Agents only. */
  snoozedUntil?: Time
  /** To agents: what the page says of it. */
  attributes?: Record<string, string>
  read: Record<Side, Seq>
  delivered: Record<Side, Seq>
}

/** The page a visitor is on. Its query is cut off on the server unless the site keeps it. */
export interface Page {
  url: string
  title?: string
  referrer?: string
}

/**
 * A stored file. In a command only `id` counts: the rest is filled in from what was uploaded.
 * `url` is signed, expires, and is relative to the server; it is made anew each time it is sent.
 */
export interface FileRef {
  id: Id
  name: string
  type: string
  /** Bytes. */
  size: number
  url: string
  width?: number
  height?: number
  seconds?: number
}

export interface CardButton {
  label: string
  /** Opens it. */
  url?: string
  /** Says it, as the visitor. */
  text?: string
  /** Asks for a person. */
  handoff?: true
}

export interface Card {
  type: 'product' | 'coupon' | 'link'
  title: string
  text?: string
  image?: string
  url?: string
  price?: string
  /** A coupon's, to be copied. */
  code?: string
  buttons?: CardButton[]
  /** Put to the assistant while it holds the chat (CV-11). */
  question?: string
}

export interface Option {
  id: string
  label: string
}

/** `files` is for forms of the site alone: what is chosen follows as messages of its own. */
export type FieldType =
  | 'text'
  | 'email'
  | 'phone'
  | 'number'
  | 'date'
  | 'longText'
  | 'choice'
  | 'checkbox'
  | 'files'

/** Fields of the profile that a form can fill in, as said by the visitor and unproven. */
export type SetByForm = 'name' | 'email' | 'phone' | 'company'

/**
 * Values are texts: a number as JavaScript writes it, a date as `2026-12-31`, a choice as the option's id, a box that
 * is ticked as `true`. An empty text is none.
 */
export interface FormField {
  id: string
  label: string
  type: FieldType
  /** Of a box: it must be ticked. */
  required?: boolean
  /** What a `choice` is made from; without them any text is one. */
  options?: Option[]
  sets?: SetByForm
}

/** Which of the site's forms a visitor filled in without being asked in the thread. */
export type SiteFormName = 'leave' | 'preChat'

/** A form of the site, filled in by the visitor: a message of its own. `text` says all of it in words. */
export interface FilledBody {
  kind: 'filled'
  form: SiteFormName
  text: string
  fields: FormField[]
  values: Record<string, string>
}

export interface TextBody {
  kind: 'text'
  text: string
}
export interface FileBody {
  kind: 'file'
  file: FileRef
}
export interface CardBody {
  kind: 'card'
  card: Card
}
export interface OptionsBody {
  kind: 'options'
  text: string
  options: Option[]
}
export interface FormBody {
  kind: 'form'
  text: string
  fields: FormField[]
}
export interface DeletedBody {
  kind: 'deleted'
}

/** What a message says. Texts are plain text with the Markdown subset of PROTOCOL.md §2, never HTML. */
export type Body = TextBody | FileBody | CardBody | OptionsBody | FormBody | FilledBody | DeletedBody

/**
 * A body as a client posts it: a file by its id alone, and nothing already deleted. Of a form that was filled in
 * `form` and `values` count; the server fills in the rest.
 */
export type PostedBody =
  | TextBody
  | { kind: 'file'; file: Pick<FileRef, 'id'> }
  | CardBody
  | OptionsBody
  | FormBody
  | FilledBody

export type AgentStatus = 'online' | 'busy' | 'away' | 'offline'

/** The site's, not an agent's: who would answer now. */
export interface Availability {
  state: 'agents' | 'assistant' | 'closed'
  opensAt?: Time
}
