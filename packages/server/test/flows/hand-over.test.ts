// Handoffs that go to an outside helpdesk, against a real receiver that fails first.
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { handOverPauses } from '../../src/app/hand-over.ts'
import { startShop } from '../support/assistant-app.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { startTestApp, type TestAppOptions } from '../support/test-app.ts'
import type { Wire } from '../support/wire.ts'

async function startDesk(): Promise<Receiver> {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  return receiver
}

function startHandingShop(receiver: Receiver, clock: FakeClock, app: TestAppOptions = {}) {
  return startShop({
    bot: 'always',
    handoff: { to: 'webhook', url: `${receiver.url}/desk` },
    app: { allowPrivate: true, clock, ...app },
  })
}

/** Moves the clock until something holds: what moves it also waits for sockets, which are as fast as they are. */
async function moving(clock: FakeClock, what: string, holds: () => boolean, step = 500): Promise<void> {
  const end = performance.now() + 15_000
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what} never came`)
    clock.advance(step)
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** Moves the clock until nothing is due any more, however late. */
async function untilSettled(store: Store, clock: FakeClock, step?: number): Promise<void> {
  let isSettled = false
  const look = async () => {
    isSettled = (await store.conversations.due(Number.MAX_SAFE_INTEGER, 1)).length === 0
  }
  await moving(
    clock,
    'the end',
    () => {
      void look()
      return isSettled
    },
    step,
  )
}

async function ask(wire: Wire) {
  const { conversation } = await wire.post(null, 'How long does delivery take?')
  await wire.until('an answer', () => wire.events(conversation).find(({ by }) => by.kind === 'assistant'))
  await wire.ok('handoff.request', { conversation, cid: crypto.randomUUID() })
  return conversation
}

test('[AS-13] a handoff is posted, signed, with what was said and what the desk needs', async () => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app, entry } = await startHandingShop(desk, clock)
  const ada = await app.agent()
  const { wire, greeting } = await app.visitor({ locale: 'pl' })
  const { conversation: id } = await wire.post(null, 'How long does delivery take?')
  await wire.until('an answer', () => wire.events(id).find(({ by }) => by.kind === 'assistant'))
  await ada.wire.ok('note.post', { conversation: id, cid: crypto.randomUUID(), text: 'for us alone' })
  await wire.ok('handoff.request', { conversation: id, cid: crypto.randomUUID() })
  await moving(clock, 'the handoff', () => desk.received.length > 0)

  const [{ path, headers, body }] = desk.received as [Receiver['received'][number]]
  expect(path).toBe('/desk')
  const told = JSON.parse(body)
  expect(told).toMatchObject({
    type: 'handoff.requested',
    reason: 'button',
    site: { id: 'shop', name: 'Shop' },
    conversation: { id, url: `${app.url.replace('127.0.0.1', 'localhost')}/console/#/inbox/all/${id}` },
    visitor: { id: greeting.visitor!.id, locale: 'pl', attributes: {} },
  })
  expect(
    told.transcript.map(({ by, text }: { by: { kind: string }; text: string }) => [by.kind, text]),
  ).toEqual([
    ['visitor', 'How long does delivery take?'],
    ['assistant', entry('delivery').answer],
    ['system', expect.any(String)],
  ])
  expect(body).not.toContain('for us alone')
  const secret = (await app.store.meta.get('secret:shop:signing'))!
  const [, seconds, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['foyer-signature']))!
  expect(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')).toBe(signature)

  // Taken is taken.
  await expect.poll(() => app.store.conversations.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  clock.advance(3_600_000)
  expect(desk.received).toHaveLength(1)
})

test('[AS-13] one that is not taken is tried again, later and later, under one id', async () => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app } = await startHandingShop(desk, clock)
  const { wire } = await app.visitor()
  const times: number[] = []
  let status = 500
  desk.answer((response) => {
    times.push(clock.now())
    response.writeHead(status).end()
  })
  await ask(wire)
  for (let count = 1; count <= handOverPauses.length; count += 1) {
    await moving(clock, `try ${count}`, () => times.length === count, count > 3 ? 10_000 : 500)
    // Answered, and moved ahead in the store: else the clock would be moved past it.
    await expect
      .poll(async () => (await app.store.conversations.due(Number.MAX_SAFE_INTEGER, 1))[0])
      .toMatchObject({ kind: 'handOver', tries: count, at: times.at(-1)! + handOverPauses[count - 1]! })
    if (count === 2) status = 302
    if (count === 3) status = 404
  }
  status = 204
  await moving(clock, 'the last try', () => times.length === handOverPauses.length + 1, 10_000)
  await expect.poll(() => app.store.conversations.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  const ids = new Set(desk.received.map(({ headers }) => headers['webhook-id']))
  expect([...ids]).toEqual([expect.stringMatching(/^msg_[0-9a-f-]{36}$/)])
  expect(new Set(desk.received.map(({ headers }) => headers['foyer-signature'])).size).toBe(times.length)
})

