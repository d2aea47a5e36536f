/** What is done to a conversation as a whole, by the visitor or by an agent. */
import type { CommandName, Event, HandoffHow, Id, RatingSettings } from '@foyer/protocol'
import { wordsFor } from '../../core/assistant/texts.ts'
import type { CommandDo } from '../../core/conversation/command.ts'
import type { HandoffFacts } from '../../core/conversation/handoff.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { type Handler, notFound, refuse } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { VisitorSession } from '../session-state.ts'
import { change, mine, type Wanted } from './change.ts'
import { keepVisitor, startFor } from './first-act.ts'
import { admitMessage, automaticFor, eventAt } from './messages.ts'
import { visitorOf } from './muting.ts'

/** A command whose answer is the `seq` of its event. */
function answersSeq<N extends CommandName, D extends CommandDo>(
  names: Event['type'][],
  make: (...args: Parameters<Handler<N>>) => Pick<Wanted<D>, 'do' | 'facts'>,
) {
  return async (...[parts, session, keys, turn]: Parameters<Handler<N>>) => {
    const { conversation, cid } = keys as unknown as { conversation: Id; cid: Id }
    const outcome = await change(parts, session, turn, {
      conversation,
      cid,
      names,
      admit: () => admitMessage(parts, session.door.address, session.who, false),
      ...make(parts, session, keys, turn),
    })
    return 'error' in outcome ? outcome : { ok: { seq: outcome.done.recorded.seq } }
  }
}

/** How the site asks for ratings (WG-10). */
function ratingOf(parts: SocketParts, state: ConversationState | null): { rating?: RatingSettings } {
  const rating = state === null ? undefined : parts.settingsOf(state.site)?.rating
  return rating === undefined ? {} : { rating }
}

export const end = answersSeq<'conversation.end', 'conversation.end'>(
  ['conversation.closed'],
  (parts, { who }) => ({
    do: 'conversation.end',
    // An assistant ends by what its flow says.
    facts: (state) => ({ reason: who.role === 'assistant' ? 'rule' : who.role, ...ratingOf(parts, state) }),
  }),
)

export const snooze = answersSeq<'conversation.snooze', 'conversation.snooze'>(
  ['conversation.snoozed'],
  (_parts, _session, { until }) => ({
    do: 'conversation.snooze',
    facts: () => (until === undefined ? {} : { until }),
  }),
)

export const wake = answersSeq<'conversation.wake', 'conversation.wake'>(['conversation.woken'], () => ({
  do: 'conversation.wake',
  facts: () => ({}),
}))

export const host = answersSeq<'assistant.host', 'assistant.host'>(
  ['assistant.resumed', 'assistant.stopped'],
  (_parts, _session, { on }) => ({ do: 'assistant.host', facts: () => ({ on }) }),
)

export const inviteRating = answersSeq<'rating.invite', 'rating.invite'>(['rating.invited'], (parts) => ({
  do: 'rating.invite',
  facts: (state) => ratingOf(parts, state),
}))

export const giveRating = answersSeq<'rating.give', 'rating.give'>(
  ['rating.given'],
  (parts, _session, { score, tags, comment }) => ({
    do: 'rating.give',
    facts: (state) => ({
      ...ratingOf(parts, state),
      score,
      ...(tags === undefined ? {} : { tags }),
      ...(comment === undefined ? {} : { comment }),
    }),
  }),
)

export const pickOption = answersSeq<'option.pick', 'option.pick'>(
  ['option.picked'],
  (parts, { who }, { target, option }) => ({
    do: 'option.pick',
    facts: async (state, unstored) => ({
      ...automaticFor(parts, who, state?.plan),
      target,
      option,
      event: await eventAt(parts, state?.id, target, unstored),
    }),
  }),
)

export const submitForm = answersSeq<'form.submit', 'form.submit'>(
  ['form.submitted'],
  (parts, _session, { target, values }) => ({
    do: 'form.submit',
    facts: async (state, unstored) => ({
      target,
      values,
      event: await eventAt(parts, state?.id, target, unstored),
    }),
  }),
)

