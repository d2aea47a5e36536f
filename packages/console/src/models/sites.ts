/** Settings and colleagues of the sites that the agent belongs to, read when first needed and kept. */
import type { ProtocolError, Site, SiteSettings } from '@foyer/protocol'
import { type Signal, signal } from '@preact/signals'
import type { Colleague, Http } from './http.ts'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; error: ProtocolError }

export function createSites(http: Http) {
  const settings = new Map<string, Signal<Loaded<Site>>>()
  const colleagues = new Map<string, Signal<Colleague[]>>()
  const asked = new Set<string>()
  let saves = 0

  async function load(id: string): Promise<void> {
    const held = of(id)
    if (held.peek().state === 'failed') held.value = { state: 'loading' }
    const before = saves
    const answer = await http.sites.read(id)
    // It may be older than what was saved meanwhile.
    if (before !== saves && held.peek().state === 'ready') return
    if (answer.ok) ready(held, answer.value)
    // What is there stays where it could not be read anew.
    else if (held.peek().state !== 'ready') held.value = { state: 'failed', error: answer.error }
  }

  /** Whoever shows it is not drawn anew for the same. */
  function ready(held: Signal<Loaded<Site>>, value: Site): void {
    const before = held.peek()
    if (before.state === 'ready' && JSON.stringify(before.value) === JSON.stringify(value)) return
    held.value = { state: 'ready', value }
  }

  function of(id: string): Signal<Loaded<Site>> {
    const held = holderOf(id)
    if (!asked.has(id)) {
      asked.add(id)
      void load(id)
    }
    return held
  }

  function holderOf(id: string): Signal<Loaded<Site>> {
    const held = settings.get(id)
    if (held !== undefined) return held
    const made = signal<Loaded<Site>>({ state: 'loading' })
    settings.set(id, made)
    return made
  }

  return {
    of,
    load,
    /** What colleagues have changed meanwhile: for whoever comes back to the page. */
    refresh(): void {
      for (const id of asked) void load(id)
    },
    /** What is known of a site now; nothing is asked for by looking, and whoever looked hears of it later. */
    known(id: string): SiteSettings | null {
      const held = holderOf(id).value
      return held.state === 'ready' ? held.value.settings : null
    },
    async save(id: string, change: Partial<SiteSettings>): Promise<ProtocolError | null> {
      const answer = await http.sites.save(id, change)
      if (!answer.ok) return answer.error
      saves += 1
      of(id).value = { state: 'ready', value: answer.value }
      return null
    },
    colleaguesOf(id: string): Signal<Colleague[]> {
      const held = colleagues.get(id)
      if (held !== undefined) return held
      const made = signal<Colleague[]>([])
      colleagues.set(id, made)
      return made
    },
    /** Who could take a conversation changes by the minute: asked anew each time the menu opens. */
    async loadColleagues(id: string): Promise<void> {
      const answer = await http.sites.agents(id)
      if (answer.ok) this.colleaguesOf(id).value = answer.value.agents
    },
  }
}

export type Sites = ReturnType<typeof createSites>
