/** Posting, editing, deleting and noting: what both sides say. */
import type { Body, Event, FileRef, FilledBody, Id, PostedBody, ProtocolError, Target } from '@foyer/protocol'
import type { Automatic } from '../../core/assistant/automatic.ts'
import { cardProblem } from '../../core/card-rules.ts'
import { editsOf } from '../../core/conversation/evolve.ts'
import { rejections } from '../../core/conversation/rejection.ts'
import type { ConversationState } from '../../core/conversation/state.ts'
import { fieldsProblem, optionsProblem } from '../../core/forms/fields.ts'
import { filledIn, formIn } from '../../core/forms/site-form.ts'
import { readValues } from '../../core/forms/values.ts'
import { type Noting, notingOf } from '../../core/visitors/noting.ts'
import type { Handler } from '../outcome.ts'
import type { SocketParts } from '../parts.ts'
import type { Who } from '../session-state.ts'
import { change } from './change.ts'
import { keepVisitor, startFor } from './first-act.ts'

export const post: Handler<'message.post'> = async (parts, session, keys, turn) => {
  const { who } = session
  const { conversation, cid, quote, offline, original } = keys
  if (conversation === null && who.role !== 'visitor') {
    return { error: { code: 'bad_request', message: 'Say which conversation.', path: '/conversation' } }
  }
  // A text waits for nothing here, so what one turn of the loop brings enters its lane together.
  const posted =
    keys.body.kind === 'file' ? await fileBody(parts, who, keys.body.file.id) : listed(parts, who, keys.body)
  if ('code' in posted) return { error: posted }
  const outcome = await change(parts, session, turn, {
    do: 'message.post',
    conversation,
    cid,
    names: ['message.posted'],
    admit: (starts) =>
      admitMessage(parts, session.door.address, who, starts) ??
      (starts && who.role === 'visitor' ? parts.consents.problem(who.site, keys.consent) : null),
    prepare: async () => {
      if (who.role === 'visitor') await keepVisitor(parts, session.door, who)
    },
    async facts(state, unstored) {
      const guided = keys.guided === undefined ? undefined : await guidedFor(parts, who, keys.guided)
      const start =
        state === null && who.role === 'visitor'
          ? await startFor(parts, who, {
              faq: keys.faq ?? [],
              isGuided: guided !== undefined,
              consent: keys.consent,
            })
          : undefined
      return {
        body: dressed(parts, who, state?.site, posted),
        ...(guided === undefined ? {} : { guided }),
        ...automaticFor(parts, who, state?.plan ?? start?.plan),
        ...notingFor(parts, who),
        ...(quote === undefined
          ? {}
          : { quote: { seq: quote, event: await eventAt(parts, state?.id, quote, unstored) } }),
        ...(offline === true ? { offline } : {}),
        ...(original === undefined ? {} : { original }),
        ...(start === undefined ? {} : { start }),
      }
    },
  })
  if ('error' in outcome) return outcome
  const { recorded } = outcome.done
  return { ok: { conversation: recorded.conversation, seq: recorded.seq, at: recorded.at } }
}

/** A published entry, where the site's bot is not off: what else is named is as if it were not (AS-14). */
async function guidedFor(parts: SocketParts, who: Who, entry: Id): Promise<Id | undefined> {
  if (who.role !== 'visitor' || parts.settingsOf(who.site)?.assistant.bot === 'off') return undefined
  return (await parts.knowledge.entry(who.site, entry))?.id
}

/** What of the visitor's site acts by itself: what it does may be due an answer. */
export function automaticFor(
  parts: SocketParts,
  who: Who,
  plan: Id | null | undefined,
): { automatic?: Automatic } {
  return who.role === 'visitor' ? { automatic: parts.takeOver.automaticOf(who.site, plan) } : {}
}

/** What is looked for in what a visitor writes (IN-5, IN-6). */
function notingFor(parts: SocketParts, who: Who): { noting?: Noting } {
  const settings = who.role === 'visitor' ? parts.settingsOf(who.site) : null
  const noting = settings === null ? undefined : notingOf(settings)
  return noting === undefined ? {} : { noting }
}

export const edit: Handler<'message.edit'> = async (parts, session, keys, turn) => {
  const { conversation, cid, target } = keys
  const body =
    keys.body.kind === 'file'
      ? await fileBody(parts, session.who, keys.body.file.id)
      : listed(parts, session.who, keys.body)
  if ('code' in body) return { error: body }
  const outcome = await change(parts, session, turn, {
    do: 'message.edit',
    conversation,
    cid,
    names: ['message.edited'],
    admit: () => admitMessage(parts, session.door.address, session.who, false),
    facts: async (state, unstored) => ({
      target,
      event: await eventAt(parts, state?.id, target, unstored),
      edits: await editsAt(parts, state, target, unstored),
      body,
      within: editWindow(parts, session.who, state?.site),
    }),
  })
  return 'error' in outcome ? outcome : { ok: { seq: outcome.done.recorded.seq } }
}

export const remove: Handler<'message.delete'> = async (
  parts,
  session,
  { conversation, cid, target },
  turn,
) => {
  const outcome = await change(parts, session, turn, {
    do: 'message.delete',
    conversation,
    cid,
    names: ['message.deleted'],
    admit: () => admitMessage(parts, session.door.address, session.who, false),
    facts: async (state, unstored) => ({
      target,
      event: await eventAt(parts, state?.id, target, unstored),
      edits: await editsAt(parts, state, target, unstored),
      within: editWindow(parts, session.who, state?.site),
    }),
  })
  return 'error' in outcome ? outcome : { ok: { seq: outcome.done.recorded.seq } }
}

