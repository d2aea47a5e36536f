// Records, exports and reports over HTTP: what follows from conversations over real sockets.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseCsv } from '../../src/core/csv/csv.ts'
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { mintId } from '../support/wire.ts'
import { tokenInRole } from '../support/with-role.ts'

let app: TestApp
let clock: FakeClock
beforeEach(async () => {
  clock = createFakeClock(Date.parse('2026-11-27T10:00:00Z'))
  app = await startTestApp({ clock, settings: { reception: 'humanFirst' } })
})
afterEach(() => app.stop())

const base = '/v1/sites/shop'
const fetched = (path: string, token = app.tokens.ada) =>
  fetch(app.url + path, { headers: { authorization: `Bearer ${token}` } })
const get = async (path: string, token = app.tokens.ada) => (await fetched(path, token)).json()
const newest = async (query = '') =>
  (await get(`${base}/records?${query}`)).records.map((one: { conversation: string }) => one.conversation)

/** Asked, answered after ten seconds, rated and closed. */
async function talk(text: string, score: number | null = null, answer = 'Yes') {
  const visitor = await app.visitor({ page: { url: 'https://shop.example/a?b=c' } })
  const { conversation } = await visitor.wire.post(null, text)
  const ada = await app.agent('ada')
  clock.advance(10_000)
  await ada.wire.post(conversation, answer)
  if (score !== null) {
    await ada.wire.ok('rating.invite', { conversation, cid: mintId() })
    await visitor.wire.ok('rating.give', { conversation, cid: mintId(), score, tags: ['quick'] })
    await ada.wire.ok('conversation.end', { conversation, cid: mintId() })
  }
  await app.app.keeper.settled()
  return { conversation, visitor, ada }
}

