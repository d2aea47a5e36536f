// A language model as the bot: its words grow in the thread as they come, and end as a message with its sources.
// The model is an HTTP server of the test's own that speaks the usual API.
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { setUp } from './support/desk.ts'
import { setStage } from './support/stage.ts'
import { eventually } from './support/visitor.ts'

const stage = setStage(['--allow-private-requests'])
let model: Server
/** Answers under way. */
const open: ServerResponse[] = []

beforeAll(async () => {
  model = createServer((request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    open.push(response)
  })
  await new Promise<void>((done) => model.listen(0, '127.0.0.1', done))
  const { port } = model.address() as AddressInfo
  await setUp(stage.server, {
    assistant: {
      bot: 'always',
      name: 'Juno',
      answerer: 'model',
      model: { url: `http://127.0.0.1:${port}/v1`, name: 'test' },
    },
  })
})
afterAll(() => {
  model.closeAllConnections()
  model.close()
})

const write = (response: ServerResponse, content: string) =>
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`)

function finish(response: ServerResponse): void {
  response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`)
  response.end('data: [DONE]\n\n')
}

it('[AS-12] its words grow in the thread, and the message that ends them tells its sources', async () => {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say('How long does delivery take?')
  await eventually(() => open.length).toBe(1)
  const [answer] = open
  await visitor.part('typing').waitFor()
  const bubble = visitor.part('draft').locator('[part="bubble"]')
  write(answer!, 'Small items take **two** to four days, ')
  await eventually(() => bubble.textContent()).toMatch(/^Small items take two/)
  write(answer!, 'furniture three to five weeks [1]. ')
  await eventually(async () => {
    // The server tells a few times a second, and not what stands still: more comes, as it does from a model.
    write(answer!, 'And so on. ')
    return bubble.textContent()
  }).toContain('furniture three')
  expect(await visitor.part('person').isVisible()).toBe(true)
  finish(answer!)
  await eventually(async () => (await visitor.texts()).at(-1)).toMatch(/^Small items take two .* weeks/)
  expect(await visitor.part('draft').count()).toBe(0)
  await eventually(() => visitor.part('sources').textContent()).toBe('SourcesHow long does delivery take?')
  await visitor.part('helpful').waitFor()
})

it('[AS-12] an agent who looks on sees it grow too, with its sources', async () => {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say('How long does delivery take?')
  const agent = await stage.agent()
  await agent.showList('bot')
  await agent.openRow('How long does delivery take?')
  await eventually(() => open.length).toBe(2)
  const answer = open[1]!
  await eventually(async () => {
    write(answer, 'Three to five weeks [1]. ')
    return agent.hook('draft').textContent()
  }).toContain('Three to five weeks')
  finish(answer)
  await agent.message('Three to five weeks').locator('[data-foyer="sources"]').waitFor()
  expect(await agent.hook('draft').count()).toBe(0)
})

it('[AS-12] a model that breaks off: the FAQ answers, and what was begun is gone', async () => {
  const visitor = await stage.visitor()
  await visitor.talk()
  await visitor.say('How long does delivery take?')
  await eventually(() => open.length).toBe(3)
  write(open[2]!, 'I would say that it is never going to ')
  await visitor.part('draft').waitFor()
  open[2]!.destroy()
  await eventually(async () => (await visitor.texts()).at(-1)).toMatch(/^Small items arrive/)
  expect(await visitor.part('draft').count()).toBe(0)
  expect(await visitor.texts()).toHaveLength(2)
})
