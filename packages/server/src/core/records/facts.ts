/**
 * A conversation's facts for records and reports, folded from its log event by event (IN-13, IN-14). What it says
 * is defined in docs/records.md. Pure and total; it can go on from where it stopped, so it keeps what it needs.
 */
import type { Actor, AssistantPart, CloseReason, Event, Id, MessagePosted, Seq, Time } from '@foyer/protocol'

/** What is stored: `progress` is for the fold alone. */
export interface Facts {
  startedAt: Time
  closedAt: Time | null
  reason: CloseReason | null
  channel: string
  source: string
  /** Who had it last, and how many had it. */
  agent: { id: Id; name: string } | null
  served: number
  group: Id | null
  tags: string[]
  assistant: AssistantPart
  invited: boolean
  rating: { score: number; tags: string[]; comment: string; at: Time } | null
  messages: { visitor: number; agent: number; assistant: number; offline: number }
  firstAnswer: Time | null
  firstResponse: Time | null
  progress: Progress
}

export interface Progress {
  seq: Seq
  sub: number
  /** Everybody who had it. */
  agents: Id[]
  /** When the visitor first wrote. */
  askedAt: Time | null
  /** The oldest of the visitor's acts that nobody has answered; and since when a person is wanted. */
  waitingSince: Time | null
  personSince: Time | null
  hasAssistant: boolean
  wasHandedOff: boolean
}

/** A person's answer: from when one was waited for until it came. */
export interface Response {
  seq: Seq
  at: Time
  agent: Id
  group: Id | null
  ms: Time
  isFirst: boolean
}

export type Speaker = 'visitor' | 'agent' | 'assistant' | 'offline'

/** A message as it is counted. `agent` of people's alone. */
export interface Said {
  at: Time
  by: Speaker
  agent: Id | null
  group: Id | null
}

export interface Folded {
  facts: Facts
  responses: Response[]
  said: Said[]
}

export function beginFacts(startedAt: Time): Facts {
  return {
    startedAt,
    closedAt: null,
    reason: null,
    channel: 'app',
    source: '',
    agent: null,
    served: 0,
    group: null,
    tags: [],
    assistant: 'none',
    invited: false,
    rating: null,
    messages: { visitor: 0, agent: 0, assistant: 0, offline: 0 },
    firstAnswer: null,
    firstResponse: null,
    progress: {
      seq: 0,
      sub: 0,
      agents: [],
      askedAt: null,
      waitingSince: null,
      personSince: null,
      hasAssistant: false,
      wasHandedOff: false,
    },
  }
}

/** `before` is not changed. Events that it has seen already are passed over. */
export function foldFacts(before: Facts, events: readonly Event[]): Folded {
  const folded: Folded = { facts: structuredCopy(before), responses: [], said: [] }
  for (const event of events) {
    const { progress } = folded.facts
    const sub = event.sub ?? 0
    if (event.seq < progress.seq || (event.seq === progress.seq && sub <= progress.sub)) continue
    progress.seq = event.seq
    progress.sub = sub
    take(folded, event)
    folded.facts.assistant = partOf(folded.facts)
  }
  return folded
}

function structuredCopy(facts: Facts): Facts {
  const { progress, messages } = facts
  return { ...facts, messages: { ...messages }, progress: { ...progress, agents: [...progress.agents] } }
}

function take(folded: Folded, event: Event): void {
  const { facts } = folded
  const { progress } = facts
  switch (event.type) {
    case 'conversation.started': {
      const host = hostOf(event.page?.url)
      // A site may say where it comes in, by parameters of the session.
      const said = event as { channel?: string; source?: string }
      facts.channel = said.channel ?? (host === null ? 'app' : 'web')
      facts.source = said.source ?? host ?? ''
      return
    }
    case 'message.posted':
      said(folded, event)
      return
    case 'option.picked':
    case 'form.submitted':
      visitorActs(folded, event.at)
      return
    case 'handoff.requested':
    case 'handoff.failed':
      progress.wasHandedOff = true
      progress.personSince ??= event.at
      return
    case 'conversation.queued':
      facts.group = event.group ?? facts.group
      progress.personSince ??= event.at
      return
    case 'assistant.stopped':
      if (event.reason === 'switchedOff' || event.reason === 'agentOpened') return
      progress.wasHandedOff = true
      if (progress.waitingSince !== null) progress.personSince ??= progress.waitingSince
      return
    case 'conversation.assigned':
      facts.group = event.group ?? facts.group
      if (event.agent !== null) had(facts, event.agent)
      return
    case 'conversation.closed':
      facts.closedAt = event.at
      facts.reason = event.reason
      return
    case 'rating.invited':
      facts.invited = true
      return
    case 'rating.given':
      facts.rating = {
        score: event.score,
        tags: event.tags ?? [],
        comment: event.comment ?? '',
        at: event.at,
      }
      return
    case 'tags.changed':
      facts.tags = [...new Set([...facts.tags, ...event.add])].filter((tag) => !event.remove.includes(tag))
      return
    default:
      return
  }
}

