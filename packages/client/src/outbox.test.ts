import type { Answer, CommandKeys } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { memoryStorage } from '../test/support/fake-platform.ts'
import type { Line } from './line.ts'
import { commandOf, due, type Entry, type Sender, type Sent, settle } from './outbox.ts'
import { createOutbox, type Outbox } from './outbox-model.ts'
import { createSender } from './outbox-sender.ts'
import { createStore } from './store.ts'

const entry = (key: string, more: Partial<Entry> = {}): Entry => ({
  key,
  conversation: 'x',
  at: 1,
  body: { kind: 'text', text: key },
  ...more,
})
const failed = { code: 'forbidden', message: '' } as const
type Answered = Answer<'message.post'>
const refused = (
  code: 'rate_limited' | 'unavailable' | 'closed' | 'conflict',
  retryAfter?: number,
): Answered => ({
  re: 1,
  error: { code, message: '', retryAfter },
})
const ok = (seq: number, conversation = 'x'): Answered => ({ re: 1, ok: { conversation, seq, at: 1 } })

describe('[WG-13] what may go out', () => {
  const table: [string, Entry[], string[], string[]][] = [
    ['nothing', [], [], []],
    ['the first of a conversation', [entry('1'), entry('2')], [], ['1']],
    ['none while one is under way', [entry('1'), entry('2')], ['1'], []],
    ['one of each conversation', [entry('1'), entry('2', { conversation: 'y' })], [], ['1', '2']],
    ['the next after a failed one', [entry('1', { error: failed }), entry('2')], [], ['2']],
    ['the next after an answered one', [entry('1', { seq: 4 }), entry('2')], [], ['2']],
    [
      'one for a conversation to come',
      [entry('1', { conversation: null }), entry('2', { conversation: null })],
      [],
      ['1'],
    ],
    ['nothing behind one that was retried and is under way', [entry('1'), entry('2')], ['2'], []],
  ]
  test.each(table)('%s', (_, entries, flying, then) => {
    expect(due(entries, new Set(flying)).map(({ key }) => key)).toEqual(then)
  })
})

describe('what an entry is sent as', () => {
  const none = { kind: 'text', text: '' } as const
  test.each<[string, Partial<Entry>, Sent, object]>([
    ['a message', {}, 'message.post', { body: { kind: 'text', text: '1' } }],
    [
      '[AS-14] a guided question',
      { guided: 'f', conversation: null },
      'message.post',
      { guided: 'f', conversation: null },
    ],
    [
      'a file, by its id alone',
      { body: { kind: 'file', file: { id: 'f', name: 'a', type: 'b', size: 1, url: 'c' } } as Entry['body'] },
      'message.post',
      { body: { kind: 'file', file: { id: 'f' } } },
    ],
    [
      'a pick',
      { pick: { target: 3, option: 'a' } },
      'option.pick',
      { conversation: 'x', target: 3, option: 'a' },
    ],
    [
      '[RT-1] a wish for a person, as the first act of all',
      { handoff: true, body: none, conversation: null },
      'handoff.request',
      { conversation: null },
    ],
    [
      '[RT-3] [WG-5] a wish for a group, with what was agreed to before',
      { handoff: true, group: 'g', consent: 'v1', body: none, conversation: null },
      'handoff.request',
      { group: 'g', consent: 'v1' },
    ],
    [
      '[WG-5] a first message, with what was agreed to before',
      { consent: 'v1', conversation: null },
      'message.post',
      { consent: 'v1' },
    ],
    [
      '[CV-9] a form, filled in',
      { submit: { target: 3, values: { a: 'b' } }, body: none },
      'form.submit',
      { conversation: 'x', target: 3, values: { a: 'b' } },
    ],
  ])('%s', (_, more, name, keys) => {
    const [sentAs, given] = commandOf(entry('1', more))
    expect([sentAs, given]).toMatchObject([name, { cid: '1', ...keys }])
    expect(Object.values(given)).not.toContain(undefined)
  })
  test('[WG-5] what was agreed to is said at the beginning alone', () => {
    expect(commandOf(entry('1', { consent: 'v1' }))[1]).not.toHaveProperty('consent')
  })
})

describe('[PROTOCOL §10] what an answer makes of an entry', () => {
  test('ok: answered, in the conversation that was named', () => {
    expect(settle(entry('1', { conversation: null }), ok(3, 'new'))).toMatchObject({
      conversation: 'new',
      seq: 3,
    })
  })
  test('a pick stays where it was made, which its answer does not say', () => {
    expect(settle(entry('1', { pick: { target: 2, option: 'a' } }), { re: 1, ok: { seq: 3 } })).toMatchObject(
      {
        conversation: 'x',
        seq: 3,
      },
    )
  })
  test('rate_limited and unavailable: wait as told, five seconds if not', () => {
    expect(settle(entry('1'), refused('rate_limited', 1_234))).toBe(1_234)
    expect(settle(entry('1'), refused('unavailable'))).toBe(5_000)
  })
  test('anything else: failed, with the reason', () => {
    expect(settle(entry('1'), refused('closed'))).toMatchObject({ key: '1', error: { code: 'closed' } })
    expect(settle(entry('1'), refused('conflict'))).toMatchObject({ error: { code: 'conflict' } })
  })
})

