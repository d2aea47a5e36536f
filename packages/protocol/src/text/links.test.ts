import { describe, expect, it } from 'vitest'
import { isHonest, readLink } from './links.ts'

describe('readLink', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://x.example/1',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    '&#106;avascript:alert(1)',
    'https:evil.example',
    'https:///evil.example',
    'https://user@evil.example',
    'https://bank.example:443@evil.example/',
    'https://@evil.example',
    'https://x.example\\@evil.example',
    'https://a.example/\u202egpj.exe',
    'http://',
    'http://[',
    'mailto:',
  ])('[G03] leaves %j as text', (text) => {
    expect(readLink(text)).toBeNull()
  })

  it('[G03] links http, https, mailto and tel', () => {
    expect(readLink('https://X.example/a?b#c')).toMatchObject({
      host: 'x.example',
      label: 'https://X.example/a?b#c',
    })
    expect(readLink('HTTP://x.example')?.href).toBe('http://x.example/')
    expect(readLink('mailto:me@x.example')).toEqual({
      href: 'mailto:me@x.example',
      label: 'me@x.example',
      host: '',
    })
    expect(readLink('tel:+48123')).toMatchObject({ href: 'tel:+48123', label: '+48123' })
    expect(readLink('https://x.example/@someone')?.label).toBe('https://x.example/@someone')
  })

  it('[G03] shows punycode where letters deceive', () => {
    expect(readLink('https://аpple.com/')?.label).toBe('https://xn--pple-43d.com/')
    expect(readLink('https://аррӏе.com/')?.label).toMatch(/^https:\/\/xn--/)
    expect(readLink('https://münchen.example/')?.label).toBe('https://münchen.example/')
    expect(readLink('https://例え.example/')?.label).toBe('https://例え.example/')
  })
})

describe('isHonest', () => {
  it.each([
    ['пример.рф', true],
    ['пример.com', false],
    ['xn--pple-43d.com', true],
    ['straße.de', true],
    ['ɡoogle.com', false],
    ['paypaıl.com', true],
    ['مثال.com', true],
    ['exаmple.com', false],
  ])('[G03] %s: %s', (host, honest) => {
    expect(isHonest(host)).toBe(honest)
  })
})
