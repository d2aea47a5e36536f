/** Quick replies, phrases, ratings, summaries and products in maps, for tests. */
import type { Phrase, Product, QuickReply, Summary } from '@foyer/protocol'
import { saidIn } from '../../core/conversation/said-in.ts'
import type { Ratings, StoredRating, Summaries } from '../../ports/afterwards.ts'
import type { Conversations } from '../../ports/conversations.ts'
import type { Products } from '../../ports/products.ts'
import type { Phrases, QuickReplies, SentPhrase } from '../../ports/quick-replies.ts'

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

/** What a message says is asked of the log each time, and so is forgotten with it. */
export function createMemoryPhrases(beside: Pick<Conversations, 'findEvent'>): Phrases {
  const held = new Map<string, SentPhrase>()

  async function newest(site: string, agent: string): Promise<Phrase[]> {
    const phrases = new Map<string, Phrase>()
    for (const [key, { conversation, seq, ...sent }] of held) {
      const event = await beside.findEvent(conversation, seq, 0)
      if (event === null || saidIn(event) !== sent.text) held.delete(key)
      else if (sent.site === site && sent.agent === agent) {
        const { count = 0, at = 0 } = phrases.get(sent.text) ?? {}
        phrases.set(sent.text, { text: sent.text, count: count + 1, at: Math.max(at, sent.at) })
      }
    }
    return [...phrases.values()].sort((a, b) => b.at - a.at || (a.text < b.text ? -1 : 1))
  }
  function drop(site: string, agent: string, texts: Set<string>): void {
    for (const [key, sent] of held) {
      if (sent.site === site && sent.agent === agent && texts.has(sent.text)) held.delete(key)
    }
  }
  return {
    async add(sent) {
      for (const one of sent) held.set(`${one.conversation} ${one.seq}`, { ...one })
    },
    of: async (site, agent, limit) => (await newest(site, agent)).slice(0, limit),
    forget: async (site, agent, text) => drop(site, agent, new Set([text])),
    async trim(site, agent, most) {
      drop(site, agent, new Set((await newest(site, agent)).slice(most).map(({ text }) => text)))
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
