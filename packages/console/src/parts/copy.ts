/** Puts text on the clipboard and says so. */
import { t } from '../locale.ts'
import type { Notices } from '../models/notices.ts'

export async function copyText(text: string, notices: Notices): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notices.tell(t('copied'))
  } catch {
    // No permission, or a page over plain http, where browsers keep the clipboard to themselves.
    notices.tell(t('copy.failed'), 'danger')
  }
}
