// Visitors whom the site vouches for: what is taken, what is refused, and what a browser had before.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { CompactSign, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { defaultRouting } from '../../src/core/site-defaults.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'

interface Signing {
  kid: string
  secret: string
}

async function start(options: TestAppOptions = {}): Promise<TestApp & { key: Signing }> {
  const app = await startTestApp(options)
  onTestFinished(() => app.stop())
  return { ...app, key: await addKey(app, { algorithm: 'HS256' }) }
}

async function addKey(app: TestApp, draft: object, token = app.tokens.ada, site = 'shop'): Promise<Signing> {
  const response = await fetch(`${app.url}/v1/sites/${site}/identity-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(draft),
  })
  if (response.status !== 201) throw new Error(await response.text())
  return (await response.json()) as Signing
}

const bytes = (secret: string) => Buffer.from(secret, 'base64url')
const inMinutes = (minutes: number) => Math.floor(Date.now() / 1_000) + minutes * 60

function sign({ kid, secret }: Signing, claims: object = {}, header: object = {}): Promise<string> {
  const whole = { sub: 'customer-7', aud: 'shop', exp: inMinutes(10), jti: randomUUID(), ...claims }
  return new SignJWT(whole).setProtectedHeader({ alg: 'HS256', kid, ...header }).sign(bytes(secret))
}

test('[SC-3] a person is the same visitor from another browser, and agents see who vouches for it', async () => {
  const app = await start()
  const first = await app.visitor({
    identity: await sign(app.key, { name: 'Ada L.', email: 'ada@x.example' }),
  })
  const { conversation } = await first.wire.post(null, 'From the phone')
  const second = await app.visitor({ identity: await sign(app.key) })
  expect(second.greeting.visitor?.id).toBe(first.greeting.visitor?.id)
  expect(second.greeting.conversations).toMatchObject([{ id: conversation }])
  expect(second.greeting.token).not.toBe(first.greeting.token)
  const agent = await app.agent()
  const { visitor } = await agent.wire.ok<{ visitor: object }>('conversation.open', { conversation })
  // The second token said no name any more.
  expect(visitor).toMatchObject({ identity: { id: 'customer-7' } })
  expect(visitor).not.toHaveProperty('identity.name')
})

test('[SC-3] what was said before signing in belongs to the person, and goes on', async () => {
  const app = await start()
  const { wire, greeting } = await app.visitor()
  const { conversation } = await wire.post(null, 'Anonymous at first')
  const ok = await wire.ok<{ token: string; visitor: { id: string }; conversations: { id: string }[] }>(
    'identify',
    { identity: await sign(app.key) },
  )
  expect(ok.visitor.id).toBe(greeting.visitor?.id)
  expect(ok.conversations).toMatchObject([{ id: conversation }])
  await wire.post(conversation, 'And now known')
  // With the new token, from now on without the site's.
  const back = await app.visitor({ token: ok.token })
  expect(back.greeting.visitor?.id).toBe(ok.visitor.id)
})

test('[WG-17] signed, an agent, a group and a mode are what routing goes by; said by the page they are facts', async () => {
  const routing = { ...defaultRouting(), lastAgent: false }
  const app = await start({ settings: { routing, reception: 'botFirst' } })
  const [ada, ben] = [await app.agent('ada'), await app.agent('ben')]
  const id = (person: typeof ada) => person.greeting.agent?.id ?? ''
  const members = [{ agent: id(ben), skill: 1 }]
  const group = {
    id: randomUUID(),
    name: 'VIP',
    members,
    choice: 'leastLoaded',
    overflow: null,
    hours: null,
    offered: false,
  }
  const changed = await fetch(`${app.url}/v1/sites/shop`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${app.tokens.ada}`, 'content-type': 'application/json' },
    body: JSON.stringify({ routing: { groups: [group] } }),
  })
  expect([changed.status, await changed.text()]).toEqual([200, expect.any(String)])
  const why = async (conversation: string) => {
    const log = await app.store.conversations.readLog(conversation, { limit: 100, audience: 'agent' })
    return log.events.flatMap((event) =>
      event.type === 'conversation.assigned' ? [[event.agent?.name, event.why?.by]] : [],
    )
  }
  const asks = async (claims: object, attributes: Record<string, string> = {}) => {
    const { wire } = await app.visitor({
      identity: await sign(app.key, { sub: randomUUID(), ...claims }),
      attributes,
    })
    return (await wire.post(null, 'Hello?')).conversation ?? ''
  }
  const byGroup = await asks({ group: 'VIP', mode: 'humanOnly' })
  await expect.poll(() => why(byGroup)).toEqual([['Ben', 'requestedGroup']])
  const byAgent = await asks({ agent: id(ben), mode: 'humanOnly' })
  await expect.poll(() => why(byAgent)).toEqual([['Ben', 'requestedAgent']])
  const said = await asks({}, { agent: id(ben), group: 'VIP', mode: 'humanOnly' })
  await expect.poll(() => why(said)).toEqual([['Ada', 'everybody']])
  // Gone, or never there: as if nobody had asked.
  const nobody = await asks({ agent: 'nobody', group: 'none' })
  await expect.poll(() => why(nobody)).toMatchObject([[expect.any(String), 'everybody']])
})

