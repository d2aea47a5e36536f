import { expect, test } from 'vitest'
import { contentDisposition } from './content-disposition.ts'

test.each([
  ['a.png', `inline; filename="a.png"; filename*=UTF-8''a.png`],
  ['two words.pdf', `inline; filename="two words.pdf"; filename*=UTF-8''two%20words.pdf`],
  ['履歴.pdf', `inline; filename="__.pdf"; filename*=UTF-8''%E5%B1%A5%E6%AD%B4.pdf`],
  [`it's (1)*.txt`, `inline; filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
  ['a";b.txt', `inline; filename="a_;b.txt"; filename*=UTF-8''a%22%3Bb.txt`],
  ['100%.txt', `inline; filename="100_.txt"; filename*=UTF-8''100%25.txt`],
])('[H06] %s', (name, header) => {
  expect(contentDisposition('inline', name)).toBe(header)
})
