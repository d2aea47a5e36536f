/**
 * The tables, as Kysely sees them. Times are integer milliseconds, JSON is text, truth is 0 or 1, so that
 * SQLite and PostgreSQL hold the same.
 */
import type { AgentStatus, AssistantPart, IdentityAlgorithm, Outcome, Status } from '@foyer/protocol'
import type { Generated } from 'kysely'
import type { Desk } from '../../core/inbox/lists.ts'
import type { RepliesTables } from './replies-tables.ts'

export interface Tables extends RepliesTables {
  conversations: ConversationsTable
  events: EventsTable
  due: DueTable
  site_counts: SiteCountsTable
  visitors: VisitorsTable
  visitor_tokens: VisitorTokensTable
  agents: AgentsTable
  agent_sites: AgentSitesTable
  agent_sessions: AgentSessionsTable
  api_tokens: ApiTokensTable
  sites: SitesTable
  faq: FaqTable
  files: FilesTable
  questions: QuestionsTable
  meta: MetaTable
  documents: DocumentsTable
  invitations: InvitationsTable
  op_log: OpLogTable
  pins: PinsTable
  texts: TextsTable
  text_progress: TextProgressTable
  visitor_events: VisitorEventsTable
  follow_ups: FollowUpsTable
  blocks: BlocksTable
  agent_status: AgentStatusTable
  agent_connections: AgentConnectionsTable
  agent_times: AgentTimesTable
  records: RecordsTable
  record_messages: RecordMessagesTable
  record_responses: RecordResponsesTable
  mails: MailsTable
  identity_keys: IdentityKeysTable
  identities: IdentitiesTable
  identity_uses: IdentityUsesTable
  erasures: ErasuresTable
}

/** Who was erased: all that is kept of them. `conversations` is a list of ids as JSON, for nodes that still know them. */
export interface ErasuresTable {
  visitor_id: string
  site_id: string
  at: number
  conversations: string
}

export interface IdentityKeysTable {
  site_id: string
  kid: string
  algorithm: IdentityAlgorithm
  key: string
  created_at: number
}

/** `identity` is what the person's newest token said, as JSON. */
export interface IdentitiesTable {
  site_id: string
  sub: string
  visitor_id: string
  identity: string
}

export interface IdentityUsesTable {
  site_id: string
  jti: string
  until: number
}

/** `state` is all; the other columns are what lists, guards and markers need. */
export interface ConversationsTable {
  id: string
  site_id: string
  visitor_id: string
  /** Where the lists have it: `suspected` is one that is muted and not closed. */
  status: Status | 'suspected'
  desk: Desk
  agent_id: string | null
  /** Of the newest message, else of the beginning: the order of all lists. */
  last_at: number
  unreplied_since: number | null
  /** Since when it waits in the queue; null while it does not. */
  queued_at: number | null
  /** Of the visitor's newest message that our side has not answered; 0 for none. */
  visitor_seq: number
  seq: number
  sub: number
  version: number
  visitor_read: number
  visitor_delivered: number
  agent_read: number
  agent_delivered: number
  /** The newest message in lower case, for the search. */
  preview: string
  state: string
}

/** `event` is the event's JSON without what has a column: seq, sub, cid. */
export interface EventsTable {
  conversation_id: string
  seq: number
  sub: number
  site_id: string
  /** Set where `cid` is: a cid stands once per visitor. */
  visitor_id: string | null
  cid: string | null
  event: string
}

export interface DueTable {
  id: string
  site_id: string
  conversation_id: string
  kind: string
  at: number
  /** How often it was tried in vain. */
  tries: Generated<number>
}

/** Closed conversations, counted where they are closed: counting a million takes too long. */
export interface SiteCountsTable {
  site_id: string
  closed: number
}

export interface VisitorsTable {
  id: string
  site_id: string
  nickname: string
  /** The nickname in lower case, for the search. */
  search: string
  locale: string | null
  sdk: string | null
  page: string | null
  attributes: string
  blocked: number
  muted: Generated<number>
  profile: Generated<string>
  tags: Generated<string>
  visits: Generated<number>
  referrer: string | null
  device: string | null
  network: string | null
  /** When its newest conversation began; 0 for none. */
  spoke_at: Generated<number>
  /** What the directory searches, in lower case. */
  found: Generated<string>
  first_seen_at: number
  last_seen_at: number
}

export interface VisitorTokensTable {
  hash: string
  site_id: string
  visitor_id: string
  family: string
  origin: string | null
  started_at: number
  issued_at: number
  used_at: number
  replaced_at: number | null
  revoked: number
}

export interface AgentsTable {
  id: string
  name: string
  email: string
  avatar: string | null
  password_hash: string
  disabled: number
  created_at: number
  /** Null until the first sign-in that was noted. */
  seen_at: Generated<number | null>
}

