import { expect, test } from 'vitest'
import { BadConfig, readConfig, readFlags, serveFlags } from './config.ts'

function config(args: string[], env: Record<string, string> = {}) {
  return readConfig(readFlags(args, serveFlags).values, env)
}

test('[SC-7] without a word it serves this machine alone, from a file', () => {
  expect(config([])).toMatchObject({ host: '127.0.0.1', port: 8080, publicUrl: null, logLevel: 'info' })
  expect(config(['--data', '/srv/foyer'])).toMatchObject({
    dataDir: '/srv/foyer',
    databaseUrl: 'sqlite:/srv/foyer/foyer.db',
  })
})

test('flags go before the environment', () => {
  const env = {
    FOYER_PORT: '1',
    FOYER_HOST: '0.0.0.0',
    FOYER_URL: 'https://chat.example/',
    FOYER_TRUST_PROXY: '1',
  }
  expect(config(['--port', '2'], env)).toMatchObject({
    port: 2,
    host: '0.0.0.0',
    publicUrl: 'https://chat.example',
    trustProxy: true,
  })
})

test('[I01] private addresses are asked only where that was said', () => {
  expect(config([]).allowPrivateRequests).toBe(false)
  expect(config([], { FOYER_ALLOW_PRIVATE_REQUESTS: '0' }).allowPrivateRequests).toBe(false)
  expect(config([], { FOYER_ALLOW_PRIVATE_REQUESTS: '1' }).allowPrivateRequests).toBe(true)
  expect(config(['--allow-private-requests']).allowPrivateRequests).toBe(true)
})

test.each([
  [['--port', '70000'], {}],
  [['--port', 'http'], {}],
  [['--host', 'http://x'], {}],
  [['--url', 'chat.example'], {}],
  [['--url', 'https://chat.example/path'], {}],
  [['--database-url', 'mysql://x'], {}],
  [['--log', 'loud'], {}],
  [['--prot', '1'], {}],
  [['--port'], {}],
  [[], { FOYER_TRUST_PROXY: 'maybe' }],
])('%j with %j is refused in one line', (args, env) => {
  expect(() => config(args, env)).toThrow(BadConfig)
  expect(() => config(args, env)).toThrow(/^[^\n]+$/)
})

test('[L03] a database’s URL is not repeated, since it may hold a password', () => {
  expect(() => config(['--database-url', 'mysql://me:secret@x'])).toThrow(/^(?!.*secret).*$/)
})
