// The language model as answerer, against a real server that speaks its API and fails in every way it can.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createModelAnswerer, modelWithin } from '../../src/adapters/answerer/model.ts'
import { type ClosableOutgoing, createOutgoing } from '../../src/adapters/http-out/outgoing.ts'
import { createChance, createClock } from '../../src/adapters/system.ts'
import type { Question } from '../../src/ports/answerer.ts'
import type { Clock } from '../../src/ports/clock.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { type ModelServer, startModelServer, type Way } from '../support/model-server.ts'

let server: ModelServer
let outgoing: ClosableOutgoing
beforeEach(async () => {
  server = await startModelServer()
  outgoing = createOutgoing({ allowPrivate: true })
})
afterEach(async () => {
  await outgoing.close()
  await server.close()
})

const question: Question = {
  site: 'shop',
  siteName: 'Shop',
  conversation: 'c',
  visitor: 'v',
  text: 'How long can I return it?',
  locale: 'en',
  history: [{ by: 'visitor', text: 'Hello' }],
  passages: [
    { title: 'Returns', url: 'https://shop.example/returns', text: 'Within 30 days.' },
    { title: 'Delivery', text: 'Two days.' },
  ],
}

function answerer(over: { clock?: Clock; key?: string | null; url?: string; allowPrivate?: boolean } = {}) {
  const clock = over.clock ?? createClock()
  return createModelAnswerer({
    outgoing,
    clock,
    chance: createChance(clock),
    url: over.url ?? server.url,
    key: over.key === undefined ? 'sk-secret' : over.key,
    name: 'small',
    instructions: 'Be kind.',
  })
}

async function ask(way: Way, over: Parameters<typeof answerer>[0] = {}) {
  server.reply(way)
  const drafts: string[] = []
  const answered = await answerer(over).answer(
    question,
    (draft) => {
      const text = draft()
      if (text !== '') drafts.push(text)
    },
    new AbortController().signal,
  )
  return { answered, drafts }
}

describe('[AS-12] a model', () => {
  test('answers from the passages, says what from, and streams', async () => {
    const { answered, drafts } = await ask({
      text: 'Within **30 days** of the delivery [1]. It takes two days [2].',
    })
    expect(answered).toEqual({
      kind: 'answer',
      text: 'Within **30 days** of the delivery [1]. It takes two days [2].',
      sources: [{ title: 'Returns', url: 'https://shop.example/returns' }, { title: 'Delivery' }],
    })
    expect(drafts.length).toBeGreaterThan(0)
    for (const draft of drafts) expect(answered).toMatchObject({ text: expect.stringContaining(draft) })
    const [{ messages, model, stream }] = server.asked as [ModelServer['asked'][number]]
    expect([model, stream]).toEqual(['small', true])
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(messages[0]!.content).toContain('Be kind.')
    expect(messages[1]!.content).toContain('How long can I return it?')
  })

  test('is sent the key and nothing of this machine', async () => {
    await ask({ text: 'Yes.' })
    await ask({ text: 'Yes.' }, { key: null })
    const [withKey, without] = server.receiver.received.map(({ headers }) => headers)
    expect(withKey).toMatchObject({ authorization: 'Bearer sk-secret', 'user-agent': 'Foyer' })
    expect(without).not.toHaveProperty('authorization')
    for (const headers of [withKey!, without!]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('x-') || name.includes('openai'))).toEqual(
        [],
      )
    }
  })

  test('hands off when it is not sure, and shows nothing of that', async () => {
    expect(await ask({ text: '[[HANDOFF]]' })).toEqual({ answered: { kind: 'handOff' }, drafts: [] })
    const { answered } = await ask({ text: 'I do not know. [[HANDOFF]]' })
    expect(answered).toEqual({ kind: 'handOff' })
  })

  test.each<[string, Way, string]>([
    ['does not stream', { whole: 'Yes [1].' }, 'Yes [1].'],
    ['forgets to say why it ended', { text: 'Yes.', finish: null }, 'Yes.'],
    ['forgets the end mark', { text: 'Yes.', isDone: false }, 'Yes.'],
    ['thinks aloud in a field of its own', { text: 'Yes.', thinking: 'Hm, the visitor' }, 'Yes.'],
    ['thinks aloud in the text', { text: '<think>Hm</think>\n\nYes.' }, 'Yes.'],
    ['is stopped at its limit', { text: 'Yes, and', finish: 'length' }, 'Yes, and…'],
  ])('may be one that %s', async (_name, way, text) => {
    expect((await ask(way)).answered).toMatchObject({ kind: 'answer', text })
  })

  test('[J01] writes text and nothing else, in drafts too', async () => {
    const { answered, drafts } = await ask({
      text: 'Look: ![x](https://evil.example/?q=1) <img src=x onerror=alert(1)> [here](https://evil.example) https://evil.example/a?b=c me@evil.example [1] ok',
    })
    expect(answered).toMatchObject({
      text: 'Look: x <img src=x onerror=alert(1)> here [1] ok',
      sources: [{ title: 'Returns', url: 'https://shop.example/returns' }],
    })
    expect(drafts.join()).not.toContain('evil')
  })
})

