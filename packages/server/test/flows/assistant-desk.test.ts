// What visitors asked over real sockets, as the console's Assistant page then reads it.
import type { AssistantFigures, PastQuestions, TryAnswer, UnansweredGroups } from '@foyer/protocol'
import { expect, test, vi } from 'vitest'
import { messages, type Shop, startShop } from '../support/assistant-app.ts'

function desk({ app }: Shop) {
  async function ask<T>(method: 'GET' | 'POST', path: string, payload?: object): Promise<T> {
    const response = await app.app.fastify.inject({
      method,
      url: `/v1/sites/shop/${path}`,
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      ...(payload === undefined ? {} : { payload }),
    })
    expect(response.statusCode, response.body).toBeLessThan(300)
    return response.json()
  }
  return {
    add: (draft: object) => ask('POST', 'faq', draft),
    tryOut: (text: string) => ask<TryAnswer>('POST', 'assistant/try', { text }),
    dismiss: (questions: object[]) => ask('POST', 'assistant/dismiss', { questions }),
    questions: async () => (await ask<PastQuestions>('GET', 'assistant/questions')).questions,
    groups: async () => (await ask<UnansweredGroups>('GET', 'assistant/unanswered')).groups,
    figures: () => ask<AssistantFigures>('GET', 'assistant/figures'),
  }
}

test('[AS-15] what the bot did is counted, and what it could not answer is grouped', async () => {
  const shop = await startShop({ bot: 'always' })
  const { figures, groups, questions, add, dismiss } = desk(shop)
  const asks = async (text: string) => (await shop.app.visitor()).wire.post(null, text)

  const ann = (await shop.app.visitor()).wire
  const { conversation } = await ann.post(null, 'How long does delivery take?')
  await ann.until('an answer', () => messages(ann, conversation, 'assistant')[0])
  await ann.post(conversation, 'how long does delivery take')
  await asks('Do you sell gift cards?')
  await asks('do you sell gift cards??')
  await asks('Is there parking in Kraków?')
  await vi.waitFor(async () => expect((await figures()).asked).toBe(5), 5_000)

  const delivery = shop.entry('delivery')
  expect(await figures()).toMatchObject({
    outcomes: { answered: 1, repeated: 1, unanswered: 3 },
    entries: [{ faq: delivery.id, question: delivery.question, answered: 1, repeated: 1 }],
  })
  expect((await figures()).days.at(-1)).toMatchObject({ asked: 5, answered: 1, handedOff: 4 })
  expect((await questions()).map(({ text, best }) => [text, best?.isExact ?? false])).toContainEqual([
    'how long does delivery take',
    true,
  ])

  const open = await groups()
  expect(open.map(({ text, count }) => [text, count])).toEqual([
    ['do you sell gift cards??', 2],
    ['Is there parking in Kraków?', 1],
  ])
  await add({ question: 'Do you sell gift cards?', answer: 'Yes.', published: true })
  expect((await groups()).map(({ count }) => count)).toEqual([1])
  await dismiss(open[1]!.questions)
  expect(await groups()).toEqual([])
  expect((await figures()).asked).toBe(5)
})

test('[RT-1] [AS-1] the test box knows whether somebody is free', async () => {
  const shop = await startShop({ bot: 'always' })
  const { tryOut, add } = desk(shop)
  await add({ question: 'Can I talk to a person?', answer: 'From nine to five.', published: true })
  expect((await tryOut('Can I talk to a person?')).does).toBe('answer')
  await shop.app.agent()
  await vi.waitFor(async () => expect((await tryOut('Can I talk to a person?')).does).toBe('handOff'), 5_000)
})