test('[E10] whoever planted the token sees nothing of what follows', async () => {
  const app = await start()
  const attacker = await app.visitor()
  await attacker.wire.post(null, 'A trap')
  const victim = await app.visitor({ token: attacker.greeting.token })
  await victim.wire.ok('identify', { identity: await sign(app.key) })
  expect(await attacker.wire.closed).toMatchObject({ code: 4501 })
  const { conversation } = await victim.wire.post(null, 'My card number is…')
  const again = await app.visitor({ token: attacker.greeting.token })
  expect(again.greeting.visitor?.id).not.toBe(victim.greeting.visitor?.id)
  expect(await again.wire.refused('history', { conversation })).toMatchObject({ code: 'not_found' })
})

test('[SC-3] an anonymous conversation joins a person known from before; one of two that are open ends', async () => {
  const app = await start()
  const home = await app.visitor({ identity: await sign(app.key) })
  const old = await home.wire.post(null, 'From home')
  const phone = await app.visitor()
  const fresh = await phone.wire.post(null, 'From the phone, not signed in')
  const agent = await app.agent()
  await agent.wire.ok('conversation.open', { conversation: fresh.conversation })
  const ok = await phone.wire.ok<{
    visitor: { id: string }
    conversations: { id: string; status: string }[]
  }>('identify', { identity: await sign(app.key) })
  expect(ok.visitor.id).toBe(home.greeting.visitor?.id)
  const open = ok.conversations.filter(({ status }) => status !== 'closed')
  expect(open).toMatchObject([{ id: old.conversation }])
  const { events } = await phone.wire.ok<{ events: { type: string }[] }>('history', {
    conversation: fresh.conversation,
  })
  expect(events.at(-1)).toMatchObject({ type: 'conversation.closed', reason: 'rule' })
  await phone.wire.post(null, 'Goes to the one that is open')
  const { events: seen } = await home.wire.ok<{ events: { body?: { text: string } }[] }>('history', {
    conversation: old.conversation,
  })
  expect(seen.at(-1)?.body?.text).toBe('Goes to the one that is open')
})

test('[SC-3] who is another person already is not merged with this one', async () => {
  const app = await start()
  const one = await app.visitor({ identity: await sign(app.key, { sub: 'one' }) })
  const { conversation } = await one.wire.post(null, 'One’s own')
  const other = await app.visitor({
    token: one.greeting.token,
    identity: await sign(app.key, { sub: 'other' }),
  })
  expect(other.greeting.visitor?.id).not.toBe(one.greeting.visitor?.id)
  expect(other.greeting.conversations).toEqual([])
  expect(await other.wire.refused('history', { conversation })).toMatchObject({ code: 'not_found' })
})

