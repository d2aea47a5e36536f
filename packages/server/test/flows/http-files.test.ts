// Files up and down: who may, what is taken, how it is served, and clients that lie or dawdle.
import { readdirSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { FileRef } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createChance } from '../../src/adapters/system.ts'
import { createVisitorTokens } from '../../src/app/visitor-tokens.ts'
import { type HttpApp, own, shop, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
let visitor: { visitor: string; token: string }

beforeEach(async () => {
  http = await startHttpApp()
  visitor = await newVisitor()
})
afterEach(() => http.stop())

async function newVisitor(origin: string | null = shop) {
  const secret = (await http.store.meta.get('secret'))!
  const chance = createChance(http.clock)
  const { visitors, erasures } = http.store
  const { isErased } = erasures
  const onRevoked = () => undefined
  const tokens = createVisitorTokens({ visitors, isErased, onRevoked, secret, clock: http.clock, chance })
  return tokens.issue('shop', origin)
}

function png(width = 600, height = 400): Buffer {
  const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  return Buffer.concat([head, size, Buffer.alloc(64)])
}

function upload(name: string, payload: Buffer | string, headers: Record<string, string> = {}) {
  return http.inject({
    method: 'POST',
    url: `/v1/files?name=${encodeURIComponent(name)}`,
    headers: {
      origin: shop,
      authorization: `Bearer ${visitor.token}`,
      'content-type': 'application/octet-stream',
      ...headers,
    },
    payload: Buffer.from(payload),
  })
}

async function uploaded(name: string, payload: Buffer | string): Promise<FileRef> {
  const response = await upload(name, payload)
  expect(response.statusCode).toBe(201)
  return response.json().file
}

/** Names of what lies in the folder of uploads, half-written ones too. */
function stored(): string[] {
  return readdirSync(join(http.data, 'files'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
}

describe('[CV-10] up and down', () => {
  test('an image comes back as it went, and its size is known', async () => {
    const file = await uploaded('photo.png', png())
    expect(file).toEqual({
      id: expect.any(String),
      name: 'photo.png',
      type: 'image/png',
      size: png().length,
      width: 600,
      height: 400,
      url: expect.stringMatching(/^\/v1\/files\/[\w-]+\?/),
    })
    expect(stored()).toEqual([file.id])
    const back = await http.inject({ url: file.url, headers: { origin: shop } })
    expect(back.statusCode).toBe(200)
    expect(back.rawPayload.equals(png())).toBe(true)
    expect(back.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png().length),
      'content-disposition': `inline; filename="photo.png"; filename*=UTF-8''photo.png`,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': shop,
      'cache-control': 'private, max-age=3600',
    })
    expect(String(back.headers['content-security-policy'])).toMatch(/default-src 'none';.*sandbox/)
  })

  test('a file of many chunks is whole', async () => {
    const bytes = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(3_000_000, 7)])
    const file = await uploaded('song.mp3', bytes)
    expect(file.size).toBe(bytes.length)
    expect((await http.inject({ url: file.url })).rawPayload.equals(bytes)).toBe(true)
  })

  test('giving a file is a visitor’s first act', async () => {
    expect(await http.store.visitors.find(visitor.visitor)).toBeNull()
    await uploaded('a.txt', 'hello')
    expect(await http.store.visitors.find(visitor.visitor)).toMatchObject({ site: 'shop' })
  })

  test('parts are sent for players that ask for them', async () => {
    const file = await uploaded('a.txt', '0123456789')
    const part = async (range: string) => {
      const { statusCode, body, headers } = await http.inject({ url: file.url, headers: { range } })
      return [statusCode, body, headers['content-range']]
    }
    expect(await part('bytes=2-4')).toEqual([206, '234', 'bytes 2-4/10'])
    expect(await part('bytes=7-')).toEqual([206, '789', 'bytes 7-9/10'])
    expect(await part('bytes=-2')).toEqual([206, '89', 'bytes 8-9/10'])
    expect(await part('bytes=8-99')).toEqual([206, '89', 'bytes 8-9/10'])
    expect(await part('bytes=10-')).toEqual([416, '', 'bytes */10'])
    expect(await part('bytes=0-1,4-5')).toEqual([200, '0123456789', undefined])
    expect(await part('lines=1')).toEqual([200, '0123456789', undefined])
  })

  test('agents upload by token and from the console, to their own sites', async () => {
    const send = (headers: Record<string, string>, query = '') =>
      http.inject({ method: 'POST', url: `/v1/files?name=a.txt${query}`, headers, payload: 'hello' })
    const cookie = await http.signIn()
    const type = { 'content-type': 'text/plain' }
    expect((await send({ ...type, authorization: `Bearer ${http.token}` })).statusCode).toBe(201)
    expect((await send({ ...type, cookie, origin: own })).statusCode).toBe(201)
    expect((await send({ ...type, cookie, origin: own }, '&site=shop')).statusCode).toBe(201)
    expect((await send({ ...type, cookie, origin: own }, '&site=other')).statusCode).toBe(401)
    const bot = await http.app.apiTokens.createForAssistant('shop', 'Helper')
    expect((await send({ ...type, authorization: `Bearer ${bot}` })).statusCode).toBe(201)
  })
})

