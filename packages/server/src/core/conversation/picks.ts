/** What the visitor does with what was offered: options and forms. */
import type { CommandOf } from './command.ts'
import type { Drafts } from './draft.ts'
import { type Rejection, rejections } from './rejection.ts'
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
  const { target, values } = command
  const unknown = Object.keys(values).find((id) => !body.fields.some((field) => field.id === id))
  if (unknown !== undefined) return badValue('The form has no such field.', unknown)
  const missing = body.fields.find((field) => field.required === true && !values[field.id]?.trim())
  if (missing !== undefined) return badValue('This field is needed.', missing.id)
  return [{ type: 'form.submitted', target, values, named: true }]
}

function badValue(message: string, field: string): Rejection {
  return {
    code: 'bad_request',
    message,
    path: `/values/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  }
}
