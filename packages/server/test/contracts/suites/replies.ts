// The contracts of quick replies, phrases, ratings, summaries and products.
import type { Product, QuickReply, Summary } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { makeChange, makeMessage, makeState, newId, type Opened, startedAt } from './make.ts'

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

/** One message each, of one conversation, at 1, 2 …; as the phrases that they are. */
async function say({ store }: Opened, site: string, agent: string, texts: string[]) {
  const state = makeState({ site, seq: texts.length })
  const events = texts.map((text, index) =>
    makeMessage(index + 1, text, { by: { kind: 'agent', id: agent } }),
  )
  await store.conversations.append([makeChange(state, 0, { events })])
  return events.map(({ seq }, index) => ({
    site,
    agent,
    conversation: state.id,
    seq,
    text: texts[index]!,
    at: seq,
  }))
}

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
      const said = await say(opened(), site, agent, ['a', 'b', 'a', 'c', 'd'])
      await store.phrases.add(said.slice(0, 3))
      await store.phrases.add([said[3]!, { ...said[4]!, agent: newId() }])
      // Counted once, however often it is said that it was.
      await store.phrases.add(said.slice(0, 3))
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

    test('[K04] a text is one for as long as a message says it', async () => {
      const { store, beside } = opened()
      const [site, agent] = [newId(), newId()]
      const said = await say(opened(), site, agent, ['a', 'b', 'a', 'c', 'd'])
      const { conversation } = said[0]!
      await store.phrases.add(said.slice(0, 4))
      const stored = (await store.conversations.load(conversation))!
      const state = { ...stored.state, seq: 6 }
      const gone = (seq: number) => makeMessage(seq, '', { body: { kind: 'deleted' } } as never)
      await store.conversations.append([
        makeChange(state, stored.version, {
          events: [makeMessage(6)],
          rewrites: [gone(1), gone(2), gone(5)],
        }),
      ])
      // It waited to be counted meanwhile, on this node or another one.
      await beside.phrases.add(said.slice(4))
      expect(await beside.phrases.of(site, agent, 10)).toEqual([
        { text: 'c', count: 1, at: 4 },
        { text: 'a', count: 1, at: 3 },
      ])
      await store.erasures.erase(state.visitor, site, startedAt)
      await beside.phrases.add(said)
      expect(await beside.phrases.of(site, agent, 10)).toEqual([])
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
