// What is not the protocol, at the door and in frames: each ends in the close code or error of the tables,
// and the process goes on.
import { connect as dial, type Socket } from 'node:net'
import { type CommandName, rolesOf } from '@foyer/protocol'
import { commandSchemas } from '@foyer/protocol/schema'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { shop, startTestApp, type TestApp } from '../support/test-app.ts'
import { mintId, upgradeStatus, type Wire, type WireError } from '../support/wire.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

/** Whatever was done to it, somebody new is served. */
afterEach(async () => {
  const { wire } = await app.visitor()
  expect(await wire.post(null, 'all well')).toMatchObject({ seq: 2 })
  await wire.close()
})

const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

/** The bytes of a masked client frame, so that lengths and flags can lie. */
function frameBytes(options: {
  fin?: boolean
  opcode: number
  payload: Uint8Array
  length?: bigint
}): Buffer {
  const { fin = true, opcode, payload, length = BigInt(payload.length) } = options
  const first = (fin ? 0x80 : 0) | opcode
  const mask = Buffer.alloc(4)
  if (length < 126n) return Buffer.concat([Buffer.from([first, 0x80 | Number(length)]), mask, payload])
  const long = Buffer.alloc(8)
  long.writeBigUInt64BE(length)
  return Buffer.concat([Buffer.from([first, 0x80 | 127]), long, mask, payload])
}

const rawOf = (wire: Wire) => (wire.socket as unknown as { _socket: Socket })._socket

test.each([
  ['one byte over 64 KiB', 65_537],
  ['1 MiB', 1_048_576],
])('[D01] a text frame of %s closes with 1009', async (_what, size) => {
  const { wire } = await app.visitor()
  wire.raw('x'.repeat(size))
  expect(await wire.closed).toMatchObject({ code: 1009 })
})

test('[D01] a frame of exactly 64 KiB is read', async () => {
  const { wire } = await app.visitor()
  const id = wire.nextId()
  const start = `{"id":${id},"do":"nothing","pad":"`
  wire.raw(`${start}${'x'.repeat(65_536 - start.length - 2)}"}`)
  await wire.until('its answer', () => wire.record.some(({ frame }) => frame.re === id))
})

test('[D01] a declared length of 2^63-1 closes at once, before anything of it comes', async () => {
  const { wire } = await app.visitor()
  rawOf(wire).write(frameBytes({ opcode: 1, payload: Buffer.alloc(0), length: 2n ** 63n - 1n }))
  expect((await wire.closed).code).toBeOneOf([1002, 1009])
})

