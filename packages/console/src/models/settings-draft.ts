/**
 * A site's settings while they are edited: what is changed, and the patch that saves just that.
 * What colleagues save meanwhile shows through, and is neither undone nor sent again.
 */
import type { Site, SiteSettings } from '@foyer/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Loaded } from './sites.ts'

/** What was there when it was changed, and what it is to be. */
interface Change {
  was: SiteSettings
  want: SiteSettings
}

export function createSettingsDraft(saved: ReadonlySignal<Loaded<Site>>) {
  const change = signal<Change | null>(null)
  /** Changes that are on their way to the server: what is changed meanwhile is changed on top of them. */
  const sent = signal<Change | null>(null)
  const base = computed(() => (saved.value.state === 'ready' ? saved.value.value.settings : null))
  const expected = computed(() => (base.value === null ? null : changedBy(sent.value, base.value)))
  const settings = computed(() => (expected.value === null ? null : changedBy(change.value, expected.value)))
  const patch = computed(() =>
    base.value === null || settings.value === null ? {} : differing(base.value, settings.value),
  )
  return {
    /** The settings as they would be; null until they are there. */
    settings,
    patch,
    isChanged: computed(() => Object.keys(patch.value).length > 0),
    set(some: Partial<SiteSettings>) {
      const was = expected.peek()
      const now = settings.peek()
      if (was !== null && now !== null) change.value = { was, want: { ...now, ...some } }
    },
    discard() {
      change.value = null
      sent.value = null
    },
    /** The patch is on its way; `settle` says what became of it. */
    send(): Partial<SiteSettings> {
      const was = base.peek()
      const want = settings.peek()
      if (was === null || want === null) return {}
      const taken = patch.peek()
      sent.value = { was, want }
      change.value = null
      return taken
    },
    /** What was changed while it was on its way stays; where it was refused, so does what was sent. */
    settle(isSaved: boolean) {
      const was = base.peek()
      const want = settings.peek()
      if (!isSaved && sent.peek() !== null && was !== null && want !== null) change.value = { was, want }
      sent.value = null
    },
  }
}

export type SettingsDraft = ReturnType<typeof createSettingsDraft>

function changedBy(change: Change | null, now: SiteSettings): SiteSettings {
  return change === null ? now : (merged(change.was, change.want, now) as SiteSettings)
}

/** `now`, with what `want` changed of `was`. Lists are one thing: of two orders there is no mean. */
function merged(was: unknown, want: unknown, now: unknown): unknown {
  if (isSame(was, want)) return now
  if (!isRecord(was) || !isRecord(want) || !isRecord(now)) return want
  const after: Record<string, unknown> = {}
  for (const key of Object.keys({ ...now, ...want })) {
    const value = merged(was[key], want[key], now[key])
    // Taken out by either.
    if (value !== undefined) after[key] = value
  }
  return after
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** By language, and taken whole by the server: a language that is not there is taken out. */
const wholes: ReadonlySet<string> = new Set(['welcome', 'texts'])

/**
 * The part of `change` that says something else than `base`. Of objects that is what differs in them: two agents may
 * work on different parts of them at a time.
 */
export function differing(base: SiteSettings, change: Partial<SiteSettings>): Partial<SiteSettings> {
  const patch: Record<string, unknown> = differingKeys(base, change)
  for (const [key, changed] of Object.entries(patch)) {
    const before: unknown = base[key as keyof SiteSettings]
    if (!wholes.has(key) && isRecord(before) && isRecord(changed)) patch[key] = differingKeys(before, changed)
  }
  return patch
}

function differingKeys<T extends object>(base: T, change: Partial<T>): Partial<T> {
  const keys = Object.keys(change) as (keyof T)[]
  const changed = keys.filter((key) => !isSame(base[key], change[key]))
  return Object.fromEntries(changed.map((key) => [key, change[key]])) as Partial<T>
}