/** After the end only what is sent as an offline message comes, and it is neither a reply nor service. */
function said(folded: Folded, { at, seq, by, offline }: MessagePosted): void {
  if (offline === true) count(folded, at, 'offline', by)
  else if (folded.facts.closedAt !== null) return
  else if (by.kind === 'visitor') visitorActs(folded, at)
  else if (by.kind === 'agent') agentAnswers(folded, at, seq, by)
  else if (by.kind === 'assistant') assistantAnswers(folded, at, by)
}

function visitorActs(folded: Folded, at: Time): void {
  const { progress } = folded.facts
  progress.askedAt ??= at
  progress.waitingSince ??= at
  count(folded, at, 'visitor', { kind: 'visitor' })
}

/** What nobody waits for, such as a second message of the same answer, is a reply and no response. */
function agentAnswers(folded: Folded, at: Time, seq: Seq, by: Actor): void {
  const { facts, responses } = folded
  const { progress } = facts
  count(folded, at, 'agent', by)
  had(facts, by)
  const since = progress.personSince ?? progress.waitingSince
  progress.personSince = null
  progress.waitingSince = null
  answered(facts, at)
  if (progress.hasAssistant) progress.wasHandedOff = true
  if (since === null || by.id === undefined) return
  const isFirst = facts.firstResponse === null
  const ms = Math.max(0, at - since)
  if (isFirst) facts.firstResponse = ms
  responses.push({ seq, at, agent: by.id, group: facts.group, ms, isFirst })
}

/** Whoever waits for a person goes on waiting, whatever the assistant says meanwhile. */
function assistantAnswers(folded: Folded, at: Time, by: Actor): void {
  const { progress } = folded.facts
  count(folded, at, 'assistant', by)
  progress.hasAssistant = true
  progress.waitingSince = null
  answered(folded.facts, at)
}

function answered(facts: Facts, at: Time): void {
  const { askedAt } = facts.progress
  if (askedAt !== null) facts.firstAnswer ??= Math.max(0, at - askedAt)
}

function had(facts: Facts, { id, name }: Actor): void {
  if (id === undefined) return
  facts.agent = { id, name: name ?? '' }
  if (facts.progress.agents.includes(id)) return
  facts.progress.agents.push(id)
  facts.served += 1
}

function count({ facts, said }: Folded, at: Time, by: Speaker, actor: Actor): void {
  facts.messages[by] += 1
  const agent = actor.kind === 'agent' ? (actor.id ?? null) : null
  said.push({ at, by, agent, group: agent === null ? null : facts.group })
}

/** Alone: it answered, and no person was wanted or wrote. */
function partOf({ progress }: Facts): AssistantPart {
  if (!progress.hasAssistant) return 'none'
  return progress.wasHandedOff ? 'handedOff' : 'alone'
}

function hostOf(url: string | undefined): string | null {
  const match = /^https?:\/\/([^/?#]+)/i.exec(url ?? '')
  return match === null ? null : match[1]!.replace(/^.*@/, '').toLowerCase()
}

/** As the record names it: see docs/records.md, "Group". Null: nobody had it. */
export function groupName({
  agent,
  group,
  served,
}: Pick<Facts, 'agent' | 'group' | 'served'>): string | null {
  if (group !== null) return group
  if (agent === null) return null
  return served > 1 ? '–' : 'other'
}