describe('[AS-12] [J06] a model that fails is said to, in a word', () => {
  test.each<[Way, string]>([
    [{ status: 400 }, 'refused (400)'],
    [{ status: 401 }, 'refused (401)'],
    [{ status: 404 }, 'refused (404)'],
    [{ status: 429, headers: { 'retry-after': '1' } }, 'refused (429)'],
    [{ status: 500 }, 'refused (500)'],
    [{ status: 503, headers: { 'x-should-retry': 'true' } }, 'refused (503)'],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, 'refused (302)'],
    [{ text: 'Some', finish: 'content_filter' }, 'refused'],
    ['cut', 'malformed'],
    ['endsEarly', 'malformed'],
    ['brokenJson', 'malformed'],
    ['otherJson', 'malformed'],
    ['oddContent', 'malformed'],
    ['page', 'malformed'],
    ['empty', 'malformed'],
    ['errorInStream', 'malformed'],
    [{ text: '', finish: null, isDone: false }, 'malformed'],
    ['endless', 'tooLong'],
    ['endlessThinking', 'tooLong'],
  ])('%j: %s', async (way, reason) => {
    const { answered } = await ask(way)
    expect(answered).toEqual({ kind: 'failed', reason })
    expect(server.asked).toHaveLength(1)
    await expect.poll(() => server.open).toBe(0)
  })

  test('that writes more than a message holds', async () => {
    const { answered } = await ask({ text: 'x'.repeat(10_001) })
    expect(answered).toEqual({ kind: 'failed', reason: 'tooLong' })
  })

  test('that is not there', async () => {
    await server.close()
    expect((await ask('silent')).answered).toEqual({ kind: 'failed', reason: 'unreachable' })
    server = await startModelServer()
  })

  test('[I01] at a private address that nobody allowed', async () => {
    await outgoing.close()
    outgoing = createOutgoing({ allowPrivate: false })
    expect((await ask({ text: 'Hello' })).answered).toEqual({ kind: 'failed', reason: 'refused' })
    expect((await ask({ text: 'Hello' }, { url: 'no address' })).answered).toMatchObject({ kind: 'failed' })
    expect(server.receiver.received).toEqual([])
  })

  test.each<[Way, number, number]>([
    ['silent', modelWithin.firstToken, 0],
    ['headersOnly', modelWithin.firstToken, 0],
    ['stalls', modelWithin.whole, 1],
  ])('%s: at its time, not before', async (way, within, least) => {
    const clock = createFakeClock()
    server.reply(way)
    const drafts: string[] = []
    let answered: unknown
    const done = answerer({ clock })
      .answer(question, (draft) => drafts.push(draft()), new AbortController().signal)
      .then((value) => {
        answered = value
      })
    await expect.poll(() => server.asked.length).toBe(1)
    await expect.poll(() => drafts.length).toBeGreaterThanOrEqual(least)
    clock.advance(within - 1)
    await new Promise(setImmediate)
    expect(answered).toBeUndefined()
    clock.advance(1)
    await done
    expect(answered).toEqual({ kind: 'failed', reason: 'timeOut' })
    await expect.poll(() => server.open).toBe(0)
  })

  test('is let go of when nobody waits for it any more', async () => {
    server.reply('stalls')
    const stop = new AbortController()
    const answered = await answerer().answer(question, () => stop.abort(), stop.signal)
    expect(answered).toEqual({ kind: 'failed', reason: 'stopped' })
    await expect.poll(() => server.open).toBe(0)
    expect(await answerer().answer(question, () => {}, AbortSignal.abort())).toMatchObject({
      reason: 'stopped',
    })
  })
})
