// @vitest-environment node
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { sendFile } from './uploads.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const request = (url: string, more = {}) => ({
  url,
  name: 'a b&c.txt',
  file: new Blob(['hello'], { type: 'text/plain' }),
  token: 'secret',
  limit: 1_000,
  signal: new AbortController().signal as AbortSignal,
  progress() {},
  ...more,
})

test('[CV-10] sends name, type, length and token, and returns what was stored', async () => {
  const file = { id: 'f', name: 'a', type: 'text/plain', size: 5, url: '/v1/files/f' }
  let got = {}
  const url = await serve((req, res) => {
    const { authorization } = req.headers
    got = {
      url: req.url,
      authorization,
      type: req.headers['content-type'],
      length: req.headers['content-length'],
    }
    req.resume().on('end', () => res.writeHead(201).end(JSON.stringify({ file })))
  })
  expect(await sendFile(request(url, { site: 'demo', consent: 'v1' }))).toEqual({ file })
  expect(got).toEqual({
    url: '/v1/files?name=a+b%26c.txt&site=demo&consent=v1',
    authorization: 'Bearer secret',
    type: 'text/plain',
    length: '5',
  })
})

test.each([
  [
    413,
    '{"error":{"code":"too_large","message":"Over 5 bytes"}}',
    { code: 'too_large', message: 'Over 5 bytes' },
  ],
  [415, 'not json', { code: 'unsupported_type', message: 'HTTP 415' }],
  [
    429,
    '{"error":{"code":"rate_limited","message":"","retryAfter":9}}',
    { code: 'rate_limited', message: '', retryAfter: 9 },
  ],
  [502, '<html>', { code: 'unavailable', message: 'HTTP 502' }],
])('[CV-10] %i is the protocol’s error', async (status, body, error) => {
  const url = await serve((req, res) => {
    req.resume().on('end', () => res.writeHead(status).end(body))
  })
  expect(await sendFile(request(url))).toEqual({ error })
})

test('a server that is not there, and a cancelled upload, are errors and not exceptions', async () => {
  expect(await sendFile(request('http://127.0.0.1:1'))).toMatchObject({ error: { code: 'unavailable' } })
  const url = await serve(() => {})
  const abort = new AbortController()
  const sending = sendFile(request(url, { signal: abort.signal }))
  abort.abort()
  expect(await sending).toMatchObject({ error: { code: 'unavailable' } })
})

test('[CV-10] what is over the limit is refused before it is sent', async () => {
  expect(await sendFile(request('http://127.0.0.1:1', { limit: 4 }))).toEqual({
    error: { code: 'too_large', message: 'Over 4 bytes' },
  })
})

test('given up before it began, a browser sends nothing', async () => {
  const open = vi.fn()
  vi.stubGlobal('XMLHttpRequest', open)
  const sent = await sendFile(request('http://127.0.0.1:1', { signal: AbortSignal.abort() }))
  vi.unstubAllGlobals()
  expect([sent.error?.code, open.mock.calls.length]).toEqual(['unavailable', 0])
})
