/** What an agent does with the open conversation, by button, key or palette: one way for all three. */
import type { Id, ProtocolError, Time } from '@foyer/protocol'
import { useConsole, useDesk } from '../console.ts'
import { type MessageKey, t } from '../locale.ts'
import type { Desk } from '../models/desk.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { copyText } from './copy.ts'
import { download } from './download.ts'
import { errorText } from './words.ts'

export function useActions() {
  return useActionsOf(useDesk())
}

export function useActionsOf(desk: Desk) {
  const { notices, http } = useConsole()

  function report(error: ProtocolError | null, done: string): void {
    if (error === null) notices.tell(done)
    else notices.tell(errorText(error), 'danger')
  }

  return {
    async take(): Promise<void> {
      const head = desk.thread.peek()?.thread.head.peek()
      if (!head || head.status === 'closed' || head.agent?.id === desk.me.peek()) return
      report(await desk.take(), t('take.done'))
    },
    async assign(to: Id | null, name: string): Promise<void> {
      report(await desk.assign(to), to === null ? t('assign.undone') : t('assign.done', { name }))
    },
    /** Gives the conversation to the assistant, or takes it back (AS-11). */
    async host(): Promise<void> {
      const open = desk.thread.peek()
      const head = open?.thread.head.peek()
      if (!open || !head || head.status === 'closed') return
      const gives = head.handler !== 'assistant'
      const answer = await open.thread.host(gives)
      report(answer.error ?? null, t(gives ? 'host.given' : 'host.taken'))
    },
    async snooze(until?: Time): Promise<void> {
      report(await desk.snooze(until), t('snooze.done'))
    },
    async wake(): Promise<void> {
      report(await desk.wake(), t('snooze.woken'))
    },
    /** On top of one's own lists, or of a colleague's (IN-3). */
    async pin(whose?: { id: Id; name: string }): Promise<void> {
      const id = desk.conversation.peek()
      if (id === null) return
      const on = whose !== undefined || !desk.isPinned(id)
      const done =
        whose === undefined ? t(on ? 'pin.done' : 'pin.undone') : t('pin.doneFor', { name: whose.name })
      report(await desk.pin(id, on, whose?.id), done)
    },
    /** Everything that was said, also what is not loaded yet (IN-12). */
    async copyThread(): Promise<void> {
      const open = desk.thread.peek()
      if (open === null) return
      const { threadText } = await import('./thread-text.ts')
      while (open.thread.hasOlder.peek() && (await open.thread.loadOlder()));
      await copyText(threadText(open, desk.me.peek()), notices)
    },
    /** As a file of text (CV-14). */
    async saveThread(): Promise<void> {
      const open = desk.thread.peek()
      if (open === null) return
      const answer = await http.mail.transcript(open.id, { format: 'text' })
      if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
      if ('url' in answer.value) download(answer.value.url)
    },
    /** A close cannot be taken back, so it always asks, and says what would be cut off. */
    async close(): Promise<void> {
      const open = desk.thread.peek()
      const head = open?.thread.head.peek()
      if (!open || !head || head.status === 'closed') return
      const why = cutOff(open)
      const yes = await notices.ask({
        title: t('close.title'),
        text: [why === null ? '' : t(why), t('close.text')].join(' ').trim(),
        confirm: t('closeConversation'),
        isDangerous: false,
      })
      if (!yes) return
      report(await desk.close(), t('close.done'))
    },
  }
}

/** What closing now would cut off; null where nothing is under way. */
function cutOff(open: OpenThread): MessageKey | null {
  const items = open.thread.items.peek()
  const isUnsent = items.some(
    (item) => item.kind === 'upload' || (item.kind === 'message' && item.seq === null),
  )
  if (isUnsent) return 'close.unsent'
  if (open.thread.typing.peek() !== null) return 'close.typing'
  if (open.text.peek().trim() !== '') return 'close.draft'
  const last = items.findLast((item) => item.kind === 'message' && !item.note)
  return last?.kind === 'message' && last.by.kind === 'visitor' ? 'close.unanswered' : null
}
