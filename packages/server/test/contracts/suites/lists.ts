// The contracts of pins and of the index of texts: every store keeps all of them.
import { expect, test } from 'vitest'
import type { ConversationState } from '../../../src/core/conversation/state.ts'
import { tokensOf, wantedOf } from '../../../src/core/search/tokens.ts'
import type { TextQuery } from '../../../src/ports/texts.ts'
import { makeChange, makeMessage, makeState, newId, type Opened, startedAt } from './make.ts'

export function listsContract(opened: () => Opened): void {
  test('[IN-3] pins are each agent’s own, newest first, once, and so many', async () => {
    const { pins } = opened().store
    const [ada, ben] = [newId(), newId()]
    const [one, two, three] = [newId(), newId(), newId()]
    expect(await pins.pin(ada, one, 1, 2)).toBe('pinned')
    expect(await pins.pin(ada, two, 2, 2)).toBe('pinned')
    expect(await pins.pin(ada, one, 3, 2)).toBe('pinned')
    expect(await pins.pin(ada, three, 4, 2)).toBe('full')
    expect(await pins.pin(ben, three, 5, 2)).toBe('pinned')
    expect(await pins.ofAgent(ada)).toEqual([two, one])
    await pins.unpin(ada, two)
    await pins.unpin(ada, two)
    expect(await pins.ofAgent(ada)).toEqual([one])
    await pins.pin(ben, one, 6, 9)
    await pins.forget(one)
    expect(await pins.ofAgent(ada)).toEqual([])
    expect(await pins.ofAgent(ben)).toEqual([three])
  })

  async function say(
    site: string,
    texts: string[],
    change: Partial<ConversationState> = {},
  ): Promise<string> {
    const { store } = opened()
    const state = makeState({ site, ...change })
    await store.conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
    await store.texts.add(
      site,
      texts.map((text, index) => ({
        conversation: state.id,
        seq: index + 1,
        sub: 0,
        tokens: tokensOf(site, text),
      })),
    )
    return state.id
  }
  async function find(site: string, text: string, more: Partial<TextQuery> = {}) {
    const wanted = wantedOf(site, text)
    if (wanted === null) return []
    const page = await opened().store.texts.find({
      site,
      wanted,
      agent: newId(),
      others: true,
      limit: 50,
      ...more,
    })
    return page.hits.map(({ conversation, seq }) => `${conversation} ${seq}`)
  }

  test('[IN-2] texts are found by all of their words, in any script, newest first, in one site', async () => {
    const site = `texts-${newId().slice(0, 8)}`
    const other = `${site}-2`
    const one = await say(site, ['Where is my Größe 42 order?', '我想申请退款，可以吗', 'ยกเลิกคำสั่งซื้อ'])
    const two = await say(site, ['The order was CANCELLED', '注文をキャンセルしたい', 'मेरा ऑर्डर कहाँ है'])
    await say(other, ['order'])
    expect(await find(site, 'order')).toEqual([`${two} 1`, `${one} 1`])
    expect(await find(site, 'ORDER where')).toEqual([`${one} 1`])
    expect(await find(site, 'grosse 42')).toEqual([`${one} 1`])
    expect(await find(site, 'größe 43')).toEqual([])
    // Half a word at the end, whole words before.
    expect(await find(site, 'order canc')).toEqual([`${two} 1`])
    expect(await find(site, 'canc order')).toEqual([])
    expect(await find(site, '退款')).toEqual([`${one} 2`])
    expect(await find(site, '款')).toEqual([`${one} 2`])
    expect(await find(site, 'キャンセル')).toEqual([`${two} 2`])
    expect(await find(site, 'ยกเลิก')).toEqual([`${one} 3`])
    expect(await find(site, 'ऑर्डर')).toEqual([`${two} 3`])
    expect(await find(site, '"order" OR *')).toEqual([])
    expect(await find(site, '???')).toEqual([])
  })

  test('[IN-2] pages of hits go on where the one before ended', async () => {
    const { texts } = opened().store
    const site = newId()
    const conversation = await say(site, ['same', 'same', 'same', 'same', 'same'])
    const wanted = wantedOf(site, 'same')!
    const query = { site, wanted, agent: newId(), others: true, limit: 2 }
    const seen: number[] = []
    let before: number | undefined
    for (let pages = 0; pages < 5; pages += 1) {
      const page = await texts.find({ ...query, ...(before === undefined ? {} : { before }) })
      seen.push(...page.hits.map(({ seq }) => seq))
      before = page.before
      if (before === undefined) break
    }
    expect(seen).toEqual([5, 4, 3, 2, 1])
    expect(await texts.positionOf(conversation)).toEqual([5, 0])
    expect(await texts.positionOf(newId())).toEqual([0, 0])
  })

  test('[IN-2][RT-12] what a colleague has is found by who may see it', async () => {
    const site = newId()
    const [ada, ben] = [newId(), newId()]
    const bens = await say(site, ['parcel'], { agent: { kind: 'agent', id: ben }, status: 'closed' })
    const nobodys = await say(site, ['parcel'])
    expect(await find(site, 'parcel', { agent: ada, others: false })).toEqual([`${nobodys} 1`])
    expect(await find(site, 'parcel', { agent: ben, others: false })).toEqual([`${nobodys} 1`, `${bens} 1`])
    expect(await find(site, 'parcel', { agent: ada, others: true })).toHaveLength(2)
  })

  test('[IN-2] what one may see is found behind a great many that one may not', async () => {
    const site = newId()
    const [ada, ben] = [newId(), newId()]
    const own = await say(site, ['parcel'], { agent: { kind: 'agent', id: ada } })
    await say(
      site,
      Array.from({ length: 450 }, () => 'parcel'),
      { agent: { kind: 'agent', id: ben } },
    )
    const wanted = wantedOf(site, 'parcel')!
    const query = { site, wanted, agent: ada, others: false, limit: 10 }
    const page = await opened().store.texts.find(query)
    expect(page.hits.map(({ conversation }) => conversation)).toEqual([own])
    expect(page.before).toBeUndefined()
  })

  test('[IN-2][K04] a text is indexed once, replaced as a whole, and forgotten with its conversation', async () => {
    const { texts } = opened().store
    const site = newId()
    const conversation = await say(site, ['alpha', 'beta'])
    const at = (seq: number) => ({ conversation, seq, sub: 0 })
    await texts.add(site, [{ ...at(1), tokens: tokensOf(site, 'gamma') }])
    expect(await find(site, 'gamma')).toEqual([])
    await texts.replace(site, { ...at(1), tokens: tokensOf(site, 'delta') })
    expect(await find(site, 'alpha')).toEqual([])
    expect(await find(site, 'delta')).toEqual([`${conversation} 1`])
    await texts.replace(site, at(2))
    expect(await find(site, 'beta')).toEqual([])
    await texts.forget(conversation)
    expect(await find(site, 'delta')).toEqual([])
    expect(await texts.positionOf(conversation)).toEqual([0, 0])
  })

  test('[IN-2] conversations wait in the order of their newest message, whatever list they are in', async () => {
    const { store } = opened()
    const site = newId()
    const ids: string[] = []
    for (const [index, status] of (['open', 'closed', 'snoozed', 'open'] as const).entries()) {
      const at = startedAt + (index === 3 ? 2 : index)
      const last = { seq: 1, by: 'visitor' as const, kind: 'text', text: 'x', at }
      const state = makeState({ site, status, last })
      await store.conversations.append([makeChange(state, 0, { events: [makeMessage(1)] })])
      ids.push(state.id)
    }
    const waiting = async (until = startedAt + 9, limit = 9) =>
      (await store.texts.waiting(site, until, limit)).map(({ id }) => ids.indexOf(id))
    const [early, later] = ids[2]! < ids[3]! ? [2, 3] : [3, 2]
    expect(await waiting()).toEqual([0, 1, early, later])
    expect(await waiting(startedAt)).toEqual([0])
    expect(await waiting(startedAt + 9, 2)).toEqual([0, 1])
    await store.texts.advance(site, { id: ids[early]!, at: startedAt + 2 })
    expect(await waiting()).toEqual([later])
    await store.texts.advance(site, { id: ids[0]!, at: startedAt })
    expect(await waiting()).toEqual([later])
  })
}
