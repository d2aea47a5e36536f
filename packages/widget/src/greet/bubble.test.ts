import { expect, it } from 'vitest'
import { plainWords } from './bubble.ts'

it.each([
  ['**We can help**, *really*', 'We can help, really'],
  ['See [our guide](https://shop.example/a) or `SPRING`', 'See our guide or SPRING'],
  ['2 * 3 * 4, snake_case_name and a_b', '2 * 3 * 4, snake_case_name and a_b'],
  ['**bold**\nand _one_', 'bold\nand one'],
  ['مرحبًا **بكم**', 'مرحبًا بكم'],
])('[WG-12] a bubble shows %j as %j', (text, shown) => {
  expect(plainWords(text)).toBe(shown)
})
