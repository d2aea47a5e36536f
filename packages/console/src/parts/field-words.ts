/** What the product calls the usual fields; '' for those that a site made. */
import { type MessageKey, t } from '../locale.ts'

const words: Record<string, MessageKey> = {
  name: 'forms.word.name',
  email: 'forms.word.email',
  phone: 'forms.word.phone',
  company: 'forms.word.company',
  message: 'forms.word.message',
  files: 'forms.word.files',
}

export function fieldWord(id: string): string {
  const key = Object.hasOwn(words, id) ? words[id] : undefined
  return key === undefined ? '' : t(key)
}
