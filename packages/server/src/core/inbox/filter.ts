/** Whether a conversation is among what a list was narrowed to (IN-2). The SQL adapter looks for the same. */
import type { List, ListFilter } from '@foyer/protocol'
import type { ConversationState } from '../conversation/state.ts'

/** What narrows within the sites that one asks. */
export type Narrowing = Omit<ListFilter, 'site'>

/** What a filter looks at beside the state. */
export interface Filtered {
  state: ConversationState
  nickname: string
  channel: string
}

/** The lists that are asked: of `all`, another status than open is another list. */
export function listsOf(list: List, { status = 'open' }: Narrowing): List[] {
  if (list !== 'all' || status === 'open') return [list]
  return status === 'any' ? ['all', 'snoozed', 'closed'] : [status]
}

/** `text` is looked for in the name and the newest message; all else must hold to the letter. */
export function passes({ state, nickname, channel }: Filtered, filter: Narrowing): boolean {
  return passesFacts(state, channel, filter) && passesText(state, nickname, filter.text)
}

export function passesFacts(state: ConversationState, channel: string, filter: Narrowing): boolean {
  const at = state.last?.at ?? state.startedAt
  return (
    (filter.tag === undefined || state.tags.includes(filter.tag)) &&
    (filter.from === undefined || at >= filter.from) &&
    (filter.to === undefined || at <= filter.to) &&
    (filter.agent === undefined || state.agent?.id === filter.agent) &&
    (filter.group === undefined || state.group === filter.group) &&
    (filter.channel === undefined || channel === filter.channel)
  )
}

function passesText(state: ConversationState, nickname: string, text = ''): boolean {
  const wanted = text.trim().toLowerCase()
  return [nickname, state.last?.text ?? ''].some((one) => one.toLowerCase().includes(wanted))
}

/** By the name of what the visitor writes with: `web/1.0.0` is the widget. */
export function channelOf(sdk: string | null): string {
  return sdk?.split('/', 1)[0]?.toLowerCase() || 'web'
}
