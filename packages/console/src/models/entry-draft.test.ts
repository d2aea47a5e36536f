import type { FaqEntry } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import { createEntryDraft } from './entry-draft.ts'
import type { Loaded } from './sites.ts'

const entry = { id: 'e', question: 'When?', answer: 'At nine.', phrasings: ['What hours?'], category: '' }

function open(id: string | null) {
  const saved = signal<Loaded<FaqEntry[]>>({ state: 'loading' })
  const read = (change: object) => {
    const value = [{ ...entry, locale: null, published: true, place: 0, ...change } as unknown as FaqEntry]
    saved.value = { state: 'ready', value }
  }
  read({})
  return { draft: createEntryDraft(saved, id), read, saved }
}

describe('[AS-1] [IN-17] of two agents who change an entry at a time', () => {
  it('each sends what it changed, and sees what the other saved', () => {
    const { draft, read } = open('e')
    draft.set({ phrasings: ['What hours?', 'Open now? '] })
    read({ answer: 'At ten.', phrasings: ['What hours?', 'How long?'] })
    expect(draft.current.value.answer).toBe('At ten.')
    expect(draft.send()).toEqual({ phrasings: ['What hours?', 'Open now?', 'How long?'] })
    read({ answer: 'At ten.', phrasings: ['What hours?', 'Open now?', 'How long?'] })
    draft.settle(true)
    expect(draft.isChanged.value).toBe(false)
  })

  it('what a colleague deleted stays on the screen of whoever edits it', () => {
    const { draft, saved } = open('e')
    draft.set({ question: 'At what time?' })
    saved.value = { state: 'ready', value: [] }
    expect(draft.current.value).toMatchObject({ question: 'At what time?', answer: 'At nine.' })
  })

  it('a new one begins empty, and a change of others is nothing to it', () => {
    const { draft, read } = open(null)
    draft.set({ question: 'Why?' })
    read({ answer: 'At ten.' })
    expect(draft.current.value).toMatchObject({ question: 'Why?', answer: '', published: true })
  })
})
