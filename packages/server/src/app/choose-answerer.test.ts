import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { defaultAssistant } from '../core/site-defaults.ts'
import type { Answered, Answerer, Question } from '../ports/answerer.ts'
import { createChooseAnswerer } from './choose-answerer.ts'

const answer: Answered = { kind: 'answer', text: 'Yes.', sources: [] }
const settings = (answerer: 'faq' | 'model' | 'webhook', daily = { visitor: 3, site: 5 }) => {
  const usual = defaultAssistant()
  const model = { ...usual.model, url: 'https://models.example/v1', name: 'small', daily }
  return { ...usual, answerer, model, webhook: { url: 'https://shop.example/answer' } }
}

function setUp(how: () => Answered | Promise<Answered> = () => answer) {
  const clock = createFakeClock()
  const recorded = { visitor: 0, site: 0 }
  const failed: string[] = []
  const made: unknown[] = []
  const answerer: Answerer = { answer: async () => how() }
  const choose = createChooseAnswerer({
    questions: {
      async modelAnswers(_site, _visitor, from) {
        expect(from % 86_400_000).toBe(0)
        return recorded
      },
    },
    secrets: { modelKey: async (site) => `key of ${site}` },
    clock,
    makeModel(model, key) {
      made.push([model.name, key])
      return answerer
    },
    makeWebhook(url) {
      made.push(url)
      return answerer
    },
    failed: (_site, kind, reason) => failed.push(`${kind} ${reason}`),
  })
  const ask = async (kind: 'model' | 'webhook', visitor = 'v', site = 'shop') => {
    const chosen = await choose(site, settings(kind))
    const question = { site, visitor } as Question
    return chosen === null ? null : chosen.answer(question, () => {}, new AbortController().signal)
  }
  return { choose, ask, clock, recorded, failed, made }
}

const overBudget = { kind: 'failed', reason: 'overBudget' }

describe('[AS-12] who answers', () => {
  it('is as the settings say', async () => {
    const { choose, ask, made } = setUp()
    expect(await choose('shop', settings('faq'))).toBeNull()
    expect(await ask('model')).toEqual(answer)
    expect(await ask('webhook')).toEqual(answer)
    expect(made).toEqual([['small', 'key of shop'], 'https://shop.example/answer'])
  })
})

describe('[AS-12] [J05] the budget', () => {
  it('is a visitor’s', async () => {
    const { ask, failed } = setUp()
    for (let count = 0; count < 3; count += 1) expect(await ask('model')).toEqual(answer)
    expect(await ask('model')).toEqual(overBudget)
    expect(await ask('model', 'another')).toEqual(answer)
    expect(await ask('webhook')).toEqual(answer)
    expect(failed).toEqual(['model overBudget'])
  })

  it('and a site’s', async () => {
    const { ask } = setUp()
    for (let count = 0; count < 5; count += 1) expect(await ask('model', `v${count}`)).toEqual(answer)
    expect(await ask('model', 'v9')).toEqual(overBudget)
    expect(await ask('model', 'v9', 'other')).toEqual(answer)
  })

  it('counts what other nodes, and this one before it started, have recorded', async () => {
    const { ask, recorded } = setUp()
    recorded.visitor = 2
    expect(await ask('model')).toEqual(answer)
    recorded.visitor = 3
    expect(await ask('model')).toEqual(overBudget)
    Object.assign(recorded, { visitor: 0, site: 5 })
    expect(await ask('model', 'w')).toEqual(overBudget)
  })

  it('counts what hands off, and what is on its way', async () => {
    const handOff = setUp(() => ({ kind: 'handOff' }))
    for (let count = 0; count < 3; count += 1) expect(await handOff.ask('model')).toEqual({ kind: 'handOff' })
    expect(await handOff.ask('model')).toEqual(overBudget)

    const slow = Promise.withResolvers<Answered>()
    const { ask } = setUp(() => slow.promise)
    const all = Array.from({ length: 9 }, () => ask('model'))
    slow.resolve(answer)
    expect((await Promise.all(all)).filter((one) => one?.kind === 'answer')).toHaveLength(3)
  })

  it('is a day’s', async () => {
    const { ask, clock } = setUp()
    for (let count = 0; count < 4; count += 1) await ask('model')
    clock.advance(14 * 60 * 60_000)
    expect(await ask('model')).toEqual(overBudget)
    clock.advance(60 * 60_000)
    expect(await ask('model')).toEqual(answer)
  })
})

describe('[AS-12] one that keeps failing', () => {
  it('is not asked for a while, and one try decides then', async () => {
    let how: Answered = { kind: 'failed', reason: 'timeOut' }
    const { ask, clock, failed } = setUp(() => how)
    for (let count = 0; count < 5; count += 1) expect(await ask('webhook')).toEqual(how)
    expect(await ask('webhook')).toBeNull()
    expect(failed).toHaveLength(5)
    clock.advance(30_000)
    expect(await ask('webhook')).toEqual(how)
    expect(await ask('webhook')).toBeNull()
    clock.advance(30_000)
    how = answer
    expect(await ask('webhook')).toEqual(answer)
    how = { kind: 'failed', reason: 'timeOut' }
    expect(await ask('webhook')).toEqual(how)
    expect(await ask('webhook')).toEqual(how)
  })

  it('is not one that leaves it to the FAQ, or was stopped', async () => {
    let how: Answered = { kind: 'failed', reason: 'leftToFaq' }
    const { ask, failed } = setUp(() => how)
    for (let count = 0; count < 10; count += 1) expect(await ask('webhook')).toEqual(how)
    expect(failed).toEqual([])
    how = { kind: 'failed', reason: 'stopped' }
    for (let count = 0; count < 10; count += 1) expect(await ask('webhook')).toEqual(how)
  })
})
