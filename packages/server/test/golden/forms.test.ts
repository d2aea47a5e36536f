// A message that is left by form, and a form in the thread, as both sides see them, frame by frame. Read the
// difference before it is committed, for it is a difference in the protocol.
import { onTestFinished, test } from 'vitest'
import { defaultForms } from '../../src/core/forms/rules.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'
import { expectGolden, pacer, type Recorded, renamer, told } from './record.ts'

test('[SC-1] [CV-9] [WG-11] forms, frame by frame, as their visitor and their agent see them', async () => {
  expectGolden('forms.json', await converse())
})

async function converse(): Promise<Recorded> {
  const clock = createFakeClock()
  const forms = defaultForms()
  forms.leave.when = 'offHours'
  const app = await startTestApp({ clock, settings: { forms, reception: 'humanOnly' } })
  onTestFinished(() => app.stop())
  const agent = await app.agentSocket()
  await agent.hello({ role: 'agent', token: app.tokens.ada })
  await agent.push('synced')
  await agent.ok('inbox.watch', { list: 'all' })
  const visitor = await app.visitorSocket()
  const greeting = await visitor.hello({ token: null, identity: null, sdk: 'test/1.0.0', locale: 'en' })
  await visitor.push('synced')

  const { after, step } = pacer(clock, [agent, visitor])
  const left = (values: Record<string, string>) => ({
    conversation: null,
    cid: mintId(),
    body: { kind: 'filled', form: 'leave', values },
  })
  await step(visitor, 'message.post', left({ email: 'kim', message: 'Where is my order?' }))
  const { conversation } = await visitor.ok<{ conversation: string }>(
    'message.post',
    left({ name: 'Kim', email: 'kim@mail.example', message: 'Where is my order?' }),
  )
  await after(1_000)
  await step(agent, 'conversation.open', { conversation })
  const { seq: target } = await agent.ok<{ seq: number }>('message.post', {
    conversation,
    cid: mintId(),
    body: {
      kind: 'form',
      text: 'Which one?',
      fields: [
        { id: 'number', label: 'Order number', type: 'number', required: true },
        {
          id: 'how',
          label: 'Paid',
          type: 'choice',
          options: [
            { id: 'card', label: 'By card' },
            { id: 'bill', label: 'By bill' },
          ],
        },
      ],
    },
  })
  await after(1_000)
  const submit = (values: Record<string, string>) => ({ conversation, cid: mintId(), target, values })
  await step(visitor, 'form.submit', submit({ number: 'four' }))
  await step(visitor, 'form.submit', submit({ number: '4711', how: 'card' }))
  await step(visitor, 'form.submit', submit({ number: '4712' }))
  await after(1_000)

  const rename = renamer(greeting.token ?? '', app.tokens.ada)
  return {
    visitor: told(visitor).map(rename) as Recorded['visitor'],
    agent: told(agent).map(rename) as Recorded['agent'],
  }
}
