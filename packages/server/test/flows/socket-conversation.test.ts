// A conversation as both sides see it: assigned by replying, ended for good, edited, quoted, typed in,
// answered from history, and whole again after a reset.
import { expect, onTestFinished, test } from 'vitest'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { StoreUnavailable } from '../../src/core/faults.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire, type WireEvent, type WireHead, type WireRow } from '../support/wire.ts'

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const started = await startTestApp(options)
  onTestFinished(() => started.stop())
  return started
}

const text = (said: string) => ({ kind: 'text', text: said })
const newest = (wire: Wire, conversation: string) => wire.events(conversation).at(-1)

async function untilEvent(wire: Wire, conversation: string, type: string): Promise<WireEvent> {
  return wire.until(`${type}`, () => wire.events(conversation).find((event) => event.type === type))
}

test('[CV-3] the first message starts the conversation, with the page and the entries read before', async () => {
  const { visitor, store } = await start()
  const entry = {
    id: mintId(),
    site: 'shop',
    question: 'How long?',
    phrasings: [],
    answer: 'Two days.',
    category: '',
    locale: null,
    published: true,
    place: 1,
    updatedAt: 0,
  }
  await store.sites.createEntry(entry)
  const { wire } = await visitor({ page: { url: 'https://shop.example/chair', title: 'Chair' } })
  const { conversation, seq } = await wire.post(null, 'hello', { faq: [entry.id, mintId()] })
  expect(seq).toBe(2)
  const { prev, events } = await wire.push('events')
  expect(prev).toBe(0)
  expect(events).toMatchObject([
    {
      seq: 1,
      type: 'conversation.started',
      page: { title: 'Chair' },
      faq: [{ id: entry.id, question: 'How long?' }],
    },
    { seq: 2, type: 'message.posted', body: text('hello') },
  ])
  expect(wire.events(conversation)).toHaveLength(2)
})

test('[RT-11] a reply assigns; both sides are told, the visitor by public name alone', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada, greeting } = await agent('ada')
  const opened = await ada.ok<{ head: WireHead; events: WireEvent[] }>('conversation.open', { conversation })
  expect(opened.head).toMatchObject({ status: 'open', handler: 'queue' })
  await ada.post(conversation, 'Hello, I am Ada')
  const head = await wire.push('head', (push) => push.head.handler === 'agent')
  expect(head.head).toMatchObject({ handler: 'agent', agent: { kind: 'agent', name: 'Ada' } })
  expect(head.head.agent).not.toHaveProperty('id')
  const seen = await wire.until(
    'the answer',
    () => wire.events(conversation).length === 4 && wire.events(conversation),
  )
  expect(seen.map(({ type }) => type)).toEqual([
    'conversation.started',
    'message.posted',
    'conversation.assigned',
    'message.posted',
  ])
  for (const { by } of seen.slice(2)) expect(by).toEqual({ kind: 'agent', name: 'Ada' })
  const known = await ada.push('head', (push) => push.head.handler === 'agent')
  expect(known.head.agent).toMatchObject({ id: greeting.agent?.id, name: 'Ada' })
  // The agent's own connection gets its events too.
  expect(newest(ada, conversation)).toMatchObject({ cid: expect.any(String), by: { id: greeting.agent?.id } })
  expect(seen.at(-1)).toHaveProperty('cid')
})

test('[CV-4] [CV-5] a closed conversation never reopens; the next message starts another', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  await ada.ok('conversation.open', { conversation })
  await wire.ok('conversation.end', { conversation, cid: mintId() })
  expect(await untilEvent(ada, conversation, 'conversation.closed')).toMatchObject({ reason: 'visitor' })
  const body = text('too late')
  const refused: [Wire, string, Record<string, unknown>][] = [
    [wire, 'message.post', { body }],
    [wire, 'conversation.end', {}],
    [ada, 'message.post', { body }],
    [ada, 'conversation.assign', { to: null }],
    [ada, 'conversation.snooze', {}],
    [ada, 'conversation.wake', {}],
    [ada, 'conversation.end', {}],
    [ada, 'assistant.host', { on: true }],
    [wire, 'message.edit', { target: 2, body }],
    [wire, 'message.delete', { target: 2 }],
    [wire, 'handoff.request', {}],
  ]
  for (const [who, name, keys] of refused) {
    expect([name, (await who.refused(name, { conversation, cid: mintId(), ...keys })).code]).toEqual([
      name,
      'closed',
    ])
  }
  const next = await wire.post(null, 'and another thing')
  expect(next.conversation).not.toBe(conversation)
  expect(next.seq).toBe(2)
})

