// Forms over real sockets: a message left while nobody is there, what is asked beforehand, consent, forms that agents
// send into a thread; what of it reaches the profile, the lists, and by e-mail the visitor.
import { afterEach, describe, expect, test } from 'vitest'
import { createSmtpMailer } from '../../src/adapters/mail/smtp.ts'
import { answerAfter } from '../../src/app/mailing.ts'
import { defaultForms } from '../../src/core/forms/rules.ts'
import { defaultRouting } from '../../src/core/site-defaults.ts'
import { messages, startShop } from '../support/assistant-app.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { readMail, startSmtp } from '../support/smtp.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId, type Wire } from '../support/wire.ts'

const cleaning: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean()
})

const forms = (some: object) => ({ ...defaultForms(), ...some })
const leaves = forms({ leave: { ...defaultForms().leave, when: 'nobody' } })
const left = { name: 'Kim', email: 'kim@mail.example', message: 'Where is my order?\nIt was due on Monday.' }

async function start(over: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ ...over, settings: { reception: 'humanOnly', ...over.settings } })
  cleaning.push(() => app.stop())
  return app
}

const filled = (form: string, values: Record<string, string>) => ({
  conversation: null,
  cid: mintId(),
  body: { kind: 'filled', form, values },
})

async function until(what: () => Promise<unknown>): Promise<void> {
  await expect.poll(what, { interval: 20 }).toBeTruthy()
}

const profileOf = async (app: TestApp, conversation: string) => {
  const stored = await app.store.conversations.load(conversation)
  return (await app.store.visitors.find(stored!.state.visitor))?.profile
}

