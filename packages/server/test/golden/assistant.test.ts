// The assistant in a conversation, frame by frame: an answer, entries to choose from, a pick, a handoff, an agent
// who opens it and hosts it, and what the visitor rates.
import { onTestFinished, test } from 'vitest'
import { createChance } from '../../src/adapters/system.ts'
import { shopSettings } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'
import { expectGolden, pacer, type Recorded, renamer, told } from './record.ts'

test('[SC-1] [AS-5] the assistant in a conversation, frame by frame', async () => {
  expectGolden('assistant.json', await converse())
})

async function converse(): Promise<Recorded> {
  const clock = createFakeClock()
  const settings = shopSettings({ bot: 'always', name: 'Fay', threshold: { answer: 0.7, suggest: 0 } })
  const app = await startTestApp({ clock, settings })
  onTestFinished(() => app.stop())
  const chance = createChance(clock)
  // In scripts that share no letter, so that what is found does not hang on how well it is looked for.
  const entry = (place: number, question: string, answer: string) => ({
    id: chance.id(),
    site: 'shop',
    question,
    phrasings: [],
    answer,
    category: '',
    locale: null,
    published: true,
    place,
    updatedAt: 0,
  })
  const wrap = entry(0, 'Do you wrap gifts?', 'Yes, in **paper**.')
  const pay = entry(1, '怎么付款', '可以刷卡。')
  for (const one of [wrap, pay]) await app.store.sites.createEntry(one)
  const agent = await app.agentSocket()
  await agent.hello({ role: 'agent', token: app.tokens.ada })
  await agent.push('synced')
  await agent.ok('inbox.watch', { list: 'all' })
  const visitor = await app.visitorSocket()
  const greeting = await visitor.hello({ token: null, locale: 'en' })
  await visitor.push('synced')
  const { quiet, after, step } = pacer(clock, [agent, visitor], app.app.answered)

  const { conversation } = await visitor.post(null, pay.question, { guided: pay.id })
  await after(1_000)
  await step(visitor, 'answer.rate', { conversation, seq: 3, helpful: false })
  await visitor.post(conversation, 'gifts')
  await after(1_000)
  await step(visitor, 'option.pick', { conversation, cid: mintId(), target: 5, option: wrap.id })
  await after(1_000)
  await visitor.post(conversation, 'wrap gifts do you?')
  await quiet()
  await visitor.post(conversation, 'Привет')
  await after(1_000)
  await step(agent, 'conversation.open', { conversation })
  await step(agent, 'suggest', { conversation, text: pay.question })
  await step(agent, 'message.post', { conversation, cid: mintId(), body: { kind: 'text', text: 'Hello!' } })
  await step(agent, 'assistant.host', { conversation, cid: mintId(), on: true })
  await visitor.post(conversation, 'agent')
  await after(1_000)

  const rename = renamer(greeting.token ?? '', app.tokens.ada)
  return {
    visitor: told(visitor).map(rename) as Recorded['visitor'],
    agent: told(agent).map(rename) as Recorded['agent'],
  }
}
