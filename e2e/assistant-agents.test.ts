// What agents see of what the assistant does: who is unread, who is unreplied, why it stopped, and what becomes
// theirs when they come.
import { beforeEach, expect, it } from 'vitest'
import { entry, setUp } from './support/desk.ts'
import { setStage, shoot } from './support/stage.ts'
import { eventually, type Visitor } from './support/visitor.ts'

const stage = setStage()
const delivery = 'How long does delivery take?'

beforeEach(async () => {
  await setUp(stage.server, {
    hours: { isOn: false },
    assistant: { bot: 'always', name: 'Juno', recommend: true, autoSend: false, guided: [] },
  })
})

async function answered(visitor: Visitor, question = delivery): Promise<void> {
  const { answer } = await entry(stage.server, question)
  await visitor.say(question)
  await eventually(async () => (await visitor.texts()).at(-1)).toBe(answer.replaceAll('*', ''))
}

it('[AS-10] what the bot answered while nobody was there is allocated to the agent who comes', async () => {
  const visitor = await stage.visitor()
  await visitor.talk()
  await answered(visitor)
  const agent = await stage.agent()
  await agent.showList('mine')
  await agent.rows.first().waitFor()
  await shoot(agent.page, 'assistant-allocated')
  await agent.openRow()
  // The assistant goes on, and whoever it was allocated to can take it back.
  await agent.hook('assignee').waitFor()
  await answered(visitor, 'My order arrived damaged. What now?')
})

it('[AS-6] [AS-8] [AS-9] answered by the bot it is neither unread nor unreplied; where it stops it says why', async () => {
  const agent = await stage.agent()
  const visitor = await stage.visitor()
  await visitor.talk()
  await answered(visitor)
  await agent.showList('bot')
  const row = agent.rows.filter({ hasText: 'Small items' }).first()
  await row.waitFor()
  expect(await row.locator('[data-foyer="unread"]').count()).toBe(0)
  expect(await row.locator('[data-label="unreplied"]').count()).toBe(0)

  // The same answer would come again: a person is needed.
  await visitor.say('How long does delivery take again?')
  await visitor.say(delivery)
  await agent.showList('unassigned')
  const waiting = agent.rows.filter({ hasText: delivery }).first()
  await waiting.locator('[data-foyer="unread"]').waitFor()
  await waiting.locator('[data-foyer="label"]').waitFor()
  await waiting.click()
  await agent.page.getByText('The assistant stopped: the same answer would have come again').waitFor()
  await shoot(agent.page, 'assistant-stopped')
})

it('[AS-3] [AS-4] [AS-6] what is sent by itself is labelled, leaves it unread, and ends when an agent opens it', async () => {
  await setUp(stage.server, { assistant: { bot: 'off', autoSend: true } })
  const agent = await stage.agent()
  const visitor = await stage.visitor()
  await visitor.talk()
  await answered(visitor)
  await agent.showList('all')
  const row = agent.rows.first()
  await row.locator('[data-foyer="unread"]').waitFor()
  expect(await row.locator('[data-label="unreplied"]').count()).toBe(0)
  await row.click()
  await agent.page.getByText('Automatically sent').first().waitFor()
  await agent.page.getByText('The assistant stopped: an agent opened the conversation').waitFor()
  await visitor.say('My order arrived damaged. What now?')
  await agent.message('damaged').waitFor()
  await agent.hook('suggestions').waitFor()
  expect(await visitor.texts()).toHaveLength(3)
})
