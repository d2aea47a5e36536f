import type { FormField } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from '../site-defaults.ts'
import { patchSettings } from '../site-rules.ts'
import { answersIn, filledIn, formIn, leaveInThread } from './site-form.ts'
import { readValues } from './values.ts'
import { ownWord, wordIn, wordings, wordLocales } from './words.ts'

const field = (id: string, type: FormField['type'], more: Partial<FormField> = {}): FormField => ({
  id,
  label: id.toUpperCase(),
  type,
  ...more,
})
const size = field('size', 'choice', {
  options: [
    { id: 's', label: 'Small' },
    { id: 'l', label: 'Large' },
  ],
})

describe('[CV-9] values of a form', () => {
  test.each([
    ['text', '  two   words ', 'two words'],
    ['longText', ' one\n\ntwo ', 'one\n\ntwo'],
    ['email', ' kim@mail.example ', 'kim@mail.example'],
    ['phone', '+48 600 100 200', '+48 600 100 200'],
    ['number', '-12.5', '-12.5'],
    ['number', '1,5', '1,5'],
    ['number', '+5', '+5'],
    ['number', '.5', '.5'],
    // As it was written: it may be a number of an order.
    ['number', '007', '007'],
    ['date', '2028-02-29', '2028-02-29'],
    ['checkbox', 'true', 'true'],
    [
      'choice',
      'anything, where there is nothing to choose from',
      'anything, where there is nothing to choose from',
    ],
  ] as const)('%s takes %j', (type, given, value) => {
    expect(readValues([field('x', type)], { x: given })).toEqual({ ok: { x: value } })
  })

  test.each([
    ['email', 'kim'],
    ['email', 'kim@localhost'],
    ['email', 'a@b.example, c@d.example'],
    ['phone', 'call me'],
    ['number', 'twelve'],
    ['number', '1e9'],
    ['number', '1.'],
    ['number', '.'],
    ['number', '--1'],
    ['number', '0x10'],
    ['date', '2027-02-29'],
    ['date', '31.12.2026'],
    ['text', 'x'.repeat(2_001)],
  ] as const)('%s refuses %j, and says where', (type, given) => {
    expect(readValues([field('a/b', type)], { 'a/b': given }, '/body/values')).toMatchObject({
      error: { code: 'bad_request', path: '/body/values/a~1b' },
    })
  })

  test('a choice is one of those offered; a required box is ticked; what is needed is there', () => {
    expect(readValues([size], { size: 'l' })).toEqual({ ok: { size: 'l' } })
    const refused = (fields: FormField[], values: Record<string, string>) =>
      (readValues(fields, values) as { error?: { path: string } }).error?.path
    expect(refused([size], { size: 'xl' })).toBe('/values/size')
    expect(refused([field('ok', 'checkbox', { required: true })], { ok: 'false' })).toBe('/values/ok')
    expect(refused([field('n', 'text', { required: true })], { n: '  ' })).toBe('/values/n')
    expect(refused([field('n', 'text')], { m: 'x' })).toBe('/values/m')
    // Files come after the form.
    expect(readValues([field('f', 'files', { required: true })], {})).toEqual({ ok: {} })
  })
})

test('[CV-9] [I09] a field may be called as what every object has; only what was filled in counts', () => {
  const ids = ['toString', 'constructor', '__proto__', 'hasOwnProperty']
  const asked = ids.map((id) => field(id, 'text'))
  expect(readValues(asked, {})).toEqual({ ok: {} })
  expect(readValues(asked, { toString: 'said' })).toEqual({ ok: { toString: 'said' } })
  expect(readValues([field('toString', 'text', { required: true })], {})).toMatchObject({
    error: { path: '/values/toString' },
  })
  expect(answersIn(asked, {})).toBe('')
})

