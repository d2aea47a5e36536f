// The contract of what became of visitors' questions (ports/questions).
import type { Outcome } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { QuestionRecord } from '../../../src/ports/questions.ts'
import { converse, makeChange, makeMessage, makeState, newId, type Opened } from './make.ts'

const day = 86_400_000
const midnight = 20_000 * day

export function questionsContract(opened: () => Opened): void {
  const record = (over: Partial<QuestionRecord>): QuestionRecord => ({
    site: 'shop',
    conversation: newId(),
    seq: 1,
    at: midnight,
    locale: 'pl',
    outcome: 'answered',
    faq: null,
    score: 0.75,
    answer: null,
    ...over,
  })

  describe('questions', () => {
    test('[AS-15] are read back newest first, with their text from the log', async () => {
      const { store, beside } = opened()
      const site = newId()
      const { state } = await converse(store, 3, { site })
      const of = (seq: number, over: Partial<QuestionRecord> = {}) =>
        record({ site, conversation: state.id, seq, at: midnight + seq, ...over })
      const faq = newId()
      await store.questions.record(of(1, { faq, answer: 2 }))
      await store.questions.record(of(2, { outcome: 'unanswered', locale: null, score: 0.25 }))
      await store.questions.record(of(3, { outcome: 'suggested' }))
      const found = await beside.questions.newest(site, { limit: 10 })
      expect(found).toEqual([
        {
          conversation: state.id,
          seq: 3,
          at: midnight + 3,
          text: 'message 3',
          locale: 'pl',
          outcome: 'suggested',
          score: 0.75,
        },
        {
          conversation: state.id,
          seq: 2,
          at: midnight + 2,
          text: 'message 2',
          outcome: 'unanswered',
          score: 0.25,
        },
        {
          conversation: state.id,
          seq: 1,
          at: midnight + 1,
          text: 'message 1',
          locale: 'pl',
          outcome: 'answered',
          faq,
          score: 0.75,
        },
      ])
      const only = async (outcomes: Outcome[], limit = 10) =>
        (await store.questions.newest(site, { limit, outcomes })).map(({ seq }) => seq)
      expect(await only(['answered', 'unanswered'])).toEqual([2, 1])
      expect(await only(['answered', 'unanswered'], 1)).toEqual([2])
      expect(await only([])).toEqual([])
      expect(await store.questions.newest(newId(), { limit: 10 })).toEqual([])
    })

    test('[AS-15] what is deleted from the log, has no words, or was dismissed, is left out', async () => {
      const { store } = opened()
      const site = newId()
      const state = makeState({ site })
      const file = { id: newId(), name: 'a.png', type: 'image/png', size: 1, url: '' }
      const events = [
        makeMessage(1),
        makeMessage(2, '', { body: { kind: 'deleted' } } as never),
        makeMessage(3, '', { body: { kind: 'file', file } } as never),
        makeMessage(4, '', {
          body: { kind: 'card', card: { type: 'link', title: 'x', question: 'Oak?' } },
        } as never),
        makeMessage(5),
      ]
      await store.conversations.append([makeChange({ ...state, seq: 5 }, 0, { events })])
      for (const { seq } of events) {
        await store.questions.record(record({ site, conversation: state.id, seq, at: midnight + seq }))
      }
      const left = async () => (await store.questions.newest(site, { limit: 10 })).map(({ text }) => text)
      expect(await left()).toEqual(['message 5', 'Oak?', 'message 1'])
      await store.questions.dismiss('elsewhere', [{ conversation: state.id, seq: 5 }])
      expect(await left()).toEqual(['message 5', 'Oak?', 'message 1'])
      await store.questions.dismiss(site, [
        { conversation: state.id, seq: 5 },
        { conversation: state.id, seq: 9 },
      ])
      expect(await left()).toEqual(['Oak?', 'message 1'])
      await store.questions.record(record({ site, conversation: state.id, seq: 5, outcome: 'unanswered' }))
      expect(await left()).toEqual(['Oak?', 'message 1'])
    })

    test('[AS-16] recorded again, the newer outcome stands and the rating stays', async () => {
      const { store, beside } = opened()
      const site = newId()
      const { state } = await converse(store, 2, { site })
      const one = record({ site, conversation: state.id, seq: 1, outcome: 'suggested', score: 0.4 })
      await store.questions.record(one)
      expect(await store.questions.rate(state.id, 2, true)).toBe(false)
      await beside.questions.record({ ...one, outcome: 'answered', faq: 'f', score: 1, answer: 2 })
      expect(await store.questions.rate(state.id, 2, false)).toBe(true)
      await store.questions.record({ ...one, outcome: 'answered', faq: 'f', score: 1, answer: 2 })
      expect(await store.questions.newest(site, { limit: 9 })).toMatchObject([
        { outcome: 'answered', faq: 'f', score: 1, helpful: false },
      ])
      expect(await store.questions.rate(newId(), 2, true)).toBe(false)
      expect(await store.questions.rate(state.id, 2, true)).toBe(true)
      expect(await store.questions.newest(site, { limit: 9 })).toMatchObject([{ helpful: true }])
    })

    test('[RT-1] the newest answer alone says whether a handoff is for what did not help', async () => {
      const { questions } = opened().store
      const conversation = newId()
      expect(await questions.isUnhelpful(conversation)).toBe(false)
      await questions.record(record({ conversation, seq: 1, answer: 2 }))
      await questions.rate(conversation, 2, false)
      expect(await questions.isUnhelpful(conversation)).toBe(true)
      await questions.record(record({ conversation, seq: 3, outcome: 'unanswered' }))
      expect(await questions.isUnhelpful(conversation)).toBe(true)
      await questions.record(record({ conversation, seq: 4, answer: 5 }))
      expect(await questions.isUnhelpful(conversation)).toBe(false)
    })

    test('[AS-15] are counted by day, outcome and entry', async () => {
      const { questions } = opened().store
      const site = newId()
      const conversation = newId()
      const at = [midnight - 1, midnight, midnight + day - 1, midnight + day, midnight + 2 * day]
      for (const [index, time] of at.entries()) {
        const seq = 2 * index + 1
        await questions.record(record({ site, conversation, seq, at: time, faq: 'f', answer: seq + 1 }))
      }
      await questions.record(record({ site, conversation, seq: 20, at: midnight + 5, outcome: 'unanswered' }))
      await questions.rate(conversation, 4, true)
      await questions.rate(conversation, 6, false)
      const counts = await questions.count(site, midnight, midnight + 2 * day)
      expect(counts).toHaveLength(3)
      expect(counts).toEqual(
        expect.arrayContaining([
          { day: midnight, outcome: 'answered', faq: 'f', count: 2, helpful: 1, notHelpful: 1 },
          { day: midnight, outcome: 'unanswered', faq: null, count: 1, helpful: 0, notHelpful: 0 },
          { day: midnight + day, outcome: 'answered', faq: 'f', count: 1, helpful: 0, notHelpful: 0 },
        ]),
      )
      expect(counts.map((one) => one.day)).toEqual([midnight, midnight, midnight + day])
    })

    test('[AS-12] a model’s answers are counted for the visitor and for the site', async () => {
      const { store } = opened()
      const site = newId()
      const mine = await converse(store, 1, { site })
      const others = await converse(store, 1, { site })
      const by = (conversation: string, seq: number, over: Partial<QuestionRecord> = {}) =>
        store.questions.record(record({ site, conversation, seq, outcome: 'model', ...over }))
      await by(mine.state.id, 1)
      await by(mine.state.id, 2, { at: midnight - 1 })
      await by(mine.state.id, 3, { outcome: 'answered' })
      await by(others.state.id, 1)
      expect(await store.questions.modelAnswers(site, mine.state.visitor, midnight)).toEqual({
        visitor: 1,
        site: 2,
      })
      expect(await store.questions.modelAnswers(newId(), mine.state.visitor, midnight)).toEqual({
        visitor: 0,
        site: 0,
      })
    })
  })
}
