/** Quick replies, phrases, ratings, summaries and products in maps, for tests. */
import type { Phrase, Product, QuickReply, Summary } from '@foyer/protocol'
import type { Ratings, StoredRating, Summaries } from '../../ports/afterwards.ts'
import type { Products } from '../../ports/products.ts'
import type { Phrases, QuickReplies } from '../../ports/quick-replies.ts'

export function createMemoryQuickReplies(): QuickReplies {
  const bySite = new Map<string, Map<string, QuickReply>>()
  return {
    async ofSite(site) {
      const all = [...(bySite.get(site)?.values() ?? [])]
      return structuredClone(all.sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1)))
    },
    async put(site, reply) {
      const held = bySite.get(site) ?? new Map<string, QuickReply>()
      bySite.set(site, held.set(reply.id, structuredClone(reply)))
    },
    remove: async (site, id) => bySite.get(site)?.delete(id) ?? false,
  }
}

export function createMemoryPhrases(): Phrases {
  const held = new Map<string, Map<string, Phrase>>()
  const keyOf = (site: string, agent: string) => `${site} ${agent}`
  const newest = (site: string, agent: string) =>
    [...(held.get(keyOf(site, agent))?.values() ?? [])].sort(
      (a, b) => b.at - a.at || (a.text < b.text ? -1 : 1),
    )
  return {
    async add(sent) {
      for (const { site, agent, text, at } of sent) {
        const own = held.get(keyOf(site, agent)) ?? new Map<string, Phrase>()
        held.set(keyOf(site, agent), own.set(text, { text, count: (own.get(text)?.count ?? 0) + 1, at }))
      }
    },
    of: async (site, agent, limit) => structuredClone(newest(site, agent).slice(0, limit)),
    async forget(site, agent, text) {
      held.get(keyOf(site, agent))?.delete(text)
    },
    async trim(site, agent, most) {
      for (const { text } of newest(site, agent).slice(most)) held.get(keyOf(site, agent))?.delete(text)
    },
  }
}

export function createMemoryRatings(): Ratings {
  const held = new Map<string, StoredRating>()
  return {
    async remove(conversations) {
      for (const conversation of conversations) held.delete(conversation)
    },
    async put(rating) {
      held.set(rating.conversation, structuredClone(rating))
    },
    async ofSite(site, { from, to }, limit) {
      const found = [...held.values()].filter((one) => one.site === site && one.at >= from && one.at < to)
      found.sort((a, b) => b.at - a.at || (a.conversation < b.conversation ? -1 : 1))
      return structuredClone(found.slice(0, limit))
    },
  }
}

export function createMemorySummaries(): Summaries {
  const held = new Map<string, Summary>()
  return {
    async remove(conversations) {
      for (const conversation of conversations) held.delete(conversation)
    },
    find: async (conversation) => structuredClone(held.get(conversation) ?? null),
    async put(_site, summary) {
      held.set(summary.conversation, structuredClone(summary))
    },
  }
}

export function createMemoryProducts(): Products {
  const bySite = new Map<string, Map<string, { product: Product; place: number; stamp: number }>>()
  return {
    async search(site, words, limit) {
      const found = [...(bySite.get(site)?.values() ?? [])]
        .filter(({ product: { title, id, price, text } }) => {
          const search = `${title} ${id} ${price} ${text}`.toLowerCase()
          return words.slice(0, 4).every((word) => search.includes(word))
        })
        .sort((a, b) => a.place - b.place || (a.product.id < b.product.id ? -1 : 1))
      return structuredClone(found.slice(0, limit).map(({ product }) => product))
    },
    count: async (site) => bySite.get(site)?.size ?? 0,
    async put(site, products, place, stamp) {
      const held = bySite.get(site) ?? new Map()
      for (const [index, product] of products.entries()) {
        held.set(product.id, { product: structuredClone(product), place: place + index, stamp })
      }
      bySite.set(site, held)
    },
    async keepOnly(site, stamp) {
      const held = bySite.get(site)
      for (const [id, one] of held ?? []) if (one.stamp !== stamp) held?.delete(id)
    },
  }
}
