/** What a form's field says of a value before it is sent, and how a value reads afterwards. */
import { type FormField, ownOf } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { en } from '../locales/en.ts'
import { later } from '../locales/en-later.ts'
import type { Texts } from '../locales/texts.ts'
import { problemOf, sayValue } from './fields.tsx'

const t = { ...en, ...later } as Texts
const field = (type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  id: 'x',
  label: 'X',
  type,
  ...more,
})

describe('[CV-9] what is wrong with a value', () => {
  test.each([
    ['text', '', true, later.fieldNeeded],
    ['checkbox', '', true, later.tickNeeded],
    ['text', '', false, false],
    ['email', 'kim', false, later.fieldEmail],
    ['email', 'kim@mail.example', true, false],
    ['phone', 'call me', false, later.fieldWrong],
    ['phone', '+48 600 100 200', false, false],
    ['number', 'four', false, later.fieldWrong],
    ['number', '-3,5', false, false],
    ['number', '+007', false, false],
    ['number', ',5', false, false],
    ['number', '5.', false, later.fieldWrong],
    ['date', '2027-01-31', true, false],
  ] as const)('%s %j, required %s: %s', (type, value, required, problem) => {
    expect(problemOf(field(type, { required }), value, t)).toBe(problem)
  })
})

test('[CV-9] what every object has is nobody’s value', () => {
  expect(ownOf<unknown>({}, 'toString')).toBeUndefined()
  expect(ownOf({ toString: 'said' } as never, 'toString')).toBe('said')
})

test('[CV-9] values read as people write them', () => {
  const choice = field('choice', { options: [{ id: 'l', label: 'Large' }] })
  expect(sayValue(choice, 'l', t, 'en')).toBe('Large')
  expect(sayValue(choice, 'gone', t, 'en')).toBe('gone')
  expect(sayValue(field('checkbox'), 'true', t, 'en')).toBe('Yes')
  expect(sayValue(field('date'), '2027-01-31', t, 'de')).toBe('31.1.2027')
})
