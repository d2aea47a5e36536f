/** A site's settings while they are edited: what is changed, and the patch that saves just that. */
import type { Site, SiteSettings } from '@foyer/protocol'
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Loaded } from './sites.ts'

export function createSettingsDraft(saved: ReadonlySignal<Loaded<Site>>) {
  const change = signal<Partial<SiteSettings>>({})
  const base = computed(() => (saved.value.state === 'ready' ? saved.value.value.settings : null))
  const patch = computed(() => (base.value === null ? {} : differing(base.value, change.value)))
  return {
    /** The settings as they would be; null until they are there. */
    settings: computed<SiteSettings | null>(() =>
      base.value === null ? null : { ...base.value, ...change.value },
    ),
    patch,
    isChanged: computed(() => Object.keys(patch.value).length > 0),
    set(some: Partial<SiteSettings>) {
      change.value = { ...change.peek(), ...some }
    },
    discard() {
      change.value = {}
    },
  }
}

export type SettingsDraft = ReturnType<typeof createSettingsDraft>

/** Objects of which only what differs is sent: two agents may work on different parts of them at a time. */
const inParts = [
  'assistant',
  'forms',
  'hours',
  'idle',
  'mail',
  'rating',
  'summary',
  'translation',
  'products',
  'tags',
  'visitors',
  'routing',
  'notice',
] as const

/** The part of `change` that says something else than `base`. */
export function differing(base: SiteSettings, change: Partial<SiteSettings>): Partial<SiteSettings> {
  const patch: Record<string, unknown> = differingKeys(base, change)
  for (const key of inParts) {
    const changed = change[key]
    if (patch[key] !== undefined && changed !== undefined) patch[key] = differingKeys(base[key], changed)
  }
  return patch
}

function differingKeys<T extends object>(base: T, change: Partial<T>): Partial<T> {
  const keys = Object.keys(change) as (keyof T)[]
  const changed = keys.filter((key) => JSON.stringify(base[key]) !== JSON.stringify(change[key]))
  return Object.fromEntries(changed.map((key) => [key, change[key]])) as Partial<T>
}
