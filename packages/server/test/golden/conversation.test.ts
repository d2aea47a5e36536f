// One conversation as both sides see it, frame by frame. Ids, tokens and nicknames are given names by their
// first appearance; times come from a clock that stands. Read the difference before it is committed, for it is
// a difference in the protocol.
import { onTestFinished, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'
import { expectGolden, pacer, type Recorded, renamer, told } from './record.ts'

test('[SC-1] a conversation, frame by frame, as its visitor and its agent see it', async () => {
  expectGolden('conversation.json', await converse())
})

async function converse(): Promise<Recorded> {
  const clock = createFakeClock()
  const app = await startTestApp({ clock })
  onTestFinished(() => app.stop())
  const agent = await app.agentSocket()
  await agent.hello({ role: 'agent', token: app.tokens.ada })
  await agent.push('synced')
  await agent.ok('inbox.watch', { list: 'all' })
  const visitor = await app.visitorSocket()
  const page = { url: 'https://shop.example/chair?color=red', title: 'Chair' }
  const greeting = await visitor.hello({ token: null, identity: null, sdk: 'test/1.0.0', locale: 'en', page })
  await visitor.push('synced')

  const { after, step } = pacer(clock, [agent, visitor])

  const { conversation } = await visitor.post(null, 'Is the red chair in stock?')
  await after(1_000)
  // Each waits until the other has heard of it, so that the record has one order.
  await step(agent, 'conversation.open', { conversation })
  await step(agent, 'read', { conversation, seq: 2 })
  await step(agent, 'typing', { conversation, active: true })
  await step(agent, 'message.post', {
    conversation,
    cid: mintId(),
    body: text('It is, and it ships today.'),
    quote: 2,
  })
  await after(1_000)
  await step(visitor, 'delivered', { conversation, seq: 4 })
  await step(visitor, 'read', { conversation, seq: 4 })
  await step(agent, 'note.post', { conversation, cid: mintId(), text: 'Asked about the red chair.' })
  await step(visitor, 'message.edit', {
    conversation,
    target: 2,
    cid: mintId(),
    body: text('Is the red chair here?'),
  })
  await step(visitor, 'message.edit', { conversation, target: 4, cid: mintId(), body: text('x') })
  await step(agent, 'message.post', { conversation, cid: mintId(), body: text('') })
  await step(agent, 'tags.change', { conversation, cid: mintId(), add: ['chair'], remove: [] })
  await after(1_000)
  await step(visitor, 'conversation.end', { conversation, cid: mintId() })
  await after(1_000)
  await step(visitor, 'message.post', { conversation, cid: mintId(), body: text('Thanks') })
  await step(agent, 'message.post', { conversation, cid: mintId(), body: text('Sent.'), offline: true })
  await after(1_000)
  await step(visitor, 'history', { conversation, limit: 3 })
  await step(visitor, 'history', { conversation: mintId() })

  const rename = renamer(greeting.token ?? '', app.tokens.ada)
  return {
    visitor: told(visitor).map(rename) as Recorded['visitor'],
    agent: told(agent).map(rename) as Recorded['agent'],
  }
}

const text = (said: string) => ({ kind: 'text', text: said })
