import { expect, test } from 'vitest'
import { sharesOf } from './shares.ts'

test.each([
  ['nothing', [], []],
  ['what is not known', [['xyz', 0]], []],
  ['one word', [['ship', 3]], [['ship', 1]]],
  [
    'for and against',
    [
      ['not', -1],
      ['ship', 3],
      ['the', 0],
    ],
    [
      ['ship', 0.75],
      ['not', -0.25],
    ],
  ],
  [
    'a word that stands twice',
    [
      ['ship', 1],
      ['free', 1],
      ['ship', 2],
    ],
    [
      ['ship', 0.75],
      ['free', 0.25],
    ],
  ],
] as [string, [string, number][], [string, number][]][])('[AS-1] shares of %s', (_what, words, shares) => {
  expect(sharesOf(words.map(([word, part]) => ({ word, part })))).toEqual(
    shares.map(([text, weight]) => ({ text, weight })),
  )
})
