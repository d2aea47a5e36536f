// The contracts of quick replies, phrases, ratings, summaries and products.
import type { Product, QuickReply, Summary } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { newId, type Opened, startedAt } from './make.ts'

const reply = (over: Partial<QuickReply> = {}): QuickReply => ({
  id: newId(),
  of: 'site',
  owner: null,
  folder: 'Orders',
  title: 'Where is it',
  text: 'Hello {{visitor.name}} — żółw 你好',
  shortcut: 'where',
  place: 0,
  updatedAt: startedAt,
  ...over,
})

const product = (id: string, over: Partial<Product> = {}): Product => ({
  id,
  title: `Lamp ${id}`,
  text: 'Warm light',
  price: '12 €',
  image: '',
  url: '',
  ...over,
})

export function repliesContract(opened: () => Opened): void {
  describe('quick replies', () => {
    test('[IN-7] are kept by site in the order of their places, replaced and removed', async () => {
      const { store, beside } = opened()
      const site = newId()
      const second = reply({ place: 2 })
      const first = reply({ place: 1, of: 'agent', owner: newId() })
      await store.quickReplies.put(site, second)
      await store.quickReplies.put(site, first)
      await store.quickReplies.put(newId(), reply())
      expect(await beside.quickReplies.ofSite(site)).toEqual([first, second])
      const moved = { ...first, place: 3, text: 'x' }
      await store.quickReplies.put(site, moved)
      expect(await beside.quickReplies.ofSite(site)).toEqual([second, moved])
      expect(await store.quickReplies.remove(site, second.id)).toBe(true)
      expect(await store.quickReplies.remove(site, second.id)).toBe(false)
      expect(await beside.quickReplies.ofSite(site)).toEqual([moved])
    })
  })

  describe('phrases', () => {
    test('[IN-8] are counted by agent and site, newest first, and the oldest go', async () => {
      const { store, beside } = opened()
      const [site, agent] = [newId(), newId()]
      const said = (text: string, at: number) => ({ site, agent, text, at })
      await store.phrases.add([said('a', 1), said('b', 2), said('a', 3)])
      await store.phrases.add([said('c', 4), { ...said('d', 5), agent: newId() }])
      expect(await beside.phrases.of(site, agent, 10)).toEqual([
        { text: 'c', count: 1, at: 4 },
        { text: 'a', count: 2, at: 3 },
        { text: 'b', count: 1, at: 2 },
      ])
      expect(await beside.phrases.of(site, agent, 1)).toHaveLength(1)
      await store.phrases.trim(site, agent, 2)
      expect((await beside.phrases.of(site, agent, 10)).map(({ text }) => text)).toEqual(['c', 'a'])
      await store.phrases.forget(site, agent, 'c')
      expect((await beside.phrases.of(site, agent, 10)).map(({ text }) => text)).toEqual(['a'])
    })
  })

  describe('ratings', () => {
    test('[IN-10] stand once for a conversation and are read by time, newest first', async () => {
      const { store, beside } = opened()
      const site = newId()
      const rating = (at: number, score: number | null, conversation = newId()) => ({
        conversation,
        site,
        agent: { id: newId(), name: 'Ada' },
        scale: 5,
        score,
        tags: ['quick'],
        comment: 'Dobrze 👍',
        at,
      })
      const early = rating(10, null)
      const late = rating(20, 4)
      await store.ratings.put(early)
      await store.ratings.put(late)
      const span = { from: 10, to: 21 }
      expect(await beside.ratings.ofSite(site, span, 9)).toEqual([late, early])
      expect(await beside.ratings.ofSite(site, { from: 10, to: 20 }, 9)).toEqual([early])
      const changed = { ...early, at: 30, score: 2 }
      await store.ratings.put(changed)
      expect(await beside.ratings.ofSite(site, span, 9)).toEqual([late])
      expect(await beside.ratings.ofSite(site, { from: 0, to: 99 }, 1)).toEqual([changed])
      await store.ratings.remove([changed.conversation, newId()])
      expect(await beside.ratings.ofSite(site, { from: 0, to: 99 }, 9)).toEqual([late])
    })
  })

  describe('summaries', () => {
    test('[IN-11] stand once for a conversation, with their history', async () => {
      const { store, beside } = opened()
      const conversation = newId()
      expect(await store.summaries.find(conversation)).toBeNull()
      const version = {
        category: 'Orders / Late',
        progress: '',
        values: { order: '42' },
        by: { kind: 'agent' as const, id: newId(), name: 'Ada' },
        at: startedAt,
      }
      const summary: Summary = { conversation, ...version, history: [] }
      await store.summaries.put('shop', summary)
      const changed = { ...summary, progress: 'Done', at: startedAt + 1, history: [version] }
      await store.summaries.put('shop', changed)
      expect(await beside.summaries.find(conversation)).toEqual(changed)
      await store.summaries.remove([conversation])
      expect(await beside.summaries.find(conversation)).toBeNull()
    })
  })

  describe('products', () => {
    test('[IN-19] are found by all words, in the order of the feed, whatever signs they have', async () => {
      const { store, beside } = opened()
      const site = newId()
      const red = product('1', { title: 'Red LAMP 100%' })
      const blue = product('2', { title: 'Blue lamp_x' })
      await store.products.put(site, [red, blue], 0, 1)
      const found = async (...words: string[]) =>
        (await beside.products.search(site, words, 10)).map(({ id }) => id)
      expect(await beside.products.search(site, [], 10)).toEqual([red, blue])
      expect(await found('lamp')).toEqual(['1', '2'])
      expect(await found('lamp', 'red')).toEqual(['1'])
      expect(await found('100%')).toEqual(['1'])
      expect(await found('p_x')).toEqual(['2'])
      expect(await found('%')).toEqual(['1'])
      expect(await found('green')).toEqual([])
      expect(await beside.products.search(site, ['lamp'], 1)).toEqual([red])
    })

    test('[IN-19] a new catalogue takes the place of the old one', async () => {
      const { store, beside } = opened()
      const site = newId()
      await store.products.put(site, [product('1'), product('2')], 0, 1)
      await store.products.put(site, [product('2', { price: '9 €' }), product('3')], 0, 2)
      expect(await beside.products.count(site)).toBe(3)
      await store.products.keepOnly(site, 2)
      expect(await beside.products.count(site)).toBe(2)
      expect(await beside.products.search(site, [], 9)).toEqual([
        product('2', { price: '9 €' }),
        product('3'),
      ])
    })
  })
}
