// Hours, silence and the queue over real sockets: what time does to a site and to those who wait.
import { expect, test } from 'vitest'
import { messages, startShop } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { mintId, type Wire } from '../support/wire.ts'

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
  // Read from the log: a clock that jumps leaves pongs no time, and so no socket open.
  const ofType = async (type: string) => {
    const { events } = await app.store.conversations.readLog(conversation, { limit: 50, audience: 'visitor' })
    return events.find((event) => event.type === type)
  }
  const passes = async (ms: number, type: string) => {
    clock.jump(ms)
    await expect
      .poll(
        () => {
          // The sweep sets its next time only once it has done what was due.
          clock.jump(50)
          return ofType(type)
        },
        { interval: 20 },
      )
      .toBeDefined()
    return ofType(type)
  }
  expect(await passes(480_000, 'conversation.warned')).toMatchObject({ by: { kind: 'system' } })
  clock.jump(100_000)
  expect(await ofType('conversation.closed')).toBeUndefined()
  expect(await passes(20_000, 'conversation.closed')).toMatchObject({ reason: 'idle' })
})

test('[RT-1] whoever queues is told the place, and told anew as others are answered', async () => {
  const { app } = await startShop({ bot: 'always' })
  const { wire: ada } = await app.agent('ada')
  const waiting = []
  for (const expected of [1, 2, 3]) {
    const { wire } = await app.visitor()
    const asked = await wire.ok<{ conversation: string; handler: string; queue?: { position: number } }>(
      'handoff.request',
      { conversation: null, cid: mintId() },
    )
    expect(asked).toMatchObject({ handler: 'queue', queue: { position: expected } })
    const { conversation } = asked
    const queued = wire.events(conversation).find(({ type }) => type === 'conversation.queued')
    expect(queued).toMatchObject({ position: expected })
    // Asking once more is no second place.
    const again = await wire.ok('handoff.request', { conversation, cid: mintId() })
    expect(again).toMatchObject({ queue: { position: expected } })
    expect(
      wire
        .events(conversation)
        .filter(({ type }) => type === 'conversation.queued')
        .at(-1),
    ).toMatchObject({
      position: expected,
    })
    waiting.push({ wire, conversation })
  }
  const placeTold = ({ wire }: { wire: Wire }) => {
    const head = wire.pushes.findLast((push) => push.on === 'head')?.head
    return head?.queue?.position
  }
  const [first, second, third] = waiting as [(typeof waiting)[0], (typeof waiting)[0], (typeof waiting)[0]]
  await ada.post(first.conversation, 'Here I am')
  await second.wire.until('the first place', () => placeTold(second) === 1)
  await third.wire.until('the second place', () => placeTold(third) === 2)
  await second.wire.ok('conversation.end', { conversation: second.conversation, cid: mintId() })
  await third.wire.until('the first place', () => placeTold(third) === 1)
  await first.wire.until('no place', () => placeTold(first) === undefined)
})
