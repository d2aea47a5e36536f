import { expect, test } from 'vitest'
import { displayName, extensionOf } from './file-name.ts'

test.each([
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['a\0.png', 'a.png'],
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['.htaccess', 'htaccess'],
  ['-rf', 'rf'],
  ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['a"b.png', 'a_b.png'],
  ['<script>.png', '_script_.png'],
  ['  two  words .pdf ', 'two words .pdf'],
  ['résumé 履歴書.pdf', 'résumé 履歴書.pdf'],
  ['😀.png', '😀.png'],
  ['\ud800.png', '�.png'],
  ['', 'file'],
  ['..', 'file'],
  ['/', 'file'],
])('[H06] %j is shown as %j', (given, shown) => {
  expect(displayName(given)).toBe(shown)
})

test('[H06] a long name keeps its extension, whole characters and 255 bytes', () => {
  const name = displayName(`${'語'.repeat(300)}.png`)
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255)
  expect(Buffer.byteLength(name)).toBeGreaterThan(250)
  expect(name).toMatch(/^語+\.png$/)
})

test('the extension is what stands behind the last dot', () => {
  expect(extensionOf('a.tar.GZ')).toBe('gz')
  expect(extensionOf('a')).toBe('')
  expect(extensionOf('a.')).toBe('')
  expect(extensionOf('a.not an extension')).toBe('')
})
