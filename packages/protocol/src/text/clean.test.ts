import { expect, it } from 'vitest'
import { cleanName } from './clean.ts'

it('[G09] shows the true ending of a file name', () => {
  expect(cleanName('photo\u202egpj.exe')).toBe('photogpj.exe')
  expect(cleanName(' a\n\tb\u200f ')).toBe('a b')
  expect(cleanName('\u200e'.repeat(2000))).toBe('')
})