export const note: Handler<'note.post'> = async (parts, session, { conversation, cid, text }, turn) => {
  const outcome = await change(parts, session, turn, {
    do: 'note.post',
    conversation,
    cid,
    names: ['note.posted'],
    admit: () => admitMessage(parts, session.door.address, session.who, false),
    facts: () => ({ text }),
  })
  if ('error' in outcome) return outcome
  const { seq, sub } = outcome.done.recorded
  return { ok: { seq, sub } }
}

/** Limits on rates, asked only once the cid is known to be new: an answer repeated costs nobody anything. */
export function admitMessage(
  parts: SocketParts,
  address: string,
  who: Who,
  starts: boolean,
): ProtocolError | null {
  const { limits } = parts
  if (who.role !== 'visitor') return limits.check('agentMessages', who.id)
  const refused = limits.check('visitorMessages', who.id) ?? limits.check('visitorMessagesAMinute', who.id)
  if (refused !== null || !starts) return refused
  return limits.check('conversationsOfVisitor', who.id) ?? limits.check('conversationsOfAddress', address)
}

/** What stands at `target`; agents-only events are found by `[seq, sub]`, and the core asks who may. */
export async function eventAt(
  parts: SocketParts,
  conversation: Id | undefined,
  target: Target,
  unstored: readonly Event[],
): Promise<Event | null> {
  if (conversation === undefined) return null
  const [seq, sub] = typeof target === 'number' ? [target, 0] : target
  const newest = unstored.findLast((event) => event.seq === seq && (event.sub ?? 0) === sub)
  if (newest !== undefined) return newest
  return parts.conversations.findEvent(conversation, seq, sub)
}

async function editsAt(
  parts: SocketParts,
  state: ConversationState | null,
  target: Target,
  unstored: readonly Event[],
): Promise<Event[]> {
  if (state === null) return []
  const found = await Promise.all(
    editsOf(state, target).map((edit) => eventAt(parts, state.id, edit, unstored)),
  )
  return found.filter((event) => event !== null)
}

/** A file is filled in from what was uploaded, and only its uploader can post it (H02). */
async function fileBody(parts: SocketParts, who: Who, id: Id): Promise<Body | ProtocolError> {
  const file = await parts.files.find(id)
  const isOwn = file !== null && file.by.kind === who.role && file.by.id === who.id
  if (!isOwn)
    return { code: 'bad_request', message: 'There is no such upload of yours.', path: '/body/file/id' }
  const { name, type, size, width, height } = file
  const ref: FileRef = {
    id,
    name,
    type,
    size,
    // Signed anew whenever it is sent: a URL expires and the log does not.
    url: '',
    ...(width === null ? {} : { width }),
    ...(height === null ? {} : { height }),
  }
  return { kind: 'file', file: ref }
}

/** A card's picture is fetched by the server, or by nobody (SC-6). */
function dressed(parts: SocketParts, who: Who, known: string | undefined, body: Body): Body {
  const site = known ?? (who.role === 'visitor' ? who.site : undefined)
  if (body.kind !== 'card' || site === undefined) return body
  return { ...body, card: parts.pictures.dress(body.card, parts.settingsOf(site)) }
}

/** Only the keys of the kind: what else came in a frame is not stored. */
function listed(
  parts: SocketParts,
  who: Who,
  body: Exclude<PostedBody, { kind: 'file' }>,
): Body | ProtocolError {
  switch (body.kind) {
    case 'text':
      return { kind: 'text', text: body.text }
    case 'card': {
      const problem = cardProblem(body.card, '/body/card')
      if (problem !== null) return problem
      const { type, title, text, image, url, price, code, question } = body.card
      const buttons = body.card.buttons?.map(({ label, url, text, handoff }) => ({
        label,
        url,
        text,
        handoff,
      }))
      return { kind: 'card', card: { type, title, text, image, url, price, code, buttons, question } }
    }
    case 'options': {
      const problem = optionsProblem(body.options, '/body/options')
      if (problem !== null) return problem.error
      return {
        kind: 'options',
        text: body.text,
        options: body.options.map(({ id, label }) => ({ id, label })),
      }
    }
    case 'form': {
      const problem = fieldsProblem(body.fields, '/body/fields')
      if (problem !== null) return problem.error
      return {
        kind: 'form',
        text: body.text,
        fields: body.fields.map(({ id, label, type, required, options, sets }) => ({
          id,
          label,
          type,
          required,
          options: options?.map((option) => ({ id: option.id, label: option.label })),
          sets,
        })),
      }
    }
    case 'filled':
      return filledBody(parts, who, body)
  }
}

/** Of a form of the site: labels and types are the site's, whatever the client thinks that they are. */
function filledBody(parts: SocketParts, who: Who, { form, values }: FilledBody): Body | ProtocolError {
  const settings = who.role === 'visitor' ? parts.settingsOf(who.site) : null
  if (who.role !== 'visitor' || settings === null) return rejections.filledBy
  const reader = { locale: who.locale ?? undefined, ofSite: settings.locale }
  const { fields } = formIn(settings.forms[form], form, reader)
  const read = readValues(fields, values, '/body/values')
  if ('error' in read) return read.error
  const body = filledIn(form, fields, read.ok, reader)
  return Object.keys(read.ok).length > 0
    ? body
    : { code: 'bad_request', message: 'Nothing was filled in.', path: '/body/values' }
}

function editWindow(parts: SocketParts, who: Who, site: string | undefined): number {
  if (site === undefined) return 0
  return parts.settingsOf(site)?.editWindow[who.side] ?? 0
}
