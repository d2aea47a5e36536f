import { describe, expect, test } from 'vitest'
import { boundOrigin, isAllowedOrigin, normalOrigin } from './origins.ts'

const allowed = ['https://example.com']

describe('[E01] a site that allows https://example.com', () => {
  test.each([
    ['itself', 'https://example.com', true],
    ['the usual port, spelled out', 'https://example.com:443', true],
    ['an upper-case host', 'https://EXAMPLE.com', true],
    ['another site', 'https://evil.com', false],
    ['the word null', 'null', false],
    ['an empty header', '', false],
    ['the host as the start of another', 'https://example.com.evil.com', false],
    ['the host as the end of another', 'https://evilexample.com', false],
    ['a subdomain', 'https://www.example.com', false],
    ['another scheme', 'http://example.com', false],
    ['another port', 'https://example.com:444', false],
    ['a trailing dot', 'https://example.com.', false],
    ['a path', 'https://example.com/', false],
    ['a user', 'https://example.com@evil.com', false],
    ['a second origin', 'https://example.com https://evil.com', false],
    ['no scheme', 'example.com', false],
    ['an odd scheme', 'file://example.com', false],
    ['a star', '*', false],
    ['a line break', 'https://example.com\n', false],
  ])('%s', (_what, origin, is) => {
    expect(isAllowedOrigin(origin, allowed)).toBe(is)
  })
})

test.each([
  ['http://localhost:3000', true],
  ['http://localhost', true],
  ['http://LOCALHOST:65535', true],
  ['https://localhost:3000', false],
  ['http://localhost.evil.com:3000', false],
  ['http://localhost:99999', false],
  ['http://localhost:*', false],
])('[E01] http://localhost:* and %s', (origin, is) => {
  expect(isAllowedOrigin(origin, ['http://localhost:*'])).toBe(is)
})

test('[E01] an entry that is no origin allows nothing', () => {
  for (const entry of ['', '*', 'null', 'https://*', 'https://*.example.com']) {
    expect(isAllowedOrigin('https://www.example.com', [entry])).toBe(false)
    expect(isAllowedOrigin('null', [entry])).toBe(false)
  }
})

test('an entry has one spelling', () => {
  expect(normalOrigin('HTTPS://Shop.Example:443')).toBe('https://shop.example')
  expect(normalOrigin('http://shop.example:8080')).toBe('http://shop.example:8080')
  expect(normalOrigin('http://localhost:*')).toBe('http://localhost:*')
  expect(normalOrigin('http://[::1]:3000')).toBe('http://[::1]:3000')
  expect(normalOrigin('https://shop.example/')).toBeNull()
  expect(normalOrigin('https://*.example')).toBeNull()
})

test.each([
  ['https://shop.example', 'https://SHOP.example:443', true],
  ['https://shop.example', 'https://www.shop.example', false],
  ['https://shop.example', 'https://shop.example:8443', false],
  ['http://localhost:3000', 'http://127.0.0.1:8080', true],
  ['http://localhost:3000', 'http://localhost.evil.example', false],
])('[E03] a token bound at %s serves at %s: %s', (one, other, isSame) => {
  expect(boundOrigin(one) === boundOrigin(other)).toBe(isSame)
})