test('[CV-5] an offline message is stored in a closed conversation and waits for the visitor', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  const body = text('We found it')
  expect(
    await ada.refused('message.post', { conversation, cid: mintId(), body, offline: true }),
  ).toMatchObject({
    code: 'bad_request',
    path: '/offline',
  })
  await ada.ok('conversation.end', { conversation, cid: mintId() })
  await wire.ok('read', { conversation, seq: 3 })
  await wire.close()
  const posted = await ada.ok<{ seq: number }>('message.post', {
    conversation,
    cid: mintId(),
    body,
    offline: true,
  })
  const back = await visitorSocket()
  const met = await back.hello({ token: greeting.token })
  expect(met.conversations).toMatchObject([{ id: conversation, status: 'closed', seq: posted.seq }])
  await back.push('synced')
  expect(newest(back, conversation)).toMatchObject({ offline: true, body, by: { kind: 'agent' } })
  // Read, it is not brought up again by itself.
  await back.ok('read', { conversation, seq: posted.seq })
  await back.close()
  const later = await visitorSocket()
  expect((await later.hello({ token: greeting.token })).conversations).toEqual([])
})

test('[CV-13] editing replaces and deleting removes the text, in the log and for later readers', async () => {
  const clock = createFakeClock()
  const { visitor, agent, visitorSocket } = await start({ clock })
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'my PIN is 1234')
  const { wire: ada } = await agent()
  await ada.ok('conversation.open', { conversation })
  const second = await wire.post(conversation, 'delete me 5678')
  await wire.ok('message.edit', { conversation, cid: mintId(), target: seq, body: text('never mind') })
  await wire.ok('message.delete', { conversation, cid: mintId(), target: second.seq })
  expect(await untilEvent(ada, conversation, 'message.edited')).toMatchObject({
    target: seq,
    body: text('never mind'),
  })
  expect(await untilEvent(ada, conversation, 'message.deleted')).toMatchObject({ target: second.seq })
  const { events } = await ada.ok<{ events: WireEvent[] }>('history', { conversation })
  expect(events.find((event) => event.seq === seq)?.body).toEqual(text('never mind'))
  expect(events.find((event) => event.seq === second.seq)?.body).toEqual({ kind: 'deleted' })
  const back = await visitorSocket()
  await back.hello({ token: greeting.token })
  await back.push('synced')
  expect(JSON.stringify(back.record)).not.toMatch(/1234|5678/)
  // One's own only, within the time, and not what is gone.
  const edit = { conversation, body: text('x') }
  expect(await ada.refused('message.edit', { ...edit, cid: mintId(), target: seq })).toMatchObject({
    code: 'forbidden',
  })
  expect(await wire.refused('message.edit', { ...edit, cid: mintId(), target: second.seq })).toMatchObject({
    code: 'bad_request',
  })
  expect(await wire.refused('message.edit', { ...edit, cid: mintId(), target: 1 })).toMatchObject({
    code: 'bad_request',
    path: '/target',
  })
  clock.jump(15 * 60_000 + 1)
  expect(await wire.refused('message.edit', { ...edit, cid: mintId(), target: seq })).toMatchObject({
    code: 'forbidden',
  })
})

test('[CV-13] a deleted message cannot be brought back by an edit sent at the same time', async () => {
  const { visitor, visitorSocket } = await start({ store: 'sqlite' })
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'secret')
  const tab = await visitorSocket()
  await tab.hello({ token: greeting.token })
  const [, edited] = await Promise.all([
    wire.ok('message.delete', { conversation, cid: mintId(), target: seq }),
    wire.ask('message.edit', { conversation, cid: mintId(), target: seq, body: text('secret again') }),
  ])
  expect(edited).toMatchObject({ error: { code: 'bad_request' } })
  const { events } = await tab.ok<{ events: WireEvent[] }>('history', { conversation })
  expect(events.find((event) => event.seq === seq)?.body).toEqual({ kind: 'deleted' })
})

test('[CV-8] a quote names a message of this conversation, else it is bad_request', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation, seq } = await wire.post(null, 'which one?')
  const { wire: ada } = await agent()
  const answer = await ada.post(conversation, 'this one', { quote: seq })
  const seen = await wire.until('the answer', () =>
    wire.events(conversation).find((event) => event.seq === answer.seq),
  )
  expect(seen).toMatchObject({ quote: seq })
  for (const quote of [1, 99, answer.seq + 1]) {
    const body = text('x')
    expect(await ada.refused('message.post', { conversation, cid: mintId(), body, quote })).toMatchObject({
      code: 'bad_request',
      path: '/quote',
    })
  }
})

