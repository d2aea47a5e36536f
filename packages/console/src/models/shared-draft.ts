/**
 * Something that others may change too, while it is edited: what is changed, and the patch that saves just that.
 * What colleagues save meanwhile shows through, and is neither undone nor sent again.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { merged } from './merge.ts'

/** What was there when it was changed, and what it is to be. */
interface Change<T> {
  was: T
  want: T
}

/** `base`: as it is saved, null until it is there. `differing`: what of `want` is to be sent. */
export function createSharedDraft<T extends object>(
  base: ReadonlySignal<T | null>,
  differing: (base: T, want: T) => Partial<T>,
) {
  const change = signal<Change<T> | null>(null)
  /** Changes that are on their way to the server: what is changed meanwhile is changed on top of them. */
  const sent = signal<Change<T> | null>(null)
  const expected = computed(() => (base.value === null ? null : changedBy(sent.value, base.value)))
  const current = computed(() => (expected.value === null ? null : changedBy(change.value, expected.value)))
  const patch = computed(() =>
    base.value === null || current.value === null ? {} : differing(base.value, current.value),
  )
  return {
    /** As it would be; null until it is there. */
    current,
    patch,
    isChanged: computed(() => Object.keys(patch.value).length > 0),
    set(some: Partial<T>) {
      const was = expected.peek()
      const now = current.peek()
      if (was !== null && now !== null) change.value = { was, want: { ...now, ...some } }
    },
    discard() {
      change.value = null
      sent.value = null
    },
    /** The patch is on its way; `settle` says what became of it. */
    send(): Partial<T> {
      const was = base.peek()
      const want = current.peek()
      if (was === null || want === null) return {}
      const taken = patch.peek()
      sent.value = { was, want }
      change.value = null
      return taken
    },
    /** What was changed while it was on its way stays; where it was refused, so does what was sent. */
    settle(isSaved: boolean) {
      const was = base.peek()
      const want = current.peek()
      if (!isSaved && sent.peek() !== null && was !== null && want !== null) change.value = { was, want }
      sent.value = null
    },
  }
}

function changedBy<T extends object>(change: Change<T> | null, now: T): T {
  return change === null ? now : (merged(change.was, change.want, now) as T)
}
