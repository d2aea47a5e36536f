// Both clients, from Node, over the real server: what is said, what is missed, what a `kill -9` may not cost.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createAgentClient } from '../../src/agent-client.ts'
import type { AgentClient, VisitorClient } from '../../src/api.ts'
import { memoryStorage } from '../support/fake-platform.ts'
import { type FoyerProcess, startFoyer } from '../support/foyer-process.ts'
import { connectVisitor, messagesOf, textsOf, until } from '../support/node-visitor.ts'

let server: FoyerProcess
const clients: (VisitorClient | AgentClient)[] = []

beforeAll(async () => {
  server = await startFoyer()
})
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
})
afterAll(() => server.stop())

function visit(storage = memoryStorage()): VisitorClient {
  const client = connectVisitor(server.url, storage)
  clients.push(client)
  return client
}

function attend(which = 0): AgentClient {
  const agent = createAgentClient({ url: server.url, token: server.agents[which]!.token })
  clients.push(agent)
  agent.connect()
  return agent
}

const say = (client: VisitorClient, text: string) => client.conversation.value.post({ kind: 'text', text })
const states = (client: VisitorClient) => messagesOf(client.conversation.value).map(({ state }) => state)

async function talking() {
  const visitor = visit()
  say(visitor, 'hello')
  const agent = attend()
  await until(() => states(visitor)[0] === 'sent')
  const id = visitor.conversation.value.id.value!
  const thread = agent.open(id)
  await until(() => textsOf(thread).includes('hello'))
  return { visitor, agent, thread, id }
}

