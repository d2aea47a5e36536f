/** A site's settings while they are edited, by several agents at a time perhaps. */
import type { Site, SiteSettings } from '@foyer/protocol'
import { computed, type ReadonlySignal } from '@preact/signals'
import { differingKeys, isRecord } from './merge.ts'
import { createSharedDraft } from './shared-draft.ts'
import type { Loaded } from './sites.ts'

export function createSettingsDraft(saved: ReadonlySignal<Loaded<Site>>) {
  const base = computed(() => (saved.value.state === 'ready' ? saved.value.value.settings : null))
  const { current, ...draft } = createSharedDraft<SiteSettings>(base, differing)
  return { ...draft, settings: current }
}

export type SettingsDraft = ReturnType<typeof createSettingsDraft>

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