test('[E05] [E06] what is not signed as it must be is refused, all alike', async () => {
  const app = await start()
  const { key } = app
  const pair = generateKeyPairSync('ed25519')
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const ed = await addKey(app, { algorithm: 'EdDSA', publicKey })
  const others = await addKey(app, { algorithm: 'HS256' }, app.tokens.eve, 'other')
  const claims = { sub: 'customer-7', aud: 'shop', exp: inMinutes(10), jti: randomUUID() }
  const [head, body] = (await sign(key)).split('.')
  const none = `${Buffer.from(JSON.stringify({ alg: 'none', kid: key.kid })).toString('base64url')}.${body}.`
  const used = await sign(key)
  await app.visitor({ identity: used })
  const refused: Record<string, string> = {
    'no token': 'hello',
    'alg none': none,
    'no signature': `${head}.${body}.`,
    'another signature': `${head}.${body}.${Buffer.alloc(32).toString('base64url')}`,
    'the public key taken for a secret': await new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'HS256', kid: ed.kid })
      .sign(Buffer.from(publicKey)),
    'a key of another site': await sign(others),
    'a path as kid': await sign({ ...key, kid: '../../x' }),
    'no kid': await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(bytes(key.secret)),
    'a key that it brings along': await sign(
      { kid: 'mine', secret: key.secret },
      {},
      { jwk: { kty: 'oct', k: key.secret } },
    ),
    'used before, from another browser': used,
    'another site': await sign(key, { aud: 'other' }),
    'of a month': await sign(key, { exp: inMinutes(60 * 24 * 30) }),
    'without jti': await sign(key, { jti: undefined }),
  }
  const messages = new Set<string>()
  for (const [what, identity] of Object.entries(refused)) {
    const wire = await app.visitorSocket()
    const error = await wire.refused('hello', { role: 'visitor', identity })
    expect([what, error.code]).toEqual([what, 'identity_invalid'])
    messages.add(error.message)
    // It may say hello again, without.
    await wire.hello()
  }
  expect(messages.size).toBe(1)
  const wire = await app.visitorSocket()
  const old = await sign(key, { exp: inMinutes(-2) })
  expect(await wire.refused('hello', { role: 'visitor', identity: old })).toMatchObject({
    code: 'identity_expired',
  })
  const good = await new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: 'EdDSA', kid: ed.kid })
    .sign(pair.privateKey)
  expect((await wire.hello({ identity: good })).visitor?.id).toEqual(expect.any(String))
})

test('[SC-3] two who come with one token: one of them is let in as the person', async () => {
  const app = await start()
  const identity = await sign(app.key)
  const wires = await Promise.all([1, 2, 3, 4].map(() => app.visitorSocket()))
  const answers = await Promise.all(wires.map((wire) => wire.ask('hello', { role: 'visitor', identity })))
  expect(answers.filter((answer) => 'ok' in answer)).toHaveLength(1)
})

test('[SC-3] an identity may be required, from a version on; who was known before stays known', async () => {
  const app = await start({ settings: { identity: { required: true, since: '2.0.0' } } })
  await app.visitor({ sdk: 'ios/1.9.0' })
  const wire = await app.visitorSocket()
  const refused = await wire.refused('hello', { role: 'visitor', sdk: 'ios/2.0.0' })
  expect(refused).toMatchObject({ code: 'identity_required' })
  const { token } = await wire.hello({ sdk: 'ios/2.0.0', identity: await sign(app.key) })
  await app.visitor({ sdk: 'ios/2.0.0', token })
})

test('[SC-3] keys are rotated: the new one beside the old, the old one removed', async () => {
  const app = await start()
  const next = await addKey(app, { algorithm: 'HS256' })
  await app.visitor({ identity: await sign(next) })
  const removed = await fetch(`${app.url}/v1/sites/shop/identity-keys/${app.key.kid}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${app.tokens.ada}` },
  })
  expect(removed.status).toBe(204)
  const wire = await app.visitorSocket()
  expect(await wire.refused('hello', { role: 'visitor', identity: await sign(app.key) })).toMatchObject({
    code: 'identity_invalid',
  })
  const listed = await fetch(`${app.url}/v1/sites/shop/identity-keys`, {
    headers: { authorization: `Bearer ${app.tokens.ada}` },
  })
  const { keys } = (await listed.json()) as { keys: object[] }
  expect(keys).toEqual([{ kid: next.kid, algorithm: 'HS256', createdAt: expect.any(Number) }])
})

test('[SC-3] a key that is none is refused, and a stranger’s site is not there', async () => {
  const app = await start()
  await expect(addKey(app, { algorithm: 'ES256', publicKey: 'no' })).rejects.toThrow('/publicKey')
  await expect(addKey(app, { algorithm: 'HS256' }, app.tokens.eve)).rejects.toThrow('not_found')
})
