/** What is let in from the wire. */
import { rolesOf } from '@foyer/protocol'
import { commandSchemas } from '@foyer/protocol/schema'
import { describe, expect, test } from 'vitest'
import { readCommand, readFrame } from './decode.ts'

const id = '0190b5a4-7c2e-7000-8000-000000000001'
const post = (more: object) => ({
  id: 1,
  do: 'message.post',
  conversation: null,
  cid: id,
  body: { kind: 'text', text: 'Hi' },
  ...more,
})

test.each([
  'no json',
  '',
  'null',
  '"x"',
  '[]',
  '[1]',
  '{}',
  '{"id":1}',
  '{"do":"ping"}',
  '{"id":0,"do":"ping"}',
  '{"id":-1,"do":"ping"}',
  '{"id":1.5,"do":"ping"}',
  '{"id":"1","do":"ping"}',
  '{"id":1,"do":1}',
  '['.repeat(50_000),
])('[D06] %s is not the protocol', (text) => {
  expect(readFrame(text)).toBeNull()
})

test('[D06] numbers beyond range and repeated keys harm nobody', () => {
  expect(readFrame('{"id":1,"do":"ping","a":1e400,"do":"ping"}')).toMatchObject({ do: 'ping' })
})

test('[D05] lone surrogates and NUL are replaced, the same way everywhere', () => {
  const frame = readFrame(JSON.stringify(post({ body: { kind: 'text', text: 'a\ud800b\0c' } })))
  expect(frame).toMatchObject({ body: { text: 'a\ufffdb\ufffdc' } })
  expect(readFrame(String.raw`{"id":1,"do":"x","t":"\uD83D\uDE00"}`)).toMatchObject({ t: '😀' })
})

describe('fields', () => {
  const cases: [object, string][] = [
    [{ body: { kind: 'text', text: '' } }, '/body/text'],
    [{ body: { kind: 'text', text: ' \n ' } }, '/body/text'],
    [{ body: { kind: 'text' } }, '/body/text'],
    [{ body: { kind: 'deleted' } }, '/body/kind'],
    [{ body: { kind: 'file', file: { id: 'x' } } }, '/body/file/id'],
    [{ cid: 'x' }, '/cid'],
    [{ cid: undefined }, '/cid'],
    [{ quote: 0 }, '/quote'],
    [{ quote: '1' }, '/quote'],
    [{ conversation: 7 }, '/conversation'],
  ]
  test.each(cases)('[D07] %j is refused with a path', (more, path) => {
    expect(readCommand(JSON.parse(JSON.stringify(post(more))), 'visitor')).toMatchObject({
      code: 'bad_request',
      path,
    })
  })
  test('a text is counted in code points', () => {
    const body = (text: string) => readCommand(post({ body: { kind: 'text', text } }) as never, 'visitor')
    expect(body('😀'.repeat(10_000))).not.toHaveProperty('code')
    expect(body('😀'.repeat(10_001))).toMatchObject({ code: 'too_large', path: '/body/text' })
  })
  test('unknown keys are ignored', () => {
    expect(readCommand(post({ whatever: { a: 1 } }) as never, 'visitor')).not.toHaveProperty('code')
  })
})

test.each([
  [post({ cid: 'x' }), '/cid', 'be a UUID'],
  [post({ cid: 7 }), '/cid', 'be a UUID'],
  [post({ conversation: 7 }), '/conversation', 'be a UUID or be null'],
  [post({ body: { kind: 'text', text: '' } }), '/body/text', 'not be empty'],
  [post({ body: { kind: 'text', text: ' ' } }), '/body/text', 'not be empty'],
  [post({ body: { kind: 'text', text: 7 } }), '/body/text', 'be a text'],
  [post({ body: { kind: 'x' } }), '/body/kind', 'be one of: text, file, card, options, form, filled'],
  [post({ body: { kind: 'form', text: 'x', fields: [] } }), '/body/fields', 'not be empty'],
  [
    post({ body: { kind: 'form', text: 'x', fields: [{ id: 'a', label: 'A', type: 'files' }] } }),
    '/body/fields/0/type',
    'be one of: text, email, phone, number, date, longText, choice, checkbox',
  ],
  [
    post({
      body: { kind: 'card', card: { type: 'link', title: 'x', buttons: [{ label: 'x', handoff: false }] } },
    }),
    '/body/card/buttons/0/handoff',
    'be true',
  ],
  [post({ quote: 0 }), '/quote', 'be 1 or more'],
  [post({ quote: 1.5 }), '/quote', 'be a whole number'],
  [post({ faq: 7 }), '/faq', 'be a list'],
  [post({ faq: [id, 'x'] }), '/faq/1', 'be a UUID'],
  [post({ offline: 'x' }), '/offline', 'be true or false'],
  [{ do: 'visitors.watch', watch: 7 }, '/watch', 'be null or be an object'],
  [
    { do: 'visitors.watch', watch: { list: 'x', site: 's' } },
    '/watch/list',
    'be one of: onSite, spokeToday, left',
  ],
  [{ do: 'inbox.watch', list: 'all', after: 'x' }, '/after', 'be as an earlier answer gave it'],
  [
    { do: 'attributes', visitor: { 'a/b': {} } },
    '/visitor/a~1b',
    'be a text or be a number or be true or false',
  ],
  [{ do: 'conversation.assign', conversation: id, cid: id, to: { group: 'x' } }, '/to/group', 'be a UUID'],
  [{ do: 'history', conversation: id, before: -1 }, '/before', 'be 0 or more'],
  [{ do: 'history', conversation: id, before: [1, 'x'] }, '/before/1', 'be a whole number'],
  [{ do: 'history', conversation: id, before: 'x' }, '/before', 'be a whole number or be a list'],
  [{ do: 'history', conversation: id, limit: 1_000 }, '/limit', 'be 100 or less'],
  [{ do: 'suggest', conversation: id, text: 'x'.repeat(10_001) }, '/text', 'have at most 10000 characters'],
] as const)('[D07] %j: %s must %s', (frame, path, words) => {
  expect(readCommand({ id: 1, ...frame } as never, null)).toEqual({
    code: 'bad_request',
    message: `This field must ${words}.`,
    path,
  })
})