export const requestHandoff: Handler<'handoff.request'> = async (
  parts,
  session,
  { conversation, cid, group, agent, consent },
  turn,
) => {
  const { who } = session
  if (who.role !== 'visitor') return refuse('forbidden', 'This command is for visitors.')
  if (agent != null) {
    return refuse('forbidden', 'Only a signed identity may ask for one person by name.', '/agent')
  }
  if (group != null && !isOffered(parts, who.site, group)) {
    return refuse('bad_request', 'This site does not offer such a group.', '/group')
  }
  const outcome = await change(parts, session, turn, {
    do: 'handoff.request',
    conversation,
    cid,
    names: ['handoff.requested'],
    admit: (starts) =>
      admitMessage(parts, session.door.address, who, starts) ??
      (starts ? parts.consents.problem(who.site, consent) : null),
    prepare: () => keepVisitor(parts, session.door, who),
    facts: async (state) => ({
      how: await handoffHow(parts, state),
      facts: await handoffFacts(parts, who, state),
      ...(group == null ? {} : { group }),
      ...(state === null ? { start: await startFor(parts, who, { consent }) } : {}),
    }),
  })
  if ('error' in outcome) return outcome
  const { recorded, state } = outcome.done
  const { conversation: id, seq } = recorded
  const position = state.handler === 'queue' ? await parts.queue.lookUp(state.site, id) : null
  return {
    ok: {
      conversation: id,
      seq,
      handler: state.handler,
      ...(position === null ? {} : { queue: { position } }),
    },
  }
}

/** After "this did not help", it is that which is told (AS-16). */
async function handoffHow(parts: SocketParts, state: ConversationState | null): Promise<HandoffHow> {
  const mayBe = state !== null && state.lastAuto === 'bot'
  return mayBe && (await parts.questions.isUnhelpful(state.id)) ? 'notHelpful' : 'button'
}

function isOffered(parts: SocketParts, site: string, group: Id): boolean {
  const groups = parts.settingsOf(site)?.routing.groups ?? []
  return groups.some(({ id, offered }) => offered && id === group)
}

async function handoffFacts(
  parts: SocketParts,
  { site, locale }: VisitorSession,
  state: ConversationState | null,
): Promise<HandoffFacts> {
  const settings = parts.settingsOf(site)
  const texts = settings?.assistant.texts ?? { waiting: {}, offHours: {}, elsewhere: {} }
  return {
    canTakeOver: parts.takeOver.canTakeOver(site, state?.plan),
    place:
      (state?.handler === 'queue' ? await parts.queue.lookUp(site, state.id) : null) ??
      (await parts.queue.nextOf(site)),
    to: settings?.assistant.handoff.to ?? 'inbox',
    texts: wordsFor(locale ?? undefined, settings?.locale ?? 'en', texts),
  }
}

/** Of a conversation or of a visitor (IN-5). */
export const changeTags: Handler<'tags.change'> = async (parts, session, keys, turn) => {
  const { conversation, visitor, cid, add = [], remove = [] } = keys
  const { who } = session
  if (conversation === undefined) {
    if (visitor === undefined)
      return refuse('bad_request', 'Say which conversation or visitor.', '/conversation')
    const found = await visitorOf(parts, who, { visitor })
    if (found === null || who.role === 'visitor') return notFound
    const barred = await parts.profiles.bar(who, found, 'write')
    if (barred !== null) return barred
    const checked = parts.visitorTags.check(found.site, add, remove)
    if ('error' in checked) return checked
    await parts.visitorTags.change(found, checked.add, checked.remove, who.actor)
    await parts.visitorTags.keepOwn(found.site, checked.add)
    return { ok: {} }
  }
  const stored = await mine(parts, who, conversation)
  if (stored === null) return notFound
  const checked = parts.visitorTags.check(stored.state.site, add, remove)
  if ('error' in checked) return checked
  const outcome = await change(parts, session, turn, {
    do: 'tags.change',
    conversation,
    cid,
    names: ['tags.changed'],
    facts: () => checked,
  })
  if ('error' in outcome) return outcome
  await parts.visitorTags.keepOwn(stored.state.site, checked.add)
  return { ok: {} }
}
