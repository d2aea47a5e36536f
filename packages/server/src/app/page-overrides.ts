/**
 * Which settings of a widget's look the pages that carry it override (WG-2), as they were seen when they asked for
 * the settings: so that whoever changes a colour in the console and sees nothing happen is told why. A hint and no
 * more: anybody can send an Origin.
 */
import { type OverridesAnswer, overridable, type PageOverride } from '@foyer/protocol'
import type { Clock } from '../ports/clock.ts'
import type { Meta, StoredSite } from '../ports/sites.ts'
import type { AgentIdentity } from './identities.ts'
import { createKept } from './kept.ts'
import { notFound, type Outcome } from './outcome.ts'

export interface PageOverrides {
  /** A page of an origin that the site allows asked for its settings. Costs a look into a map. */
  note(site: StoredSite, origin: string, options: readonly string[]): void
  read(agent: AgentIdentity, site: string): Promise<Outcome<OverridesAnswer>>
}

/** Milliseconds after which the same is written again. */
const fresh = 5 * 60_000
/** After which a page that was not seen again is forgotten. */
const old = 14 * 24 * 60 * 60_000
const mostOrigins = 20

export function createPageOverrides(ports: {
  meta: Meta
  clock: Pick<Clock, 'now'>
  report(fault: unknown): void
}): PageOverrides {
  const { meta, clock, report } = ports
  /** When this node last wrote `site origin options`. */
  const written = createKept<number>(1_000)
  let writing: Promise<unknown> = Promise.resolve()
  const keyOf = (site: string) => `overrides:${site}`

  async function stored(site: string): Promise<PageOverride[]> {
    const text = await meta.get(keyOf(site))
    const all = text === null ? [] : (JSON.parse(text) as PageOverride[])
    return all.filter(({ at }) => clock.now() - at < old)
  }

  async function write(site: string, seen: PageOverride): Promise<void> {
    const others = (await stored(site)).filter(({ origin }) => origin !== seen.origin)
    // Newest first; other pages of the same origin may override other things, and are seen in their turn.
    await meta.put(keyOf(site), JSON.stringify([seen, ...others].slice(0, mostOrigins)))
  }

  return {
    note({ id }, origin, given) {
      const options = overridable.filter((name) => given.includes(name))
      if (options.length === 0) return
      const at = clock.now()
      const key = `${id} ${origin} ${options}`
      if (at - (written.get(key) ?? 0) < fresh) return
      written.set(key, at)
      // One after the other: each reads what the last one wrote.
      writing = writing.then(() => write(id, { origin, options, at })).catch(report)
    },
    async read(agent, site) {
      if (!agent.sites.includes(site)) return notFound
      await writing
      return { ok: { overrides: await stored(site) } }
    },
  }
}