describe('[H02] nobody else', () => {
  test('uploads', async () => {
    const app = await newVisitor(null)
    const wrongs: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer nonsense' },
      { authorization: `Bearer ${visitor.token}x` },
      { authorization: `Bearer ${visitor.token}`, origin: 'https://evil.example' },
      { authorization: `Bearer ${visitor.token}`, origin: 'null' },
      { authorization: `Bearer ${app.token}`, origin: shop },
    ]
    for (const headers of wrongs) {
      const response = await upload('a.txt', 'hello', headers)
      expect(response.statusCode, JSON.stringify(headers)).toBe(401)
      expect(response.json().error.code).toBe('unauthorized')
    }
    expect(stored()).toEqual([])
  })

  test('[F13] uploads with somebody’s cookie from another website', async () => {
    const cookie = await http.signIn()
    for (const headers of [{ origin: 'https://evil.example' }, { origin: shop }, {}]) {
      const response = await http.inject({
        method: 'POST',
        url: '/v1/files?name=a.txt',
        headers: { cookie, 'content-type': 'text/plain', ...headers },
        payload: 'hello',
      })
      expect(response.statusCode).toBe(401)
    }
  })

  test('reads: not by id, not with another file’s signature, not once it has expired', async () => {
    const file = await uploaded('a.txt', 'hello')
    const other = await uploaded('b.txt', 'hello')
    const [path = '', query = ''] = file.url.split('?')
    const otherQuery = other.url.split('?')[1]
    const later = query.replace(/e=[^&]+/, (e) => `${e}0`)
    for (const url of [
      path,
      `${path}?${otherQuery}`,
      `${path}?${later}`,
      `${path}?e=&s=`,
      '/v1/files/..%2f..%2fx',
    ]) {
      const response = await http.inject({ url, headers: { authorization: `Bearer ${visitor.token}` } })
      expect(response.statusCode, url).toBe(404)
      expect(response.json().error.code).toBe('not_found')
    }
    http.clock.advance(24 * 60 * 60_000 - 1)
    expect((await http.inject({ url: file.url })).statusCode).toBe(200)
    http.clock.advance(12 * 60 * 60_000 + 1)
    expect((await http.inject({ url: file.url })).statusCode).toBe(404)
  })

  test('a link stays the same for hours, so that browsers keep the file', async () => {
    const { createFileLinks } = await import('../../src/app/file-links.ts')
    const links = createFileLinks({ secret: 'x', clock: http.clock })
    const first = links.sign('a')
    http.clock.advance(60_000)
    expect(links.sign('a')).toBe(first)
    expect(links.sign('b')).not.toBe(first)
  })
})

describe('[H01] what could run in a browser', () => {
  test.each([
    ['a.html', '<script>alert(1)</script>'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a.xml', '<?xml version="1.0"?><x/>'],
    ['a.js', 'alert(1)'],
    ['a.jpg', '<!doctype html><script>alert(1)</script>'],
    ['a.exe', 'MZ\x90\0'],
  ])('%s is not taken', async (name, content) => {
    const response = await upload(name, content, { 'content-type': 'image/png' })
    expect(response.statusCode).toBe(415)
    expect(response.json().error.code).toBe('unsupported_type')
    expect(stored()).toEqual([])
  })

  test('where a site takes everything, it is only ever downloaded', async () => {
    await http.asAgent('PATCH', '/v1/sites/shop', { upload: { types: [] } })
    for (const [name, content] of [
      ['a.html', '<script>alert(1)</script>'],
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
      ['a.pdf', '%PDF-1.7 /JS'],
    ] as const) {
      const file = await uploaded(name, content)
      const back = await http.inject({ url: file.url })
      expect(back.headers['content-disposition']).toMatch(/^attachment;/)
      expect(back.headers['content-type']).toMatch(/^application\/(octet-stream|pdf)$/)
      expect(String(back.headers['content-security-policy'])).toContain('sandbox')
    }
  })

  test('a picture that is a script too is a picture', async () => {
    const gif = Buffer.concat([
      Buffer.from('GIF89a'),
      Buffer.from([10, 0, 10, 0]),
      Buffer.from('/*…*/=1;alert(1)//'.repeat(4)),
    ])
    const file = await uploaded('a.gif', gif)
    const back = await http.inject({ url: file.url })
    expect(back.headers).toMatchObject({ 'content-type': 'image/gif', 'x-content-type-options': 'nosniff' })
  })

  test('a form is told to send the file itself', async () => {
    const response = await upload('a.txt', '--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' })
    expect(response.statusCode).toBe(415)
    expect(response.json().error.message).toContain('not a form')
  })
})

