/**
 * Translations of one conversation (IN-9): which messages are shown in the agent's language, and whether all are.
 * The choice is kept in this browser; a translation is asked for once and shared by whoever shows it.
 */
import type { Id, ProtocolError } from '@foyer/protocol'
import { type Signal, signal } from '@preact/signals'
import { read, type Storing, write } from './preferences.ts'
import type { ReplySources } from './reply-sources.ts'

export type Shown =
  | { state: 'off' }
  | { state: 'waiting' }
  | { state: 'done'; text: string; from: string }
  | { state: 'failed'; error: ProtocolError }

const key = 'foyer.console.translates'
const mostKept = 500

export function createTranslations(storage: Storing) {
  const messages = new Map<string, Signal<Shown>>()
  const kept = read(storage, key)
  const always = signal<readonly Id[]>(
    Array.isArray(kept) ? kept.filter((id): id is Id => typeof id === 'string') : [],
  )

  function of(name: string): Signal<Shown> {
    const held = messages.get(name) ?? signal<Shown>({ state: 'off' })
    messages.set(name, held)
    return held
  }

  return {
    of,
    always,
    setAlways(conversation: Id, on: boolean) {
      const others = always.peek().filter((id) => id !== conversation)
      always.value = on ? [...others, conversation].slice(-mostKept) : others
      write(storage, key, always.peek())
    },
    hide(name: string) {
      of(name).value = { state: 'off' }
    },
    async show(name: string, text: string, to: string, verbs: ReplySources['verbs']): Promise<void> {
      const shown = of(name)
      if (shown.peek().state === 'waiting' || shown.peek().state === 'done') return
      shown.value = { state: 'waiting' }
      const answer = await verbs.translate({ text, to })
      shown.value = answer.ok
        ? { state: 'done', text: answer.value.text, from: answer.value.from ?? '' }
        : { state: 'failed', error: answer.error }
    },
  }
}

export type Translations = ReturnType<typeof createTranslations>

const held = new WeakMap<Storing, Translations>()

export function translationsOf(storage: Storing): Translations {
  const made = held.get(storage) ?? createTranslations(storage)
  held.set(storage, made)
  return made
}

/** Whether two tags name one language, as far as a reader minds. */
export function isSameLanguage(one: string, other: string): boolean {
  return one.split('-')[0]?.toLowerCase() === other.split('-')[0]?.toLowerCase()
}