describe('[WG-11] leaving a message', () => {
  test('a form begins the conversation, is read in the list and in the thread, and fills in the profile', async () => {
    const app = await start({ settings: { forms: leaves } })
    const { wire } = await app.visitor({ locale: 'de' })
    const posted = filled('leave', left)
    const { conversation, seq } = await wire.ok<{ conversation: string; seq: number }>('message.post', posted)
    expect(seq).toBe(2)
    // Once, however often it is sent.
    expect(await wire.ok('message.post', posted)).toMatchObject({ conversation, seq })
    const agent = await app.agent('ada')
    const { rows } = await agent.wire.ok<{
      rows: { head: { id: string; labels: string[] }; preview: object }[]
    }>('inbox.watch', { list: 'unassigned' })
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      head: { id: conversation },
      preview: {
        kind: 'filled',
        text: 'Name: Kim E-Mail: kim@mail.example Where is my order? It was due on Monday.',
      },
    })
    expect(rows[0]!.head.labels).toEqual(expect.arrayContaining(['unreplied', 'left']))
    const opened = await agent.wire.ok<{ events: { type: string; body?: object }[] }>('conversation.open', {
      conversation,
    })
    expect(opened.events.find(({ type }) => type === 'message.posted')?.body).toMatchObject({
      kind: 'filled',
      form: 'leave',
      fields: [{ label: 'Name' }, { label: 'E-Mail' }, { label: 'Nachricht' }],
      values: left,
    })
    await until(async () => (await profileOf(app, conversation))?.email)
    expect(await profileOf(app, conversation)).toMatchObject({
      name: { value: 'Kim', source: 'visitor' },
      email: { value: 'kim@mail.example', source: 'visitor' },
    })
    await agent.wire.post(conversation, 'It comes today')
    const head = agent.wire.pushes.findLast((push) => push.on === 'head')?.head
    expect(head?.labels ?? []).not.toContain('left')
  })

  test('is told that it has come, once, where nobody is there', async () => {
    const { app } = await startShop({ bot: 'off', app: { settings: { forms: leaves } } })
    const { wire } = await app.visitor()
    const { conversation } = await wire.ok<{ conversation: string }>('message.post', filled('leave', left))
    await app.answered()
    expect(messages(wire, conversation, 'system').map(({ body }) => body)).toEqual([
      { kind: 'text', text: expect.stringMatching(/^Thank you, we have your message/) },
    ])
  })

  test('values that are wrong are refused at their place, and nothing is begun', async () => {
    const app = await start({ settings: { forms: leaves } })
    const { wire } = await app.visitor()
    const refused = (values: Record<string, string>) => wire.refused('message.post', filled('leave', values))
    expect(await refused({ ...left, email: 'kim' })).toMatchObject({
      code: 'bad_request',
      path: '/body/values/email',
    })
    expect(await refused({ name: 'Kim', email: left.email })).toMatchObject({ path: '/body/values/message' })
    expect(await refused({ ...left, age: '7' })).toMatchObject({ path: '/body/values/age' })
    expect(await wire.refused('message.post', { ...filled('wish', left) })).toMatchObject({
      path: '/body/form',
    })
    const agent = await app.agent('ada')
    expect(await agent.wire.ok('inbox.watch', { list: 'all' })).toMatchObject({ rows: [] })
    const { conversation } = await wire.post(null, 'Hello')
    expect(
      await agent.wire.refused('message.post', { ...filled('leave', left), conversation }),
    ).toMatchObject({ code: 'bad_request', path: '/body/kind' })
  })

  test('is assigned by the rules, to whoever comes', async () => {
    const app = await start({
      settings: { forms: leaves, routing: { ...defaultRouting(), isOn: true } },
    })
    const { wire } = await app.visitor()
    const { conversation } = await wire.ok<{ conversation: string }>('message.post', filled('leave', left))
    const { wire: ada } = await app.agent('ada')
    await ada.ok('inbox.watch', { list: 'mine' })
    await until(async () => (await app.store.conversations.load(conversation))?.state.agent)
  })

  test('after the bot and the off-hours reply the form comes in the thread, once (AS-7, RT-6)', async () => {
    const { app } = await startShop({ bot: 'always', app: { settings: { forms: leaves } } })
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'qwxz')
    await app.answered()
    await wire.post(conversation, 'zxwq')
    await app.answered()
    await wire.post(conversation, 'wqzx')
    await app.answered()
    const said = messages(wire, conversation, 'system').map(
      ({ body }) => body as { kind: string; text: string },
    )
    expect(said.map(({ kind }) => kind)).toEqual(['text', 'text', 'form'])
    expect(said[2]!.text).toMatch(/^Nobody is here right now/)
    const form = wire
      .events(conversation)
      .find((event) => event.type === 'message.posted' && (event.body as { kind: string }).kind === 'form')!
    const target = form.seq
    const submit = (values: Record<string, string>) => ({ conversation, cid: mintId(), target, values })
    expect(await wire.refused('form.submit', submit({ email: 'kim', message: 'x' }))).toMatchObject({
      path: '/values/email',
    })
    await wire.ok('form.submit', submit({ email: ' kim@mail.example', message: 'Call me' }))
    await until(async () => (await profileOf(app, conversation))?.email)
    expect(await wire.refused('form.submit', submit({ email: 'b@b.example', message: 'x' }))).toMatchObject({
      code: 'conflict',
    })
  })

  test('a plan says otherwise, for its visitors', async () => {
    const plan = {
      id: mintId(),
      name: 'Help pages',
      when: [{ on: 'page' as const, how: 'contains' as const, values: ['/help'] }],
      mode: 'humanOnly' as const,
      leave: 'never' as const,
    }
    const app = await start({
      settings: { forms: leaves, routing: { ...defaultRouting(), plans: [plan] } },
    })
    const config = async (page: string) =>
      (
        await fetch(`${app.url}/v1/sites/shop/widget?locale=pl&page=${encodeURIComponent(page)}`, {
          headers: { origin: 'https://shop.example' },
        })
      ).json() as Promise<{ forms?: { leave?: { when: string; fields: { label: string }[] } } }>
    const { forms: asked } = await config('https://shop.example/')
    expect(asked?.leave).toMatchObject({ when: 'nobody' })
    expect(asked?.leave?.fields.map(({ label }) => label)).toEqual([
      'Imię i nazwisko',
      'E-mail',
      'Wiadomość',
      'Pliki',
    ])
    expect((await config('https://shop.example/help/returns')).forms).toBeUndefined()
  })

  test('the answer reaches the visitor by e-mail, at the address of the form, and in the widget', async () => {
    const smtp = await startSmtp()
    const clock = createFakeClock()
    const mailer = createSmtpMailer({ url: smtp.url, from: 'chat@shop.example' })
    cleaning.push(() => smtp.stop())
    cleaning.push(() => mailer.close())
    const app = await start({ clock, mailer, settings: { forms: leaves } })
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.ok<{ conversation: string }>(
      'message.post',
      filled('leave', left),
    )
    await until(async () => {
      clock.advance(1_000)
      return (await profileOf(app, conversation))?.email
    })
    await visitor.wire.close()
    const agent = await app.agent('ada')
    await agent.wire.post(conversation, 'It comes today')
    await app.app.keeper.settled()
    clock.jump(answerAfter + 1_000)
    await app.app.mailing.run()
    expect(smtp.taken.map(({ to }) => to)).toEqual([['kim@mail.example']])
    expect(readMail(smtp.taken[0]!.raw).text).toContain('It comes today')
    const back = await app.visitor({ token: visitor.greeting.token })
    await back.wire.until('the answer', () => messages(back.wire, conversation, 'agent').length > 0)
  })

  test('an address that was only read from a message gets no answers', async () => {
    const smtp = await startSmtp()
    const clock = createFakeClock()
    const mailer = createSmtpMailer({ url: smtp.url, from: 'chat@shop.example' })
    cleaning.push(() => smtp.stop())
    cleaning.push(() => mailer.close())
    const app = await start({ clock, mailer })
    const visitor = await app.visitor()
    const { conversation } = await visitor.wire.post(null, 'My boss is boss@mail.example')
    await until(async () => {
      clock.advance(1_000)
      return (await profileOf(app, conversation))?.email
    })
    await visitor.wire.close()
    const agent = await app.agent('ada')
    await agent.wire.post(conversation, 'Noted')
    await app.app.keeper.settled()
    clock.jump(answerAfter + 1_000)
    await app.app.mailing.run()
    expect(smtp.taken).toEqual([])
  })
})

