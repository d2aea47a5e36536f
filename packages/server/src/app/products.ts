/**
 * The catalogue that agents send cards from (IN-19): read from the site's feed every hour, or uploaded. A feed
 * that fails leaves what is there as it is, and says why.
 */
import type { Card, FoundProducts, Product, ProductState, SiteSettings } from '@foyer/protocol'
import { readFeed } from '../core/products/read-feed.ts'
import type { Clock } from '../ports/clock.ts'
import type { FetchFeed, Products } from '../ports/products.ts'
import type { Meta, Sites } from '../ports/sites.ts'
import type { AgentIdentity } from './identities.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Pictures } from './pictures.ts'
import { repeat } from './repeat.ts'
import type { Rights } from './rights.ts'

/** Bytes of a feed; milliseconds between readings, and between looks at which are due. */
export const productLimits = { bytes: 20_000_000, found: 20 } as const
const readEvery = 60 * 60_000
const lookEvery = 5 * 60_000
const chunk = 200

export interface ProductDesk {
  search(agent: AgentIdentity, site: string, text: string): Promise<Outcome<FoundProducts>>
  state(agent: AgentIdentity, site: string): Promise<Outcome<ProductState>>
  /** Takes an uploaded file in place of what is there. */
  take(agent: AgentIdentity, site: string, text: string): Promise<Outcome<ProductState>>
  /** Reads the feed now. */
  refresh(agent: AgentIdentity, site: string): Promise<Outcome<ProductState>>
  /** Reads the feeds that are due, now and from now on. */
  start(): void
  stop(): void
}

export function createProductDesk(ports: {
  products: Products
  meta: Meta
  sites: Sites
  settingsOf(site: string): SiteSettings | null
  fetchFeed: FetchFeed
  pictures: Pick<Pictures, 'sign'>
  rights: Rights
  clock: Clock
  report(fault: unknown): void
}): ProductDesk {
  const { products, meta, sites, settingsOf, fetchFeed, pictures, rights, clock, report } = ports
  const keyOf = (site: string) => `products:${site}`
  let stop = async () => {}

  async function stateOf(site: string): Promise<ProductState> {
    const stored = JSON.parse((await meta.get(keyOf(site))) ?? '{}') as Partial<ProductState>
    return { at: null, skipped: 0, problem: null, ...stored, count: await products.count(site) }
  }

  async function note(site: string, said: Omit<ProductState, 'count'>): Promise<ProductState> {
    await meta.put(keyOf(site), JSON.stringify(said))
    return stateOf(site)
  }

  async function store(site: string, text: string): Promise<ProductState> {
    const before = await stateOf(site)
    const feed = readFeed(text)
    if ('problem' in feed) return note(site, { ...before, at: clock.now(), problem: feed.problem })
    // Two files within a millisecond are two catalogues.
    const stamp = Math.max(clock.now(), (before.at ?? 0) + 1)
    for (let start = 0; start < feed.products.length; start += chunk) {
      await products.put(site, feed.products.slice(start, start + chunk), start, stamp)
    }
    await products.keepOnly(site, stamp)
    return note(site, { at: stamp, skipped: feed.skipped, problem: null })
  }

  async function read(site: string, url: string): Promise<ProductState> {
    const found = await fetchFeed(url)
    if ('text' in found) return store(site, found.text)
    const { skipped } = await stateOf(site)
    return note(site, { at: clock.now(), skipped, problem: found.problem })
  }

  /** Marks it first, so that of several nodes one reads it. */
  async function readDue(): Promise<void> {
    for (const { id, settings } of await sites.all()) {
      const { feed } = settings.products
      if (feed === '') continue
      const { at, skipped, problem } = await stateOf(id)
      if (at !== null && clock.now() - at < readEvery) continue
      await note(id, { at: clock.now(), skipped, problem })
      await read(id, feed)
    }
  }

  const mayEdit = (agent: AgentIdentity, site: string) =>
    agent.sites.includes(site) ? rights.refusal(agent, site, 'settings.edit') : notFound

  return {
    async search(agent, site, text) {
      if (!agent.sites.includes(site)) return notFound
      const words = text
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== '')
      const found = await products.search(site, words, productLimits.found)
      return {
        ok: { products: found.map((product) => ({ id: product.id, card: cardOf(product, pictures.sign) })) },
      }
    },
    async state(agent, site) {
      return agent.sites.includes(site) ? { ok: await stateOf(site) } : notFound
    },
    async take(agent, site, text) {
      const refused = mayEdit(agent, site)
      if (refused !== null) return refused
      const feed = readFeed(text)
      return 'problem' in feed ? badRequest('', feed.problem) : { ok: await store(site, text) }
    },
    async refresh(agent, site) {
      const refused = mayEdit(agent, site)
      if (refused !== null) return refused
      const feed = settingsOf(site)?.products.feed ?? ''
      if (feed === '') return badRequest('', 'The site has no address of a feed.')
      return { ok: await read(site, feed) }
    },
    start() {
      stop = repeat(clock, () => lookEvery, readDue, report)
    },
    stop: () => void stop(),
  }
}

function cardOf({ title, text, price, image, url }: Product, sign: Pictures['sign']): Card {
  const picture = image === '' ? undefined : sign(image)
  return {
    type: 'product',
    title,
    ...(text === '' ? {} : { text }),
    ...(price === '' ? {} : { price }),
    ...(picture === undefined ? {} : { image: picture }),
    ...(url === '' ? {} : { url }),
  }
}
