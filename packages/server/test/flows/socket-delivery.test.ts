// Delivery over real sockets: stored before it is answered, once, in order, and all of it after a pause.
import { expect, onTestFinished, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire, type WireEvent } from '../support/wire.ts'

async function start(options: TestAppOptions = {}): Promise<TestApp> {
  const started = await startTestApp(options)
  onTestFinished(() => started.stop())
  return started
}

async function wholeLog(wire: Wire, conversation: string): Promise<WireEvent[]> {
  const events: WireEvent[] = []
  for (;;) {
    const last = events.at(-1)
    const after = last === undefined ? 0 : [last.seq, last.sub ?? 0]
    const page = await wire.ok<{ events: WireEvent[]; more: boolean }>('history', {
      conversation,
      after,
      limit: 100,
    })
    events.push(...page.events)
    if (!page.more) return events
  }
}

const textsOf = (events: WireEvent[]) =>
  events.flatMap((event) => (event.body?.text === undefined ? [] : [event.body.text]))
const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('[A01] an answer comes after the commit, and what it names is in the store', async () => {
  let isHeld = false
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const { visitor, agent, store } = await start({
    store: 'sqlite',
    beforeCommit: () => (isHeld ? held : Promise.resolve()),
  })
  const { wire } = await visitor()
  await wire.post(null, 'first')
  isHeld = true
  let isAnswered = false
  const posting = wire.post(null, 'second').then((ok) => {
    isAnswered = true
    return ok
  })
  // A command that waits for no commit goes there and back meanwhile, twice.
  await wire.ok('ping')
  await wire.ok('ping')
  expect(isAnswered).toBe(false)
  release()
  const ok = await posting
  const stored = await store.conversations.findEvent(ok.conversation, ok.seq, 0)
  expect(stored).toMatchObject({ seq: ok.seq, at: ok.at, type: 'message.posted', body: { text: 'second' } })
  const { wire: reader } = await agent()
  expect(textsOf(await wholeLog(reader, ok.conversation))).toEqual(['first', 'second'])
})

