/** What a decision makes due. It runs as a further step whose name derives from its cause, so twice is once. */
import type { Event, Id, Time } from '@foyer/protocol'
import type { Decision } from './decide.ts'
import type { ConversationState } from './state.ts'

/** Something that must happen at `at` or soon after, kept with the events that cause it. */
export interface Due {
  /** The cause's name: the same cause always gives the same. */
  id: string
  kind: 'wake' | 'removeFile'
  conversation: Id
  site: string
  at: Time
}

export function policy({
  state,
  events,
  filesGone,
}: Pick<Decision, 'state' | 'events' | 'filesGone'>): Due[] {
  const { id: conversation, site } = state
  const at = events.at(-1)?.at ?? 0
  return [
    ...events.flatMap((event) => afterEvent(state, event)),
    ...filesGone.map((file): Due => ({ id: dueFile.idOf(file), kind: 'removeFile', conversation, site, at })),
  ]
}

function afterEvent({ id, site }: ConversationState, event: Event): Due[] {
  if (event.type !== 'conversation.snoozed' || event.until === undefined) return []
  const cause = `${id}:${event.seq}.${event.sub ?? 0}:wake`
  return [{ id: cause, kind: 'wake', conversation: id, site, at: event.until }]
}

/** How a due removal names its file. */
export const dueFile = {
  idOf: (file: Id) => `file:${file}`,
  fileOf: (due: Due): Id => due.id.slice('file:'.length),
}