describe('the outbox', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function make(storage = memoryStorage()) {
    const sent: { entry: Entry; answer(answer: Answered | null): Promise<void> }[] = []
    const state = { sends: true }
    const store = createStore(() => storage, 'foyer:demo:')
    const box: Outbox = createOutbox({ store: () => store, sender: () => sender, share() {} })
    const request = (_: Sent, { cid }: CommandKeys<Sent>) =>
      new Promise<Answered | null>((resolve) => {
        sent.push({
          entry: box.entries.value.find(({ key }) => key === cid)!,
          answer: async (answer) => {
            resolve(answer)
            await vi.advanceTimersByTimeAsync(0)
          },
        })
      })
    const sender: Sender = createSender({
      outbox: box,
      request: request as unknown as Line['request'],
      sends: () => state.sends,
      posted: (entry, conversation) => {
        if (entry.conversation === null) box.adopt(conversation)
      },
    })
    return { box, sender, sent, state, storage }
  }
  const keys = (sent: { entry: Entry }[]) => sent.map(({ entry }) => entry.key)

  test('[A17] sends in order, the next only after the answer', async () => {
    const { box, sent } = make()
    for (const key of ['1', '2', '3']) box.put(entry(key))
    expect(keys(sent)).toEqual(['1'])
    await sent[0]!.answer(ok(1))
    expect(keys(sent)).toEqual(['1', '2'])
    await sent[1]!.answer(ok(2))
    await sent[2]!.answer(ok(3))
    expect(keys(sent)).toEqual(['1', '2', '3'])
  })

  test('[A07] a cut sends the same entry again, first', async () => {
    const { box, sender, sent, state } = make()
    box.put(entry('1'))
    box.put(entry('2'))
    state.sends = false
    await sent[0]!.answer(null)
    expect(keys(sent)).toEqual(['1'])
    state.sends = true
    sender.pump()
    expect(keys(sent)).toEqual(['1', '1'])
  })

  test('[C07] waits as long as it is told and then sends the same', async () => {
    const { box, sent } = make()
    box.put(entry('1'))
    box.put(entry('2', { conversation: 'y' }))
    await sent[1]!.answer(refused('rate_limited', 3_000))
    await sent[0]!.answer(ok(1))
    await vi.advanceTimersByTimeAsync(2_999)
    expect(keys(sent)).toEqual(['1', '2'])
    await vi.advanceTimersByTimeAsync(1)
    expect(keys(sent)).toEqual(['1', '2', '2'])
  })

  test('[lesson 34] a refused one lets the next pass; retried it goes with the same cid; removed it is gone', async () => {
    const { box, sent, storage } = make()
    box.put(entry('1'))
    box.put(entry('2'))
    await sent[0]!.answer(refused('closed'))
    expect(keys(sent)).toEqual(['1', '2'])
    expect(box.entries.value[0]).toMatchObject({ key: '1', error: { code: 'closed' } })
    await sent[1]!.answer(ok(2))
    box.retry('1')
    expect(keys(sent)).toEqual(['1', '2', '1'])
    await sent[2]!.answer(refused('closed'))
    box.drop('1')
    expect(box.entries.value.map(({ key }) => key)).toEqual(['2'])
    expect(storage.length).toBe(0)
  })

  test('[A24] what waits survives a reload, in order; what was answered does not come back', async () => {
    const { box, sent, storage } = make()
    for (const key of ['1', '2', '3']) box.put(entry(key))
    await sent[0]!.answer(ok(1))
    const again = make(storage)
    expect(again.box.holdsWaiting()).toBe(true)
    again.box.load()
    expect(again.box.entries.value.map(({ key }) => key)).toEqual(['2', '3'])
    expect(keys(again.sent)).toEqual(['2'])
  })

  test('what was typed for a conversation to come goes into the one that the first began', async () => {
    const { box, sent, storage } = make()
    for (const key of ['1', '2']) box.put(entry(key, { conversation: null }))
    await sent[0]!.answer(ok(1, 'new'))
    expect(sent[1]!.entry).toMatchObject({ key: '2', conversation: 'new' })
    expect(JSON.parse(storage.getItem('foyer:demo:out:2')!)).toMatchObject({ conversation: 'new' })
  })

  test('another tab cannot bring back what was answered here', async () => {
    const { box, sent } = make()
    box.put(entry('1'))
    await sent[0]!.answer(ok(1))
    box.put(entry('1'), true)
    expect(keys(sent)).toEqual(['1'])
    expect(box.entries.value).toMatchObject([{ seq: 1 }])
  })

  test('broken or full storage keeps it in memory', () => {
    const broken = memoryStorage()
    broken.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const { box, sent } = make(broken)
    box.put(entry('1'))
    expect(keys(sent)).toEqual(['1'])
    expect(box.holdsWaiting()).toBe(true)
  })
})
