// E-mail over a real mail server: what is sent, to whom, once; what survives a server that fails, or dies; and
// transcripts for either side.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createSmtpMailer } from '../../src/adapters/mail/smtp.ts'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { answerAfter, mailPauses } from '../../src/app/mailing.ts'
import { defaultMail } from '../../src/core/mail-rules.ts'
import type { Mailer } from '../../src/ports/mailer.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { readHeader, readMail, startSmtp, type TestSmtp } from '../support/smtp.ts'
import { startTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'
import { tokenInRole } from '../support/with-role.ts'

let smtp: TestSmtp
let mailer: Mailer
let clock: FakeClock
const apps: TestApp[] = []
const shopMail = 'chat@shop.example'

beforeEach(async () => {
  smtp = await startSmtp()
  const times = { connect: 5_000, greet: 5_000, silence: 1_500, all: 8_000 }
  mailer = createSmtpMailer({ url: smtp.url, from: shopMail, times })
  clock = createFakeClock()
})
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
  mailer.close()
  await smtp.stop()
})

async function start(mail: object = {}, over: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({
    clock,
    mailer,
    ...over,
    settings: { reception: 'humanFirst', mail: { ...defaultMail(), ...mail }, ...over.settings },
  })
  apps.push(app)
  return app
}

/** Time goes by without a jump in which sockets die, and what is due is done. */
async function pass({ app }: TestApp, ms: number): Promise<void> {
  await app.keeper.settled()
  clock.jump(ms)
  await app.mailing.run()
}

const notes = async ({ store }: TestApp, conversation: string) => {
  const { events } = await store.conversations.readLog(conversation, { limit: 100, audience: 'agent' })
  return events.flatMap((event) => (event.type === 'note.posted' ? [event.text] : []))
}

describe('[IN-15] new conversations', () => {
  test('each is told once to each address, in text and HTML that runs nothing', async () => {
    const app = await start({
      notify: 'all',
      to: ['ada@shop.example', 'ben@shop.example'],
      fromName: 'Shop desk',
    })
    const { wire } = await app.visitor({ page: { url: 'https://shop.example/lamps' } })
    const { conversation } = await wire.post(null, 'Is <b>this</b> & "that" in stock?\nSecond line')
    await pass(app, 4_000)
    expect(smtp.taken).toEqual([])
    await wire.post(conversation, 'And another').catch(() => undefined)
    await pass(app, 2_000)
    await pass(app, 10_000)
    expect(smtp.taken.map(({ to }) => to).sort()).toEqual([['ada@shop.example'], ['ben@shop.example']])
    const { headers, text, html } = readMail(smtp.taken[0]!.raw)
    expect(readHeader(headers.get('subject'))).toMatch(/^New conversation with .+ – Shop$/)
    expect(headers.get('from')).toBe('Shop desk <chat@shop.example>')
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('message-id')).toMatch(/^<[0-9a-f-]{36}@shop\.example>$/)
    expect(text).toContain('Is <b>this</b> & "that" in stock?\nSecond line')
    expect(text).toContain('https://shop.example/lamps')
    expect(text).toContain(`/console/#/inbox/all/${conversation}`)
    expect(html).toContain('Is &lt;b&gt;this&lt;/b&gt; &amp; &quot;that&quot; in stock?</span>')
    expect(html).not.toMatch(/<(script|img|link|iframe)/i)
    expect(html).toContain('<html lang="en" dir="ltr">')
  })

  test('only while nobody is online, or never', async () => {
    const quiet = await start({ notify: 'nobodyOnline', to: ['ada@shop.example'] })
    await quiet.agent('ada')
    const one = await quiet.visitor()
    await one.wire.post(null, 'Somebody is here')
    await quiet.app.keeper.settled()
    clock.advance(6_000)
    await quiet.app.mailing.run()
    expect(smtp.taken).toEqual([])
    const alone = await start({ notify: 'nobodyOnline', to: ['ada@shop.example'] })
    await (await alone.visitor()).wire.post(null, 'Nobody is here')
    await pass(alone, 6_000)
    expect(smtp.taken).toHaveLength(1)
    const none = await start({ notify: 'none', to: ['ada@shop.example'] })
    await (await none.visitor()).wire.post(null, 'Nobody asked')
    await pass(none, 6_000)
    expect(smtp.taken).toHaveLength(1)
  })

  test('what another node or a restart finds is not sent again; what was not sent is', async () => {
    const store = createMemoryStore()
    const first = await start({ notify: 'all', to: ['ada@shop.example'] }, { store })
    await (await first.visitor()).wire.post(null, 'Before the crash')
    // Killed before the facts were folded: nothing is in the outbox yet.
    const second = await start({ notify: 'all', to: ['ada@shop.example'] }, { store })
    await second.app.keeper.catchUp()
    await pass(second, 6_000)
    await pass(first, 6_000)
    expect(smtp.taken).toHaveLength(1)
    const [{ id = '' } = {}] = (await store.records.list('shop', {}, { limit: 1 })).map((row) => ({
      id: row.conversation,
    }))
    expect(id).not.toBe('')
    await second.app.keeper.catchUp()
    await pass(second, 6_000)
    expect(smtp.taken).toHaveLength(1)
  })
})

