import { expect, test } from 'vitest'
import { checkPassword } from './password-rules.ts'

const about = ['Ada Lovelace', 'ada.lovelace@shop.example']

test.each([
  ['short', 'Tr0ub4dor&3'],
  ['a list’s first', 'password1234'],
  ['with signs', 'P@ssw0rd!2026'],
  ['twice', 'passwordpassword'],
  ['two of them', 'iloveyousunshine'],
  ['a row of keys', 'qwertyuiop12'],
  ['counting', '123456789012'],
  ['the alphabet backwards', 'zyxwvutsrqpo'],
  ['one letter', 'aaaaaaaaaaaaaa'],
  ['a pattern', 'abc1abc1abc1abc1'],
  ['the own name', 'AdaLovelace2026'],
  ['the own address', 'ada.lovelace@shop.example'],
  ['famous', 'correct horse battery staple'],
  ['endless', 'correct zebra '.repeat(20)],
])('[SC-4] a password that is %s is refused', (_what, password) => {
  expect(checkPassword(password, about)).toMatchObject({ error: { code: 'bad_request', path: '/password' } })
})

test.each([
  'mauve giraffe bicycle',
  'vK3-fpQ9-xT2m',
  'zażółć gęślą jaźń',
  '七七七八八九九十百千万億',
  '87Kf78NwuX5JGw85',
])('%s will do', (password) => {
  expect(checkPassword(password, about)).toBeNull()
})
