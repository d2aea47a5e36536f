/** What a message offers about something that was just done: to take it back. */
import { t } from '../locale.ts'
import type { Deed } from '../models/notices.ts'

export function undoing(run: () => void): Deed {
  return { words: t('undo'), hook: 'undo', run }
}
