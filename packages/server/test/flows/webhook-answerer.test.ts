// The site's own program as answerer, over a real server on loopback.
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createWebhookAnswerer, webhookLimits } from '../../src/adapters/answerer/webhook.ts'
import { type ClosableOutgoing, createOutgoing } from '../../src/adapters/http-out/outgoing.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { createChance } from '../../src/adapters/system.ts'
import { createRights } from '../../src/app/rights.ts'
import { createSecrets } from '../../src/app/secrets.ts'
import { createSignedPost } from '../../src/app/signed-post.ts'
import type { Question } from '../../src/ports/answerer.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { json, type Receiver, startReceiver } from '../support/receiver.ts'

let receiver: Receiver
let outgoing: ClosableOutgoing
const clock = createFakeClock()
const chance = createChance(clock)
const secrets = createSecrets({
  meta: createMemoryStore().meta,
  chance,
  rights: createRights(() => null),
  operationLog: { note: async () => {} },
})
beforeEach(async () => {
  receiver = await startReceiver()
  outgoing = createOutgoing({ allowPrivate: true })
})
afterEach(async () => {
  await outgoing.close()
  await receiver.close()
})

const question: Question = {
  site: 'shop',
  siteName: 'Shop',
  conversation: 'c',
  visitor: 'v',
  text: 'How long?',
  locale: 'pl',
  history: [{ by: 'agent', text: 'Hello' }],
  passages: [{ title: 'Returns', text: 'Within 30 days.', faq: 'f' }],
}
const ask = (signal = new AbortController().signal) => {
  const post = createSignedPost({ outgoing, clock, secrets })
  return createWebhookAnswerer({ post, chance, url: `${receiver.url}/answer` }).answer(
    question,
    () => {},
    signal,
  )
}

describe('[AS-12] an answerer of the site’s own', () => {
  test('is asked one conversation’s question, signed', async () => {
    receiver.answer((response) => json(response, { text: ' 30 days. ', sources: [{ title: 'R' }] }))
    expect(await ask()).toEqual({ kind: 'answer', text: '30 days.', sources: [{ title: 'R' }] })
    const [{ headers, body, path }] = receiver.received as [Receiver['received'][number]]
    expect(path).toBe('/answer')
    expect(JSON.parse(body)).toEqual({
      type: 'question',
      question: 'How long?',
      site: 'shop',
      conversation: 'c',
      visitor: 'v',
      locale: 'pl',
      history: [{ by: 'agent', text: 'Hello' }],
      passages: [{ title: 'Returns', text: 'Within 30 days.', faq: 'f' }],
    })
    const secret = await secrets.signing('shop')
    const seconds = Math.floor(clock.now() / 1_000)
    const own = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
    expect(headers['foyer-signature']).toBe(`t=${seconds},v1=${own}`)
    // As Standard Webhooks has it.
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    expect(key).toHaveLength(32)
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    )
  })

  test.each([
    [{ handOff: true }, { kind: 'handOff' }],
    [{}, { kind: 'failed', reason: 'leftToFaq' }],
    [
      { text: 'Yes', more: 1 },
      { kind: 'answer', text: 'Yes', sources: [] },
    ],
    [
      { text: 'Yes', sources: [{ title: 'R', url: 'https://shop.example/r', more: 1 }] },
      { kind: 'answer', text: 'Yes', sources: [{ title: 'R', url: 'https://shop.example/r' }] },
    ],
    [{ text: 'x'.repeat(10_001) }, { kind: 'failed', reason: 'tooLong' }],
    [{ text: 'x'.repeat(webhookLimits.most) }, { kind: 'failed', reason: 'tooLong' }],
  ])('may say %j', async (answer, expected) => {
    receiver.answer((response) => json(response, answer))
    expect(await ask()).toEqual(expected)
  })

  test.each([
    null,
    [],
    'Yes',
    { text: '' },
    { text: 1 },
    { text: 'Yes', sources: {} },
    { text: 'Yes', sources: [{}] },
    { text: 'Yes', sources: [null] },
    { text: 'Yes', sources: [{ title: 'R', url: 'javascript:alert(1)' }] },
    { text: 'Yes', sources: Array.from({ length: 11 }, () => ({ title: 'R' })) },
  ])('may not say %j', async (answer) => {
    receiver.answer((response) => json(response, answer))
    expect(await ask()).toEqual({ kind: 'failed', reason: 'malformed' })
  })

  test('that fails is said to', async () => {
    receiver.answer((response) => json(response, { text: 'Yes' }, 500))
    expect(await ask()).toEqual({ kind: 'failed', reason: 'refused (500)' })
    receiver.answer((response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect(await ask()).toEqual({ kind: 'failed', reason: 'refused (302)' })
    receiver.answer((response) => response.end('{"text":'))
    expect(await ask()).toEqual({ kind: 'failed', reason: 'malformed' })
    receiver.answer((response) => response.destroy())
    expect(await ask()).toEqual({ kind: 'failed', reason: 'unreachable' })
    const stop = new AbortController()
    receiver.answer(() => stop.abort())
    expect(await ask(stop.signal)).toEqual({ kind: 'failed', reason: 'stopped' })
    await outgoing.close()
    outgoing = createOutgoing({ allowPrivate: false })
    expect(await ask()).toEqual({ kind: 'failed', reason: 'refused' })
  })
})
