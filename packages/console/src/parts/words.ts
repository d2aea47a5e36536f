/** What the console says of refusals and of events: codes and facts in the agent's language. */
import type {
  AgentStatus,
  ErrorCode,
  Event,
  EventOf,
  HandoffHow,
  ProtocolError,
  StopReason,
} from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { type MessageKey, t } from '../locale.ts'

const told: Partial<Record<ErrorCode, MessageKey>> = {
  unauthorized: 'error.unauthorized',
  forbidden: 'error.forbidden',
  not_found: 'error.notFound',
  closed: 'error.closed',
  too_large: 'error.tooLarge',
  unsupported_type: 'error.unsupportedType',
  rate_limited: 'error.rateLimited',
  blocked: 'error.blocked',
  unavailable: 'error.unavailable',
}

export const statusNames = {
  online: 'status.online',
  busy: 'status.busy',
  away: 'status.away',
  offline: 'status.offline',
} as const satisfies Record<AgentStatus, MessageKey>

/** Who takes most first. */
export const statuses = Object.keys(statusNames) as AgentStatus[]

/** Why it was refused. What has no words here says the server's own. */
export function errorText({ code, message, retryAfter }: ProtocolError): string {
  if (code === 'rate_limited' && retryAfter !== undefined) {
    return t('error.rateLimitedFor', { n: Math.max(1, Math.ceil(retryAfter / 1000)) })
  }
  const key = told[code]
  return key === undefined ? message : t(key)
}

/** An event as a line of the thread; null where it is not worth one. */
export function noticeText(event: Event, me: string | null): string | null {
  const who = event.by.id !== undefined && event.by.id === me ? t('by.you') : cleanName(event.by.name ?? '')
  switch (event.type) {
    case 'conversation.started': {
      const page = event.page?.title || event.page?.url
      return page ? t('event.startedOn', { page: cleanName(page) }) : t('event.started')
    }
    case 'conversation.queued':
      return event.position === undefined ? t('event.queued') : t('event.queuedAt', { n: event.position })
    case 'conversation.warned':
      return t('event.warned')
    case 'conversation.assigned': {
      const { agent } = event
      if (agent === null) return t('event.unassigned')
      // Allocated: nobody took it, nobody gave it.
      if (event.by.kind === 'system') {
        return agent.id === me ? t('thread.yours') : t('assign.done', { name: cleanName(agent.name ?? '') })
      }
      const isMe = agent.id !== undefined && agent.id === me
      const bySelf = agent.id === event.by.id
      if (isMe) return bySelf || !who ? t('event.taken') : t('event.assignedToYou', { who })
      const name = cleanName(agent.name ?? '')
      return bySelf || !who ? t('event.takenBy', { name }) : t('event.assigned', { who, name })
    }
    case 'conversation.closed':
      if (event.reason !== 'agent' || who === '') return t(closeReasons[event.reason])
      return event.by.id === me ? t('event.closedByYou') : t('event.closedBy', { who })
    case 'conversation.snoozed':
      return t('event.snoozed')
    case 'conversation.woken':
      return t('event.woken')
    case 'handoff.requested':
      return t(event.how === undefined ? 'event.handoff' : handoffs[event.how])
    case 'handoff.failed':
      return event.how === undefined
        ? t('event.handoffFailed')
        : t('event.handoffFailedAfter', { why: t(handoffs[event.how]) })
    case 'assistant.stopped':
      return t(stops[event.reason])
    case 'assistant.resumed':
      return t('event.assistantResumed')
    case 'rating.invited':
      return t('event.ratingInvited')
    case 'rating.given':
      return ratingText(event)
    case 'conversation.muted':
      return t(event.on ? 'event.muted' : 'event.unmuted')
    case 'form.submitted':
      return t('event.formSubmitted')
    default:
      return null
  }
}

/** With what was ticked and written: an agent reads it where it was said. */
function ratingText({ score, scale = 5, tags = [], comment = '' }: EventOf<'rating.given'>): string {
  const said =
    scale === 1 ? t(score === 1 ? 'event.ratedUp' : 'event.ratedDown') : t('event.rated', { score, scale })
  return [said, tags.map((tag) => cleanName(tag)).join(', '), cleanName(comment)].filter(Boolean).join(' · ')
}

const handoffs: Record<HandoffHow, MessageKey> = {
  button: 'event.handoff',
  forcedWord: 'handoff.byForcedWord',
  softWord: 'handoff.bySoftWord',
  unanswered: 'handoff.byUnanswered',
  repeated: 'handoff.byRepeated',
  notHelpful: 'handoff.byNotHelpful',
  model: 'handoff.byModel',
  rule: 'handoff.byRule',
}

const stops: Record<StopReason, MessageKey> = {
  agentOpened: 'stop.agentOpened',
  repeated: 'stop.repeated',
  unanswered: 'stop.unanswered',
  handoff: 'stop.handoff',
  switchedOff: 'stop.switchedOff',
  failed: 'stop.failed',
}

const closeReasons = {
  visitor: 'event.closedByVisitor',
  agent: 'event.closed',
  idle: 'event.closedIdle',
  rule: 'event.closed',
} as const satisfies Record<string, MessageKey>