test('[A02] one cid twenty times on one socket is one event with twenty equal answers', async () => {
  const { visitor, agent } = await start({ store: 'sqlite' })
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: reader } = await agent()
  await reader.ok('conversation.open', { conversation })
  const keys = { conversation, cid: mintId(), body: { kind: 'text', text: 'once' } }
  const answers = await Promise.all(oneTo(20).map(() => wire.ok('message.post', keys)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  await wire.post(conversation, 'end')
  await reader.until('the end', () => textsOf(reader.events(conversation)).includes('end'))
  expect(textsOf(reader.events(conversation))).toEqual(['once', 'end'])
  expect(textsOf(await wholeLog(reader, conversation))).toEqual(['hello', 'once', 'end'])
})

test('[A02] the cid of a null conversation is looked up first, also after the conversation was closed', async () => {
  const { visitor } = await start()
  const { wire } = await visitor()
  const keys = { conversation: null, cid: mintId(), body: { kind: 'text', text: 'hello' } }
  const first = await wire.ok<{ conversation: string }>('message.post', keys)
  await wire.ok('conversation.end', { conversation: first.conversation, cid: mintId() })
  expect(await wire.ok('message.post', keys)).toEqual(first)
  expect(await wire.ok('message.post', { ...keys, conversation: first.conversation })).toEqual(first)
})

test('[A02] a cid used for another change, or by somebody else, is a conflict', async () => {
  const { visitor, agent } = await start()
  const { wire } = await visitor()
  const cid = mintId()
  const { conversation } = await wire.ok<{ conversation: string }>('message.post', {
    conversation: null,
    cid,
    body: { kind: 'text', text: 'hello' },
  })
  expect(await wire.refused('conversation.end', { conversation, cid })).toMatchObject({ code: 'conflict' })
  const { wire: other } = await agent()
  const body = { kind: 'text', text: 'mine' }
  expect(await other.refused('message.post', { conversation, cid, body })).toMatchObject({ code: 'conflict' })
})

test('[A03] one cid from two tabs at once, 200 times, is one event each and one conversation', async () => {
  const { visitor, visitorSocket } = await start({ store: 'sqlite' })
  const { wire: one, greeting } = await visitor()
  const two = await visitorSocket()
  await two.hello({ token: greeting.token })
  for (const round of oneTo(200)) {
    const keys = { conversation: null, cid: mintId(), body: { kind: 'text', text: `round ${round}` } }
    const [a, b] = await Promise.all([one.ok('message.post', keys), two.ok('message.post', keys)])
    expect(a).toEqual(b)
  }
  const { conversation } = await one.post(null, 'end')
  const log = await wholeLog(one, conversation)
  expect(textsOf(log)).toEqual([...oneTo(200).map((round) => `round ${round}`), 'end'])
  expect(log.map(({ seq }) => seq)).toEqual(oneTo(202))
})

test('[A07] a connection cut before the answer: sent again it stands once', async () => {
  let hold: Promise<void> | null = null
  let release: () => void = () => undefined
  let isCommitting: () => void = () => undefined
  const { visitor, visitorSocket } = await start({
    store: 'sqlite',
    beforeCommit: async () => {
      isCommitting()
      await hold
    },
  })
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  hold = new Promise((resolve) => {
    release = resolve
  })
  const committing = new Promise<void>((resolve) => {
    isCommitting = resolve
  })
  const keys = { conversation, cid: mintId(), body: { kind: 'text', text: 'cut' } }
  const unanswered = wire.ask('message.post', keys).catch(() => 'unanswered')
  await committing
  wire.cut()
  expect(await unanswered).toBe('unanswered')
  release()
  hold = null
  const again = await visitorSocket()
  await again.hello({ token: greeting.token, resume: { [conversation]: 2 } })
  expect(await again.ok('message.post', keys)).toMatchObject({ conversation, seq: 3 })
  expect(textsOf(await wholeLog(again, conversation))).toEqual(['hello', 'cut'])
})

test.each([
  ['[A09] three minutes', 3 * 60_000],
  ['[A10] fifteen minutes', 15 * 60_000],
  ['[A10] 26 hours', 26 * 3_600_000],
  ['[A10] 30 days', 30 * 24 * 3_600_000 - 1],
])('%s away: 30 messages come, in order, once', async (_title, away) => {
  const clock = createFakeClock()
  const { visitor, visitorSocket, agent } = await start({ clock })
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  await wire.close()
  const { wire: sender } = await agent()
  for (const count of oneTo(30)) await sender.post(conversation, `message ${count}`)
  clock.jump(away)
  const back = await visitorSocket()
  const { token } = greeting
  await back.hello({ token, epoch: greeting.epoch, resume: { [conversation]: seq } })
  await back.push('synced')
  expect(back.pushes.filter(({ on }) => on === 'reset')).toEqual([])
  expect(textsOf(back.events(conversation))).toEqual(oneTo(30).map((count) => `message ${count}`))
  expect(back.events(conversation).map((event) => event.seq)).toEqual(oneTo(31).map((count) => count + seq))
})

test('[A11] 1 200 missed: reset, the newest page at once, and all of it on scrolling back', async () => {
  const { visitor, visitorSocket, agent } = await start()
  const { wire, greeting } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  await wire.close()
  const { wire: sender } = await agent()
  for (let count = 0; count < 1_200; count += 100) {
    await Promise.all(oneTo(100).map((more) => sender.post(conversation, `message ${count + more}`)))
  }
  const back = await visitorSocket()
  await back.hello({ token: greeting.token, resume: { [conversation]: seq } })
  await back.push('synced')
  expect(back.pushes.filter(({ on }) => on === 'reset')).toEqual([{ on: 'reset', conversation }])
  expect(back.events(conversation)).toEqual([])
  let shown: WireEvent[] = []
  for (;;) {
    const page = await back.ok<{ events: WireEvent[]; more: boolean }>('history', {
      conversation,
      ...(shown[0] === undefined ? {} : { before: shown[0].seq }),
      limit: 100,
    })
    if (shown.length === 0) expect(textsOf(page.events).at(-1)).toBe('message 1200')
    shown = [...page.events, ...shown]
    if (!page.more) break
  }
  expect(shown.map((event) => event.seq)).toEqual(oneTo(shown.length))
  expect(textsOf(shown)).toEqual(['hello', ...oneTo(1_200).map((count) => `message ${count}`)])
  // What comes after a reset joins on to the log's end.
  const { seq: next } = await sender.post(conversation, 'live again')
  const live = await back.push('events', (push) => push.events.some((event) => event.seq === next))
  expect(live.prev).toBe(next - 1)
})

test('[A16] two agents and a visitor send 500 each at once: one order for all, without holes', async () => {
  const { visitor, agent } = await start({ store: 'sqlite' })
  const { wire: visitorWire } = await visitor()
  const { conversation } = await visitorWire.post(null, 'hello')
  const { wire: ada } = await agent('ada')
  const { wire: ben } = await agent('ben')
  const before = 2
  for (const wire of [ada, ben]) await wire.ok('conversation.open', { conversation })
  const senders = Object.entries({ visitor: visitorWire, ada, ben })
  await Promise.all(
    senders.flatMap(([name, wire]) => oneTo(500).map((count) => wire.post(conversation, `${name} ${count}`))),
  )
  const log = await wholeLog(ada, conversation)
  const numbered = log.filter((event) => event.sub === undefined)
  expect(numbered.map((event) => event.seq)).toEqual(oneTo(numbered.length))
  const end = numbered.length
  for (const [name, wire] of senders) {
    await wire.until(`${name} has all`, () => wire.events(conversation).at(-1)?.seq === end)
    const said = textsOf(log).filter((text) => text.startsWith(`${name} `))
    expect(said).toEqual(oneTo(500).map((count) => `${name} ${count}`))
  }
  for (const wire of [ada, ben]) {
    expect(wire.events(conversation).map(({ seq, sub }) => [seq, sub])).toEqual(
      log.slice(before).map(({ seq, sub }) => [seq, sub]),
    )
  }
  expect(textsOf(visitorWire.events(conversation))).toEqual(textsOf(log))
})

test('[A17] a hundred messages without waiting, cut in the middle: the sender’s order holds', async () => {
  const { visitor, visitorSocket } = await start({ store: 'sqlite' })
  const { wire, greeting } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const queue = oneTo(100).map((count) => ({
    conversation,
    cid: mintId(),
    body: { kind: 'text', text: `message ${count}` },
  }))
  // What comes together with the last answer that is heard counts as lost.
  const heard = 37
  let answered = 0
  const sending = queue.map((keys) =>
    wire.ask('message.post', keys).then(
      () => {
        answered += 1
        if (answered === heard) wire.cut()
      },
      () => undefined,
    ),
  )
  await Promise.all(sending)
  expect(answered).toBeGreaterThanOrEqual(heard)
  const again = await visitorSocket()
  await again.hello({ token: greeting.token, resume: { [conversation]: 2 } })
  await Promise.all(queue.slice(heard).map((keys) => again.ok('message.post', keys)))
  expect(textsOf(await wholeLog(again, conversation))).toEqual([
    'hello',
    ...oneTo(100).map((count) => `message ${count}`),
  ])
})

test('[A26] markers never go back; read implies delivered; beyond the head is refused', async () => {
  const { visitor, agent, store } = await start({ store: 'sqlite' })
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: sender } = await agent()
  await sender.ok('conversation.open', { conversation })
  for (const count of oneTo(50)) await sender.post(conversation, `message ${count}`)
  await wire.ok('read', { conversation, seq: 50 })
  await wire.ok('read', { conversation, seq: 30 })
  await wire.ok('delivered', { conversation, seq: 40 })
  const stored = await store.conversations.load(conversation)
  expect(stored?.markers).toMatchObject({ read: { visitor: 50 }, delivered: { visitor: 50 } })
  await sender.push('marker', (push) => push.side === 'visitor' && push.read === 50)
  await wire.ok('delivered', { conversation, seq: 52 })
  const marker = await sender.push('marker', (push) => push.delivered === 52)
  expect(marker).toEqual({ on: 'marker', conversation, side: 'visitor', read: 50, delivered: 52 })
  expect(await wire.refused('read', { conversation, seq: 10_000 })).toMatchObject({
    code: 'bad_request',
    path: '/seq',
  })
  expect(sender.pushes.filter((push) => push.on === 'marker').map((push) => push.read)).not.toContain(30)
})

