/** What the visitor does with what was offered: options and forms. */
import { readValues } from '../forms/values.ts'
import type { CommandOf } from './command.ts'
import type { Drafts } from './draft.ts'
import { rejections } from './rejection.ts'
import type { ConversationState } from './state.ts'

export function pick(state: ConversationState, command: CommandOf<'option.pick'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const body = command.event?.type === 'message.posted' ? command.event.body : null
  if (body?.kind !== 'options') return rejections.noSuchMessage
  if (!body.options.some(({ id }) => id === command.option)) return rejections.noSuchOption
  return [{ type: 'option.picked', target: command.target, option: command.option, named: true }]
}

export function submit(state: ConversationState, command: CommandOf<'form.submit'>): Drafts {
  if (state.status === 'closed') return rejections.closed
  const body = command.event?.type === 'message.posted' ? command.event.body : null
  if (body?.kind !== 'form') return rejections.noSuchMessage
  const { target } = command
  if (state.submitted.includes(target)) return rejections.submitted
  const read = readValues(body.fields, command.values)
  if ('error' in read) return read.error
  return [{ type: 'form.submitted', target, values: read.ok, named: true }]
}
