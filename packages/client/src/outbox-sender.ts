/**
 * Sends what waits in an outbox until it is answered, and waits where the server wants patience. Fetched with
 * the line, without which nothing can go out.
 */
import type { Answer, Id } from '@foyer/protocol'
import type { Line } from './line.ts'
import { commandOf, conversationOf, due, type Entry, type Sender, type Sent, settle } from './outbox.ts'
import type { Outbox } from './outbox-model.ts'

export interface SenderParts {
  outbox: Pick<Outbox, 'entries' | 'put'>
  request: Line['request']
  /** Whether this tab sends; others only keep and show. */
  sends(): boolean
  /** Answered `ok`; `entry` as it was sent. */
  posted(entry: Entry, conversation: Id): void
}

export function createSender({ outbox, request, sends, posted }: SenderParts): Sender {
  const { entries, put } = outbox
  const flying = new Set<Id>()
  let pause: ReturnType<typeof setTimeout> | undefined

  function pump(): void {
    if (pause !== undefined || !sends()) return
    for (const entry of due(entries.peek(), flying)) {
      flying.add(entry.key)
      void request<Sent>(...commandOf(entry)).then((answer) => {
        if (answer) answered(entry, answer)
        flying.delete(entry.key)
        pump()
      })
    }
  }

  function answered(sent: Entry, answer: Answer<Sent>): void {
    const entry = entries.peek().find(({ key }) => key === sent.key)
    if (!entry) return
    const settled = settle(entry, answer)
    if (typeof settled === 'number') {
      pause = setTimeout(() => {
        pause = undefined
        pump()
      }, settled)
    } else {
      // Before the entry leaves the storage, or a crash in between would aim those behind it at a new one.
      if (answer.ok) posted(sent, conversationOf(sent, answer.ok))
      put(settled)
    }
  }

  return {
    pump,
    still() {
      clearTimeout(pause)
      pause = undefined
    },
  }
}
