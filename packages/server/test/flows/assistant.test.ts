// The built-in assistant over real sockets: what it answers, offers, leaves to people, and what agents see of it.
import { expect, test } from 'vitest'
import { startShop } from '../support/assistant-app.ts'

test('[AS-5] the bot answers from the FAQ, marked as its own', async () => {
  const { app, entry } = await startShop({ bot: 'always' })
  const { wire } = await app.visitor()
  const { conversation } = await wire.post(null, 'How long does delivery take?')
  const answer = await wire.until('an answer', () =>
    wire.events(conversation).find(({ by, type }) => type === 'message.posted' && by.kind === 'assistant'),
  )
  expect(answer).toMatchObject({ auto: 'bot', body: { kind: 'text', text: entry('delivery').answer } })
  expect(answer).not.toHaveProperty('faq')
})