test('[CV-12] typing reaches the other side, once in two seconds, and ends by itself after six', async () => {
  const clock = createFakeClock()
  const { visitor, agent } = await start({ clock })
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  await ada.ok('conversation.open', { conversation })
  const heard = () => ada.pushes.filter((push) => push.on === 'typing')
  await wire.ok('typing', { conversation, active: true })
  await wire.ok('typing', { conversation, active: true })
  await ada.push('typing')
  clock.advance(5_900)
  await ada.ok('ping')
  expect(heard().map(({ active }) => active)).toEqual([true])
  clock.advance(200)
  await ada.until('the end', () => heard().length === 2)
  expect(heard().map(({ active }) => active)).toEqual([true, false])
  // A hint is forgotten: who comes later hears nothing of it.
  const { wire: ben } = await agent('ben')
  await ben.ok('conversation.open', { conversation })
  await ben.ok('ping')
  expect(ben.pushes.filter((push) => push.on === 'typing')).toEqual([])
  expect(wire.pushes.filter((push) => push.on === 'typing')).toEqual([])
  await ada.ok('typing', { conversation, active: true })
  expect((await wire.push('typing')).by).toEqual({ kind: 'agent', name: 'Ada' })
})

test('[WG-13] two tabs of one visitor: one conversation, each is told what the other sends', async () => {
  const { visitor, visitorSocket } = await start()
  const { wire: one, greeting } = await visitor()
  const two = await visitorSocket()
  await two.hello({ token: greeting.token })
  const { conversation } = await one.post(null, 'from one')
  await two.until('the first message', () => newest(two, conversation)?.body?.text === 'from one')
  const reply = await two.post(null, 'from two')
  expect(reply.conversation).toBe(conversation)
  await one.until('the second message', () => newest(one, conversation)?.body?.text === 'from two')
  expect(one.events(conversation)).toEqual(two.events(conversation))
})

test('[SC-5] another epoch or a position beyond the end: reset, and history has it all', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  await wire.close()
  for (const keys of [
    { epoch: mintId(), resume: { [conversation]: seq } },
    { epoch: greeting.epoch, resume: { [conversation]: seq + 1 } },
  ]) {
    const back = await visitorSocket()
    const met = await back.hello({ token: greeting.token, ...keys })
    expect(met.epoch).toBe(greeting.epoch)
    expect(await back.push('reset')).toEqual({ on: 'reset', conversation })
    await back.push('synced')
    expect(back.events(conversation)).toEqual([])
    const page = await back.ok<{ events: WireEvent[]; more: boolean }>('history', { conversation })
    expect(page).toMatchObject({ more: false, events: [{ seq: 1 }, { seq: 2 }] })
    await back.close()
  }
  const { wire: ada } = await agent('ada', { epoch: mintId(), resume: { [conversation]: [seq, 0] } })
  expect(await ada.push('reset')).toEqual({ on: 'reset', conversation })
})

test('[SC-5] an agent resumes by seq and sub, and what is not its own is passed over', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  const { wire: ada } = await agent('ada')
  const notes = await Promise.all(
    ['a', 'b', 'c'].map((said) =>
      ada.ok<{ sub: number }>('note.post', { conversation, cid: mintId(), text: said }),
    ),
  )
  expect(notes.map(({ sub }) => sub)).toEqual([1, 2, 3])
  const resume = { [conversation]: [seq, 2], [mintId()]: 5 }
  const { wire: ben, greeting } = await agent('ben', { resume })
  await ben.push('synced')
  expect(greeting.conversations.map(({ id }) => id)).toEqual([conversation])
  expect(ben.events(conversation)).toMatchObject([{ seq, sub: 3, type: 'note.posted', text: 'c' }])
  await wire.post(conversation, 'more')
  const live = await ben.push('events', (push) => push.events.some((event) => event.seq === seq + 1))
  expect(live.prev).toEqual([seq, 3])
})

test('[IN-1] lists live: a row comes, changes and goes, and the counts follow', async () => {
  const { visitor, agent } = await start()
  const { wire: ada } = await agent('ada')
  const watched = await ada.ok<{ rows: WireRow[]; counts: Record<string, number> }>('inbox.watch', {
    list: 'unassigned',
  })
  expect(watched).toMatchObject({ rows: [], counts: { unassigned: 0, all: 0 } })
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const come = await ada.push('row', (push) => push.row.head.id === conversation)
  expect(come.row).toMatchObject({ preview: { text: 'hello', by: 'visitor' }, unread: 1, unreplied: true })
  await ada.push('counts', (push) => push.counts.unassigned === 1)
  const { wire: ben } = await agent('ben')
  await ben.post(conversation, 'mine')
  expect(await ada.push('gone')).toEqual({ on: 'gone', conversation })
  await ada.push('counts', (push) => push.counts.unassigned === 0 && push.counts.all === 1)
  const mine = await ben.ok<{ rows: WireRow[] }>('inbox.watch', { list: 'mine' })
  expect(mine.rows.map((row) => row.head.id)).toEqual([conversation])
})