test('[AS-13] a status of 2xx takes it, whatever is said with it', async () => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app } = await startHandingShop(desk, clock)
  desk.answer((response) => response.end('x'.repeat(1_000_000)))
  const { wire } = await app.visitor()
  await ask(wire)
  await untilSettled(app.store, clock, 5_000)
  expect(desk.received).toHaveLength(1)
})

test.each([
  ['after the last try', 500, handOverPauses.length + 1],
  ['at once where the address says that it is gone', 410, 1],
])('[AS-13] agents are told %s, and only they', async (_when, status, tries) => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app } = await startHandingShop(desk, clock)
  desk.answer((response) => response.writeHead(status).end())
  const { wire } = await app.visitor()
  const conversation = await ask(wire)
  await untilSettled(app.store, clock, 5_000)
  expect(desk.received).toHaveLength(tries)
  const ada = await app.agent()
  const { events } = await ada.wire.ok<{ events: { type: string; by: object; text?: string }[] }>('history', {
    conversation,
  })
  expect(events.filter(({ type }) => type === 'note.posted')).toEqual([
    expect.objectContaining({ by: { kind: 'system' }, text: expect.stringContaining(`refused (${status})`) }),
  ])
  expect(JSON.stringify(wire.events(conversation))).not.toContain('helpdesk')
})

test('[AS-13] [SC-5] a server that dies in the middle of it leaves it to the next one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-hand-over-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const open = () => openStore({ url: `sqlite:${join(folder, 'foyer.db')}` })
  const desk = await startDesk()
  desk.answer(() => {})
  const first = await open()
  const clock = createFakeClock()
  const { app } = await startHandingShop(desk, clock, { store: first })
  const { wire } = await app.visitor()
  await ask(wire)
  await moving(clock, 'the first try', () => desk.received.length === 1)
  // From here on nothing that the first server does is stored: as after kill -9.
  await first.close()

  const second = await open()
  const later = createFakeClock(clock.now())
  desk.answer((response) => response.writeHead(200).end())
  const next = await startTestApp({ store: second, clock: later, allowPrivate: true })
  onTestFinished(() => next.stop())
  await moving(later, 'the second try', () => desk.received.length === 2)
  const [one, other] = desk.received
  expect(other!.headers['webhook-id']).toBe(one!.headers['webhook-id'])
  expect(JSON.parse(other!.body).transcript).toEqual(JSON.parse(one!.body).transcript)
  await expect.poll(() => second.conversations.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
})

test('[AS-13] of two nodes one tells it', async () => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app } = await startHandingShop(desk, clock)
  const other = await startTestApp({ store: app.store, clock, allowPrivate: true })
  onTestFinished(() => other.stop())
  const { wire } = await app.visitor()
  await ask(wire)
  await moving(clock, 'the handoff', () => desk.received.length > 0)
  await expect.poll(() => app.store.conversations.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([])
  expect(desk.received).toHaveLength(1)
})

test('[AS-13] what was not taken goes nowhere else once handoffs stay in the inbox', async () => {
  const clock = createFakeClock()
  const desk = await startDesk()
  const { app } = await startHandingShop(desk, clock)
  desk.answer((response) => response.writeHead(500).end())
  const { wire } = await app.visitor()
  await ask(wire)
  const due = () => app.store.conversations.due(Number.MAX_SAFE_INTEGER, 10)
  await moving(clock, 'the first try', () => desk.received.length === 1)
  await expect.poll(async () => (await due())[0]?.at).toBe(clock.now() + handOverPauses[0])
  const ada = {
    id: 'ada',
    name: 'Ada',
    email: 'ada@shop.example',
    avatar: null,
    sites: ['shop'],
    roles: { shop: 'owner' },
  }
  const changed = await app.app.siteDesk.change(ada, 'shop', {
    assistant: { handoff: { to: 'inbox', url: '' } },
  })
  expect(changed).toHaveProperty('ok')
  await untilSettled(app.store, clock)
  expect(desk.received).toHaveLength(1)
})
