/**
 * Who gets which visitor, and how visitors are received (requirements RT-2 to RT-9). A site without groups,
 * rules and plans works untouched: whoever waits goes to the least loaded of its agents.
 */
import type { MenuItem, NoticeBar } from './around.ts'
import type { BusinessHours, IdleSettings, Texts } from './assistant.ts'
import type { LeaveWhen } from './forms.ts'
import type { Actor, AgentStatus, Handler, Id, Page, Time } from './values.ts'

/** Who answers a new conversation first (RT-2). `humanFirst` falls back to the bot where nobody is free. */
export type ReceptionMode = 'botOnly' | 'humanOnly' | 'botFirst' | 'humanFirst'

/** Among those with the highest skill who are free: who has least to do, or one after the other. */
export type GroupChoice = 'leastLoaded' | 'roundRobin'

export interface RoutingGroup {
  id: Id
  name: string
  /** `skill` is 1 to 10; the higher gets visitors first (RT-4). */
  members: { agent: Id; skill: number }[]
  choice: GroupChoice
  /** The group that its visitors go to when nobody of it is free (RT-3); null: they wait. */
  overflow: Id | null
  /** Null: the site's (RT-6). */
  hours: BusinessHours | null
  /** Whether visitors may choose it. */
  offered: boolean
}

/**
 * What a rule or a plan asks of a visitor. `values` are alternatives: one of them is enough, and of `isNot` and
 * `hasNo` none may hold. Letters' case does not count. `language` takes `pt` for `pt-BR` too. In `matches` a `*`
 * stands for any text, and the whole address is compared.
 */
export type Condition =
  | { on: 'channel' | 'source' | 'language'; how: 'is' | 'isNot'; values: string[] }
  | { on: 'page' | 'referrer'; how: 'contains' | 'matches'; values: string[] }
  | { on: 'tag'; how: 'has' | 'hasNo'; values: string[] }
  | { on: 'attribute'; name: string; how: 'is' | 'isNot' | 'contains'; values: string[] }
  /** The site's business hours. */
  | { on: 'hours'; how: 'within' | 'outside' }
  /** Whether this is the visitor's first conversation. */
  | { on: 'visitor'; how: 'new' | 'returning' }

export interface RoutingRule {
  id: Id
  name: string
  /** All of them must hold; none always hold. */
  when: Condition[]
  to: { group: Id } | { agent: Id }
}

/** How visitors of an audience are received (RT-8). What is not said is as the site has it. */
export interface ReceptionPlan {
  id: Id
  name: string
  when: Condition[]
  mode: ReceptionMode
  bot?: 'off' | 'offHours' | 'always'
  welcome?: Texts
  /** Entries that the bot offers after the welcome. */
  guided?: Id[]
  menu?: MenuItem[]
  notice?: NoticeBar
  typeAhead?: boolean
  leave?: LeaveWhen
  idle?: IdleSettings
}

export interface RoutingSettings {
  /** Whether who waits is given to agents; while not, agents take from the queue themselves. */
  isOn: boolean
  /** Among all agents of the site, where no group is meant. */
  choice: GroupChoice
  groups: RoutingGroup[]
  /** In order: the first whose conditions hold decides. */
  rules: RoutingRule[]
  /** In order likewise; after the last one the site's own `reception` and texts hold. */
  plans: ReceptionPlan[]
  /** A returning visitor goes to the agent who closed the last conversation, past the bot, if online (RT-5). */
  lastAgent: boolean
  /** Nobody is assigned before the visitor has said something (RT-2). */
  assignOnFirstMessage: boolean
  /** Open conversations up to which an agent is given more. What agents take themselves may go beyond. */
  limit: number
  /** By agent, where it is another one; 0 gives nothing. */
  limits: Record<Id, number>
}

/** Why one of those who could have had it did or did not get it. */
export type Verdict =
  | 'chosen'
  /** Has as many as the limit allows. */
  | 'full'
  | 'busy'
  | 'away'
  | 'offline'
  | 'lowerSkill'
  | 'moreLoaded'
  /** Round robin: others' turn comes first. */
  | 'laterTurn'
  /** A member who does not belong to the site any more. */
  | 'notMember'
  | 'offHours'

export interface RoutingCandidate {
  agent: Id
  name: string
  status: AgentStatus
  skill: number
  /** Open conversations at that moment. */
  load: number
  limit: number
  verdict: Verdict
}

/** What decided, in the order of precedence (RT-3); the last ones are what agents do themselves. */
export type WhyBy =
  | 'requestedAgent'
  | 'lastAgent'
  | 'requestedGroup'
  | 'overflow'
  | 'rule'
  | 'chosenGroup'
  | 'everybody'
  /** Held by the assistant while nobody was there (AS-10). */
  | 'allocated'
  | 'handOver'
  | 'transfer'
  | 'claim'
  | 'reply'

/** Why a conversation went where it went, or waits (RT-7). For agents only. */
export interface Why {
  by: WhyBy
  rule?: { id: Id; name: string }
  group?: { id: Id; name: string }
  /** The group whose visitors overflowed. */
  from?: { id: Id; name: string }
  /** Nobody was given it: `nobodyFree` all are full, `nobodyHere`, `offHours`, `byHand` routing is off. */
  waits?: 'nobodyFree' | 'nobodyHere' | 'offHours' | 'byHand'
  /** The chosen one first; at most 20. */
  candidates: RoutingCandidate[]
}

/** `POST /v1/sites/:site/routing/try`: a visitor as one might come. What is not said is not known. */
export interface RoutingTry {
  channel?: string
  source?: string
  page?: Pick<Page, 'url' | 'referrer'>
  locale?: string
  tags?: string[]
  attributes?: Record<string, string>
  isReturning?: boolean
  /** The group that the visitor chooses. */
  group?: Id
}

/** Where that visitor would go now, and why. Nothing is stored. */
export interface RoutingTried {
  /** Null: the site's own settings. */
  plan: { id: Id; name: string } | null
  mode: ReceptionMode
  /** Who would answer first; where it is the assistant, the rest is what a handoff would do. */
  handler: Exclude<Handler, 'agent'>
  to: Actor | null
  why: Why
}

/** One line of an agent's comings and goings (RT-9, IN-14). */
export interface AgentTime {
  agent: Id
  at: Time
  what: 'login' | 'logout' | AgentStatus
}