describe('[IN-15] a mail server with faults', () => {
  async function one(fault: TestSmtp['fault']) {
    const app = await start({ notify: 'all', to: ['ada@shop.example'] })
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Hello')
    smtp.fault = fault
    await pass(app, 6_000)
    return { app, conversation }
  }

  test('an address that is refused is given up at once, and agents read why', async () => {
    const { app, conversation } = await one('refuses')
    smtp.fault = 'none'
    await pass(app, 3_600_000)
    expect(smtp.taken).toEqual([])
    expect(await notes(app, conversation)).toEqual([
      expect.stringMatching(/^An e-mail to ada@shop\.example was given up \(.*550.*No such user/),
    ])
  })

  test.each(['refusesForNow', 'closes', 'hangs'] as const)(
    'one that %s is tried again, later',
    async (fault) => {
      const { app, conversation } = await one(fault)
      expect(smtp.taken).toEqual([])
      smtp.fault = 'none'
      await pass(app, mailPauses[0] - 1_000)
      expect(smtp.taken).toEqual([])
      await pass(app, 2_000)
      expect(smtp.taken).toHaveLength(1)
      expect(await notes(app, conversation)).toEqual([])
    },
  )

  test('taken, but not said so: it goes again under the same Message-ID', async () => {
    const { app } = await one('closesBehind')
    await pass(app, mailPauses[0] + 1_000)
    expect(smtp.taken).toHaveLength(2)
    const ids = smtp.taken.map(({ raw }) => readMail(raw).headers.get('message-id'))
    expect(ids[0]).toBe(ids[1])
  })

  test('after the last try it is given up, with a note, once', async () => {
    const { app, conversation } = await one('refusesForNow')
    for (const pause of mailPauses) await pass(app, pause + 1_000)
    await pass(app, 100_000_000)
    expect(smtp.taken).toEqual([])
    expect(await notes(app, conversation)).toHaveLength(1)
  })
})

describe('[WG-11] answers by e-mail', () => {
  async function talk(mail: object = {}, attributes: object = { email: 'kim@mail.example' }) {
    const app = await start(mail)
    const visitor = await app.visitor({ locale: 'ar-EG', page: { url: 'https://shop.example/lamps' } })
    await visitor.wire.ask('attributes', { visitor: attributes })
    const { conversation } = await visitor.wire.post(null, 'Hello')
    await visitor.wire.ask('attributes', { visitor: attributes })
    const agent = await app.agent('ada')
    return { app, visitor, agent, conversation }
  }

  test('what was not seen goes to the address that is known, in the visitor’s language, once', async () => {
    const { app, visitor, agent, conversation } = await talk()
    await visitor.wire.close()
    await agent.wire.post(conversation, 'First answer')
    await agent.wire.post(conversation, 'Second answer')
    await pass(app, answerAfter - 1_000)
    expect(smtp.taken).toEqual([])
    await pass(app, 2_000)
    await pass(app, 3_600_000)
    expect(smtp.taken.map(({ to }) => to)).toEqual([['kim@mail.example']])
    const { headers, text, html } = readMail(smtp.taken[0]!.raw)
    expect(readHeader(headers.get('subject'))).toBe('لديك رد من Shop')
    expect(headers.get('content-language')).toBe('ar')
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(text).toContain('First answer')
    expect(text).toContain('Second answer')
    expect(text).not.toContain('Hello')
    expect(text).toContain('https://shop.example/lamps')
  })

  test('not what was read, not without an address, not where the site wants none', async () => {
    const read = await talk()
    const { seq } = await read.agent.wire.post(read.conversation, 'Answer')
    await read.visitor.wire.ok('read', { conversation: read.conversation, seq })
    await read.visitor.wire.close()
    await pass(read.app, answerAfter + 1_000)
    for (const [mail, attributes] of [
      [{}, { name: 'Kim' }],
      [{}, { email: 'kim@mail.example\r\nBcc: all@mail.example' }],
      [{ answers: false }, { email: 'kim@mail.example' }],
    ] as const) {
      const { app, visitor, agent, conversation } = await talk(mail, attributes)
      await visitor.wire.close()
      await agent.wire.post(conversation, 'Answer')
      await pass(app, answerAfter + 1_000)
    }
    expect(smtp.taken).toEqual([])
  })

  test('[CV-5] an offline message goes at once', async () => {
    const { app, visitor, agent, conversation } = await talk()
    await agent.wire.ok('conversation.end', { conversation, cid: mintId() })
    await visitor.wire.close()
    await agent.wire.post(conversation, 'We found it after all', { offline: true })
    await pass(app, 1_000)
    expect(smtp.taken).toHaveLength(1)
    expect(readMail(smtp.taken[0]!.raw).text).toContain('We found it after all')
  })
})

describe('[CV-14] transcripts', () => {
  async function talk(over: TestAppOptions = {}, mail: object = {}) {
    const app = await start(mail, over)
    const { wire } = await app.visitor()
    const { conversation } = await wire.post(null, 'Where is <my> order?')
    const agent = await app.agent('ada')
    await agent.wire.post(conversation, 'On its way')
    await agent.wire.ok('note.post', { conversation, cid: mintId(), text: 'a secret note' })
    return { app, wire, agent, conversation }
  }

  test('by link: text and HTML, without notes, for some minutes, and for no other conversation', async () => {
    const { app, wire, conversation } = await talk()
    const text = await wire.ok('transcript.request', { conversation })
    const html = await wire.ok('transcript.request', { conversation, format: 'html' })
    const get = (url: unknown) => fetch(app.url + String(url))
    const file = await get(text.url)
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="Shop-[\d-]+\.txt"/)
    const said = await file.text()
    expect(said).toContain('Where is <my> order?')
    expect(said).toContain('On its way')
    expect(said).not.toContain('secret')
    // By a number that only agents see nobody knows itself.
    expect(said).toMatch(/^Visitor · /m)
    const page = await get(html.url)
    expect(page.headers.get('content-security-policy')).toContain('sandbox')
    expect(await page.text()).toContain('Where is &lt;my&gt; order?')
    const other = String(text.url).replace(conversation, mintId())
    expect((await get(other)).status).toBe(404)
    expect((await get(String(text.url).replace('format=text', 'format=html'))).status).toBe(404)
    clock.jump(11 * 60_000)
    expect((await get(text.url)).status).toBe(404)
  })

  test('[CV-8] marks and quotes are read, in the file and in the mail', async () => {
    const { app, wire, agent, conversation } = await talk()
    const { seq } = await wire.post(conversation, 'Is it `oak`?')
    await agent.wire.post(conversation, 'Yes, in **2 to 4 days**: [care](https://shop.example/care)', {
      quote: seq,
    })
    const { url } = await wire.ok('transcript.request', { conversation, format: 'html' })
    const html = await (await fetch(app.url + String(url))).text()
    expect(html).toContain('<strong>2 to 4 days</strong>: <a href="https://shop.example/care"')
    await wire.ok('transcript.request', { conversation, email: 'kim@mail.example' })
    await pass(app, 3_000)
    const { text } = readMail(smtp.taken[0]!.raw)
    expect(text).toMatch(/\n> .+: Is it oak\?\nYes, in 2 to 4 days: care \(https:\/\/shop\.example\/care\)\n/)
  })

  test('by mail, to the address that was typed', async () => {
    const { app, wire, conversation } = await talk()
    expect(await wire.ok('transcript.request', { conversation, email: ' kim@Mail.example ' })).toEqual({
      email: 'kim@mail.example',
    })
    await pass(app, 3_000)
    expect(smtp.taken.map(({ to }) => to)).toEqual([['kim@mail.example']])
    expect(readMail(smtp.taken[0]!.raw).text).toContain('On its way')
  })

  test('no address that is not one plain one, whatever it hides', async () => {
    const { app, wire, conversation } = await talk()
    for (const email of [
      '',
      'kim',
      'kim@localhost',
      'a@b.example, c@d.example',
      'a@b.example\nBcc: c@d.example',
      '"a b"@b.example',
      'Kim <kim@mail.example>',
      'kim@mail.example\u0000',
      '@mail.example',
      'a..b@mail.example',
    ]) {
      expect(await wire.refused('transcript.request', { conversation, email })).toMatchObject({
        code: 'bad_request',
        path: '/email',
      })
    }
    await pass(app, 3_000)
    expect(smtp.taken).toEqual([])
  })

  test('limits on mails, of a visitor and to an address', async () => {
    const { wire, conversation } = await talk({ limits: true })
    for (let count = 0; count < 3; count += 1) {
      await wire.ok('transcript.request', { conversation, email: `kim${count}@mail.example` })
    }
    expect(
      await wire.refused('transcript.request', { conversation, email: 'kim@mail.example' }),
    ).toMatchObject({
      code: 'rate_limited',
    })
  })

  test('not of others’ conversations, not where the site gives none; agents may all the same', async () => {
    const { app, wire, agent, conversation } = await talk({}, { transcripts: false })
    expect(await wire.refused('transcript.request', { conversation })).toMatchObject({ code: 'forbidden' })
    expect(await agent.wire.ok('transcript.request', { conversation })).toHaveProperty('url')
    const stranger = await app.visitor()
    expect(await stranger.wire.refused('transcript.request', { conversation })).toMatchObject({
      code: 'not_found',
    })
    const eve = await app.agent('eve')
    expect(await eve.wire.refused('transcript.request', { conversation })).toMatchObject({
      code: 'not_found',
    })
    const over = (path: string, body: object, token = app.tokens.ada) =>
      fetch(app.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const path = `/v1/conversations/${conversation}/transcript`
    expect((await over(path, {})).status).toBe(200)
    expect((await over(path, {}, app.tokens.eve)).status).toBe(404)
  })

  test('[IN-15] a test mail says at once what is wrong, and needs the permission', async () => {
    const { app } = await talk()
    const send = async (to: string, token = app.tokens.ada) => {
      const answer = await fetch(`${app.url}/v1/sites/shop/mail/test`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      })
      return { status: answer.status, body: await answer.json() }
    }
    expect(await send('me@shop.example')).toEqual({ status: 200, body: { email: 'me@shop.example' } })
    expect(smtp.taken).toHaveLength(1)
    smtp.fault = 'refuses'
    const refused = await send('me@shop.example')
    expect(refused.status).toBe(503)
    expect(refused.body.error.message).toContain('No such user here')
    expect((await send('nobody')).status).toBe(400)
    expect((await send('me@shop.example', app.tokens.eve)).status).toBe(404)
    const token = await tokenInRole(app, 'agent')
    expect((await send('me@shop.example', token)).status).toBe(403)
  })
})

