/** A whole thread as plain text, for a mail or a ticket elsewhere (IN-12). */
import type { Id } from '@foyer/protocol'
import { cleanName, toPlain } from '@foyer/widget/text'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { timeOf } from '../models/thread-rows.ts'
import { dateAndTime } from '../models/time.ts'
import { inShort } from './body.tsx'
import { noticeText } from './words.ts'

export function threadText(open: OpenThread, me: Id | null): string {
  return open.thread.items
    .peek()
    .flatMap((item): string[] => {
      if (item.kind === 'upload') return []
      const when = dateAndTime(timeOf(item), locale.value)
      if (item.kind === 'notice') {
        const text = noticeText(item.event, me)
        return text === null ? [] : [`${when} · ${text}`]
      }
      const { by, body, note } = item
      const name = cleanName((by.kind === 'visitor' ? open.nickname.peek() : by.name) || t(`by.${by.kind}`))
      const said = body.kind === 'text' ? toPlain(body.text) : toPlain(inShort(body))
      return [`${when} · ${note ? t('note.by', { name }) : name}:\n${said}`]
    })
    .join('\n\n')
}
