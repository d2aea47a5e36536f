// A visitor whom the page vouches for (SC-3), over the real server: before the first act, in the middle, with a token
// that has expired, and with one that is not accepted.
import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { VisitorClient } from '../../src/api.ts'
import { memoryStorage } from '../support/fake-platform.ts'
import { type FoyerProcess, startFoyer } from '../support/foyer-process.ts'
import { connectVisitor, messagesOf, until } from '../support/node-visitor.ts'

let server: FoyerProcess
let key: { kid: string; secret: string }
const clients: VisitorClient[] = []

beforeAll(async () => {
  server = await startFoyer()
  const response = await fetch(`${server.url}/v1/sites/demo/identity-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.agents[0]!.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ algorithm: 'HS256' }),
  })
  key = (await response.json()) as typeof key
})
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
})
afterAll(() => server.stop())

function visit(storage = memoryStorage()): VisitorClient {
  const client = connectVisitor(server.url, storage)
  clients.push(client)
  return client
}

/** As a shop's own server would sign it; `seconds` until it expires. */
function sign(sub: string, seconds = 600): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const exp = Math.floor(Date.now() / 1_000) + seconds
  const said = `${part({ alg: 'HS256', kid: key.kid })}.${part({ sub, aud: 'demo', exp, jti: randomUUID() })}`
  return `${said}.${createHmac('sha256', Buffer.from(key.secret, 'base64url')).update(said).digest('base64url')}`
}

const say = (client: VisitorClient, text: string) => client.conversation.value.post({ kind: 'text', text })
const isSent = (client: VisitorClient, count: number) =>
  until(() => messagesOf(client.conversation.value).filter(({ state }) => state === 'sent').length === count)

test('[WG-17] said before the first act it opens nothing, and goes with the hello that comes', async () => {
  const [first, second] = [visit(), visit()]
  let asked = 0
  await first.identify(() => {
    asked += 1
    return Promise.resolve(sign('anna'))
  })
  expect([asked, first.connection.value.state]).toEqual([0, 'idle'])
  say(first, 'From here')
  await isSent(first, 1)
  await second.identify(sign('anna'))
  second.connect()
  await until(() => messagesOf(second.conversation.value).length === 1)
  expect(second.visitor.value?.id).toBe(first.visitor.value?.id)
  expect(asked).toBe(1)
})

test('[WG-17] said in the middle, the conversation goes on, for this browser’s later visits too', async () => {
  const storage = memoryStorage()
  const client = visit(storage)
  say(client, 'Who am I?')
  await isSent(client, 1)
  const before = client.visitor.value?.id
  await client.identify(sign('bert'))
  expect(client.visitor.value?.id).toBe(before)
  say(client, 'Now you know')
  await isSent(client, 2)
  client.destroy()
  const later = visit(storage)
  expect(later.resume()).toBe(true)
  await until(() => messagesOf(later.conversation.value).length === 2)
  expect(later.visitor.value?.id).toBe(before)
})

test('[SC-3] one that has expired is asked for again; one that is not accepted is left out', async () => {
  const client = visit()
  const tokens = [sign('carl', -300), sign('carl')]
  await client.identify(() => tokens.shift() ?? '')
  say(client, 'Late')
  await isSent(client, 1)
  expect(tokens).toEqual([])

  const stranger = visit()
  await stranger.identify(`${sign('carl')}x`)
  say(stranger, 'I write all the same')
  await isSent(stranger, 1)
  expect(stranger.visitor.value?.id).not.toBe(client.visitor.value?.id)
})

test('[WG-17] facts that the page states are told with the connection, and reach the agents', async () => {
  const client = visit()
  client.setAttributes({ plan: 'gold' })
  client.setAttributes({ seats: 3 })
  say(client, 'Hello')
  await isSent(client, 1)
  const response = await fetch(`${server.url}/v1/visitors/${client.visitor.value?.id}`, {
    headers: { authorization: `Bearer ${server.agents[0]!.token}` },
  })
  const { attributes } = (await response.json()) as { attributes: object }
  expect(attributes).toEqual({ plan: 'gold', seats: '3' })
})

test('[WG-17] [SC-4] a fact that is too long is told, and the others are taken', async () => {
  const client = visit()
  client.setAttributes({ plan: 'gold', 'a/b~c': 'x'.repeat(3_000) })
  say(client, 'Hello')
  await isSent(client, 1)
  await until(() => client.refusal.value !== null)
  await until(() => Object.keys(client.attributes() ?? {}).length === 1)
  expect(client.refusal.value).toMatchObject({ code: 'bad_request', path: '/visitor/a~1b~0c' })
  client.setAttributes({ seats: 3 })
  expect(client.refusal.value).toBeNull()
  await until(() => client.attributes()?.seats === 3)
  say(client, 'Once more')
  await isSent(client, 2)
  const response = await fetch(`${server.url}/v1/visitors/${client.visitor.value?.id}`, {
    headers: { authorization: `Bearer ${server.agents[0]!.token}` },
  })
  expect(await response.json()).toMatchObject({ attributes: { plan: 'gold', seats: '3' } })
  expect(client.refusal.value).toBeNull()
})
