// The table's hands: which socket counts, in what order things are told, what goes out.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDriver } from './driver.ts'
import type { LineEnds } from './line.ts'
import type { PageEvent } from './platform.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const ok = {
  session: 's',
  epoch: 'one',
  now: 0,
  heartbeat: 25_000,
  limits: { text: 10, frame: 200, file: 1 },
  availability: { state: 'agents' },
  conversations: [],
}

function setUp() {
  const sockets: { url: string; sent: string[]; closed: number | undefined; socket: WebSocket }[] = []
  const order: string[] = []
  let fire: (event: PageEvent) => void = () => {}
  const ends: LineEnds = {
    hello: () => ({ role: 'agent' }),
    greeted: () => void order.push(`greeted while ${line.connection.value.state}`),
    push: (push) => void order.push(push.on),
    forget: () => void order.push('forget'),
  }
  const line = createDriver(
    {
      socket(url) {
        const made = {
          url,
          sent: [] as string[],
          closed: undefined as number | undefined,
          socket: {} as WebSocket,
        }
        made.socket.send = (text) => void made.sent.push(String(text))
        made.socket.close = (code) => {
          made.closed = code
        }
        sockets.push(made)
        return made.socket
      },
      listen(listener) {
        fire = listener
        return () => {}
      },
    },
    'https://chat.example/',
    '?site=a%20b',
    ends,
  )
  const say = (frame: unknown, which = sockets.length - 1) =>
    sockets[which]!.socket.onmessage?.({
      data: typeof frame === 'string' ? frame : JSON.stringify(frame),
    } as MessageEvent)
  const greet = () => {
    sockets.at(-1)!.socket.onopen?.({} as globalThis.Event)
    say({ re: 1, ok })
  }
  const close = (code: number, which = sockets.length - 1) =>
    sockets[which]!.socket.onclose?.({ code, reason: '' } as CloseEvent)
  return { line, sockets, order, say, greet, close, fire: (event: PageEvent) => fire(event) }
}

test('[PROTOCOL §1, §3] dials the socket’s address and says hello first', () => {
  const { line, sockets, greet } = setUp()
  line.connect()
  expect(sockets[0]!.url).toBe('wss://chat.example/v1/socket?site=a%20b')
  greet()
  expect(sockets[0]!.sent.map((text) => JSON.parse(text))).toEqual([{ id: 1, do: 'hello', role: 'agent' }])
})

test('the hello is told before the line shows as online', () => {
  const { line, order, greet } = setUp()
  line.connect()
  greet()
  expect([order, line.connection.value.state]).toEqual([['greeted while connecting'], 'online'])
})

test('a socket that was given up changes nothing any more', async () => {
  const { line, sockets, order, say, greet, close, fire } = setUp()
  line.connect()
  greet()
  fire('visible')
  await vi.advanceTimersByTimeAsync(4_000)
  expect([sockets.length, sockets[0]!.closed]).toEqual([2, 1000])
  greet()
  order.length = 0
  say({ on: 'synced' }, 0)
  close(4503, 0)
  expect([order, line.connection.value.state]).toEqual([[], 'online'])
})

test('[D06] what is not the protocol, and what it does not know, is passed over', () => {
  const { line, order, say, greet } = setUp()
  line.connect()
  greet()
  order.length = 0
  for (const text of ['', 'null', '[]', '{"re":"x"}', '"on"', '{"re":99,"ok":{}}', '{']) say(text)
  say({ on: 'tomorrow', more: 1 })
  expect([order, line.connection.value.state]).toEqual([['tomorrow'], 'online'])
})

test('ids rise from the hello on and begin anew with each connection', async () => {
  const { line, sockets, greet, close } = setUp()
  line.connect()
  greet()
  void line.request('track', { name: 'a' })
  void line.request('track', { name: 'b' })
  expect(sockets[0]!.sent.map((text) => JSON.parse(text).id)).toEqual([1, 2, 3])
  close(1006)
  await vi.advanceTimersByTimeAsync(500)
  greet()
  void line.request('track', { name: 'c' })
  expect(sockets[1]!.sent.map((text) => JSON.parse(text).id)).toEqual([1, 2])
})

test('[PROTOCOL §8] what was under way when a frame was blamed is answered, else it is left open', async () => {
  const { line, greet, close } = setUp()
  line.connect()
  greet()
  const cut = line.request('track', { name: 'a' })
  close(1006)
  expect(await cut).toBeNull()
  await vi.advanceTimersByTimeAsync(500)
  greet()
  const blamed = line.request('track', { name: 'b' })
  close(1007)
  expect((await blamed)?.error?.code).toBe('bad_request')
})

test('[D01] the limit of the hello counts bytes', async () => {
  const { line, sockets, greet } = setUp()
  line.connect()
  greet()
  expect((await line.request('track', { name: '😀'.repeat(60) }))?.error?.code).toBe('too_large')
  expect(sockets[0]!.sent).toHaveLength(1)
})

test('an address that cannot be dialled counts as a cut', async () => {
  const line = createDriver(
    {
      socket: () => {
        throw new DOMException('insecure', 'SecurityError')
      },
      listen: () => () => {},
    },
    'http://chat.example',
    '',
    { hello: () => ({ role: 'agent' }), greeted() {}, push() {}, forget() {} },
  )
  line.connect()
  await vi.advanceTimersByTimeAsync(0)
  expect(line.connection.value).toMatchObject({ state: 'waiting', code: 1006, reason: 'cut' })
})