test('[RT-6] availability follows who is there and what they say', async () => {
  const { visitor, agent } = await start()
  const { wire, greeting } = await visitor()
  expect(greeting.availability.state).toBe('closed')
  const { wire: ada } = await agent('ada')
  await wire.push('availability', (push) => push.state === 'agents')
  await ada.ok('status.set', { value: 'away' })
  await wire.push('availability', (push) => push.state === 'closed')
  await ada.ok('status.set', { value: 'online' })
  await wire.until(
    'agents again',
    () => wire.pushes.findLast((push) => push.on === 'availability')?.state === 'agents',
  )
  await ada.close()
  await wire.until(
    'closed again',
    () => wire.pushes.findLast((push) => push.on === 'availability')?.state === 'closed',
  )
})

test('[AS-11] an assistant posts only in its turn, and a visitor is not told how it was called', async () => {
  const { visitor, agent, bot } = await start()
  const { wire: helper } = await bot()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const answer = await helper.post(conversation, 'I am a helper')
  const seen = await wire.until('the answer', () =>
    wire.events(conversation).find((event) => event.seq === answer.seq),
  )
  expect(seen).toMatchObject({ by: { kind: 'assistant', name: 'Helper' }, auto: 'bot' })
  const { wire: ada } = await agent()
  await ada.post(conversation, 'I take over')
  const body = text('but')
  expect(await helper.refused('message.post', { conversation, cid: mintId(), body })).toMatchObject({
    code: 'not_your_turn',
  })
  await ada.ok('assistant.host', { conversation, cid: mintId(), on: true })
  await helper.post(conversation, 'my turn again')
  await helper.ok('conversation.end', { conversation, cid: mintId() })
  const end = await wire.until('the end', () =>
    wire.events(conversation).find(({ type }) => type === 'conversation.closed'),
  )
  expect(end).toMatchObject({ reason: 'rule', by: { kind: 'assistant' } })
})

test('[B05] a store that cannot write: unavailable with a time, reading goes on, and it recovers', async () => {
  const store = createMemoryStore()
  const { append } = store.conversations
  const { visitor, visitorSocket, agent } = await start({ store })
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  await ada.ok('conversation.open', { conversation })
  const full = async () => {
    throw new StoreUnavailable('the disk is full')
  }
  store.conversations.append = full
  Object.assign(store.visitors, { update: full, useToken: full, addToken: full, showToken: full })
  const keys = { conversation, cid: mintId(), body: text('not now') }
  const refused = await wire.refused('message.post', keys)
  expect(refused).toMatchObject({ code: 'unavailable', retryAfter: expect.any(Number) })
  expect(refused.message).not.toContain('disk')
  expect(await wire.ok<{ events: WireEvent[] }>('history', { conversation })).toMatchObject({ more: false })
  const back = await visitorSocket()
  // A page that changed would be noted, were there room.
  const here = await back.hello({ token: greeting.token, page: { url: 'https://shop.example/new' } })
  expect(here.conversations).toMatchObject([{ id: conversation }])
  await back.until('what was said', () => newest(back, conversation)?.seq === seq)
  const { wire: late } = await visitor()
  await late.ok('ping')
  expect(await late.refused('message.post', { ...keys, conversation: null })).toMatchObject({
    code: 'unavailable',
  })
  store.conversations.append = append
  expect(await wire.ok('message.post', keys)).toMatchObject({ seq: seq + 1 })
  await ada.until('the message, once', () => newest(ada, conversation)?.seq === seq + 1)
  expect(ada.events(conversation)).toHaveLength(1)
})

test('[CV-9] an empty or too long text is refused with its place', async () => {
  const { visitor } = await start()
  const { wire } = await visitor()
  const post = (body: unknown) => wire.refused('message.post', { conversation: null, cid: mintId(), body })
  for (const said of ['', '   ', '\n', '\u200b', ' \u2060\ufeff', '\u00ad\u200d']) {
    expect(await post(text(said))).toMatchObject({ code: 'bad_request', path: '/body/text' })
  }
  expect(await post(text('x'.repeat(10_001)))).toMatchObject({ code: 'too_large', path: '/body/text' })
  expect(await post({ kind: 'shout', text: 'x' })).toMatchObject({ code: 'bad_request' })
  expect(await post({ kind: 'deleted' })).toMatchObject({ code: 'bad_request' })
  // 10 000 code points, each of two UTF-16 units, are not too many.
  await wire.post(null, '😀'.repeat(10_000))
})

