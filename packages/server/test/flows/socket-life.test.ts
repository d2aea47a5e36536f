// The life of a connection by a fake clock: greeted in time, asked whether it is there, told to go, and
// closed when it is too slow or too much.
import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const started = await startTestApp(options)
  onTestFinished(() => started.stop())
  return started
}

async function startWithClock(options: TestAppOptions = {}): Promise<TestApp & { clock: FakeClock }> {
  const clock = createFakeClock()
  return { ...(await start({ ...options, clock })), clock }
}

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
/** A command that goes there and back: what was sent before it has been seen. */
const roundTrip = (wire: Wire) => wire.ok('ping')

test('[D09] no hello in ten seconds closes with 4001, whatever else was sent', async () => {
  const { visitorSocket, clock } = await startWithClock()
  const silent = await visitorSocket()
  clock.advance(9_000)
  const late = await visitorSocket()
  // Refused, so nobody is greeted.
  await late.refused('hello', { role: 'nobody' })
  clock.advance(2_000)
  expect(await silent.closed).toMatchObject({ code: 4001 })
  expect(late.isOpen).toBe(true)
  clock.advance(9_000)
  expect(await late.closed).toMatchObject({ code: 4001 })
})

test('[C01] a peer that answers pings stays; one that does not is closed with 4002', async () => {
  const { visitorSocket, clock } = await startWithClock()
  const there = await visitorSocket()
  await there.hello()
  const gone = await visitorSocket({ options: { autoPong: false } })
  await gone.hello()
  let pings = 0
  there.socket.on('ping', () => {
    pings += 1
  })
  for (const second of oneTo(90)) {
    clock.advance(1_000)
    await roundTrip(there)
    if (second === 40) expect(await gone.closed).toMatchObject({ code: 4002 })
  }
  expect(there.isOpen).toBe(true)
  expect(pings).toBeGreaterThanOrEqual(3)
})

test('[C05] a reader that does not read is closed with 4003 at one MiB, and resumes whole', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: sender } = await agent()
  const before = process.memoryUsage().rss
  wire.pause()
  const text = 'x'.repeat(5_000)
  for (let count = 0; count < 5_000; count += 100) {
    await Promise.all(oneTo(100).map((more) => sender.post(conversation, `${count + more} ${text}`)))
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
  wire.resume()
  expect(await wire.closed).toMatchObject({
    code: expect.toSatisfy((code) => code === 4003 || code === 1006),
  })
  const held = wire.events(conversation).at(-1)?.seq ?? 0
  expect(held).toBeLessThan(5_003)
  const back = await visitorSocket()
  await back.hello({ token: greeting.token, resume: { [conversation]: 4_800 } })
  await back.push('synced')
  // The log has the start, the hello, the assignment and 5 000 messages.
  expect(back.events(conversation).map(({ seq }) => seq)).toEqual(oneTo(203).map((more) => 4_800 + more))
}, 60_000)

test('[C07] more messages than a person types: rate_limited with a time, then 4005; others go on', async () => {
  const { visitor, store } = await startWithClock({ limits: true, store: 'sqlite' })
  const { wire } = await visitor()
  const { wire: canary } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const answers = await Promise.allSettled(
    oneTo(200).map((count) =>
      wire.ask('message.post', { conversation, cid: mintId(), body: { kind: 'text', text: `${count}` } }),
    ),
  )
  expect(await wire.closed).toMatchObject({ code: 4005 })
  const errors = answers.flatMap((one) =>
    one.status === 'fulfilled' && 'error' in one.value ? [one.value.error] : [],
  )
  expect(errors.length).toBeGreaterThanOrEqual(3)
  for (const error of errors) {
    expect(error).toMatchObject({ code: 'rate_limited', retryAfter: expect.any(Number) })
    expect(error.retryAfter).toBeGreaterThan(0)
  }
  const { events } = await store.conversations.readLog(conversation, { limit: 200, audience: 'agent' })
  expect(events.length).toBeLessThanOrEqual(12)
  expect(await canary.post(null, 'all well')).toMatchObject({ seq: 2 })
})

test('[C07] after the time that was told it goes on; a repeated cid costs nothing', async () => {
  const { visitor, clock } = await startWithClock({ limits: true })
  const { wire } = await visitor()
  const keys = { conversation: null, cid: mintId(), body: { kind: 'text', text: 'hello' } }
  const first = await wire.ok('message.post', keys)
  for (const count of oneTo(9)) await wire.post(null, `${count}`)
  const { retryAfter } = await wire.refused('message.post', { ...keys, cid: mintId() })
  for (const _ of oneTo(20)) expect(await wire.ok('message.post', keys)).toEqual(first)
  clock.advance(retryAfter ?? 0)
  await wire.post(null, 'later')
})

