/** What a socket session is given by build-app: use cases and ports, no framework. */
import type { Id, Push, SiteSettings } from '@foyer/protocol'
import type { AgentStatuses } from '../app/agent-status.ts'
import type { Answering } from '../app/answer-question.ts'
import type { Availabilities } from '../app/availability.ts'
import type { Blocking } from '../app/blocking.ts'
import type { TakeOver } from '../app/can-take-over.ts'
import type { Changes } from '../app/changes.ts'
import type { Consents } from '../app/consents.ts'
import type { Conversing } from '../app/handle-command.ts'
import type { Hub } from '../app/hub.ts'
import type { Identify } from '../app/identify.ts'
import type { Inbox } from '../app/inbox.ts'
import type { Knowledge } from '../app/knowledge.ts'
import type { Limits } from '../app/limits.ts'
import type { Looking } from '../app/looking.ts'
import type { Pictures } from '../app/pictures.ts'
import type { Presence } from '../app/presence.ts'
import type { Queue } from '../app/queue.ts'
import type { ReceiveVisitor } from '../app/receive-visitor.ts'
import type { ReceptionOf } from '../app/reception-of.ts'
import type { Rights, Roles } from '../app/rights.ts'
import type { SearchTexts } from '../app/search-texts.ts'
import type { SiteVisitors } from '../app/site-visitors.ts'
import type { Suggestions } from '../app/suggestions.ts'
import type { Transcripts } from '../app/transcripts.ts'
import type { VisitorProfiles } from '../app/visitor-profile.ts'
import type { VisitorTags } from '../app/visitor-tags.ts'
import type { VisitorTimeline } from '../app/visitor-timeline.ts'
import type { VisitorTokens } from '../app/visitor-tokens.ts'
import type { Agents } from '../ports/agents.ts'
import type { Bus } from '../ports/bus.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Files } from '../ports/files.ts'
import type { Pins } from '../ports/pins.ts'
import type { Questions } from '../ports/questions.ts'
import type { Sites } from '../ports/sites.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { Registry } from './registry.ts'

/** An agent or bot who has shown who it is. */
export interface Identified {
  role: 'agent' | 'assistant'
  id: Id
  name: string
  avatar: string | null
  sites: string[]
  /** An assistant has none. */
  roles: Roles
}

export interface SocketParts {
  conversing: Conversing
  conversations: Conversations
  visitors: Visitors
  agents: Agents
  sites: Sites
  files: Files
  questions: Questions
  pins: Pins
  hub: Hub
  inbox: Inbox
  looking: Looking
  searchTexts: SearchTexts
  queue: Queue
  presence: Presence
  routing: {
    receive: ReceiveVisitor
    statuses: AgentStatuses
    /** To an agent who was given a conversation, wherever it is connected. */
    tell(agent: Id, notice: Omit<Push<'assigned'>, 'on'>): void
  }
  takeOver: TakeOver
  receptionOf: ReceptionOf
  availabilityOf: Availabilities['of']
  knowledge: Knowledge
  suggestions: Suggestions
  answering: Pick<Answering, 'settled'>
  rights: Rights
  identify: Identify
  changes: Changes
  limits: Limits
  tokens: VisitorTokens
  profiles: VisitorProfiles
  timeline: VisitorTimeline
  visitorTags: VisitorTags
  blocking: Blocking
  consents: Consents
  isErased(visitor: Id): Promise<boolean>
  siteVisitors: SiteVisitors
  transcripts: Transcripts
  pictures: Pick<Pictures, 'dress'>
  registry: Registry
  bus: Bus
  clock: Clock
  chance: Chance
  identifyAgent(by: { cookie: string } | { token: string }): Promise<Identified | null>
  /** A site's settings as this node has them; null for an unknown site. */
  settingsOf(site: string): SiteSettings | null
  /** Reads the sites again, for one that is not known. */
  lookUpSites(): Promise<void>
  epoch: string
  /** Whether writers are told `unavailable` and upgrades 503. */
  isOverloaded(): boolean
  /** A fault is logged under the reference that the peer is told. */
  report(fault: unknown): string
}
