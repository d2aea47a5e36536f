/**
 * What this package offers, as types: the visitor's client, the agent's client and the conversation
 * that both show. Signals are read-only views; everything that changes goes through the verbs.
 */
import type {
  Actor,
  AgentStatus,
  Answer,
  Availability,
  Body,
  ClientLimits,
  CommandKeys,
  CommandName,
  CommandOk,
  Counts,
  Event,
  FileRef,
  Head,
  Id,
  List,
  ListFilter,
  Page,
  PostedBody,
  ProtocolError,
  Push,
  Reception,
  Row,
  Seq,
  Source,
  Suggestion,
  Time,
  VisitorProfile,
} from '@foyer/protocol'
import type { ReadonlySignal } from '@preact/signals-core'

/**
 * Where the link to the server stands. `idle` has never been asked to connect; `waiting` was cut and
 * tries again at `retryAt`; `stopped` will not try again by itself: `code` and `reason` say why.
 */
export interface Connection {
  state: 'idle' | 'connecting' | 'online' | 'waiting' | 'stopped'
  code?: number
  reason?: string
  retryAt?: Time
}

/** How far one's own message has come. */
export type MessageState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed'

/** A message or note as a thread shows it. */
export interface Message {
  kind: 'message'
  /** The same from the moment it is typed until it is history. */
  key: string
  /** Null while it waits in the outbox. */
  seq: Seq | null
  sub?: number
  at: Time
  by: Actor
  /** Of one's own side: to an agent also a colleague's and the assistant's. */
  mine: boolean
  body: Body
  /** `body` is null while the original is not loaded. */
  quote?: { seq: Seq; by: Actor | null; body: Body | null }
  /** Of one's own side's messages; null for the other side's and for notes. */
  state: MessageState | null
  error?: ProtocolError
  edited: boolean
  note: boolean
  auto?: 'bot' | 'recommended'
  /** To agents: the entry that answered, or that the visitor picked. */
  faq?: Id
  /** What a model answered from (AS-12). */
  sources?: Source[]
  offline?: boolean
  /** To agents: what was written before it was translated (IN-9). */
  original?: string
  /** Of a message that offers options: the one that was picked, answered or not. */
  picked?: string
  /** Of a form: what it was filled in with. */
  values?: Record<string, string>
  /** This line is a pick: of which message, and which option; `body` is its label, empty while that is not loaded. */
  pick?: { target: Seq; option: string }
  /** May be quoted (CV-8). */
  quotable: boolean
}

/** An upload that is on its way; it becomes a message when it is done. */
export interface Upload {
  kind: 'upload'
  key: string
  at: Time
  name: string
  type: string
  size: number
  /** Bytes sent. */
  sent: number
  state: 'uploading' | 'failed'
  error?: ProtocolError
  /** An object URL of an image, for a preview; revoked when the upload is gone. */
  preview?: string
}

/** Something that happened and is told in a line: closed, assigned, queued, … */
export interface Notice {
  kind: 'notice'
  key: string
  event: Event
  /** It was asked for and refused; `retry` asks again. */
  error?: ProtocolError
}

export type Item = Message | Upload | Notice

export interface PostOptions {
  quote?: Seq
  /** FAQ entries that were read before the conversation began. */
  faq?: Id[]
  /** The guided question that was picked; the body says it in words (AS-14). */
  guided?: Id
  offline?: true
  /** Agents: what was written before it was translated; the visitor never gets it (IN-9). */
  original?: string
}

/** What the assistant is writing: the whole text so far, in the Markdown subset. */
export interface Draft {
  by: Actor
  text: string
}

/** One thread, from either side. */
export interface Conversation {
  /** Null until the visitor's first message is answered. */
  id: ReadonlySignal<Id | null>
  head: ReadonlySignal<Head | null>
  /** Oldest first: what is in the log, then what waits in the outbox and uploads. */
  items: ReadonlySignal<Item[]>
  /** Who of the other side types now. */
  typing: ReadonlySignal<{ by: Actor; preview?: string } | null>
  /** Messages of the other side beyond one's own read marker. */
  unread: ReadonlySignal<number>
  /** Whether history before the first item can be loaded. */
  hasOlder: ReadonlySignal<boolean>
  /** Loads a page of older history; false when there was none. */
  loadOlder(): Promise<boolean>
  /** Loads back to `seq`, so that a quote can be jumped to; false when it does not exist. */
  loadUntil(seq: Seq): Promise<boolean>
  /** Puts a message into the outbox and returns its key. It is sent until answered, in order. */
  post(body: PostedBody, options?: PostOptions): string
  /** Uploads a file, then posts it. Returns the upload's key. */
  postFile(file: File | Blob, name: string): string
  /** Tries a failed message or upload again, with the same cid. */
  retry(key: string): void
  /** Drops a failed message, or cancels an upload. */
  remove(key: string): void
  /** What was on screen in a visible, focused panel is read, up to `seq`. */
  read(seq: Seq): void
  /** Tells the other side; coalesced to the protocol's rate; ends by itself. */
  setTyping(active: boolean, preview?: string): void
  edit(target: Seq, text: string): Promise<Answer<'message.edit'>>
  delete(target: Seq): Promise<Answer<'message.delete'>>
  /** Ends the conversation; it never reopens. */
  end(): Promise<Answer<'conversation.end'>>
}

