/** An entry of the FAQ while it is edited, by several agents at a time perhaps; `null` is one that is new. */
import type { FaqDraft, FaqEntry, Id } from '@foyer/protocol'
import { computed, type ReadonlySignal } from '@preact/signals'
import { draftOf, type EntryFields, fieldsOf } from './entry-fields.ts'
import { differingKeys } from './merge.ts'
import { createSharedDraft } from './shared-draft.ts'
import type { Loaded } from './sites.ts'

export function createEntryDraft(entries: ReadonlySignal<Loaded<FaqEntry[]>>, id: Id | null) {
  let known = fieldsOf(null)
  const saved = computed(() => {
    const held = entries.value
    const entry = held.state === 'ready' ? held.value.find((one) => one.id === id) : undefined
    // One that is gone stays what it was for as long as it is looked at.
    if (entry !== undefined) known = fieldsOf(entry)
    return known
  })
  const { current, send, ...draft } = createSharedDraft<EntryFields>(saved, differingKeys)
  return {
    ...draft,
    current: computed(() => current.value ?? known),
    /** What was changed, tidied, and nothing else. */
    send(): Partial<FaqDraft> {
      const now = current.peek() ?? known
      const whole = draftOf(now)
      const keys = Object.keys(send()) as (keyof EntryFields)[]
      return Object.fromEntries(keys.map((key) => [key, whole[key]]))
    },
  }
}