describe('[SC-5] over the real server', () => {
  test('[CV-3, CV-7] a visitor and an agent talk, with receipts and typing both ways', async () => {
    const { visitor, thread } = await talking()
    await until(() => states(visitor)[0] === 'delivered')
    thread.setTyping(true)
    await until(() => visitor.conversation.value.typing.value !== null)
    thread.post({ kind: 'text', text: 'hi there' })
    await until(() => textsOf(visitor.conversation.value).includes('hi there'))
    expect(visitor.conversation.value.typing.value).toBeNull()
    const answer = messagesOf(visitor.conversation.value).at(-1)!
    expect(visitor.unread.value).toBe(1)
    visitor.conversation.value.read(answer.seq!)
    await until(() => messagesOf(thread).at(-1)!.state === 'read')
    const asked = messagesOf(thread)[0]!
    thread.read(asked.seq!)
    await until(() => states(visitor)[0] === 'read')
    expect([visitor.unread.value, thread.head.value?.handler]).toEqual([0, 'agent'])
    await until(() => visitor.conversation.value.head.value?.handler === 'agent')
  })

  test('[CV-8] a quote is shown on both sides', async () => {
    const { visitor, thread } = await talking()
    const { seq } = messagesOf(visitor.conversation.value)[0]!
    thread.post({ kind: 'text', text: 'about that' }, { quote: seq! })
    for (const side of [visitor.conversation.value, thread]) {
      await until(() => messagesOf(side).at(-1)!.seq !== null && messagesOf(side).length === 2)
      expect(messagesOf(side).at(-1)!.quote).toMatchObject({ seq, body: { kind: 'text', text: 'hello' } })
    }
  })

  test('[F08] a note is the agents’ alone and leaves no hole', async () => {
    const { visitor, thread } = await talking()
    expect((await thread.note('between us')).ok).toMatchObject({ sub: expect.any(Number) })
    thread.post({ kind: 'text', text: 'for you' })
    await until(() => textsOf(visitor.conversation.value).includes('for you'))
    expect(textsOf(thread)).toEqual(['hello', 'between us', 'for you'])
    expect(textsOf(visitor.conversation.value)).toEqual(['hello', 'for you'])
  })

  test('[CV-13] an edit and a deletion reach both', async () => {
    const { visitor, thread } = await talking()
    thread.post({ kind: 'text', text: 'tpyo' })
    thread.post({ kind: 'text', text: 'oops' })
    await until(() => messagesOf(thread).every(({ seq }) => seq !== null) && messagesOf(thread).length === 3)
    const [, first, second] = messagesOf(thread)
    expect((await thread.edit(first!.seq!, 'typo')).error).toBeUndefined()
    expect((await thread.delete(second!.seq!)).error).toBeUndefined()
    await until(() => textsOf(visitor.conversation.value).join() === 'hello,typo,deleted')
    expect(messagesOf(visitor.conversation.value)[1]!.edited).toBe(true)
  })

  test('[CV-4, CV-5] an ended conversation refuses, and a new one begins', async () => {
    const { visitor, id } = await talking()
    expect((await visitor.conversation.value.end()).ok).toBeDefined()
    await until(() => visitor.conversation.value.head.value?.status === 'closed')
    say(visitor, 'too late')
    await until(() => states(visitor).at(-1) === 'failed')
    expect(messagesOf(visitor.conversation.value).at(-1)!.error?.code).toBe('closed')
    visitor.startAnew()
    say(visitor, 'anew')
    await until(() => states(visitor).at(-1) === 'sent')
    expect(visitor.conversation.value.id.value).not.toBe(id)
  })

  test('[WG-13] a reload shows the thread, and resumes where it stood', async () => {
    const storage = memoryStorage()
    const first = visit(storage)
    for (let i = 0; i < 60; i++) say(first, `m${i}`)
    await until(() => states(first).length === 60 && states(first).every((state) => state !== 'sending'))
    const nickname = first.visitor.value?.nickname
    first.destroy()
    const again = visit(storage)
    expect(again.resume()).toBe(true)
    await until(() => textsOf(again.conversation.value).includes('m59'))
    expect(again.visitor.value?.nickname).toBe(nickname)
    expect(again.conversation.value.hasOlder.value).toBe(true)
    while (await again.conversation.value.loadOlder());
    expect(textsOf(again.conversation.value)).toEqual(Array.from({ length: 60 }, (_, i) => `m${i}`))
  })

  test('[B01] killed while both sides type: nothing lost, doubled or out of order, nobody reloads', async () => {
    const { visitor, thread } = await talking()
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 5; i++) {
        say(visitor, `v${round}.${i}`)
        thread.post({ kind: 'text', text: `a${round}.${i}` })
        if (i === 2) await server.kill()
      }
      await server.restart()
      await until(
        () =>
          [...messagesOf(thread), ...messagesOf(visitor.conversation.value)].every(({ seq }) => seq !== null),
        () => [textsOf(thread), states(visitor), visitor.connection.value],
        20_000,
      )
    }
    await until(() => textsOf(visitor.conversation.value).length === 31 && textsOf(thread).length === 31)
    expect(textsOf(visitor.conversation.value)).toEqual(textsOf(thread))
    const of = (who: string) => textsOf(thread).filter((text) => text.startsWith(who))
    const typed = (who: string) => [0, 1, 2].flatMap((r) => [0, 1, 2, 3, 4].map((i) => `${who}${r}.${i}`))
    expect([of('v'), of('a')]).toEqual([typed('v'), typed('a')])
    const seqs = messagesOf(visitor.conversation.value).map(({ seq }) => seq)
    expect(new Set(seqs).size).toBe(31)
  }, 90_000)

  test('[A24] typed before the first connection ever, kept over a reload, sent once in order', async () => {
    const storage = memoryStorage()
    await server.kill()
    const offline = visit(storage)
    for (const text of ['1', '2', '3', '4', '5']) say(offline, text)
    offline.destroy()
    await server.restart()
    const again = visit(storage)
    expect(again.resume()).toBe(true)
    await until(() => states(again).length === 5 && states(again).every((state) => state === 'sent'))
    expect(textsOf(again.conversation.value)).toEqual(['1', '2', '3', '4', '5'])
  }, 60_000)

  test('[CV-10] a file goes up, over and down', async () => {
    const { visitor, thread } = await talking()
    visitor.conversation.value.postFile(new Blob(['some words'], { type: 'text/plain' }), 'notes.txt')
    await until(
      () => textsOf(thread).includes('file'),
      () => visitor.conversation.value.items.value.at(-1),
    )
    const { body } = messagesOf(thread).at(-1)!
    if (body.kind !== 'file') throw new Error('not a file')
    expect(body.file).toMatchObject({ name: 'notes.txt', size: 10 })
    const got = await fetch(new URL(body.file.url, server.url))
    expect(await got.text()).toBe('some words')
  })

  test('[CV-10] [WG-13] files arrive in the order in which they were chosen, and one that is given up holds up nobody', async () => {
    const { visitor, thread } = await talking()
    const post = (name: string, size: number) =>
      visitor.conversation.value.postFile(new Blob([' '.repeat(size)], { type: 'text/plain' }), name)
    post('1-large.txt', 8_000_000)
    const second = post('2.txt', 4_000_000)
    post('3.txt', 3)
    post('4.txt', 4)
    visitor.conversation.value.remove(second)
    const names = () =>
      messagesOf(thread).flatMap(({ body }) => (body.kind === 'file' ? [body.file.name] : []))
    await until(() => names().length === 3, names)
    expect(names()).toEqual(['1-large.txt', '3.txt', '4.txt'])
  })

  test('[IN-1] the inbox tells of new conversations and of what goes', async () => {
    const agent = attend(1)
    agent.inbox.watch('all')
    await until(() => agent.inbox.state.value === 'ready')
    const visitor = visit()
    say(visitor, 'is anybody there?')
    await until(() => states(visitor)[0] !== 'sending')
    const id = visitor.conversation.value.id.value!
    await until(() => agent.inbox.rows.value.some(({ head }) => head.id === id))
    expect(agent.inbox.rows.value[0]).toMatchObject({
      preview: { text: 'is anybody there?' },
      unreplied: true,
    })
    expect((await agent.open(id).assign({ agent: agent.me.value!.id! })).error).toBeUndefined()
    await until(() => agent.inbox.rows.value.some(({ head }) => head.id === id && head.handler === 'agent'))
    await visitor.conversation.value.end()
    await until(() => !agent.inbox.rows.value.some(({ head }) => head.id === id && head.status !== 'closed'))
  })

  test('[E11] reset: a new visitor, who sees nothing of before', async () => {
    const storage = memoryStorage()
    const visitor = visit(storage)
    say(visitor, 'mine')
    await until(() => states(visitor)[0] === 'sent')
    const before = visitor.visitor.value?.id
    const stolen = storage.getItem('foyer:demo:token')!
    await visitor.reset()
    expect(storage.length).toBe(0)
    expect(textsOf(visitor.conversation.value)).toEqual([])
    say(visitor, 'somebody else')
    await until(() => states(visitor)[0] !== 'sending' && states(visitor).length === 1)
    expect(visitor.visitor.value?.id).not.toBe(before)
    expect(textsOf(visitor.conversation.value)).toEqual(['somebody else'])
    // The old token is worth nothing any more, whoever kept it.
    const other = memoryStorage()
    other.setItem('foyer:demo:token', stolen)
    const thief = visit(other)
    thief.connect()
    await until(() => thief.visitor.value !== null)
    expect(thief.visitor.value?.id).not.toBe(before)
  })

  test('[F02] a wrong token stops the agent with 4501', async () => {
    const agent = createAgentClient({ url: server.url, token: 'fa_wrong' })
    clients.push(agent)
    agent.connect()
    await until(() => agent.connection.value.state === 'stopped')
    expect(agent.connection.value).toMatchObject({ code: 4501, reason: 'unauthorized' })
  })
})
