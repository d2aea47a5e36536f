/** What the assistant is writing in a thread, for agents: shown until the message is there, or it falls silent. */
import type { Actor, Push } from '@foyer/protocol'
import { type ReadonlySignal, signal } from '@preact/signals-core'

/** Milliseconds without a word after which nothing more is expected: a model may think for long, a lost one for ever. */
const patience = 20_000

export interface DraftModel {
  draft: ReadonlySignal<{ by: Actor; text: string } | null>
  take(push: Push): void
  end(): void
}

export function createDraft(): DraftModel {
  const draft = signal<{ by: Actor; text: string } | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function end(): void {
    clearTimeout(timer)
    draft.value = null
  }

  return {
    draft,
    end,
    take(push) {
      if (push.on === 'draft') {
        end()
        if (push.text === '') return
        draft.value = { by: push.by, text: push.text }
        timer = setTimeout(end, patience)
      } else if (push.on === 'events') {
        const isOver = ({ type, by }: (typeof push.events)[number]) =>
          type === 'assistant.stopped' || (type === 'message.posted' && by.kind !== 'visitor')
        if (push.events.some(isOver)) end()
      }
    },
  }
}