export interface AgentSitesTable {
  site_id: string
  agent_id: string
  role: string
  department: Generated<string | null>
  disabled: Generated<number>
}

export interface AgentSessionsTable {
  hash: string
  agent_id: string
  created_at: number
  used_at: number
}

export interface ApiTokensTable {
  hash: string
  site_id: string | null
  role: 'agent' | 'assistant'
  agent_id: string | null
  name: string
  created_at: number
}

export interface SitesTable {
  id: string
  settings: string
  revision: number
}

export interface FaqTable {
  site_id: string
  id: string
  place: number
  entry: string
}

export interface FilesTable {
  id: string
  site_id: string
  by_kind: 'visitor' | 'agent' | 'assistant'
  by_id: string
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
  created_at: number
}

export interface QuestionsTable {
  conversation_id: string
  seq: number
  site_id: string
  at: number
  locale: string | null
  outcome: Outcome
  faq_id: string | null
  /** Of the best match, answered or not. */
  score: number
  /** Seq of the message that answered. */
  answer: number | null
  helpful: number | null
  dismissed: number
}

export interface DocumentsTable {
  site_id: string
  id: string
  title: string
  url: string
  text: string
  updated_at: number
}

export interface InvitationsTable {
  hash: string
  id: string
  site_id: string
  email: string
  role: string
  department: string | null
  by_name: string
  created_at: number
  expires_at: number
}

/** `before` and `after` are JSON; an agent's id, or an origin, that nobody knows is empty. */
export interface OpLogTable {
  site_id: string
  n: number
  at: number
  agent_id: string
  agent_name: string
  what: string
  object: string
  before: string
  after: string
  origin: string
  seal: string
}

/** `entry` is the timeline's entry without what has a column. */
export interface VisitorEventsTable {
  visitor_id: string
  id: string
  site_id: string
  at: number
  kind: string
  entry: string
}

export interface FollowUpsTable {
  visitor_id: string
  id: string
  site_id: string
  record: string
}

export interface BlocksTable {
  visitor_id: string
  site_id: string
  at: number
  /** Cut; null where the network is not blocked. */
  network: string | null
  until: number | null
  by: string
}

/** An agent's status is the agent's, not a connection's. */
export interface AgentStatusTable {
  agent_id: string
  status: AgentStatus
  /** When it was last known to be connected; 0 once signed out. */
  seen_at: number
}

/** Who is connected where; a node that is gone renews nothing. */
export interface AgentConnectionsTable {
  agent_id: string
  node: string
  until: number
}

/** Comings, goings and statuses, for reports. */
export interface AgentTimesTable {
  agent_id: string
  at: number
  what: string
}

export interface MetaTable {
  key: string
  value: string
}

/** `facts` is all, as JSON; the other columns are what filters and figures need. */
export interface RecordsTable {
  conversation_id: string
  site_id: string
  visitor_id: string
  /** Of the conversation when it was folded. */
  version: number
  status: Status
  started_at: number
  closed_at: number | null
  channel: string
  source: string
  agent_id: string | null
  group_key: string | null
  assistant: AssistantPart
  invited: number
  rating: number | null
  /** One a line, with a line break before and behind each. */
  tags: string
  rating_tags: string
  first_answer: number | null
  facts: string
}

export interface RecordMessagesTable {
  conversation_id: string
  /** The quarter of an hour that it was in. */
  at: number
  by_kind: 'visitor' | 'agent' | 'assistant' | 'offline'
  /** Empty where it was no agent. */
  agent_id: string
  site_id: string
  count: number
}

export interface RecordResponsesTable {
  conversation_id: string
  seq: number
  site_id: string
  at: number
  agent_id: string
  ms: number
  is_first: number
}

export interface MailsTable {
  /** The cause's name. */
  id: string
  site_id: string
  conversation_id: string
  kind: 'new' | 'answer' | 'transcript'
  /** Up to where the log is told of. */
  seq: number
  address: string | null
  created_at: number
  state: 'due' | 'sent' | 'skipped' | 'givenUp'
  at: number
  tries: number
}

export interface PinsTable {
  agent_id: string
  conversation_id: string
  at: number
}

/**
 * What of a message or note is found by the search. SQLite finds it by an index of its own over `tokens`
 * (`text_index`), PostgreSQL by a column that is made of it.
 */
export interface TextsTable {
  id: Generated<number>
  site_id: string
  conversation_id: string
  seq: number
  sub: number
  tokens: string
}

/** How far a site's conversations have been looked through, in the order of their newest message. */
export interface TextProgressTable {
  site_id: string
  last_at: number
  id: string
}