test.each([
  ['60 000 of one byte', 60_000, Buffer.from('x')],
  ['a million empty ones', 1_000_000, Buffer.alloc(0)],
])('[D02] fragments, %s: closed within a second', async (_what, count, payload) => {
  const { wire } = await app.visitor()
  const began = performance.now()
  rawOf(wire).write(frameBytes({ fin: false, opcode: 1, payload }))
  const one = frameBytes({ fin: false, opcode: 0, payload })
  const many = Buffer.concat(oneTo(1_000).map(() => one))
  for (let sent = 0; sent < count && wire.isOpen; sent += 1_000) {
    rawOf(wire).write(many)
    await new Promise(setImmediate)
  }
  expect((await wire.closed).code).toBeOneOf([1006, 1008, 1009])
  // A second, and what a busy machine adds.
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('[D02] a command in TCP chunks of one byte is read', async () => {
  const { wire } = await app.visitor()
  const id = wire.nextId()
  const raw = rawOf(wire)
  raw.setNoDelay(true)
  for (const byte of frameBytes({ opcode: 1, payload: Buffer.from(`{"id":${id},"do":"ping"}`) })) {
    raw.write(Buffer.from([byte]))
    await new Promise(setImmediate)
  }
  await wire.until('its answer', () => wire.record.some(({ frame }) => frame.re === id))
})

test('[D03] compression is offered and not negotiated', async () => {
  const wire = await app.visitorSocket({ options: { perMessageDeflate: true } })
  expect(wire.socket.extensions).toBe('')
  await wire.hello()
})

test('[D05] a binary frame closes with 1003, invalid UTF-8 with 1007', async () => {
  const { wire: binary } = await app.visitor()
  binary.raw(Buffer.from('{"id":9,"do":"ping"}'), { binary: true })
  expect(await binary.closed).toMatchObject({ code: 1003 })
  for (const bytes of [[0xce, 0xba, 0xe1], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]]) {
    const { wire } = await app.visitor()
    rawOf(wire).write(frameBytes({ opcode: 1, payload: Buffer.from(bytes) }))
    expect(await wire.closed).toMatchObject({ code: 1007 })
  }
})

test('[D05] a lone surrogate and a NUL are stored as U+FFFD, the same for every reader', async () => {
  const { wire } = await app.visitor()
  const id = wire.nextId()
  const cid = mintId()
  const text = '"a\\ud800b\\u0000c \\ud83d\\ude00"'
  wire.raw(
    `{"id":${id},"do":"message.post","conversation":null,"cid":"${cid}","body":{"kind":"text","text":${text}}}`,
  )
  const events = await wire.push('events')
  expect(events.events.at(-1)?.body?.text).toBe('a\ufffdb\ufffdc 😀')
  const page = await wire.ok<{ events: { body?: { text: string } }[] }>('history', {
    conversation: events.conversation,
  })
  expect(page.events.at(-1)?.body?.text).toBe('a\ufffdb\ufffdc 😀')
})

test.each([
  ['nothing at all', ''],
  ['no JSON', 'hello'],
  ['null', 'null'],
  ['a string', '"x"'],
  ['a number', '7'],
  ['a list', '[{"id":1,"do":"ping"}]'],
  ['60 000 brackets', '['.repeat(60_000)],
  ['60 000 closed brackets', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ['no id', '{"do":"ping"}'],
  ['an id of 0', '{"id":0,"do":"ping"}'],
  ['a negative id', '{"id":-1,"do":"ping"}'],
  ['a fraction as id', '{"id":1.5,"do":"ping"}'],
  ['an id beyond integers', '{"id":1e400,"do":"ping"}'],
  ['a string as id', '{"id":"1","do":"ping"}'],
  ['no do', '{"id":9}'],
  ['a do that is no string', '{"id":9,"do":{}}'],
  ['two objects', '{"id":9,"do":"ping"}{"id":10,"do":"ping"}'],
])('[D06] %s closes with 4500', async (_what, text) => {
  const { wire } = await app.visitor()
  wire.raw(text)
  expect(await wire.closed).toMatchObject({ code: 4500 })
})

test.each([
  ['too deep', `{"id":90,"do":"ping","a":${'{"a":'.repeat(20)}1${'}'.repeat(20)}}`],
  ['a list too long', `{"id":90,"do":"ping","a":[${oneTo(101).join(',')}]}`],
  [
    'too many keys',
    `{"id":90,"do":"ping",${oneTo(65)
      .map((n) => `"k${n}":1`)
      .join(',')}}`,
  ],
])('[§1] JSON that is %s is bad_request', async (_what, text) => {
  const { wire } = await app.visitor()
  wire.nextId()
  wire.raw(text)
  const { frame } = await wire.until('an answer', () => wire.record.find(({ frame }) => frame.re === 90))
  expect(frame.error).toMatchObject({ code: 'bad_request' })
})

test('[D06] the last of two equal keys counts, and a number beyond all numbers is a wrong field', async () => {
  const { wire } = await app.visitor()
  wire.raw('{"id":70,"do":"nothing","do":"ping"}')
  wire.raw(`{"id":71,"do":"read","conversation":"${mintId()}","seq":1e400}`)
  const answer = (id: number) =>
    wire.until(`answer ${id}`, () => wire.record.find(({ frame }) => frame.re === id)?.frame)
  expect(await answer(70)).toMatchObject({ ok: { now: expect.any(Number) } })
  expect(await answer(71)).toMatchObject({ error: { code: 'bad_request', path: '/seq' } })
})

test('[D09] a command before hello, or a second hello, closes with 4500', async () => {
  const early = await app.visitorSocket()
  early.ask('ping').catch(() => undefined)
  expect(await early.closed).toMatchObject({ code: 4500 })
  const { wire } = await app.visitor()
  wire.ask('hello', { role: 'visitor' }).catch(() => undefined)
  expect(await wire.closed).toMatchObject({ code: 4500 })
})

test('[D09] a hello with a huge map of positions is refused or passed over, and the next one is answered', async () => {
  const wire = await app.visitorSocket()
  const resume = Object.fromEntries(oneTo(1_000).map(() => [mintId(), 1]))
  const answer = await wire.ask('hello', { role: 'visitor', resume })
  expect(answer).toMatchObject({ error: { code: 'bad_request' } })
  await wire.hello()
})

/** The first line that the server says to an upgrade whose bytes no client of ours would write. */
function firstLine(target: string, upgrade = 'websocket'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = dial(Number(new URL(app.url).port), '127.0.0.1')
    socket.once('data', (data) => {
      resolve(data.toString().split('\r\n', 1)[0]!)
      socket.destroy()
    })
    socket.on('error', reject)
    socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${upgrade}\r\n\r\n`)
  })
}

test.each(['//', '///', 'http://[', '//[?site=shop', '/%', '//@:x?site=nowhere'])(
  '[D06] an upgrade at %s, which is no address, is refused',
  async (target) => {
    expect(await firstLine(target)).toMatch(/^HTTP\/1\.1 40[04] /)
  },
)

test('what would be upgraded to something else is answered as if it had not asked', async () => {
  expect(await firstLine('/health', 'h2c')).toBe('HTTP/1.1 200 OK')
  expect(await firstLine('/v1/socket', 'h2c')).toMatch(/ 404 /)
  expect(await firstLine('/v1/socket', 'WebSocket')).toMatch(/ 400 /)
})

test('[D11] connections that say nothing, half a header or half a body are cut; others are served', async () => {
  const slow = await startTestApp()
  try {
    const { port } = new URL(slow.url)
    const openings = [
      '',
      'GET /v1/sites/shop/widget HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      `POST /v1/session HTTP/1.1\r\nHost: x\r\nOrigin: ${slow.url}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"em`,
    ]
    const cut = openings.flatMap((opening) =>
      oneTo(20).map(
        () =>
          new Promise<number>((resolve) => {
            const began = performance.now()
            const socket = dial(Number(port), '127.0.0.1', () => opening !== '' && socket.write(opening))
            socket.on('error', () => undefined)
            socket.on('close', () => resolve(performance.now() - began))
            socket.resume()
          }),
      ),
    )
    const { wire } = await slow.visitor()
    expect(await wire.post(null, 'served meanwhile')).toMatchObject({ seq: 2 })
    // Node looks at them every few seconds: 10 s for headers, 15 s for the whole request.
    for (const after of await Promise.all(cut)) expect(after).toBeLessThan(21_000)
  } finally {
    await slow.stop()
  }
}, 40_000)