describe('[IN-13] records', () => {
  test('a conversation is one, with its facts, and is found by what it says', async () => {
    const rated = await talk('Is the Żółta lamp in stock?', 4)
    const open = await talk('Where is my order?')
    const { records } = await get(`${base}/records`)
    expect(records).toHaveLength(2)
    expect(records[1]).toMatchObject({
      conversation: rated.conversation,
      status: 'closed',
      reason: 'agent',
      channel: 'web',
      source: 'shop.example',
      agent: { name: 'Ada' },
      served: 1,
      group: 'other',
      invited: true,
      rating: { score: 4, tags: ['quick'] },
      messages: { visitor: 1, agent: 1, assistant: 0, offline: 0 },
      firstAnswer: 10_000,
      firstResponse: 10_000,
    })
    expect(await newest('contains=%C5%BB%C3%93%C5%81TA')).toEqual([rated.conversation])
    expect(await newest('lacks=order')).toEqual([rated.conversation])
    expect(await newest('contains=yes&lacks=lamp')).toEqual([open.conversation])
    expect(await newest('rating=4,5&ratingTag=quick&invited=1&status=closed')).toEqual([rated.conversation])
    expect(await newest('rating=1')).toEqual([])
    expect(await newest('channel=web&source=shop.example&group=other')).toHaveLength(2)
    expect(await newest(`from=${clock.now()}`)).toEqual([])
    expect(await get(`${base}/records/choices`)).toMatchObject({
      channels: [{ channel: 'web', source: 'shop.example' }],
      agents: [{ name: 'Ada' }],
      ratingTags: ['quick'],
    })
  })

  test('[IN-11] are found by their summaries: category and those below, progress, words in any field', async () => {
    const field = { id: 'note', label: 'Note', type: 'text', choices: [], required: false }
    const patched = await app.app.fastify.inject({
      method: 'PATCH',
      url: base,
      headers: { authorization: `Bearer ${app.tokens.ada}` },
      payload: {
        summary: { categories: ['Orders / Late', 'Other'], progress: ['Done', 'Waiting'], fields: [field] },
      },
    })
    expect(patched.statusCode).toBe(200)
    const [late, other] = [await talk('One'), await talk('Two')]
    await talk('Three')
    const sum = (conversation: string, summary: object) =>
      fetch(`${app.url}/v1/conversations/${conversation}/summary`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${app.tokens.ada}`, 'content-type': 'application/json' },
        body: JSON.stringify(summary),
      })
    const first = { category: 'Orders / Late', progress: 'Done', values: { note: 'Refunded 20 €' } }
    expect((await sum(late.conversation, first)).status).toBe(200)
    await sum(other.conversation, { category: 'Other', progress: 'Done', values: { note: '' } })
    expect(await newest('category=Orders')).toEqual([late.conversation])
    expect(await newest(`category=${encodeURIComponent('Orders / Late')}`)).toEqual([late.conversation])
    expect(await newest('category=Order')).toEqual([])
    expect(await newest('progress=Done')).toEqual([other.conversation, late.conversation])
    expect(await newest('progress=Done&summary=refunded')).toEqual([late.conversation])
    expect(await newest('progress=Waiting')).toEqual([])
    expect(await get(`${base}/records/choices`)).toMatchObject({
      categories: ['Orders', 'Orders / Late', 'Other'],
      progress: ['Done', 'Waiting'],
    })
  })

  test('pages follow each other', async () => {
    const made = []
    for (let count = 0; count < 5; count += 1) made.push((await talk(`Number ${count}`)).conversation)
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 5; page += 1) {
      const answer = await get(`${base}/records?limit=2${after}`)
      seen.push(...answer.records.map((one: { conversation: string }) => one.conversation))
      if (answer.after === undefined) break
      after = `&after=${encodeURIComponent(answer.after)}`
    }
    expect(seen).toEqual(made.reverse())
    expect((await fetched(`${base}/records?after=x`)).status).toBe(400)
  })

  test('one is read without opening it: nobody is told, nothing stops', async () => {
    const { conversation, ada } = await talk('Hello')
    await ada.wire.ok('note.post', { conversation, cid: mintId(), text: 'for us' })
    const before = await app.store.conversations.load(conversation)
    const thread = await get(`${base}/records/${conversation}`)
    expect(thread.record).toMatchObject({ conversation, group: 'other' })
    expect(thread.events.map(({ type }: { type: string }) => type)).toContain('note.posted')
    const [first] = thread.events
    const rest = await get(`${base}/records/${conversation}?after=${first.seq}.0`)
    expect(rest.events).toHaveLength(thread.events.length - 1)
    expect(await app.store.conversations.load(conversation)).toEqual(before)
    expect((await fetched(`/v1/sites/other/records/${conversation}`, app.tokens.eve)).status).toBe(404)
    expect((await fetched(`${base}/records/${mintId()}`)).status).toBe(404)
  })

  test('[IN-16] each needs its permission', async () => {
    const { conversation } = await talk('Hello')
    const token = await tokenInRole(app, 'agent')
    for (const path of ['records', 'records/choices', `records/${conversation}`, 'reports']) {
      expect((await fetched(`${base}/${path}`, token)).status, path).toBe(403)
    }
    expect((await fetched(`${base}/records/export?format=csv&what=both`, token)).status).toBe(403)
    expect((await fetched(`${base}/records`, app.tokens.eve)).status).toBe(404)
  })

  test('records are made anew from the log', async () => {
    const { conversation } = await talk('Hello', 5)
    const before = await get(`${base}/records`)
    await app.store.records.remove([conversation])
    expect(await newest()).toEqual([])
    await app.app.keeper.catchUp()
    expect(await get(`${base}/records`)).toEqual(before)
  })
})

describe('[IN-13] exports', () => {
  const exported = (query: string) => fetched(`${base}/records/export?${query}`)
  const cells = async (query: string) => {
    const text = await (await exported(`format=csv&${query}`)).text()
    const parsed = parseCsv(text, ',')
    return 'ok' in parsed ? parsed.ok.map((row) => row.cells) : []
  }

  test('conversations, messages, or both, as a table that runs nothing', async () => {
    const { conversation, ada } = await talk('=cmd|"/c calc"!A1', 3, '＝1+1')
    await ada.wire.ok('note.post', { conversation, cid: mintId(), text: '@note' })
    await ada.wire.post(conversation, 'after the end', { offline: true })
    const facts = await cells('what=conversations')
    expect(facts).toHaveLength(2)
    expect(facts[1]).toContain(conversation)
    expect(facts[1]).toContain('2026-11-27T10:00:00.000Z')
    const messages = await cells('what=messages')
    const texts = messages.slice(1).map((row) => row[messages[0]!.indexOf('text')])
    expect(texts).toEqual(['\'=cmd|"/c calc"!A1', "'＝1+1", '3 · quick', 'after the end'])
    expect(messages.at(-1)?.at(-1)).toBe('yes')
    expect((await cells('what=messages&notes=1')).flat()).toContain("'@note")
    const both = await cells('what=both')
    expect(both).toHaveLength(5)
    expect(both[0]).toHaveLength(facts[0]!.length + messages[0]!.length - 1)
    const answer = await exported('format=csv&what=both&mark=1')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="both-shop-2026-11-27.csv"; filename*=UTF-8\'\'both-shop-2026-11-27.csv',
    )
    expect(new Uint8Array(await answer.arrayBuffer()).slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]))
    expect((await (await exported('format=csv&what=both')).arrayBuffer()).byteLength).toBeGreaterThan(0)
  })

  test('as JSON, and files as type and link', async () => {
    const { conversation, ada } = await talk('Hello', 5)
    const upload = await fetch(`${app.url}/v1/files?name=lamp.png&site=shop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${app.tokens.ada}`, 'content-type': 'image/png' },
      body: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    })
    const { file } = await upload.json()
    await ada.wire.ok('message.post', {
      conversation,
      cid: mintId(),
      body: { kind: 'file', file: { id: file.id } },
      offline: true,
    })
    const both = await (await exported('format=json&what=both')).json()
    expect(both).toHaveLength(1)
    expect(both[0]).toMatchObject({ conversation, startedAt: '2026-11-27T10:00:00.000Z' })
    const sent = both[0].messages.find(({ kind }: { kind: string }) => kind === 'file')
    expect(sent).toMatchObject({ isOffline: true, file: { type: 'image/png', name: 'lamp.png' } })
    expect((await fetch(sent.file.link.replace('localhost', '127.0.0.1'))).status).toBe(200)
    const messages = await (await exported('format=json&what=messages')).json()
    expect(messages[0]).toMatchObject({ conversation, text: 'Hello' })
    expect(await (await exported('format=json&what=conversations&contains=nothing')).json()).toEqual([])
  })

  test('a reader who goes away ends it, and the next may begin', async () => {
    await talk('Hello')
    for (let count = 0; count < 6; count += 1) {
      const control = new AbortController()
      const answer = await fetch(`${app.url}${base}/records/export?format=csv&what=both`, {
        headers: { authorization: `Bearer ${app.tokens.ada}` },
        signal: control.signal,
      })
      expect(answer.status).toBe(200)
      control.abort()
    }
    await expect.poll(async () => (await exported('format=csv&what=both')).status).toBe(200)
  })
})

describe('[IN-14] reports', () => {
  test('figures of a span, by agent and group, in the site’s time', async () => {
    const rated = await talk('One', 4)
    await talk('Two')
    await rated.ada.wire.post(rated.conversation, 'after the end', { offline: true })
    await app.app.keeper.settled()
    const day = Date.parse('2026-11-27T00:00:00Z')
    const report = await get(`${base}/reports?from=${day}&to=${day + 86_400_000}`)
    expect(report).toMatchObject({
      started: 2,
      closed: 1,
      messages: { visitor: 2, agent: 2, assistant: 0, offline: 1 },
      first: { count: 2, median: 10_000, p90: 10_000 },
      rating: { invited: 1, rated: 1, mean: 4 },
      agents: [{ name: 'Ada', served: 2, replies: 2, rated: 1, rating: 4 }],
      groups: [{ id: 'other', served: 2 }],
    })
    expect(report.days).toEqual([{ day: '2026-11-27', started: 2, closed: 1, messages: 5 }])
    expect(report.agents[0]).toMatchObject({ firstLogin: expect.any(Number) })
    expect((await fetched(`${base}/reports?from=5&to=4`)).status).toBe(400)
    expect((await fetched(`${base}/reports?from=1&to=${day}`)).status).toBe(400)
  })
})
