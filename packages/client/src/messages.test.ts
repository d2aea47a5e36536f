import type { Actor, Event, Head } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { Message } from './api.ts'
import { blank } from './held.ts'
import { createFold } from './messages.ts'
import type { Entry } from './outbox.ts'
import { append, newest } from './transcript.ts'
import { type FoldInput, foldUnsent } from './unsent.ts'

const visitor: Actor = { kind: 'visitor', id: 'v' }
const agent: Actor = { kind: 'agent', name: 'Ada' }
const said = (seq: number, by: Actor, more: Partial<Event & { type: 'message.posted' }> = {}): Event => ({
  seq,
  at: seq,
  by,
  type: 'message.posted',
  body: { kind: 'text', text: `${seq}` },
  ...more,
})
const marks = (read: number, delivered: number): Pick<Head, 'read' | 'delivered'> => ({
  read: { visitor: 0, agent: read },
  delivered: { visitor: 0, agent: delivered },
})
const input = (events: Event[], more: Partial<FoldInput> = {}): FoldInput => ({
  transcript: newest(events, false),
  head: null,
  entries: [],
  uploads: [],
  side: 'visitor',
  self: visitor,
  ...more,
})
const waiting = (key: string, more: Partial<Entry> = {}): Entry => ({
  key,
  conversation: 'x',
  at: 9,
  body: { kind: 'text', text: key },
  ...more,
})
const fold = (given: FoldInput) => createFold()(given) as Message[]

describe('[CV-7] the state of one’s own message', () => {
  test.each([
    [0, 0, 'sent'],
    [0, 1, 'delivered'],
    [1, 1, 'read'],
  ] as const)('read %i, delivered %i → %s', (read, delivered, state) => {
    expect(fold(input([said(1, visitor)], { head: marks(read, delivered) }))[0]).toMatchObject({
      state,
      mine: true,
    })
  })

  test('the other side’s has none; on the agents’ side the assistant is of one’s own', () => {
    expect(fold(input([said(1, agent)]))[0]).toMatchObject({ state: null, mine: false })
    const items = fold(
      input([said(1, { kind: 'assistant' }), said(2, visitor), said(3, { kind: 'system' })], {
        side: 'agent',
      }),
    )
    expect(items.map(({ mine, state }) => [mine, state])).toEqual([
      [true, 'sent'],
      [false, null],
      [false, null],
    ])
  })

  test.each([
    [{}, 'sending'],
    [{ seq: 4 }, 'sent'],
    [{ error: { code: 'closed', message: '' } }, 'failed'],
  ] as const)('in the outbox %o → %s', (more, state) => {
    expect(fold(input([], { entries: [waiting('k', more)] }))[0]).toMatchObject({ key: 'k', state, at: 9 })
  })
})

describe('[lesson 28] a message is one line from typing to history', () => {
  test('its event takes the place of its entry, under the same key', () => {
    const items = fold(input([said(1, visitor, { cid: 'k' })], { entries: [waiting('k'), waiting('l')] }))
    expect(items.map(({ key, state }) => [key, state])).toEqual([
      ['k', 'sent'],
      ['l', 'sending'],
    ])
  })

  test('another side’s cid is never a key and never hides an entry', () => {
    const items = fold(input([said(1, agent, { cid: 'k' })], { entries: [waiting('k')] }))
    expect(items.map(({ key }) => key)).toEqual(['1.0', 'k'])
  })

  test('an answered entry is not shown beside the log that has its seq', () => {
    expect(fold(input([said(1, visitor)], { entries: [waiting('k', { seq: 1 })] }))).toHaveLength(1)
  })
})

describe('[CV-8] quotes', () => {
  test('show the original, its deletion, or that it is not loaded', () => {
    const events = [said(2, agent), said(3, agent, { body: { kind: 'deleted' } })]
    const quoting = [2, 3, 1].map((quote, i) => said(4 + i, visitor, { quote }))
    const quotes = fold(input([...events, ...quoting])).map(({ quote }) => quote)
    expect(quotes.slice(2)).toEqual([
      { seq: 2, by: agent, body: { kind: 'text', text: '2' } },
      { seq: 3, by: agent, body: { kind: 'deleted' } },
      { seq: 1, by: null, body: null },
    ])
  })

  test('text and files may be quoted; system messages, cards, options, forms and what is deleted may not', () => {
    const bodies = [
      { kind: 'text', text: '' },
      { kind: 'file', file: { id: 'f', name: '', type: '', size: 1, url: '' } },
      { kind: 'card', card: { type: 'link', title: '' } },
      { kind: 'options', text: '', options: [] },
      { kind: 'form', text: '', fields: [] },
      { kind: 'deleted' },
    ] as const
    const events = bodies.map((body, i) => said(i + 1, agent, { body: body as never }))
    events.push(said(7, { kind: 'system' }))
    expect(fold(input(events)).map(({ quotable }) => quotable)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ])
    expect(fold(input([], { entries: [waiting('k')] }))[0]!.quotable).toBe(false)
  })
})

test('notes, notices and edits', () => {
  let transcript = append(blank, 0, [
    said(1, agent),
    { seq: 1, sub: 1, at: 2, by: agent, type: 'note.posted', text: 'psst' },
    { seq: 2, at: 3, by: agent, type: 'conversation.closed', reason: 'agent' },
  ])!
  transcript = append(transcript, 2, [
    { seq: 3, at: 4, by: agent, type: 'message.edited', target: 1, body: { kind: 'text', text: 'better' } },
  ])!
  const items = createFold()({ ...input([]), transcript, side: 'agent' })
  expect(items).toMatchObject([
    { kind: 'message', body: { text: 'better' }, edited: true },
    {
      kind: 'message',
      note: true,
      sub: 1,
      body: { kind: 'text', text: 'psst' },
      quotable: false,
      state: null,
    },
    { kind: 'notice', key: '2.0', event: { type: 'conversation.closed' } },
  ])
})

