/**
 * The one place that says what leaves the server and to whom: a serialiser per audience that lists
 * what it lets through. What is not listed here reaches nobody.
 */
import type { Actor, Body, Event, Head, Side } from '@foyer/protocol'

/** Makes a file's signed URL; the stored event has none, because a URL expires and the log does not. */
export type SignFile = (id: string) => string

/** The event as `side` may see it, or null where it may not (F08: visitors cannot even count those). */
export function eventFor(side: Side, event: Event, sign: SignFile): Event | null {
  if (side === 'agent') return withUrls(event, sign)
  if (event.sub !== undefined) return null
  const base = {
    seq: event.seq,
    at: event.at,
    ...(event.cid === undefined ? {} : { cid: event.cid }),
    by: publicActor(event.as ?? event.by),
  }
  switch (event.type) {
    case 'message.posted': {
      const { body, quote, auto, sources, offline } = event
      return {
        ...base,
        type: event.type,
        body: bodyWithUrl(body, sign),
        ...(quote === undefined ? {} : { quote }),
        ...(auto === 'bot' ? { auto } : {}),
        ...(sources === undefined ? {} : { sources }),
        ...(offline === undefined ? {} : { offline }),
      }
    }
    case 'conversation.started':
      return {
        ...base,
        type: event.type,
        ...(event.page === undefined ? {} : { page: event.page }),
        ...(event.faq === undefined ? {} : { faq: event.faq }),
        ...(event.consent === undefined ? {} : { consent: event.consent }),
      }
    case 'message.edited':
      return { ...base, type: event.type, target: event.target, body: bodyWithUrl(event.body, sign) }
    case 'message.deleted':
      return { ...base, type: event.type, target: event.target, body: { kind: 'deleted' } }
    case 'option.picked':
      return { ...base, type: event.type, target: event.target, option: event.option }
    case 'form.submitted':
      return { ...base, type: event.type, target: event.target, values: event.values }
    case 'handoff.requested':
    case 'handoff.failed':
      return { ...base, type: event.type }
    case 'conversation.queued':
      return {
        ...base,
        type: event.type,
        ...(event.position === undefined ? {} : { position: event.position }),
      }
    case 'conversation.assigned':
      return { ...base, type: event.type, agent: event.agent === null ? null : publicActor(event.agent) }
    case 'conversation.warned':
      return { ...base, type: event.type, closesAt: event.closesAt }
    case 'conversation.closed':
      return { ...base, type: event.type, reason: event.reason }
    case 'rating.invited':
      return {
        ...base,
        type: event.type,
        scale: event.scale,
        ...(event.tags === undefined ? {} : { tags: event.tags }),
        ...(event.tagsByScore === undefined ? {} : { tagsByScore: event.tagsByScore }),
        ...(event.comment === undefined ? {} : { comment: event.comment }),
        ...(event.until === undefined ? {} : { until: event.until }),
      }
    case 'rating.given':
      return {
        ...base,
        type: event.type,
        score: event.score,
        ...(event.scale === undefined ? {} : { scale: event.scale }),
        ...(event.tags === undefined ? {} : { tags: event.tags }),
        ...(event.comment === undefined ? {} : { comment: event.comment }),
      }
    case 'note.posted':
    case 'conversation.snoozed':
    case 'conversation.woken':
    case 'assistant.stopped':
    case 'assistant.resumed':
    case 'tags.changed':
    case 'profile.extracted':
    case 'conversation.muted':
    case 'attributes.changed':
      return null
  }
}

/**
 * The head as `side` may see it. To a visitor `snoozed` is `open`; labels, the group, the rating, until when it
 * sleeps and the agent's id stay here, and who it was allocated to while the assistant speaks (AS-10).
 */
export function headFor(side: Side, head: Head): Head {
  if (side === 'agent') return head
  const { labels, agent, attributes, group, rating, snoozedUntil, ...rest } = head
  return {
    ...rest,
    status: head.status === 'snoozed' ? 'open' : head.status,
    ...(agent === undefined || head.handler === 'assistant' ? {} : { agent: publicActor(agent) }),
  }
}

/** To a visitor an agent is its public name and avatar; a visitor sees its own id. */
export function publicActor({ kind, id, name, avatar }: Actor): Actor {
  return {
    kind,
    ...(kind === 'visitor' && id !== undefined ? { id } : {}),
    ...(name === undefined ? {} : { name }),
    ...(avatar === undefined ? {} : { avatar }),
  }
}

function withUrls(event: Event, sign: SignFile): Event {
  if (event.type === 'message.deleted') return { ...event, body: { kind: 'deleted' } }
  if (event.type !== 'message.posted' || event.body.kind !== 'file') return event
  return { ...event, body: bodyWithUrl(event.body, sign) }
}

function bodyWithUrl(body: Body, sign: SignFile): Body {
  return body.kind === 'file' ? { kind: 'file', file: { ...body.file, url: sign(body.file.id) } } : body
}
