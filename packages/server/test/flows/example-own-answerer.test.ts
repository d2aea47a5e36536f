// examples/own-answerer as its README says, asked by the whole app.
import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { messages, startShop } from '../support/assistant-app.ts'

const program = resolve(import.meta.dirname, '../../../../examples/own-answerer/server.ts')

function startAnswerer(secret: string) {
  const child: ChildProcess = spawn(process.execPath, [program], {
    env: { ...process.env, FOYER_SIGNING_SECRET: secret, PORT: '0', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const ended = new Promise<number | null>((done) => child.once('close', done))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { output: () => output, ended }
}

async function urlOf(answerer: ReturnType<typeof startAnswerer>): Promise<string> {
  await expect.poll(answerer.output, { timeout: 15_000 }).toMatch(/http:\S+/)
  return /http:\S+/.exec(answerer.output())![0]
}

test('[AS-12] own-answerer: answers, hands off, and leaves the rest to the FAQ', async () => {
  const { app, entry } = await startShop({ bot: 'always', app: { allowPrivate: true } })
  const ada = {
    id: 'ada',
    name: 'Ada',
    email: 'ada@shop.example',
    avatar: null,
    sites: ['shop'],
    roles: { shop: 'owner' },
  }
  const response = await fetch(`${app.url}/v1/sites/shop/secrets`, {
    headers: { authorization: `Bearer ${app.tokens.ada}` },
  })
  const { signing } = (await response.json()) as { signing: string }
  const answerer = startAnswerer(signing)
  const url = await urlOf(answerer)
  await app.app.siteDesk.change(ada, 'shop', { assistant: { answerer: 'webhook', webhook: { url } } })
  const agent = await app.agent()
  await agent.wire.ok('status.set', { value: 'online' })

  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'Are you open today?')
  const answer = (index: number) =>
    wire.until(`answer ${index}`, () => messages(wire, conversation, 'assistant')[index])
  expect(await answer(0)).toMatchObject({ auto: 'bot', body: { text: expect.stringMatching(/open|closed/) } })
  await wire.post(conversation, 'How long does delivery take, please?')
  expect(await answer(1)).toMatchObject({ body: { text: entry('delivery').answer } })
  await wire.post(conversation, 'What does delivery cost?')
  expect(await answer(2)).toMatchObject({
    body: { text: entry('cost').answer },
    sources: [{ title: entry('cost').question }],
  })
  await wire.post(conversation, 'I want a refund')
  await wire.until('a handoff', () =>
    wire.events(conversation).find(({ type }) => type === 'handoff.requested'),
  )
  expect(answerer.output()).toContain('I want a refund')
})

test('own-answerer: believes nobody else, and says what is missing', async () => {
  const answerer = startAnswerer('whsec_another')
  const url = await urlOf(answerer)
  for (const signature of ['', 't=1,v1=', `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`]) {
    const response = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { 'foyer-signature': signature },
    })
    expect(response.status).toBe(401)
  }
  const without = startAnswerer('')
  expect(await without.ended).toBe(2)
  expect(without.output()).toContain('FOYER_SIGNING_SECRET')
})