describe('[H04] images that would flood a browser', () => {
  test.each([
    [65_000, 65_000],
    [12_001, 10],
    [8_000, 8_000],
  ])('%i × %i', async (width, height) => {
    const response = await upload('flood.png', png(width, height))
    expect(response.statusCode).toBe(413)
    expect(response.json().error.message).toContain('40 megapixels')
    expect(stored()).toEqual([])
  })

  test('or whose header says nothing', async () => {
    expect((await upload('odd.png', '\x89PNG\r\n\x1a\n'.padEnd(100, 'x'))).statusCode).toBe(415)
    const broken = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)])
    const response = await upload('odd.png', broken)
    expect(response.json().error).toMatchObject({
      code: 'unsupported_type',
      message: 'This image cannot be read.',
    })
  })
})

describe('[H03] sizes', () => {
  beforeEach(async () => {
    await http.asAgent('PATCH', '/v1/sites/shop', { upload: { bytes: 100_000 } })
  })

  test('at the limit, over it, and nothing', async () => {
    expect((await upload('a.txt', 'x'.repeat(100_000))).statusCode).toBe(201)
    const over = await upload('a.txt', 'x'.repeat(100_001))
    expect(over.statusCode).toBe(413)
    expect(over.json().error).toEqual({ code: 'too_large', message: 'Files have at most 97 KB.' })
    expect((await upload('a.txt', '')).statusCode).toBe(400)
    expect(stored()).toHaveLength(1)
  })

  test('an endless body without a length is cut at the limit, and told why', async () => {
    await http.app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const request = httpRequest(
      `${address()}/v1/files?name=a.txt`,
      { method: 'POST', headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'text/plain' } },
      resolve,
    )
    request.on('error', reject)
    const feed = setInterval(() => request.write('x'.repeat(20_000)), 1)
    try {
      const response = await promise
      expect(response.statusCode).toBe(413)
      response.resume()
    } finally {
      clearInterval(feed)
      request.destroy()
    }
    await expect.poll(stored).toEqual([])
  })

  test('a body that breaks off leaves nothing', async () => {
    await http.app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const { port } = new URL(address())
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(
      `POST /v1/files?name=a.txt HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${visitor.token}\r\nContent-Type: text/plain\r\nContent-Length: 90000\r\n\r\n${'x'.repeat(50_000)}`,
    )
    await expect.poll(stored).toHaveLength(1)
    socket.destroy()
    await expect.poll(stored).toEqual([])
  })
})