describe('[IN-16] invitations', () => {
  const invite = async (app: TestApp, email: string) => {
    const response = await app.app.fastify.inject({
      method: 'POST',
      url: '/v1/sites/shop/invitations',
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      payload: { email, role: 'agent', department: null },
    })
    expect(response.statusCode).toBe(201)
    return response.json()
  }

  test('go out with their link, from the site, in its language', async () => {
    const app = await start({ fromName: 'Shop desk' }, { settings: { locale: 'ar' } })
    const { link, mailed } = await invite(app, 'cleo@shop.example')
    expect(mailed).toBe(true)
    expect(smtp.taken.map(({ to }) => to)).toEqual([['cleo@shop.example']])
    const { headers, text, html } = readMail(smtp.taken[0]!.raw)
    expect(readHeader(headers.get('subject'))).toBe('يدعوك Ada إلى Shop')
    expect(text).toContain(link)
    expect(html).toContain('dir="rtl"')
  })

  test('[IN-16] a link for a new password goes to whoever it is for', async () => {
    const app = await start({ fromName: 'Shop desk' })
    const created = await app.app.colleagues.create({
      name: 'Dana',
      email: 'dana@shop.example',
      password: 'mauve giraffe bicycle',
      sites: ['shop'],
      role: 'agent',
    })
    if ('error' in created) throw new Error(created.error.message)
    const response = await app.app.fastify.inject({
      method: 'POST',
      url: `/v1/sites/shop/people/${created.ok.id}/password-link`,
      headers: { authorization: `Bearer ${app.tokens.ada}` },
    })
    expect(response.json()).toMatchObject({ email: 'dana@shop.example', mailed: true })
    expect(smtp.taken.map(({ to }) => to)).toEqual([['dana@shop.example']])
    const { headers, text } = readMail(smtp.taken[0]!.raw)
    expect(readHeader(headers.get('subject'))).toBe('A new password for Shop')
    expect(text).toContain(response.json().link)
  })

  test('that the mail server does not take are made all the same, and it is said', async () => {
    const app = await start()
    smtp.fault = 'refuses'
    const { link, mailed } = await invite(app, 'cleo@shop.example')
    expect([mailed, link]).toEqual([false, expect.stringContaining('/invitation/')])
    expect(smtp.taken).toEqual([])
  })
})