test('[§1] sockets over the number for one visitor are refused with 4005 and a time', async () => {
  const { visitor, visitorSocket } = await start({ limits: true })
  const { greeting } = await visitor()
  const tabs = await Promise.all(oneTo(5).map(() => visitorSocket()))
  for (const tab of tabs.slice(0, 4)) await tab.hello({ token: greeting.token })
  const error = await tabs[4]!.refused('hello', { role: 'visitor', token: greeting.token })
  expect(error).toMatchObject({ code: 'rate_limited', retryAfter: 60_000 })
  expect(await tabs[4]!.closed).toMatchObject({ code: 4005 })
  await tabs[0]!.close()
  const again = await visitorSocket()
  expect((await again.hello({ token: greeting.token })).visitor).toEqual(greeting.visitor)
})

test('[§1] more than 20 new sockets at once from one address are refused', async () => {
  // The clock stands: a busy machine takes longer to open them than the next one is earned in.
  const { visitorSocket, clock } = await startWithClock({ limits: true })
  const outcomes = await Promise.all(
    oneTo(24).map(async () => {
      const wire = await visitorSocket()
      return Promise.race([
        wire.closed.then(({ code }) => code),
        wire.hello().then(
          () => 0,
          () => 4005,
        ),
      ])
    }),
  )
  expect(outcomes.filter((code) => code === 4005)).toHaveLength(4)
  expect(outcomes.filter((code) => code === 0)).toHaveLength(20)
  clock.advance(50)
  await (await visitorSocket()).hello()
})

test('[§1] more frames than any client has to send, of whatever kind: rate_limited, then 4005', async () => {
  const { visitor, visitorSocket, clock } = await startWithClock({ limits: true })
  const { wire } = await visitor()
  const pings = await Promise.all(oneTo(999).map(() => wire.ask('ping')))
  expect(pings.filter((answer) => 'error' in answer)).toEqual([])
  expect(await wire.refused('ping', {})).toMatchObject({ code: 'rate_limited', retryAfter: 5 })
  clock.advance(5)
  await wire.ok('ping')
  for (const _ of oneTo(2)) await wire.refused('ping', {})
  expect(await wire.closed).toMatchObject({ code: 4005, reason: 'Too many frames at once.' })

  const stranger = await visitorSocket()
  for (const _ of oneTo(1_003)) stranger.ask('hello', { role: 'nobody' }).catch(() => undefined)
  expect(await stranger.closed).toMatchObject({ code: 4005 })
})

test('[§1] frames that wait for hello are counted', async () => {
  const { visitor, visitorSocket, store } = await start()
  const { wire, greeting } = await visitor()
  await wire.post(null, 'hello')
  const { findToken } = store.visitors
  store.visitors.findToken = () => new Promise(() => undefined)
  const eager = await visitorSocket()
  eager.ask('hello', { role: 'visitor', token: greeting.token }).catch(() => undefined)
  for (const _ of oneTo(101)) eager.ask('ping').catch(() => undefined)
  expect(await eager.closed).toMatchObject({ code: 4005 })
  store.visitors.findToken = findToken
})

test('[§2] a stop says bye with a spread time, answers what was begun, and closes with 1012', async () => {
  let hold: Promise<void> | null = null
  let release: () => void = () => undefined
  let isCommitting: () => void = () => undefined
  const { visitor, agent, url, app } = await start({
    store: 'sqlite',
    beforeCommit: async () => {
      isCommitting()
      await hold
    },
  })
  const all = await Promise.all(oneTo(6).map(() => visitor()))
  const { wire: agentWire } = await agent()
  await Promise.all(all.map(({ wire }) => wire.post(null, 'hello')))
  hold = new Promise((resolve) => {
    release = resolve
  })
  const committing = new Promise<void>((resolve) => {
    isCommitting = resolve
  })
  const last = all[0]!.wire.post(null, 'in the last moment')
  await committing
  const stopped = app.stop()
  const wires = [...all.map(({ wire }) => wire), agentWire]
  const byes = await Promise.all(wires.map((wire) => wire.push('bye')))
  release()
  expect(await last).toMatchObject({ seq: 3 })
  for (const wire of wires) expect(await wire.closed).toMatchObject({ code: 1012 })
  for (const { retryAfter } of byes) expect(retryAfter).toBeGreaterThan(0)
  expect(new Set(byes.map(({ retryAfter }) => retryAfter)).size).toBeGreaterThan(3)
  await stopped
  expect(await statusOf(`${url}/ready`)).toBe(0)
})

test('[§2] while it stops, it is not ready and takes no new sockets', async () => {
  const { visitor, visitorSocket, url, app, clock } = await startWithClock()
  const { wire } = await visitor()
  expect(await statusOf(`${url}/ready`)).toBe(200)
  const stopped = app.stop()
  await wire.push('bye')
  // The fake clock stands, so the stop has got no further than its first pause.
  expect(await statusOf(`${url}/ready`)).toBe(503)
  await expect(visitorSocket()).rejects.toMatchObject({ status: 503 })
  const mover = setInterval(() => clock.advance(100), 5)
  await stopped
  clearInterval(mover)
})

/** 0 when nobody answers. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const asked = request(url, { agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })
}
