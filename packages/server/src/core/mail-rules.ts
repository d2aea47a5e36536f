/** What a site's mail settings must be, beyond their types. Each refusal points at the field. Pure. */
import type { MailSettings, ProtocolError } from '@foyer/protocol'
import { headerText, readAddress } from './mail/addresses.ts'
import { type Some, wrong } from './rule-words.ts'

export function defaultMail(): MailSettings {
  return { notify: 'none', to: [], fromName: '', transcripts: true, answers: true }
}

/** Addresses in their one spelling, each once. */
export function patchMail(before: MailSettings, patch: Some<MailSettings>): MailSettings {
  const after = { ...before, ...patch }
  const to = after.to.map((one) => readAddress(one) ?? one.trim()).filter((one) => one !== '')
  return { ...after, to: [...new Set(to)], fromName: headerText(after.fromName, 80) }
}

export function mailProblem({ to, notify }: MailSettings): { error: ProtocolError } | null {
  const odd = to.findIndex((one) => readAddress(one) === null)
  if (odd >= 0) return wrong(`/mail/to/${odd}`, 'This is no e-mail address.')
  return notify !== 'none' && to.length === 0
    ? wrong('/mail/to', 'Say to whom new conversations are told.')
    : null
}
