/** The door of a link that works once: until it is known what it is for, that it is gone, or that it could not be asked. */
import type { ProtocolError } from '@foyer/protocol'
import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import type { Result } from '../models/http.ts'
import { errorText } from '../parts/words.ts'
import { Door } from './sign-in.tsx'

export interface Link<T> {
  /** Null until it is there. */
  view: Signal<T | null>
  /** Why it cannot be followed. */
  problem: Signal<ProtocolError | null>
  look(): Promise<void>
  /** To the inbox, or to the sign-in on the way there. */
  leave(): void
}

export function useLink<T>(code: string, read: () => Promise<Result<T>>): Link<T> {
  const { go } = useConsole()
  const view = useSignal<T | null>(null)
  const problem = useSignal<ProtocolError | null>(null)

  async function look() {
    problem.value = null
    const answer = await read()
    if (answer.ok) view.value = answer.value
    else problem.value = answer.error
  }
  useEffect(() => void look(), [code])
  return { view, problem, look, leave: () => go({ screen: 'inbox', list: 'mine', conversation: null }) }
}

interface LinkDoorProps {
  link: Link<unknown>
  /** What is said of one that is gone. */
  title: string
  text: string
  hook: string
}

export function LinkDoor({ link: { problem, look, leave }, title, text, hook }: LinkDoorProps) {
  if (problem.value === null) {
    return (
      <Door title={t('loading')} text="">
        <span class="spinner" />
      </Door>
    )
  }
  const isGone = problem.value.code === 'not_found'
  return (
    <Door title={isGone ? title : t('unreachable.title')} text={isGone ? text : errorText(problem.value)}>
      <button
        type="button"
        class="button primary wide"
        data-foyer={hook}
        onClick={() => (isGone ? leave() : void look())}
      >
        {t(isGone ? 'setup.toSignIn' : 'retry')}
      </button>
    </Door>
  )
}