test('[D07] no message says how a schema spells it', () => {
  const odd = [7, 1.5, -1, '', ' ', 'x', 'x'.repeat(40_000), true, [], {}, [7], { list: 'x' }, null]
  for (const name of Object.keys(rolesOf)) {
    const { properties } = commandSchemas[name as keyof typeof commandSchemas] as { properties?: object }
    for (const key of Object.keys(properties ?? {})) {
      for (const value of odd) {
        const answer = readCommand({ id: 1, do: name, [key]: value }, null)
        if ('code' in answer) {
          expect(answer.message).toMatch(/^This field (is missing|must [a-z].*)\.$/s)
          expect(answer.message).not.toMatch(/pattern|constant|schema|anyOf|\^/)
        }
      }
    }
  }
})

test('an unknown command, and one of another role whatever its fields', () => {
  expect(readCommand({ id: 1, do: 'toString' }, 'visitor')).toMatchObject({ code: 'unknown_command' })
  expect(readCommand({ id: 1, do: 'note.post' }, 'visitor')).toMatchObject({ code: 'forbidden' })
  for (const [name, roles] of Object.entries(rolesOf)) {
    if (roles.includes('visitor')) continue
    expect(readCommand({ id: 1, do: name }, 'visitor')).toMatchObject({ code: 'forbidden' })
  }
})

test('null for an optional key is as if it were absent, and stays where it means something', () => {
  const frame = readCommand(post({ quote: null, faq: null, offline: null }) as never, 'visitor')
  expect(frame).not.toHaveProperty('code')
  expect(frame).not.toHaveProperty('quote')
  expect(frame).toHaveProperty('conversation', null)
  const hello = { id: 1, do: 'hello', role: 'visitor', token: null, sdk: null, locale: null, resume: null }
  expect(readCommand(hello, null)).not.toHaveProperty('code')
  expect(readCommand(post({ cid: null }) as never, 'visitor')).toMatchObject({ path: '/cid' })
})

test('[D09] depth, keys and items have limits', () => {
  const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) })
  const keys = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`k${index}`, 1]))
  for (const more of [nested(8), keys, { list: Array.from({ length: 101 }, () => 1) }]) {
    expect(readCommand({ id: 1, do: 'ping', more } as never, 'visitor')).toMatchObject({
      code: 'bad_request',
    })
  }
  expect(readCommand({ id: 1, do: 'ping', more: nested(5) } as never, 'visitor')).not.toHaveProperty('code')
})

test('[WG-17] keys have 1 to 100 characters, wherever they stand, and a longer one is not sent back', () => {
  const keyed = (key: string) => ({ [key]: 'x' })
  const long = '😀'.repeat(101)
  for (const key of ['', long, 'k'.repeat(60_000)]) {
    for (const [frame, path] of [
      [{ do: 'attributes', visitor: keyed(key) }, '/visitor'],
      [{ do: 'attributes', conversation: keyed(key) }, '/conversation'],
      [{ do: 'track', name: 'x', data: keyed(key) }, '/data'],
      [{ do: 'form.submit', conversation: id, cid: id, target: 1, values: keyed(key) }, '/values'],
      [post({ body: { kind: 'filled', form: 'leave', values: keyed(key) } }), '/body/values'],
      [{ do: 'ping', more: { 'a/b': keyed(key) } }, '/more/a~1b'],
      [{ do: 'ping', ...keyed(key) }, ''],
    ] as const) {
      expect(readCommand({ id: 1, ...frame } as never, 'visitor')).toEqual({
        code: 'bad_request',
        message: 'A key has 1 to 100 characters.',
        path,
      })
    }
  }
  const most = { id: 1, do: 'attributes', visitor: keyed('😀'.repeat(100)) }
  expect(readCommand(most, 'visitor')).not.toHaveProperty('code')
})

test('[I09] keys that reach a prototype are refused', () => {
  const frame = readFrame('{"id":1,"do":"attributes","visitor":{"__proto__":{"isAdmin":true}}}')
  expect(frame && readCommand(frame, 'visitor')).toMatchObject({
    code: 'bad_request',
    path: '/visitor/__proto__',
  })
  const escaped = readFrame(String.raw`{"id":1,"do":"ping","t":"\ud800","__proto__":{"isAdmin":true}}`)
  expect(escaped && readCommand(escaped, 'visitor')).toMatchObject({ code: 'bad_request' })
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})