test('[I09] keys that reach a prototype are refused or ignored, wherever they stand', async () => {
  const { wire } = await app.visitor()
  const evil = ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']
  for (const [index, value] of evil.entries()) {
    const id = 80 + index * 3
    wire.raw(`{"id":${id},"do":"attributes","visitor":${value}}`)
    wire.raw(`{"id":${id + 1},"do":"ping","extra":${value}}`)
    wire.raw(`{"id":${id + 2},"do":"message.post","conversation":null,"cid":"${mintId()}","body":${value}}`)
    const answered = await wire.until('three answers', () => {
      const found = wire.record.filter(({ frame }) => Number(frame.re) >= id && Number(frame.re) < id + 3)
      return found.length === 3 && found
    })
    for (const { frame } of answered) expect(frame.error).toMatchObject({ code: 'bad_request' })
  }
  wire.raw('{"id":95,"do":"ping","__proto__":{"isAdmin":true}}')
  await wire.until('an answer', () => wire.record.some(({ frame }) => frame.re === 95))
  expect((Object.prototype as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  expect(await upgradeStatus({ url: app.url, site: '__proto__', origin: shop })).toBe(404)
  expect(await upgradeStatus({ url: app.url, site: 'constructor', origin: shop })).toBe(404)
})

// ── D07: from the schemas themselves ─────────────────────────────────────────────────────────────────

const fixedSeed = 20_260_105
const randomSeed = Math.floor(Math.random() * 1e9)

/** Seeds that once found something. */
const keptSeeds: number[] = []

const codes = new Set([
  'bad_request',
  'unknown_command',
  'forbidden',
  'not_found',
  'closed',
  'not_your_turn',
  'conflict',
  'too_large',
  'rate_limited',
  'identity_invalid',
])

interface Schema {
  type?: string
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | Schema[]
  patternProperties?: Record<string, Schema>
  minimum?: number
  maximum?: number
  pattern?: string
  minItems?: number
}

test.each([fixedSeed, ...keptSeeds, randomSeed])(
  '[D07] frames made from the schemas and spoilt (seed %i): a typed answer each, no fault',
  async (seed) => {
    const draw = seeded(seed)
    const { wire: visitorWire } = await app.visitor()
    const { conversation } = await visitorWire.post(null, 'hello')
    const { wire: agentWire } = await app.agent()
    const { wire: botWire } = await app.bot()
    const faults: unknown[] = []
    const note = (fault: unknown) => faults.push(fault)
    process.on('unhandledRejection', note)
    const ids = [conversation, mintId()]
    const wires = { visitor: visitorWire, agent: agentWire, assistant: botWire }
    const names = (Object.keys(commandSchemas) as CommandName[]).filter(
      // These end a connection by their nature, one's own or the visitor's.
      (name) => name !== 'hello' && name !== 'identify' && name !== 'block',
    )
    for (let round = 0; round < 40; round += 1) {
      const asked = Object.entries(wires).flatMap(([role, wire]) =>
        names.map(async (name) => {
          const whole = sample(commandSchemas[name] as Schema, draw, ids) as Record<string, unknown>
          const keys = draw() < 0.3 ? whole : spoil(whole, draw)
          const { id: _id, do: _do, ...safe } = keys
          const answer = await wire.ask(name, safe)
          const error = 'error' in answer ? answer.error : null
          const told = `${role} ${name} ${JSON.stringify(safe).slice(0, 300)}`
          if (!(rolesOf[name] as readonly string[]).includes(role)) {
            expect(error, told).toMatchObject({ code: 'forbidden' })
          }
          if (error !== null) checkError(error, told)
        }),
      )
      await Promise.all(asked)
    }
    const unknown = await visitorWire.refused('message.shout', {})
    expect(unknown.code).toBe('unknown_command')
    process.off('unhandledRejection', note)
    expect(faults).toEqual([])
    for (const wire of Object.values(wires)) expect(wire.isOpen).toBe(true)
  },
)

function checkError(error: WireError, told: string): void {
  expect(codes, `${told}: ${error.code} ${error.message}`).toContain(error.code)
  // Messages never repeat ids.
  expect(error.message, told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
  if (error.code === 'bad_request' && error.path !== undefined) expect(error.path, told).toMatch(/^(\/|$)/)
}

/** A value that the schema lets through. */
function sample(schema: Schema, draw: () => number, ids: string[]): unknown {
  if (schema.anyOf) return sample(schema.anyOf[Math.floor(draw() * schema.anyOf.length)] as Schema, draw, ids)
  if ('const' in schema) return schema.const
  switch (schema.type) {
    case 'string':
      return schema.pattern?.includes('{8}')
        ? (ids[Math.floor(draw() * 2)] ?? mintId())
        : `text ${Math.floor(draw() * 9)}`
    case 'integer':
    case 'number':
      return (schema.minimum ?? 0) + Math.floor(draw() * 4)
    case 'boolean':
      return draw() < 0.5
    case 'array': {
      if (Array.isArray(schema.items)) return schema.items.map((item) => sample(item, draw, ids))
      const count = Math.max(schema.minItems ?? 0, Math.floor(draw() * 3))
      return oneTo(count).map(() => sample(schema.items as Schema, draw, ids))
    }
    case 'object': {
      const entries = Object.entries(schema.properties ?? {}).filter(
        ([key]) => schema.required?.includes(key) || draw() < 0.5,
      )
      return Object.fromEntries(entries.map(([key, value]) => [key, sample(value, draw, ids)]))
    }
    default:
      return null
  }
}

const oddities: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  1e308,
  '',
  ' ',
  'x'.repeat(11_000),
  '\u0000',
  '\ud800',
  '../../etc/passwd',
  "'; drop table events; --",
  [],
  [[]],
  {},
  { kind: 'text' },
  { kind: 'nothing', text: 'x' },
  { kind: 'file', file: { id: mintId() } },
  [1, 2],
  [9_999, 1],
]

/** One field is gone, odd, or one too many. */
function spoil(whole: Record<string, unknown>, draw: () => number): Record<string, unknown> {
  const keys = Object.keys(whole)
  const key = keys[Math.floor(draw() * keys.length)]
  const odd = oddities[Math.floor(draw() * oddities.length)]
  if (key === undefined || draw() < 0.2) return { ...whole, [`extra${Math.floor(draw() * 9)}`]: odd }
  if (draw() < 0.3) {
    const { [key]: _gone, ...rest } = whole
    return rest
  }
  const inner = whole[key]
  if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && draw() < 0.6) {
    return { ...whole, [key]: spoil(inner as Record<string, unknown>, draw) }
  }
  return { ...whole, [key]: odd }
}

function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
