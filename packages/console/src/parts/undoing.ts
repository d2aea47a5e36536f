/** What a message offers about something that was just done: to take it back. */
import { t } from '../locale.ts'
import type { ToastAction } from '../models/notices.ts'

export function undoing(run: () => void): ToastAction {
  return { words: t('undo'), hook: 'undo', run }
}
