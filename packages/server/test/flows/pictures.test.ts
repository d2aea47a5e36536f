// Cards' pictures: fetched by the server from where the operator said, and by no browser from anywhere else.
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { pictureLimits } from '../../src/app/pictures.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

let images: Receiver
beforeEach(async () => {
  images = await startReceiver()
})
afterEach(() => images.close())

async function start(allowPrivate = true): Promise<TestApp> {
  const media = { voice: true, pictures: [images.url] }
  const app = await startTestApp({ allowPrivate, settings: { media } })
  onTestFinished(() => app.stop())
  return app
}

function png(width = 300, height = 200): Buffer {
  const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.alloc(64)])
}

const answerWith = (body: Buffer | string, type = 'image/png', status = 200) =>
  images.answer((response) => response.writeHead(status, { 'content-type': type }).end(body))

/** The address that a card's picture has once it stands in the conversation. */
async function sent(wire: Wire, image: string): Promise<string> {
  const card = { type: 'product', title: 'Chair', image }
  const { conversation, seq } = await wire.post(null, '', { body: { kind: 'card', card } })
  const found = await wire.until('the card', () => wire.events(conversation).find((one) => one.seq === seq))
  return (found.body as unknown as { card: { image: string } }).card.image
}

test('[CV-9] [SC-6] a picture from an origin that the site named gets an address of ours, and is shown by it', async () => {
  const { visitor, url } = await start()
  const { wire } = await visitor()
  answerWith(png())
  const address = await sent(wire, `${images.url}/chair.png`)
  expect(address).toMatch(/^\/v1\/pictures\?u=/)
  // Nobody has looked yet.
  expect(images.received).toHaveLength(0)
  const answer = await fetch(url + address)
  expect(answer.status).toBe(200)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(png())
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(images.received).toMatchObject([{ method: 'GET', path: '/chair.png' }])
  expect(images.received[0]!.headers).not.toHaveProperty('cookie')
  expect(images.received[0]!.headers).not.toHaveProperty('referer')
})

test('[SC-6] one from elsewhere stays as it was written, and the server asks nobody', async () => {
  const { visitor } = await start()
  const { wire } = await visitor()
  for (const image of ['https://other.example/a.png', '/v1/pictures?u=x&s=y'])
    expect(await sent(wire, image)).toBe(image)
  expect(images.received).toHaveLength(0)
})

test('[CV-9] [G03] a card leads only where one may follow, whoever posts it', async () => {
  const app = await start()
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'Hello')
  const { wire: agent } = await app.agent('ada')
  const body = (over: object) => ({ body: { kind: 'card', card: { type: 'link', title: 'Chair', ...over } } })
  const evil = [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'vbscript:msgbox(1)',
    'data:text/html,<script>alert(1)</script>',
    '//other.example/a',
    'https://user@other.example/',
    'https://a.example/\u202egnp.exe',
    'chairs/oak',
  ]
  for (const who of [wire, agent]) {
    for (const address of evil) {
      for (const [over, path] of [
        [{ url: address }, '/body/card/url'],
        [{ image: address }, '/body/card/image'],
        [{ buttons: [{ label: 'A' }, { label: 'B', url: address }] }, '/body/card/buttons/1/url'],
      ] as const) {
        const refused = await who.refused('message.post', { conversation, cid: mintId(), ...body(over) })
        expect(refused).toEqual({ code: 'bad_request', message: expect.stringContaining('https://'), path })
      }
    }
    for (const image of ['mailto:me@x.example', '/\\other.example']) {
      expect(
        await who.refused('message.post', { conversation, cid: mintId(), ...body({ image }) }),
      ).toMatchObject({ path: '/body/card/image' })
    }
    const buttons = ['mailto:me@x.example', 'tel:+48123', 'http://x.example'].map((url) => ({
      label: url,
      url,
    }))
    await who.post(conversation, '', body({ url: 'https://x.example/a?b#c', buttons }))
  }
})

test('[SC-6] no address that we did not sign is fetched', async () => {
  const { visitor, url } = await start()
  const { wire } = await visitor()
  const address = new URL(await sent(wire, `${images.url}/chair.png`), url)
  for (const [name, value] of [
    ['u', `${images.url}/other.png`],
    ['s', 'x'],
    ['s', ''],
  ] as const) {
    const wrong = new URL(address)
    wrong.searchParams.set(name, value)
    expect((await fetch(wrong)).status, `${name}=${value}`).toBe(404)
  }
  expect((await fetch(`${url}/v1/pictures`)).status).toBe(400)
  expect(images.received).toHaveLength(0)
})

const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
test.each([
  ['a drawing that could run', drawing, 'image/svg+xml', 200],
  ['a page', '<!doctype html><script>alert(1)</script>', 'text/html', 200],
  ['a page that says it is a picture', '<!doctype html><script>alert(1)</script>', 'image/png', 200],
  ['more pixels than a card has use for', png(pictureLimits.side + 1, 10), 'image/png', 200],
  ['more bytes', Buffer.concat([png(), Buffer.alloc(pictureLimits.bytes)]), 'image/png', 200],
  ['nothing', '', 'image/png', 200],
  ['one that is not there', png(), 'image/png', 404],
])('[G01] %s is no picture', async (_what, body, type, status) => {
  const { visitor, url } = await start()
  const { wire } = await visitor()
  answerWith(body, type, status)
  const answer = await fetch(url + (await sent(wire, `${images.url}/chair.png`)))
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toMatch(/json/)
})

test('[I01] a private address is fetched only where the operator allows it', async () => {
  const { visitor, url } = await start(false)
  const { wire } = await visitor()
  answerWith(png())
  expect((await fetch(url + (await sent(wire, `${images.url}/chair.png`)))).status).toBe(404)
  expect(images.received).toHaveLength(0)
})

test('[CV-13] [CV-14] [CV-9] the widget is told what the site allows', async () => {
  const { url } = await start()
  const config = await (await fetch(`${url}/v1/sites/shop/widget`)).json()
  expect(config.media).toEqual({ voice: true, transcripts: 'file', editWithin: expect.any(Number) })
})