describe('[WG-5] consent', () => {
  const asks = forms({ consent: { isOn: true, isStrict: true, text: { en: 'You may keep it.' } } })
  const started = (wire: Wire, conversation: string) =>
    wire.events(conversation).find(({ type }) => type === 'conversation.started')

  test('nothing begins without it; it is kept with the time and the very text', async () => {
    const app = await start({
      settings: { forms: asks, visitors: { listed: true, typingPreview: false, extraction: true } },
    })
    const config = (await (
      await fetch(`${app.url}/v1/sites/shop/widget?locale=en`, {
        headers: { origin: 'https://shop.example' },
      })
    ).json()) as { forms: { consent: { text: string; version: string; isStrict: boolean } }; listed?: true }
    expect(config.forms.consent).toMatchObject({ text: 'You may keep it.', isStrict: true })
    // Who is listed is connected to before an act.
    expect(config.listed).toBeUndefined()
    const { version } = config.forms.consent
    const { wire } = await app.visitor()
    const body = { kind: 'text', text: 'Hello' }
    const post = { conversation: null, cid: mintId(), body }
    expect(await wire.refused('message.post', post)).toMatchObject({ code: 'forbidden', path: '/consent' })
    expect(await wire.refused('handoff.request', { conversation: null, cid: mintId() })).toMatchObject({
      code: 'forbidden',
      path: '/consent',
    })
    const { conversation } = await wire.ok<{ conversation: string }>('message.post', {
      ...post,
      consent: version,
    })
    expect(started(wire, conversation)).toMatchObject({
      at: expect.any(Number),
      consent: { version, text: 'You may keep it.' },
    })
    // What has begun goes on.
    await wire.ok('message.post', { conversation, cid: mintId(), body })
  })

  async function versionAt(app: Awaited<ReturnType<typeof start>>, site = 'shop'): Promise<string> {
    const response = await fetch(`${app.url}/v1/sites/${site}/widget?locale=en`, {
      headers: { origin: 'https://shop.example' },
    })
    return ((await response.json()) as { forms: { consent: { version: string } } }).forms.consent.version
  }

  test('a text of yesterday is kept by its version', async () => {
    const app = await start({ settings: { forms: asks } })
    const version = await versionAt(app)
    const changed = await app.app.fastify.inject({
      method: 'PATCH',
      url: '/v1/sites/shop',
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      payload: { forms: { consent: { text: { en: 'You may keep it for a year.' } } } },
    })
    expect(changed.statusCode).toBe(200)
    expect(await versionAt(app)).not.toBe(version)
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Hello', { consent: version })
    expect(started(wire, conversation)?.consent).toEqual({ version })
  })

  test.each(['x', ' ', '__proto__', 'of-yesterday', `${'A'.repeat(16)}.${'A'.repeat(16)}`])(
    'what the site never asked for is none: %j',
    async (consent) => {
      const app = await start({ settings: { forms: asks } })
      const { wire } = await app.visitor()
      const keys = { conversation: null, cid: mintId(), consent }
      const body = { kind: 'text', text: 'Hello' }
      for (const refused of [
        await wire.refused('message.post', { ...keys, body }),
        await wire.refused('handoff.request', keys),
      ])
        expect(refused).toMatchObject({ code: 'forbidden', path: '/consent' })
    },
  )

  test('a file is taken with it only, until a conversation has begun, and nobody is stored before', async () => {
    const app = await start({ settings: { forms: asks } })
    const { wire, greeting } = await app.visitor()
    const give = (query = '') =>
      app.app.fastify.inject({
        method: 'POST',
        url: `/v1/files?name=a.txt${query}`,
        headers: { authorization: `Bearer ${greeting.token}`, 'content-type': 'text/plain' },
        payload: 'kiwi',
      })
    for (const query of ['', '&consent=x']) {
      const refused = await give(query)
      expect([refused.statusCode, refused.json().error]).toMatchObject([
        403,
        { code: 'forbidden', path: '/consent' },
      ])
    }
    expect(await app.store.visitors.find(greeting.visitor?.id ?? '')).toBeNull()
    const version = await versionAt(app)
    expect((await give(`&consent=${version}`)).statusCode).toBe(201)
    await wire.post(null, 'Hello', { consent: version })
    expect((await give()).statusCode).toBe(201)
  })
})