/** A thread as its visitor has it. */
export interface VisitorConversation extends Conversation {
  /** What the assistant is writing, until its message takes the place of it (AS-12). */
  draft: ReadonlySignal<Draft | null>
  /** Picks an option of the message `target`; kept and sent like a message. Returns its key. */
  pick(target: Seq, option: string): string
  /** Fills in the form of the message `target` (CV-9); kept and sent like a message. Returns its key. */
  submit(target: Seq, values: Record<string, string>): string
  /**
   * Asks for a person; kept and sent like a message, and may be a conversation's first act (RT-1). What was
   * refused before is asked again. Returns its key.
   */
  requestHandoff(group?: Id): string
  /** Says whether the bot's answer `seq` helped (AS-16); said again, the last counts. */
  rateAnswer(seq: Seq, helpful: boolean): Promise<Answer<'answer.rate'>>
}

export interface ClientOptions {
  /** Origin of the Foyer server, such as `https://chat.example`. */
  url: string
  /** Name and version told to the server. */
  sdk?: string
  /** `WebSocket` and storage are the browser's where there is one; Node passes its own or has memory. */
  storage?: KeyValueStorage
}

/** The part of `Storage` that is used. */
export interface KeyValueStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/**
 * The page's own proof of who the visitor is: a token that the site signs (SC-3). Asked when it is needed, once a
 * connection at most, and again where the one given has expired.
 */
export type Vouch = () => string | Promise<string>

export interface VisitorOptions extends ClientOptions {
  site: string
  locale?: string
  page?: () => Page | undefined
}

/**
 * A visitor's client. Making one does nothing: no socket, no storage, no request, until `connect`,
 * the first `post`, or `resume` in a browser that holds a conversation that is not closed.
 */
export interface VisitorClient {
  connection: ReadonlySignal<Connection>
  visitor: ReadonlySignal<{ id: Id; nickname: string } | null>
  /** Who would answer now, and when people are back; null until the server has said so. */
  availability: ReadonlySignal<Availability | null>
  /** What the site's reception plans have for this visitor here (RT-8); null: as the `widget` answer says. */
  reception: ReadonlySignal<Reception | null>
  limits: ReadonlySignal<ClientLimits>
  /**
   * Why what the page says of who this is was not taken when it connected: `identity_expired`, `identity_invalid`,
   * or `identity_failed` where the page's own function failed. Null while there is nothing wrong.
   */
  doubt: ReadonlySignal<{ code: string } | null>
  /**
   * Why the server did not take what {@link VisitorClient.setAttributes} said last; null while there is nothing wrong.
   * Where its `path` names one of them that one is left out, and the others are taken.
   */
  refusal: ReadonlySignal<ProtocolError | null>
  /** The thread to show: the open one, the one just closed, or an empty one before the first message. */
  conversation: ReadonlySignal<VisitorConversation>
  /** Earlier, closed conversations of this visitor that are known here: after a reload the last of them. */
  earlier: ReadonlySignal<VisitorConversation[]>
  /** Unread messages of all of them and of the one shown. */
  unread: ReadonlySignal<number>
  /**
   * What is kept of the visitor in this browser until `reset`. `consent` is the version of the text that was agreed to:
   * it goes with what begins a conversation (WG-5). A user interface's own names begin with `ui:`.
   */
  kept: {
    get(name: string): string | null
    set(name: string, value: string): void
    remove(name: string): void
  }
  connect(): void
  /**
   * Connects if this browser holds a conversation that is not closed; says whether. With `listed` it connects at
   * any rate and stays the same visitor: for a site that lists who is on it (IN-1).
   */
  resume(listed?: boolean): boolean
  /** Connects if this browser is a visitor's who has acted before: there may be an answer (CV-5). */
  comeBack(): void
  /** Shows one of the {@link VisitorClient.earlier} ones. */
  show(conversation: Id): void
  /** Leaves a closed conversation: the next message starts a new one. */
  startAnew(): void
  /**
   * From the next connection on, or at once over the present one, the visitor is who the token says. It opens
   * nothing by itself. A token is good once: give a function where the page can fetch a fresh one. Resolves with the
   * refusal where it was told at once and not taken; rejects where the function does.
   */
  identify(vouch: string | Vouch): Promise<ProtocolError | undefined>
  /** Facts of the visitor, unverified: at most 50, told with the next connection or at once. */
  setAttributes(attributes: Record<string, string | number | boolean>): void
  /** Those that were set here. */
  attributes(): Record<string, string | number | boolean> | undefined
  /** Told with the next connection, or with the next {@link VisitorClient.setPage}. */
  setLocale(locale: string): void
  /** Where the visitor is now: told at once where there is a connection, and with each that comes. */
  setPage(page: Page): void
  /** Whether the connection is this tab's own: what its hello said holds for this tab. */
  leads(): boolean
  /** Any command of the protocol, for what has no verb of its own. */
  request<N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N>>
  /** Forgets all that this browser stored and closes the socket (case E11). */
  reset(): Promise<void>
  /** Leaves no socket, timer or listener behind; what is stored stays. */
  destroy(): void
}

