// The built-in assistant over real sockets: what it answers, offers, leaves to people, and what agents see of it.
import { expect, test } from 'vitest'
import { messages, startShop } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'

test('[AS-5] the bot answers from the FAQ, marked as its own', async () => {
  const { app, entry } = await startShop({ bot: 'always' })
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'How long does delivery take?')
  const answer = await wire.until('an answer', () =>
    wire.events(conversation).find(({ by, type }) => type === 'message.posted' && by.kind === 'assistant'),
  )
  expect(answer).toMatchObject({ auto: 'bot', body: { kind: 'text', text: entry('delivery').answer } })
  expect(answer).not.toHaveProperty('faq')
})

test('[RT-6] availability keeps the hours, says when people are back, and tells when they are', async () => {
  const clock = createFakeClock(Date.parse('2026-11-27T16:59:00Z'))
  const nine: [number, number][] = [[9 * 60, 17 * 60]]
  const hours = { isOn: true, zone: 'UTC', week: [nine, nine, nine, nine, nine, [], []], holidays: [] }
  const { app } = await startShop({ bot: 'off', hours, app: { clock } })
  await app.agent('ada')
  const { wire, greeting } = await app.visitor()
  expect(greeting.availability).toEqual({ state: 'agents' })
  clock.jump(65_000)
  const monday = Date.parse('2026-11-30T09:00:00Z')
  expect(await wire.push('availability')).toEqual({ on: 'availability', state: 'closed', opensAt: monday })
  const late = await app.visitor()
  expect(late.greeting.availability).toEqual({ state: 'closed', opensAt: monday })
})

test('[RT-6] off hours a bot answers, and it is said when people are', async () => {
  const clock = createFakeClock(Date.parse('2026-11-28T12:00:00Z'))
  const nine: [number, number][] = [[9 * 60, 17 * 60]]
  const hours = { isOn: true, zone: 'UTC', week: [nine, nine, nine, nine, nine, [], []], holidays: [] }
  const { app } = await startShop({ bot: 'offHours', hours, app: { clock } })
  const { greeting } = await app.visitor()
  expect(greeting.availability).toEqual({ state: 'assistant', opensAt: Date.parse('2026-11-30T09:00:00Z') })
})

test('[CV-6] a silent visitor is warned and the conversation closed', async () => {
  const clock = createFakeClock()
  const idle = { bot: 600_000, human: 0, warn: 120_000 }
  const { app } = await startShop({ bot: 'always', app: { clock, settings: { idle } } })
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'How long does delivery take?')
  await wire.until('an answer', () => messages(wire, conversation, 'assistant').length > 0)
  clock.jump(481_000)
  const warned = await wire.until('a warning', () =>
    wire.events(conversation).find(({ type }) => type === 'conversation.warned'),
  )
  expect(warned).toMatchObject({ by: { kind: 'system' }, closesAt: expect.any(Number) })
  clock.jump(121_000)
  const closed = await wire.until('the end', () =>
    wire.events(conversation).find(({ type }) => type === 'conversation.closed'),
  )
  expect(closed).toMatchObject({ reason: 'idle' })
})
