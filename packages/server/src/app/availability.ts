/**
 * Whether a site would be answered now, by people or by its assistant, and when people are back (RT-6). It is a
 * subscription, not a value of the page's load: who listens is told when the hours or who is there change.
 */
import type { Availability, BusinessHours, SiteSettings, Time } from '@foyer/protocol'
import { nextOpening } from '../core/hours/business-hours.ts'
import type { Clock } from '../ports/clock.ts'
import type { TakeOver } from './can-take-over.ts'
import type { Changes } from './changes.ts'
import type { Presence } from './presence.ts'

export interface Availabilities {
  of(site: string): Availability
  /** Calls when what {@link of} has said of a site is no longer so. */
  onChange(listener: (site: string, availability: Availability) => void): void
  stop(): void
}

/** Milliseconds: how late an opening may be told. */
const lookEvery = 5_000

export function createAvailabilities(ports: {
  presence: Pick<Presence, 'hasAssistant' | 'onChange'>
  takeOver: Pick<TakeOver, 'canTakeOver' | 'isBotOn' | 'isWithinHours'>
  settingsOf(site: string): SiteSettings | null
  changes: Changes
  clock: Clock
}): Availabilities {
  const { presence, takeOver, settingsOf, changes, clock } = ports
  const told = new Map<string, string>()
  const openings = new Map<string, { hours: BusinessHours; opensAt: Time }>()
  const listeners: ((site: string, availability: Availability) => void)[] = []

  function opensAt(site: string): { opensAt?: Time } {
    const hours = settingsOf(site)?.hours
    if (hours === undefined || takeOver.isWithinHours(site)) return {}
    const now = clock.now()
    const known = openings.get(site)
    // Asked with every page view of a closed site: looked up once.
    if (known?.hours === hours && known.opensAt > now) return { opensAt: known.opensAt }
    const next = nextOpening(hours, now)
    if (next === null) return {}
    openings.set(site, { hours, opensAt: next })
    return { opensAt: next }
  }

  function read(site: string): Availability {
    if (takeOver.canTakeOver(site)) return { state: 'agents' }
    const isBots = takeOver.isBotOn(site) || presence.hasAssistant(site)
    return { state: isBots ? 'assistant' : 'closed', ...opensAt(site) }
  }

  function of(site: string): Availability {
    const now = read(site)
    if (!told.has(site)) told.set(site, keyOf(now))
    return now
  }

  function compare(site: string): void {
    const before = told.get(site)
    if (before === undefined) return
    const now = read(site)
    if (before === keyOf(now)) return
    told.set(site, keyOf(now))
    for (const listener of listeners) listener(site, now)
  }

  presence.onChange(compare)
  const stopListening = changes.listen(({ site }) => {
    // What has changed is read a moment later than it is told.
    if (site !== undefined) clock.after(0, () => compare(site))
  })
  let cancel = clock.after(lookEvery, look)
  function look(): void {
    cancel = clock.after(lookEvery, look)
    for (const site of told.keys()) compare(site)
  }

  return {
    of,
    onChange: (listener) => void listeners.push(listener),
    stop() {
      cancel()
      stopListening()
    },
  }
}

function keyOf({ state, opensAt }: Availability): string {
  return `${state} ${opensAt ?? ''}`
}