export interface AgentOptions extends ClientOptions {
  /** An API token; in the console's browser the session cookie serves instead. */
  token?: string
  /** `assistant` for bots and own answerers; `agent` unless said. */
  role?: 'agent' | 'assistant'
}

/** A live list of the inbox; pinned rows come first, then the newest. */
export interface Inbox {
  list: ReadonlySignal<List>
  rows: ReadonlySignal<Row[]>
  counts: ReadonlySignal<Counts>
  hasMore: ReadonlySignal<boolean>
  /** `loading` until the first answer for this list. */
  state: ReadonlySignal<'loading' | 'ready'>
  watch(list: List, filter?: ListFilter): void
  loadMore(): Promise<void>
}

/** A conversation with what only agents see and do. */
export interface AgentConversation extends Conversation {
  visitor: ReadonlySignal<VisitorProfile | null>
  /** Entries that fit the visitor's newest message, kept up to date (AS-2). */
  suggestions: ReadonlySignal<Suggestion[]>
  /** What the assistant is writing to the visitor, until its message takes the place of it (AS-12). */
  draft: ReadonlySignal<Draft | null>
  /** Agents who have it open now, oneself too. */
  present: ReadonlySignal<Actor[]>
  /** The colleague who writes an answer just now. */
  colleagueTyping: ReadonlySignal<{ by: Actor } | null>
  note(text: string): Promise<Answer<'note.post'>>
  /** Until then, or until the visitor's next message (CV-3). */
  snooze(until?: Time): Promise<Answer<'conversation.snooze'>>
  wake(): Promise<Answer<'conversation.wake'>>
  assign(to: CommandKeys<'conversation.assign'>['to'], note?: string): Promise<Answer<'conversation.assign'>>
  /** Gives the conversation to the assistant, or takes it back (AS-11). */
  host(on: boolean): Promise<Answer<'assistant.host'>>
  /** Asks the visitor to rate (IN-10). */
  inviteRating(): Promise<Answer<'rating.invite'>>
  /** Tells the server that its events are no longer wanted. */
  leave(): void
}

export interface AgentClient {
  connection: ReadonlySignal<Connection>
  me: ReadonlySignal<(Actor & { status: AgentStatus }) | null>
  sites: ReadonlySignal<{ id: string; name: string }[]>
  inbox: Inbox
  connect(): void
  /** Opens a conversation; the same id again gives the same object until it is left. */
  open(conversation: Id): AgentConversation
  /** Answered with `candidates`, nothing has changed: said again with one to hand over to, or that they stay (RT-9). */
  setStatus(value: AgentStatus, how?: { handTo: Id } | { keep: true }): Promise<Answer<'status.set'>>
  /** Puts tags on a conversation or a visitor, and takes others off (IN-5). */
  changeTags(
    of: { conversation: Id } | { visitor: Id },
    add: string[],
    remove: string[],
  ): Promise<Answer<'tags.change'>>
  /** Every push as it comes, for what has no signal of its own. Returns the way off. */
  onPush(listener: (push: Push) => void): () => void
  request<N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N>>
  /**
   * Every event of every conversation that is open here, once each, as it comes; not what was there when it was
   * opened, which is in its `items`. Returns the way off.
   */
  onEvent(listener: (conversation: Id, event: Event) => void): () => void
  /** Every row that the inbox is told of, as it comes; bots find work with it. Returns the way off. */
  onRow(listener: (row: Row) => void): () => void
  /** A visitor of one's own has waited for the site's time (RT-13). Returns the way off. */
  onNudge(listener: (row: Row) => void): () => void
  destroy(): void
}

/** What `request` and the verbs answer once a command succeeded. */
export type Ok<N extends CommandName> = CommandOk<N>
export type { FileRef }
