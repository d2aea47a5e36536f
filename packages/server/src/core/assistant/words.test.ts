import { expect, test } from 'vitest'
import { findPersonWord } from './words.ts'

const words = {
  forced: ['agent', '人工', 'r', 'człowiek', 'help'],
  soft: ['real person', '转人工', 'help', 'hablar con'],
}

test.each([
  ['agent', 'forced'],
  ['  AGENT! ', 'forced'],
  ['ａｇｅｎｔ', 'forced'],
  ['Człowiek', 'forced'],
  ['人工', 'forced'],
  ['R', 'forced'],
  ['an agent', null],
  ['reagent', null],
  ['are you a REAL  person?', 'soft'],
  ['surreal persons', null],
  ['请转人工客服', 'soft'],
  ['quiero hablar con alguien', 'soft'],
  ['hablar contigo', null],
  ['where is my parcel', null],
  ['...', null],
])('[RT-1] “%s” is %s', (text, kind) => {
  expect(findPersonWord(text, words)?.kind ?? null).toBe(kind)
})

test('[RT-1] a word in both lists is soft', () => {
  expect(findPersonWord('Help', words)).toEqual({ kind: 'soft', word: 'help' })
})