test('[CV-5] an offline message reaches a visitor who is there and had read it all', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  await ada.ok('conversation.end', { conversation, cid: mintId() })
  await wire.close()
  const back = await visitorSocket()
  expect((await back.hello({ token: greeting.token })).conversations).toEqual([])
  const body = text('We found it')
  await ada.ok('message.post', { conversation, cid: mintId(), body, offline: true })
  await back.until('the message', () => newest(back, conversation)?.offline === true)
  expect(back.events(conversation).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
})

test('[WG-13] a tab that is being greeted while another begins the conversation follows it, from its start', async () => {
  const { visitor, visitorSocket, store } = await start()
  const { wire, greeting } = await visitor()
  const first = await wire.post(null, 'hello')
  await wire.ok('conversation.end', { conversation: first.conversation, cid: mintId() })
  await wire.ok('read', { conversation: first.conversation, seq: 3 })
  const { ofVisitor } = store.conversations
  let isAsked: () => void = () => undefined
  let release: () => void = () => undefined
  const asked = new Promise<void>((resolve) => {
    isAsked = resolve
  })
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  // Looked up before the other tab writes, answered after it.
  store.conversations.ofVisitor = async (...args) => {
    const found = await ofVisitor(...args)
    isAsked()
    await held
    return found
  }
  const tab = await visitorSocket()
  const greeted = tab.hello({ token: greeting.token, resume: { [first.conversation]: 3 } })
  const early = tab.post(null, 'also from the tab')
  await asked
  const { conversation } = await wire.post(null, 'anew')
  release()
  await greeted
  expect((await early).conversation).toBe(conversation)
  await tab.until('both messages', () => tab.events(conversation).length === 3)
  expect(tab.events(conversation).map(({ seq }) => seq)).toEqual([1, 2, 3])
  // Nothing came before hello was answered.
  expect(tab.record.find(({ way }) => way === '<')?.frame).toMatchObject({ re: 1, ok: {} })
})

test('[CV-13] of a text that was edited and deleted nothing is left in the log, on either side', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'Hello')
  const { wire: ada } = await agent('ada')
  const { seq } = await ada.post(conversation, 'TEXT-A')
  for (const said of ['TEXT-B', 'TEXT-C']) {
    await ada.ok('message.edit', { conversation, cid: mintId(), target: seq, body: text(said) })
  }
  const edited = JSON.stringify(await ada.ok('history', { conversation }))
  expect(edited).not.toMatch(/TEXT-[AB]/)
  await ada.ok('message.delete', { conversation, cid: mintId(), target: seq })
  for (const side of [wire, ada]) {
    expect(JSON.stringify(await side.ok('history', { conversation }))).not.toContain('TEXT-')
  }
})

test('[CV-7] posting tells what it read of the other side, and only then', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const { conversation, seq } = await wire.post(null, 'Hello')
  const { wire: ada } = await agent('ada')
  await ada.post(conversation, 'Hi')
  await ada.post(conversation, 'How can I help?')
  const marker = await wire.push('marker', ({ side, read }) => side === 'agent' && read >= seq)
  expect(marker.conversation).toBe(conversation)
  await wire.until('both messages', () => wire.events(conversation).length >= 5)
  expect(wire.pushes.filter((push) => push.on === 'marker' && push.side === 'agent')).toHaveLength(1)
})

test('[CV-13] [H02] the file of a deleted message is gone, and so is its link', async () => {
  const { visitor, agent, url, tokens } = await start()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'Hello')
  const { wire: ada } = await agent('ada')
  const upload = await fetch(`${url}/v1/files?name=plan.txt&site=shop`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'text/plain' },
    body: 'the plan',
  })
  const { file } = (await upload.json()) as { file: { id: string; url: string } }
  const { seq } = await ada.ok<{ seq: number }>('message.post', {
    conversation,
    cid: mintId(),
    body: { kind: 'file', file },
  })
  expect((await fetch(`${url}${file.url}`)).status).toBe(200)
  await ada.ok('message.delete', { conversation, cid: mintId(), target: seq })
  await expect.poll(async () => (await fetch(`${url}${file.url}`)).status).toBe(404)
})
