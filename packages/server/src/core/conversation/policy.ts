/** What a decision makes due. It runs as a further step whose name derives from its cause, so twice is once. */
import type { Event, EventOf, Id, IdleSettings, Seq, Time } from '@foyer/protocol'
import { isToAnswer, isToStandIn, nothingAutomatic } from '../assistant/automatic.ts'
import { isToNote } from '../visitors/noting.ts'
import type { Decision } from './decide.ts'
import type { Due } from './due.ts'
import { idleDue } from './idle.ts'
import type { ConversationState } from './state.ts'

/** Milliseconds that a site's own assistant may be away, or silent, before it is looked whether it is still there. */
export const standInAfter = 30_000

/** `idle`: how long a visitor may be silent there. */
export function policy(
  decision: Pick<Decision, 'state' | 'events' | 'filesGone' | 'automatic' | 'handsOffTo' | 'noting'>,
  idle?: IdleSettings,
): Due[] {
  const { state, events, filesGone } = decision
  const { id: conversation, site } = state
  const at = events.at(-1)?.at ?? 0
  const due = (id: string, kind: Due['kind'], at: Time): Due => ({ id, kind, conversation, site, at })
  return [
    ...events.flatMap((event) => afterEvent(decision, event, due)),
    ...events.flatMap((event) => {
      const silence = idleDue(state, event, idle)
      return silence === null ? [] : [due(silence.id, silence.kind, silence.at)]
    }),
    ...filesGone.map((file) => due(dueFile.idOf(file), 'removeFile', at)),
  ]
}

type MakeDue = (id: string, kind: Due['kind'], at: Time) => Due

function afterEvent(
  { state, automatic = nothingAutomatic, handsOffTo, noting }: Parameters<typeof policy>[0],
  event: Event,
  due: MakeDue,
): Due[] {
  const cause = `${state.id}:${event.seq}.${event.sub ?? 0}`
  switch (event.type) {
    case 'conversation.snoozed':
      return event.until === undefined ? [] : [due(`${cause}:wake`, 'wake', event.until)]
    case 'message.posted':
    case 'option.picked':
      return [
        ...(isToAnswer(state, event, automatic)
          ? [due(dueAnswer.idOf(state.id, event.seq, event), 'answer', event.at + automatic.patience)]
          : []),
        ...(isToStandIn(state, event, automatic)
          ? [due(dueAnswer.idOf(state.id, event.seq, event), 'standIn', event.at + standInAfter)]
          : []),
        ...(isToNote(event, noting) ? [due(dueNote.idOf(state.id, event.seq), 'noteProfile', event.at)] : []),
      ]
    case 'form.submitted':
      return isToNote(event, noting) ? [due(dueNote.idOf(state.id, event.seq), 'noteProfile', event.at)] : []
    case 'assistant.resumed': {
      // Whoever gives it to the assistant wants what waits there answered.
      const asked = lastAsked(state)
      if (asked === null) return []
      return [due(dueAnswer.idOf(state.id, asked, event), 'answer', event.at + automatic.patience)]
    }
    // What moves no conversation to the end of its list is not seen by who looks through the lists.
    case 'note.posted':
    case 'message.edited':
    case 'message.deleted':
      return [due(dueIndex.idOf(state.id, event), 'index', event.at)]
    case 'handoff.requested':
      return handsOffTo === 'webhook' && state.handler === 'queue'
        ? [due(dueHandOver.idOf(state.id, event), 'handOver', event.at)]
        : []
    case 'rating.invited':
    case 'rating.given':
      return [due(`${cause}:rated`, 'rated', event.at)]
    default:
      return []
  }
}

function lastAsked({ last, unrepliedSince }: ConversationState): Seq | null {
  return last?.by === 'visitor' && unrepliedSince !== null ? last.seq : null
}

/** How a due answer names the visitor's event, and what caused it: the event itself, or who gave it back. */
export const dueAnswer = {
  idOf: (conversation: Id, asked: Seq, cause: Pick<Event, 'seq' | 'sub'>) =>
    `${conversation}:${asked}:answer:${cause.seq}.${cause.sub ?? 0}`,
  askedOf: (due: Pick<Due, 'id'>): Seq => Number(due.id.split(':')[1]),
}

/** How looking at what a message tells of its visitor names the message. */
export const dueNote = {
  idOf: (conversation: Id, seq: Seq) => `${conversation}:${seq}:noteProfile`,
  seqOf: (due: Pick<Due, 'id'>): Seq => Number(due.id.split(':')[1]),
}

/** How telling others of a handoff names the event that asked for it. */
export const dueHandOver = {
  idOf: (conversation: Id, { seq, sub = 0 }: Pick<Event, 'seq' | 'sub'>) =>
    `${conversation}:${seq}.${sub}:handOver`,
  eventOf(due: Pick<Due, 'id'>): [seq: Seq, sub: number] {
    const [seq = '', sub = ''] = (due.id.split(':')[1] ?? '').split('.')
    return [Number(seq), Number(sub)]
  },
}

/** How indexing a text anew names the message, and the change that asks for it. */
export const dueIndex = {
  idOf(
    conversation: Id,
    event: EventOf<'message.edited'> | EventOf<'message.deleted'> | EventOf<'note.posted'>,
  ) {
    const target = event.type === 'note.posted' ? ([event.seq, event.sub ?? 0] as const) : event.target
    const [seq, sub] = typeof target === 'number' ? [target, 0] : target
    return `${conversation}:${seq}.${sub}:index:${event.seq}.${event.sub ?? 0}`
  },
  targetOf: (due: Pick<Due, 'id'>): [seq: Seq, sub: number] => dueHandOver.eventOf(due),
}

/** How a due removal names its file. */
export const dueFile = {
  idOf: (file: Id) => `file:${file}`,
  fileOf: (due: Due): Id => due.id.slice('file:'.length),
}