test('in a thread of two thousand only the lines that changed are made anew', () => {
  const again = createFold()
  const events = Array.from({ length: 2_000 }, (_, i) => said(i + 1, i % 2 ? agent : visitor))
  const before = again(input(events, { head: marks(1_990, 1_990) }))
  const after = again(input([...events, said(2_001, visitor)], { head: marks(1_993, 1_990) }))
  const made = after.filter((item, i) => item !== before[i])
  expect(made.map((item) => item.kind === 'message' && item.seq)).toEqual([1_991, 1_993, 2_001])
})

describe('options to pick', () => {
  const options = [
    { id: 'a', label: 'Returns' },
    { id: 'none', label: '' },
  ]
  const offer = said(1, { kind: 'assistant' }, { auto: 'bot', body: { kind: 'options', text: '?', options } })
  const picked: Event = {
    seq: 2,
    at: 2,
    cid: 'p',
    by: visitor,
    type: 'option.picked',
    target: 1,
    option: 'a',
  }
  const pick = (key: string, more: Partial<Entry> = {}) =>
    waiting(key, { body: { kind: 'text', text: 'Returns' }, pick: { target: 1, option: 'a' }, ...more })

  test('a pick is a line of the visitor’s own, by its label, and what was offered knows it', () => {
    const [first, line] = fold(input([offer, picked]))
    expect(first).toMatchObject({ picked: 'a' })
    expect(line).toMatchObject({
      kind: 'message',
      key: 'p',
      mine: true,
      state: 'sent',
      body: { kind: 'text', text: 'Returns' },
      pick: { target: 1, option: 'a' },
      quotable: false,
    })
  })

  test('also while it waits, and it keeps its key when it is answered', () => {
    const items = fold(input([offer], { entries: [pick('p')] }))
    expect(items.map(({ key, picked, state }) => [key, picked, state])).toEqual([
      ['1.0', 'a', null],
      ['p', undefined, 'sending'],
    ])
    expect(fold(input([offer, picked], { entries: [pick('p', { seq: 2 })] }))).toHaveLength(2)
  })

  test('refused, it can be picked anew', () => {
    const [first, line] = fold(
      input([offer], { entries: [pick('p', { error: { code: 'conflict', message: '' } })] }),
    )
    expect([first!.picked, line!.state]).toEqual([undefined, 'failed'])
  })

  test('of an offer that is not loaded it says nothing yet', () => {
    expect(fold(input([picked]))[0]).toMatchObject({ body: { kind: 'text', text: '' } })
  })
})

describe('[CV-9] a form of the thread', () => {
  const fields = [{ id: 'n', label: 'Number', type: 'number' as const }]
  const form = said(1, { kind: 'agent', id: 'a' }, { body: { kind: 'form', text: '?', fields } })
  const submitted: Event = {
    seq: 2,
    at: 2,
    cid: 'f',
    by: visitor,
    type: 'form.submitted',
    target: 1,
    values: { n: '7' },
  }
  const submit = (more: Partial<Entry> = {}) =>
    waiting('f', { body: { kind: 'text', text: '' }, submit: { target: 1, values: { n: '7' } }, ...more })

  test('knows what it was filled in with, also while that waits, once', () => {
    expect(fold(input([form, submitted]))[0]).toMatchObject({ values: { n: '7' } })
    const items = fold(input([form], { entries: [submit()] }))
    expect(items).toMatchObject([{ values: { n: '7' } }, { kind: 'notice', key: 'f' }])
    expect(fold(input([form, submitted], { entries: [submit({ seq: 2 })] }))).toHaveLength(2)
  })

  test('refused, it is empty again, and what was tried is kept beside why', () => {
    const error = { code: 'bad_request', message: '', path: '/values/n' } as const
    const [first, notice] = fold(input([form], { entries: [submit({ error })] }))
    expect(first).toMatchObject({ kind: 'message', values: undefined })
    expect(notice).toMatchObject({ error, event: { type: 'form.submitted', values: { n: '7' } } })
  })
})

describe('[RT-1] a wish for a person', () => {
  const wish = (more: Partial<Entry> = {}) =>
    waiting('h', { handoff: true, body: { kind: 'text', text: '' }, ...more })

  test('is told before it is answered, once, under one key', () => {
    const before = fold(input([], { entries: [wish()] }))
    expect(before).toMatchObject([{ kind: 'notice', key: 'h', event: { type: 'handoff.requested' } }])
    const event: Event = { seq: 1, at: 1, cid: 'h', by: visitor, type: 'handoff.requested' }
    expect(fold(input([event], { entries: [wish({ seq: 1 })] }))).toMatchObject([
      { kind: 'notice', key: 'h', event },
    ])
  })

  test('says that it was refused', () => {
    const error = { code: 'closed', message: '' } as const
    expect(fold(input([], { entries: [wish({ error })] }))).toMatchObject([{ kind: 'notice', error }])
  })
})

test('[AS-12] what a model answered from comes with its message', () => {
  const sources = [{ title: 'Returns', url: 'https://shop.example/returns' }]
  expect(fold(input([said(1, { kind: 'assistant' }, { auto: 'bot', sources })]))[0]).toMatchObject({
    auto: 'bot',
    sources,
  })
})

test('[WG-13] before there is a line, what waits is shown as it will be', () => {
  const given = input([], { entries: [waiting('2', { faq: ['f'] }), waiting('1')] })
  expect(foldUnsent(given)).toEqual(fold(given))
})
