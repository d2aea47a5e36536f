import type { Phrase, QuickReply } from '@foyer/protocol'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { complete, prepare } from './completion.ts'

const now = 1_790_000_000_000
const day = 86_400_000
const reply = (title: string, text: string) => ({ title, text }) as QuickReply
const phrase = (text: string, count = 1, at = now): Phrase => ({ text, count, at })
const texts = (replies: QuickReply[], phrases: Phrase[], typed: string) =>
  complete(prepare(replies, phrases, now), typed).map(({ text }) => text)

describe('[IN-8] completion', () => {
  const replies = [reply('Delivery time', 'It takes two days.'), reply('Thanks', 'Thank you for waiting')]

  it('begins with two characters, and ends with a line of its own', () => {
    expect(texts(replies, [], 't')).toEqual([])
    expect(texts(replies, [], 'th')).toEqual(['Thank you for waiting'])
    expect(texts(replies, [], 'th\nx')).toEqual([])
    expect(texts(replies, [], 'x'.repeat(81))).toEqual([])
  })

  it('prefers how it begins, then words, then what is within', () => {
    const phrases = [phrase('another day'), phrase('on the other hand'), phrase('other things')]
    expect(texts([], phrases, 'other')).toEqual(['other things', 'on the other hand', 'another day'])
    expect(texts(replies, [], 'delivery')).toEqual(['It takes two days.'])
  })

  it('prefers what was said often and lately', () => {
    const phrases = [
      phrase('hello once'),
      phrase('hello often', 20),
      phrase('hello long ago', 20, now - 200 * day),
    ]
    expect(texts([], phrases, 'hello')).toEqual(['hello often', 'hello once', 'hello long ago'])
  })

  it('looks through case and accents, and says nothing twice nor what is there', () => {
    expect(texts([], [phrase('Żółw')], 'zo')).toEqual(['Żółw'])
    expect(texts([], [phrase('Où êtes-vous ?')], 'ou et')).toEqual(['Où êtes-vous ?'])
    expect(texts(replies, [phrase('It takes two days.')], 'it takes')).toHaveLength(1)
    expect(texts([], [phrase('done')], 'Done')).toEqual([])
  })

  it('folds all that is kept once, and at a key what is typed alone', () => {
    const fold = vi.spyOn(String.prototype, 'normalize')
    onTestFinished(() => fold.mockRestore())
    const many = Array.from({ length: 2_000 }, (_, at) => phrase(`${at} ${'long sentence '.repeat(30)}`))
    const prepared = prepare([], many, now)
    expect(fold).toHaveBeenCalledTimes(2_000)
    for (const typed of ['lo', 'long s', 'sentence', 'zz']) complete(prepared, typed)
    expect(fold).toHaveBeenCalledTimes(2_004)
  })
})
