/** Commands by name. What the protocol has and this table has not is answered `unknown_command`. */
import type { CommandName } from '@foyer/protocol'
import type { Handler } from '../outcome.ts'
import * as assistant from './assistant.ts'
import * as conversations from './conversations.ts'
import * as following from './following.ts'
import * as lists from './lists.ts'
import * as messages from './messages.ts'
import * as muting from './muting.ts'
import * as routing from './routing.ts'
import * as siteVisitors from './site-visitors.ts'
import * as transcripts from './transcripts.ts'
import * as visitors from './visitors.ts'

type Handlers = { [N in Exclude<CommandName, 'hello'>]?: Handler<N> }

export const handlers: Handlers = {
  'message.post': messages.post,
  'message.edit': messages.edit,
  'message.delete': messages.remove,
  'note.post': messages.note,
  'conversation.end': conversations.end,
  'conversation.assign': routing.assign,
  'conversation.snooze': conversations.snooze,
  'conversation.wake': conversations.wake,
  'assistant.host': conversations.host,
  'handoff.request': conversations.requestHandoff,
  'option.pick': conversations.pickOption,
  'form.submit': conversations.submitForm,
  'rating.invite': conversations.inviteRating,
  'rating.give': conversations.giveRating,
  'tags.change': conversations.changeTags,
  history: following.history,
  'conversation.open': following.open,
  'conversation.leave': following.leave,
  read: following.read,
  delivered: following.delivered,
  typing: following.typing,
  identify: visitors.identify,
  attributes: visitors.attributes,
  page: visitors.page,
  track: visitors.track,
  mute: muting.mute,
  block: muting.block,
  'visitors.watch': siteVisitors.watch,
  'answer.rate': assistant.rate,
  'transcript.request': transcripts.requestTranscript,
  suggest: assistant.suggest,
  'status.set': routing.setStatus,
  'inbox.watch': lists.watch,
  search: lists.search,
  pin: lists.pin,
  ping: (parts) => ({ ok: { now: parts.clock.now() } }),
}