describe('[D11] clients that dawdle', () => {
  async function half(
    head: string,
    body: string,
  ): Promise<{ closed: Promise<void>; send(text: string): void }> {
    const socket = connect(Number(new URL(address()).port), '127.0.0.1')
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
    socket.on('error', () => undefined)
    socket.resume()
    socket.write(`${head}\r\n\r\n${body}`)
    return { closed, send: (text) => socket.write(text) }
  }

  const post = (path: string, length: number, more = '') =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${more === '' ? 'application/json' : 'text/plain'}\r\n${more}Content-Length: ${length}`

  /** Requests that have reached the server. */
  function seen(): { count: number } {
    const counter = { count: 0 }
    http.app.fastify.server.on('request', () => {
      counter.count += 1
    })
    return counter
  }

  test('half a body is cut off after 15 s', async () => {
    await http.app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const requests = seen()
    const { closed } = await half(post('/v1/session', 100), '{"email"')
    await expect.poll(() => requests.count).toBe(1)
    await new Promise(setImmediate)
    http.clock.advance(15_000)
    await closed
  })

  test('an upload may take its time, but not stall', async () => {
    await http.app.fastify.listen({ host: '127.0.0.1', port: 0 })
    const authorization = `Authorization: Bearer ${visitor.token}\r\n`
    const { closed, send } = await half(
      post('/v1/files?name=a.txt', 100_000, authorization),
      'x'.repeat(20_000),
    )
    let isClosed = false
    void closed.then(() => {
      isClosed = true
    })
    await expect.poll(stored).toHaveLength(1)
    for (let window = 0; window < 3; window += 1) {
      const before = bytesRead()
      send('x'.repeat(20_000))
      await expect.poll(bytesRead).toBeGreaterThanOrEqual(before + 20_000)
      http.clock.advance(15_000)
      await new Promise(setImmediate)
      expect(isClosed).toBe(false)
    }
    send('x')
    http.clock.advance(15_000)
    await closed
    await expect.poll(stored).toEqual([])
  })

  let read = 0
  function bytesRead(): number {
    return read
  }
  beforeEach(() => {
    read = 0
    http.app.fastify.server.on('connection', (socket: Socket) => {
      socket.on('data', (chunk: Buffer) => {
        read += chunk.length
      })
    })
  })
})

describe('[SC-4] limits', () => {
  test('a visitor has 10 uploads in 10 minutes, an agent as many as it takes', async () => {
    for (let count = 0; count < 10; count += 1) expect((await upload('a.txt', 'hello')).statusCode).toBe(201)
    const limited = await upload('a.txt', 'hello')
    expect(limited.statusCode).toBe(429)
    expect(limited.json().error.retryAfter).toBeGreaterThan(0)
    for (let count = 0; count < 12; count += 1) {
      const response = await http.inject({
        method: 'POST',
        url: '/v1/files?name=a.txt',
        headers: { authorization: `Bearer ${http.token}`, 'content-type': 'text/plain' },
        payload: 'hello',
      })
      expect(response.statusCode).toBe(201)
    }
  })

  test('new visitors do not get a network more than 60', async () => {
    for (let count = 0; count < 60; count += 1) {
      visitor = await newVisitor()
      expect((await upload('a.txt', 'hello')).statusCode).toBe(201)
    }
    visitor = await newVisitor()
    expect((await upload('a.txt', 'hello')).statusCode).toBe(429)
  })

  test('a gigabyte in a day is enough', async () => {
    await uploaded('a.txt', 'hello')
    await http.store.files.create({
      id: crypto.randomUUID(),
      site: 'shop',
      by: { kind: 'visitor', id: visitor.visitor },
      name: 'film.mp4',
      type: 'video/mp4',
      size: 1024 ** 3,
      width: null,
      height: null,
      createdAt: http.clock.now(),
    })
    expect((await upload('a.txt', 'hello')).statusCode).toBe(429)
    http.clock.advance(24 * 60 * 60_000 + 1)
    expect((await upload('a.txt', 'hello')).statusCode).toBe(201)
  })
})

test('[SC-4] a preflight lets pages of sites upload, and no others', async () => {
  const ask = (origin: string) =>
    http.inject({
      method: 'OPTIONS',
      url: '/v1/files?name=a.png',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
  const allowed = await ask(shop)
  expect(allowed.statusCode).toBe(204)
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': shop,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'Authorization, Content-Type',
  })
  const refused = await ask('https://evil.example')
  expect(refused.headers['access-control-allow-origin']).toBeUndefined()
  expect(refused.headers['access-control-allow-methods']).toBeUndefined()
})

test('[H06] names are shown clean and kept out of paths', async () => {
  for (const [given, shown] of [
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
    ['photo\u202Egpj.txt', 'photogpj.txt'],
    ['C:\\CON.txt', '_CON.txt'],
    [`${'x'.repeat(300)}.txt`, `${'x'.repeat(251)}.txt`],
  ] as const) {
    visitor = await newVisitor()
    const file = await uploaded(given, 'hello')
    expect(file.name).toBe(shown)
    const back = await http.inject({ url: file.url })
    expect(back.headers['content-disposition']).toContain(`filename="${shown}"`)
    expect(back.headers['set-cookie']).toBeUndefined()
  }
  for (const name of stored()) expect(name).toMatch(/^[0-9a-f-]{36}$/)
})

function address(): string {
  const bound = http.app.fastify.server.address()
  if (bound === null || typeof bound === 'string') throw new Error('not listening')
  return `http://127.0.0.1:${bound.port}`
}