describe('[WG-11] a form of the site', () => {
  const { forms } = defaultSettings('Shop', [])

  test('labels are the site’s, else the product’s, in the visitor’s language, else the site’s', () => {
    const own = { de: 'Ihr Anliegen', sw: 'Ujumbe' }
    expect(wordIn({}, 'email', 'pl-PL', 'en')).toBe('E-mail')
    expect(wordIn(own, 'message', 'de-AT', 'en')).toBe('Ihr Anliegen')
    expect(wordIn(own, 'message', 'fr', 'en')).toBe('Message')
    expect(wordIn(own, 'message', 'sw', 'en')).toBe('Ujumbe')
    // A language that nobody has words in: the site's.
    expect(wordIn(own, 'message', 'tr', 'de')).toBe('Ihr Anliegen')
    expect(wordIn({ de: 'Farbe' }, 'color', 'fr', 'en')).toBe('Farbe')
    expect(ownWord('yes', 'ar', 'en')).toBe('نعم')
    expect(wordLocales()).toHaveLength(10)
    expect(wordings({ en: 'Mine' }, 'consent')).toContain('Mine')
  })

  test('what was filled in stands in words, with what was left empty left out', () => {
    const reader = { locale: 'de', ofSite: 'en' }
    const { fields } = formIn(forms.leave, 'leave', reader)
    expect(fields.map(({ id, required }) => [id, required === true])).toEqual([
      ['name', false],
      ['email', true],
      ['message', true],
      ['files', false],
    ])
    const asked = [...fields, size, field('news', 'checkbox')]
    const values = { email: 'kim@mail.example', message: 'Hallo,\nwo?', size: 'l' }
    expect(filledIn('leave', asked, values, reader)).toMatchObject({
      kind: 'filled',
      form: 'leave',
      text: 'E-Mail: kim@mail.example\nHallo,\nwo?\nSize: Large\nNEWS: Nein'.replace('Size', 'SIZE'),
      values,
    })
    expect(answersIn([size], { size: 's' })).toBe('SIZE: Small')
    expect(answersIn(undefined, { size: 's' })).toBe('size: s')
  })

  test('in the thread it asks for no files', () => {
    const asked = leaveInThread(forms.leave, { locale: 'en', ofSite: 'en' })
    expect(asked?.fields.map(({ id }) => id)).toEqual(['name', 'email', 'message'])
    expect(asked?.text).toMatch(/^Nobody is here/)
  })
})

describe('settings of forms', () => {
  const site = defaultSettings('Shop', [])
  const own = { id: 'size', type: 'choice' as const, label: { en: 'Size' }, required: false, options: [] }
  const pathOf = (forms: object) =>
    (patchSettings(site, { forms }) as { error?: { path: string } }).error?.path
  const id = '0198c0de-0000-7000-8000-000000000001'
  const usual = { ...own, type: 'text' as const }
  const option = { id: 's', label: { en: 'Small' } }
  const savedWith = (...fields: object[]) => ({ id, name: 'Sizes', text: {}, fields })

  test.each([
    ['/forms/leave/fields/0/options', { leave: { when: 'nobody', fields: [own] } }],
    [
      '/forms/leave/fields/1/id',
      { leave: { fields: [site.forms.leave.fields[0], site.forms.leave.fields[0]] } },
    ],
    ['/forms/leave/fields', { leave: { when: 'nobody', fields: [] } }],
    ['/forms/preChat/fields', { preChat: { isOn: true, fields: [] } }],
    ['/forms/preChat/fields/0/type', { preChat: { fields: [site.forms.leave.fields[3]] } }],
    ['/forms/preChat/fields/0/label', { preChat: { fields: [{ ...own, type: 'text', label: {} }] } }],
    ['/forms/saved/0/name', { saved: [{ id, name: ' ', text: {}, fields: [own] }] }],
    ['/forms/saved/0/fields', { saved: [{ id, name: 'Sizes', text: {}, fields: [] }] }],
    ['/forms/saved/0/fields/0/id', { saved: [savedWith({ ...usual, id: '__proto__' })] }],
    ['/forms/saved/0/fields/0/id', { saved: [savedWith({ ...usual, id: 'constructor' })] }],
    ['/forms/saved/0/fields/0/id', { saved: [savedWith({ ...usual, id: 'prototype' })] }],
    ['/forms/saved/0/fields/1/id', { saved: [savedWith(usual, usual)] }],
    ['/forms/saved/0/fields/0/options', { saved: [savedWith(own)] }],
    ['/forms/saved/0/fields/0/options/1/id', { saved: [savedWith({ ...own, options: [option, option] })] }],
    ['/forms/consent/text/e n', { consent: { text: { 'e n': 'x' } } }],
  ])('[WG-11] %s is pointed at', (path, forms) => {
    expect(pathOf(forms)).toBe(path)
  })

  test('[WG-11] a part is a part: what is not said stays', () => {
    const done = patchSettings(site, { forms: { leave: { when: 'nobody' } } })
    expect('ok' in done && done.ok.forms).toEqual({
      ...site.forms,
      leave: { ...site.forms.leave, when: 'nobody' },
    })
  })
})
