/** What is known of one connection, from the upgrade on. Small, because ten thousand of them are idle. */
import type { Actor, Id, Page, Time } from '@foyer/protocol'
import type { WebSocket } from 'ws'
import type { Reader } from '../app/hub.ts'
import type { Watch } from '../app/inbox.ts'
import type { Roles } from '../app/rights.ts'
import type { SiteWatcher } from '../app/site-visitors.ts'
import type { TimelineDraft } from '../app/visitor-timeline.ts'
import type { Bucket } from '../core/limiter.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import type { RawFrame } from './decode.ts'
import type { SocketOutlet } from './send.ts'

/** What the upgrade request said; never a frame. */
export interface Door {
  /** Of a visitor's address; null for agents and bots. */
  site: string | null
  origin: string | null
  /** The console's cookie header, only where the Origin is our own. */
  cookie: string | null
  /** For limits, in memory only; what is stored of it is cut. */
  address: string
  /** Families of browser and system; null where it does not say. */
  device: string | null
}

export interface VisitorSession {
  role: 'visitor'
  side: 'visitor'
  actor: Actor
  id: Id
  site: string
  nickname: string
  token: string
  /** Whether the visitor has a row: from the first act on. */
  isStored: boolean
  locale: string | null
  sdk: string | null
  page: Page | null
  /** Of the first page. */
  referrer: string | null
  attributes: Record<string, string>
  /** For a conversation that has not begun. */
  conversationAttributes: Record<string, string>
  isMuted: boolean
  /** When its newest conversation began, as far as this session knows; 0 for none. */
  spokeAt: Time
  /** What happened before the first act: kept with it, or forgotten. */
  before: TimelineDraft[]
}

export interface AgentSession {
  role: 'agent' | 'assistant'
  side: 'agent'
  actor: Actor
  id: Id
  sites: string[]
  roles: Roles
  /** What the roles allowed when it came in, as one that is compared. */
  rights: string
  /** What proved who it is, to be looked at again when rights have changed. */
  proof: { cookie: string } | { token: string }
}

export type Who = VisitorSession | AgentSession

export interface Session {
  readonly id: Id
  readonly socket: WebSocket
  readonly outlet: SocketOutlet
  readonly door: Door
  /** Null until hello is answered. */
  who: Who | null
  /** Frames that came while hello was being answered; null once it was, or before it came. */
  waiting: RawFrame[] | null
  /** Conversations of this visitor that had something new while hello was being answered. */
  news: StoredConversation[]
  /** Resolves when the last command that changes something has entered its lane; null when it has. */
  entering: Promise<void> | null
  readers: Map<Id, Reader>
  watch: Watch | null
  /** Of the visitors on a site (IN-1). */
  siteWatch: SiteWatcher | null
  /** Undone when the socket closes. */
  leaving: (() => void)[]
  /** The limit on frames. */
  frames: Bucket | undefined
  /** Monotonic times of refusals for rate, within the last minute. */
  strikes: number[]
  typing: { conversation: Id; active: boolean; at: number; later: (() => void) | null } | null
  /** Monotonic: to be greeted by, and when to ping or give up. */
  helloBy: number
  pingAt: number
  pongBy: number | null
}