describe('[CV-9] forms in the thread', () => {
  const fields = [
    { id: 'mail', label: 'E-mail', type: 'email', required: true, sets: 'email' },
    { id: 'day', label: 'Day', type: 'date' },
    {
      id: 'size',
      label: 'Size',
      type: 'choice',
      options: [
        { id: 's', label: 'Small' },
        { id: 'l', label: 'Large' },
      ],
    },
    { id: 'news', label: 'News', type: 'checkbox' },
  ]

  test('[I09] a field that is called as what every object has is filled in like any other', async () => {
    const app = await start()
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Hello')
    const agent = await app.agent('ada')
    const odd = ['toString', 'valueOf'].map((id) => ({ id, label: 'Odd', type: 'text' }))
    const { seq: target } = await agent.wire.post(conversation, '', {
      body: { kind: 'form', text: 'Tell us', fields: odd },
    })
    const submit = { conversation, cid: mintId(), target, values: { toString: 'said' } }
    const { seq } = await wire.ok<{ seq: number }>('form.submit', submit)
    const told = await wire.until('the values', () =>
      wire.events(conversation).find((one) => one.seq === seq),
    )
    expect(told).toMatchObject({ type: 'form.submitted', values: { toString: 'said' } })
  })

  test('[CV-9] fields and options that could not be told apart, filled in or chosen are refused', async () => {
    const app = await start()
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Hello')
    const agent = await app.agent('ada')
    const post = (body: object) =>
      agent.wire.refused('message.post', { conversation, cid: mintId(), body: { text: 'Tell us', ...body } })
    const form = (...asked: object[]) => post({ kind: 'form', fields: asked })
    const a = { id: 'a', label: 'A', type: 'text' }
    const option = { id: 's', label: 'Small' }
    for (const id of ['__proto__', 'constructor', 'prototype', ' ']) {
      expect(await form(a, { ...a, id })).toMatchObject({ code: 'bad_request', path: '/body/fields/1/id' })
    }
    const twice = { code: 'bad_request', message: 'This id stands twice.' }
    expect(await form(a, a)).toEqual({ ...twice, path: '/body/fields/1/id' })
    expect(await form({ ...a, type: 'choice' })).toEqual({
      code: 'bad_request',
      message: 'Say what there is to choose.',
      path: '/body/fields/0/options',
    })
    expect(await form({ ...a, type: 'choice', options: [option, option] })).toEqual({
      ...twice,
      path: '/body/fields/0/options/1/id',
    })
    expect(await post({ kind: 'options', options: [option, option] })).toEqual({
      ...twice,
      path: '/body/options/1/id',
    })
  })

  test('an agent asks, the visitor fills in, once; both read it, and the profile has what it sets', async () => {
    const app = await start()
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Hello')
    const agent = await app.agent('ada')
    await agent.wire.ok('conversation.open', { conversation })
    const { seq: target } = await agent.wire.ok<{ seq: number }>('message.post', {
      conversation,
      cid: mintId(),
      body: { kind: 'form', text: 'Tell us', fields },
    })
    const submit = (values: Record<string, string>, cid = mintId()) => ({ conversation, cid, target, values })
    expect(await wire.refused('form.submit', submit({ mail: 'x@y.example', size: 'xl' }))).toMatchObject({
      path: '/values/size',
    })
    expect(await wire.refused('form.submit', submit({ mail: 'x@y.example', day: '1.1.' }))).toMatchObject({
      path: '/values/day',
    })
    const given = submit({ mail: 'x@y.example', day: '2027-01-31', size: 'l', news: 'true' })
    const { seq } = await wire.ok<{ seq: number }>('form.submit', given)
    expect(await wire.ok('form.submit', given)).toEqual({ seq })
    expect(await wire.refused('form.submit', submit({ mail: 'a@b.example' }))).toMatchObject({
      code: 'conflict',
    })
    await agent.wire.until('the values', () =>
      agent.wire.events(conversation).some(({ type }) => type === 'form.submitted'),
    )
    await until(async () => (await profileOf(app, conversation))?.email)
    expect(await profileOf(app, conversation)).toMatchObject({
      email: { value: 'x@y.example', source: 'visitor' },
    })
    const transcript = await wire.ok<{ url: string }>('transcript.request', { conversation })
    const text = await (await fetch(app.url + transcript.url)).text()
    expect(text).toContain('Size: Large')
    // Not quotable (CV-8).
    expect(
      await wire.refused('message.post', {
        conversation,
        cid: mintId(),
        body: { kind: 'text', text: 'x' },
        quote: target,
      }),
    ).toMatchObject({ path: '/quote' })
    // In a thread the composer takes files.
    expect(
      await agent.wire.refused('message.post', {
        conversation,
        cid: mintId(),
        body: { kind: 'form', text: 'Files?', fields: [{ id: 'f', label: 'F', type: 'files' }] },
      }),
    ).toMatchObject({ path: expect.stringMatching(/^\/body\/fields/) })
  })
})

test('[RT-3] groups that are offered are told, and one that was chosen is kept', async () => {
  const group = (name: string, offered: boolean) => ({
    id: mintId(),
    name,
    members: [],
    choice: 'leastLoaded' as const,
    overflow: null,
    hours: null,
    offered,
  })
  const sales = group('Sales', true)
  const inner = group('Inner', false)
  const app = await start({
    settings: { routing: { ...defaultRouting(), isOn: false, groups: [sales, inner] } },
  })
  const config = await (
    await fetch(`${app.url}/v1/sites/shop/widget`, { headers: { origin: 'https://shop.example' } })
  ).json()
  expect(config).toMatchObject({ groups: [{ id: sales.id, name: 'Sales' }] })
  const { wire } = await app.visitor()
  const wish = (group: string) => ({ conversation: null, cid: mintId(), group })
  expect(await wire.refused('handoff.request', wish(inner.id))).toMatchObject({ path: '/group' })
  const { conversation } = await wire.ok<{ conversation: string }>('handoff.request', wish(sales.id))
  const stored = await app.store.conversations.load(conversation)
  expect(stored?.state.wishes).toMatchObject({ choice: sales.id })
})
