import { describe, expect, test } from 'vitest'
import { templates } from '../faq-templates/index.ts'
import * as steps from './group-questions.ts'

const usual = templates.en!.map(({ question }) => question)
function groupQuestions<Q extends { text: string; at: number; locale?: string }>(
  questions: Q[],
  common: string[],
  lang: string,
) {
  const grouping = steps.groupQuestions(questions, common, lang)
  for (;;) {
    const step = grouping.next()
    if (step.done) return step.value
  }
}
const ask = (...texts: string[]) => texts.map((text, index) => ({ text, at: index, seq: index }))
const group = (...texts: string[]) =>
  groupQuestions(ask(...texts), usual, 'en').map(({ questions }) => questions.map(({ text }) => text))

describe('[AS-15] questions without an answer', () => {
  test('that mean alike are together, the most frequent first', () => {
    const groups = groupQuestions(
      ask(
        'Do you have gift cards?',
        'Is the oak table waterproof?',
        'can i buy a gift card',
        'Where is your shop in Berlin?',
        'do you sell gift cards',
        'is that table waterproof?',
        'gift cards??',
      ),
      usual,
      'en',
    )
    expect(groups.map(({ questions }) => questions.map(({ text }) => text))).toEqual([
      ['gift cards??', 'do you sell gift cards', 'can i buy a gift card', 'Do you have gift cards?'],
      ['is that table waterproof?', 'Is the oak table waterproof?'],
      ['Where is your shop in Berlin?'],
    ])
  })

  test('that share nothing but small words stay apart', () => {
    expect(group('Do you sell gift cards?', 'Do you have a dog?')).toHaveLength(2)
    expect(group('How do I wash it?', 'How do I become a reseller?')).toHaveLength(2)
  })

  test('are one where only case, accents and marks differ, and what most wrote stands for all', () => {
    const [only, ...others] = groupQuestions(
      ask('Is it made of real oak wood?', 'Real oak?', 'real oak', 'REAL OAK!'),
      usual,
      'en',
    )
    expect(others).toEqual([])
    expect(only!.leader.text).toBe('REAL OAK!')
    expect(only!.questions).toHaveLength(4)
  })

  test('among groups of one size the one asked last comes first', () => {
    expect(group('Is it oak?', 'Where is Berlin?')).toEqual([['Where is Berlin?'], ['Is it oak?']])
  })

  test('are read in their own language', () => {
    const questions = [
      { text: '有没有礼品卡？', at: 1, locale: 'zh' },
      { text: '可以买礼品卡吗', at: 2, locale: 'zh' },
      { text: '桌子防水吗？', at: 3, locale: 'zh' },
    ]
    expect(groupQuestions(questions, usual, 'en').map(({ questions: { length } }) => length)).toEqual([2, 1])
  })

  test('of signs alone are kept too', () => {
    expect(group('???', '😀', '???')).toEqual([['???', '???'], ['😀']])
  })

  test('none, and many', () => {
    expect(groupQuestions([], usual, 'en')).toEqual([])
    const many = Array.from({ length: 500 }, (_, index) => `What about thing number ${index * 7919}?`)
    const groups = groupQuestions(ask(...many), usual, 'en')
    expect(groups.flatMap(({ questions }) => questions)).toHaveLength(500)
  })
})
