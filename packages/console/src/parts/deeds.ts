/** Quote and copy by key: they act on the message that has the focus, else on the visitor's last one. */
import type { Message } from '@foyer/client'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { copyText } from './copy.ts'

/** The shell turns keys into these; the open thread hears them. */
export const threadDeed = 'foyer:thread-deed'

export function useDeeds(open: OpenThread): void {
  const { notices } = useConsole()
  useEffect(() => {
    const onDeed = (event: Event) => {
      const message = chosen(open)
      if (message === undefined) return
      const deed = (event as CustomEvent<'quote' | 'copy'>).detail
      if (deed === 'quote') open.quoteMessage(message)
      else if ('text' in message.body) void copyText(message.body.text, notices)
    }
    window.addEventListener(threadDeed, onDeed)
    return () => window.removeEventListener(threadDeed, onDeed)
  }, [open])
}

function chosen(open: OpenThread): Message | undefined {
  const key = document.activeElement?.closest<HTMLElement>('article[data-key]')?.dataset.key
  const messages = open.thread.items.peek().filter((item) => item.kind === 'message')
  return messages.find((item) => item.key === key) ?? messages.findLast((item) => item.by.kind === 'visitor')
}