test('[A31] frames in the same tick as the upgrade are not lost while hello is being looked up', async () => {
  const { visitor, visitorSocket, store } = await start()
  const { wire, greeting } = await visitor()
  await wire.post(null, 'hello')
  const { findToken } = store.visitors
  let isSlow = true
  store.visitors.findToken = async (hash) => {
    if (isSlow) await new Promise((resolve) => setTimeout(resolve, 300))
    return findToken(hash)
  }
  const early = await visitorSocket()
  const [hello, ...posted] = await Promise.all([
    early.hello({ token: greeting.token }),
    ...oneTo(5).map((count) => early.post(null, `early ${count}`)),
  ])
  isSlow = false
  expect(hello.visitor?.id).toBe(greeting.visitor?.id)
  expect(posted.map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7])
  const log = await wholeLog(early, posted[0]!.conversation)
  expect(textsOf(log)).toEqual(['hello', ...oneTo(5).map((count) => `early ${count}`)])
})

test('[SC-5] what one client sends at once is carried out in the order of sending, whatever it is', async () => {
  const { visitor, agent } = await start({ store: 'sqlite' })
  const { wire } = await visitor()
  const { conversation, seq } = await wire.post(null, 'hello')
  const text = (said: string) => ({ kind: 'text', text: said })
  const cid = () => mintId()
  const answers = await Promise.all([
    wire.ask('message.post', { conversation, cid: cid(), body: text('one') }),
    wire.ask('message.edit', { conversation, cid: cid(), target: seq + 1, body: text('two') }),
    wire.ask('message.delete', { conversation, cid: cid(), target: seq + 1 }),
    wire.ask('message.post', { conversation, cid: cid(), body: text('three') }),
    wire.ask('conversation.end', { conversation, cid: cid() }),
    wire.ask('message.post', { conversation, cid: cid(), body: text('too late') }),
  ])
  expect(answers.map((answer) => ('ok' in answer ? answer.ok.seq : answer.error.code))).toEqual([
    seq + 1,
    seq + 2,
    seq + 3,
    seq + 4,
    seq + 5,
    'closed',
  ])
  const { wire: reader } = await agent()
  const log = await wholeLog(reader, conversation)
  expect(log.map(({ type }) => type)).toEqual([
    'conversation.started',
    'message.posted',
    'message.posted',
    'message.edited',
    'message.deleted',
    'message.posted',
    'conversation.closed',
  ])
})

test('[SC-5] a command that waits for the store is not overtaken by the next of the same client', async () => {
  const { visitor, agent, store } = await start()
  const { wire } = await visitor()
  const { conversation } = await wire.post(null, 'hello')
  const { wire: ada } = await agent()
  const { find } = store.files
  // The first command asks for a file before it is decided; the ones behind it need not.
  let answer: () => void = () => undefined
  store.files.find = (id) =>
    new Promise((resolve, reject) => {
      answer = () => void find(id).then(resolve, reject)
    })
  const posting = ada.ask('message.post', {
    conversation,
    cid: mintId(),
    body: { kind: 'file', file: { id: mintId() } },
  })
  const ending = ada.ask('conversation.end', { conversation, cid: mintId() })
  await ada.ok('ping')
  expect(ada.record.filter(({ way, frame }) => way === '<' && frame.error !== undefined)).toEqual([])
  expect((await store.conversations.load(conversation))?.state.status).toBe('open')
  answer()
  expect(await posting).toMatchObject({ error: { code: 'bad_request' } })
  expect(await ending).toMatchObject({ ok: {} })
})
