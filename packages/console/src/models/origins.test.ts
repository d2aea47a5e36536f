import { describe, expect, it } from 'vitest'
import { readOrigin } from './origins.ts'

describe('[SC-4] addresses that may carry the widget', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['  https://Shop.Example/ ', 'https://shop.example'],
    ['shop.example', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['https://shop.example:443', 'https://shop.example'],
    ['http://localhost:*', 'http://localhost:*'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://intranet', 'http://intranet'],
    ['https://münchen.example', 'https://xn--mnchen-3ya.example'],
  ])('reads %j as %s', (typed, origin) => {
    expect(readOrigin(typed)).toEqual({ origin })
  })

  it.each([
    ['', 'empty'],
    ['/', 'empty'],
    ['ftp://shop.example', 'scheme'],
    ['https://shop.example/page', 'path'],
    ['https://shop.example?a=1', 'path'],
    ['https://shop.example/#top', 'path'],
    ['https://*.shop.example', 'wildcard'],
    ['*', 'wildcard'],
    ['http://localhost:30*', 'wildcard'],
    ['https://me@shop.example', 'broken'],
    ['shop', 'broken'],
    ['https://', 'broken'],
    ['javascript:alert(1)', 'broken'],
  ])('refuses %j as %s', (typed, fault) => {
    expect(readOrigin(typed)).toEqual({ fault })
  })
})
