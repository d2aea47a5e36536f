// What the console's Assistant page reads: a text tried out, what visitors asked, what nothing answers, figures.
import type { AskedQuestion, FaqDraft, FaqEntry, UnansweredGroups } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type HttpApp, own, shop, startHttpApp } from '../support/http-app.ts'

let http: HttpApp
beforeEach(async () => {
  http = await startHttpApp()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await http.stop()
})

const base = '/v1/sites/shop/assistant'
const day = 86_400_000

function request(method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object, token = http.token) {
  const headers = { authorization: `Bearer ${token}` }
  return http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
}
const get = (path: string) => request('GET', `${base}/${path}`)
const post = (path: string, body: object) => request('POST', `${base}/${path}`, body)
const tryOut = async (text: string, more: object = {}) => (await post('try', { text, ...more })).json()

async function add(draft: FaqDraft): Promise<FaqEntry> {
  const response = await request('POST', '/v1/sites/shop/faq', { published: true, ...draft })
  expect(response.statusCode, response.body).toBe(201)
  return response.json()
}

async function addUsual() {
  const delivery = await add({
    question: 'How long does delivery take?',
    answer: 'Two days.',
    phrasings: ['When will my order arrive?', 'How fast do you ship?', 'What are your delivery times?'],
  })
  const returns = await add({
    question: 'How do I return something?',
    answer: 'With the label.',
    phrasings: ['I want to send it back', 'What is your return policy?', 'Where do I get a return label?'],
  })
  await add({ question: 'Is this secret?', answer: 'Yes.', published: false })
  return { delivery, returns }
}

let seq = 0
const asked = (text: string, more: Partial<AskedQuestion> = {}): AskedQuestion => {
  seq += 1
  return {
    conversation: crypto.randomUUID(),
    seq,
    at: http.clock.now() + seq,
    text,
    outcome: 'unanswered',
    score: 0.1,
    ...more,
  }
}
/** The newest first, as the store gives them. */
const visitorsAsked = (...questions: AskedQuestion[]) =>
  vi.spyOn(http.store.questions, 'newest').mockResolvedValue(questions)

describe('[AS-1] a text tried out', () => {
  test('is answered, with the score and the words that spoke for it', async () => {
    const { delivery } = await addUsual()
    const tried = await tryOut('how long does delivery take')
    expect(tried).toMatchObject({ does: 'answer' })
    expect(tried).not.toHaveProperty('word')
    const [first] = tried.matches
    expect(first).toMatchObject({ faq: delivery.id, question: delivery.question, score: 1, isExact: true })
    const shares = first.why.map(({ weight }: { weight: number }) => weight)
    expect(shares).toEqual([...shares].sort((one, other) => other - one))
    expect(shares.reduce((sum: number, weight: number) => sum + Math.abs(weight), 0)).toBeCloseTo(1)
    expect(first.why.map(({ text }: { text: string }) => text)).toContain('delivery')
  })

  test('is offered or handed over as the thresholds say', async () => {
    await addUsual()
    const text = 'when does the delivery come'
    const best = (await tryOut(text)).matches[0]
    expect(best.isExact).toBe(false)
    const set = (answer: number, suggest: number) =>
      request('PATCH', '/v1/sites/shop', { assistant: { threshold: { answer, suggest } } })
    for (const [answer, suggest, does] of [
      [best.score, best.score, 'answer'],
      [1, best.score, 'suggest'],
      [1, 1, 'handOff'],
    ]) {
      await set(answer, suggest)
      expect((await tryOut(text)).does, `${answer}, ${suggest}`).toBe(does)
    }
  })

  test('that asks nothing is small talk, unless an entry has the very words', async () => {
    await addUsual()
    for (const talk of ['Hello!', 'ok, thank you']) expect((await tryOut(talk)).does).toBe('smallTalk')
    await add({ question: 'Hello', answer: 'Hello to you.' })
    expect((await tryOut('hello!')).does).toBe('answer')
  })

  test('with a word for a person goes to one', async () => {
    await addUsual()
    await add({ question: 'Agent', answer: 'That is us.' })
    expect(await tryOut('Agent!')).toMatchObject({
      does: 'handOff',
      word: { kind: 'forced', word: 'agent' },
      matches: expect.arrayContaining([expect.objectContaining({ question: 'Agent', isExact: true })]),
    })
    // A soft one only where somebody is free, and nobody is here.
    await add({ question: 'Can I talk to a person?', answer: 'From nine to five.' })
    expect(await tryOut('can i talk to a person')).toMatchObject({
      does: 'answer',
      word: { kind: 'soft', word: 'talk to a person' },
    })
  })

  test('is matched with what is published in its language', async () => {
    await addUsual()
    const german = await add({ question: 'Wie lange dauert es?', answer: 'Zwei Tage.', locale: 'de' })
    expect(
      (await tryOut('Is this secret?')).matches.map((one: { score: number }) => one.score),
    ).not.toContain(1)
    expect((await tryOut('wie lange dauert es')).matches).not.toContainEqual(
      expect.objectContaining({ faq: german.id }),
    )
    expect((await tryOut('wie lange dauert es', { locale: 'de-AT' })).matches[0].faq).toBe(german.id)
  })

  test('where there is no FAQ matches nothing', async () => {
    expect(await tryOut('refund')).toEqual({ does: 'handOff', matches: [] })
  })

  test.each([
    [{}, '/text'],
    [{ text: '' }, '/text'],
    [{ text: '  ' }, '/text'],
    [{ text: 'x'.repeat(2_001) }, '/text'],
    [{ text: 'x', locale: '?' }, '/locale'],
  ])('%j is refused at %s', async (body, path) => {
    const response = await post('try', body)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({ code: 'bad_request', path, message: expect.any(String) })
  })
})

describe('[AS-15] what visitors asked', () => {
  test('comes with what today’s FAQ makes of it', async () => {
    const newest = visitorsAsked(
      asked('how long does delivery take', { outcome: 'suggested' }),
      asked('quantum chromodynamics', { helpful: false }),
    )
    const before = (await get('questions')).json().questions
    expect(before).toHaveLength(2)
    expect(before[0]).not.toHaveProperty('best')

    const { delivery } = await addUsual()
    const { questions } = (await get('questions?limit=2')).json()
    expect(newest).toHaveBeenLastCalledWith('shop', { limit: 2 })
    expect(questions[0]).toMatchObject({
      outcome: 'suggested',
      best: { faq: delivery.id, question: delivery.question, score: 1, isExact: true },
    })
    expect(questions[1].best?.score ?? 0).toBeLessThan(0.5)
    expect(questions[1]).toMatchObject({ helpful: false, text: 'quantum chromodynamics' })
  })

  test('is read in turns: two hundred of them do not hold others up', async () => {
    await addUsual()
    visitorsAsked(...Array.from({ length: 200 }, (_, index) => asked(`What about part ${index * 7919}?`)))
    await get('figures')
    let turns = 0
    let isCounting = true
    const count = () => {
      turns += 1
      if (isCounting) setImmediate(count)
    }
    count()
    expect((await get('questions')).json().questions).toHaveLength(200)
    isCounting = false
    expect(turns).toBeGreaterThan(20)
  })

  test.each(['0', '201', '-1', '1.5', 'many', ''])('a limit of “%s” is refused', async (limit) => {
    const response = await get(`questions?limit=${limit}`)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({ code: 'bad_request', path: '/limit' })
  })
})

describe('[AS-15] what nothing answers', () => {
  const groups = async (): Promise<UnansweredGroups['groups']> => (await get('unanswered')).json().groups

  test('is grouped, the most frequent first, with the entry that comes nearest', async () => {
    await addUsual()
    const [first, second, third] = [
      asked('Do you have gift cards?'),
      asked('is delivery by boat possible?'),
      asked('can I buy a gift card'),
    ]
    const newest = visitorsAsked(third, second, first)
    const found = await groups()
    expect(newest).toHaveBeenCalledWith('shop', expect.objectContaining({ outcomes: ['unanswered'] }))
    const short = ({ conversation, seq: at, text, at: time }: AskedQuestion) => ({
      conversation,
      seq: at,
      text,
      at: time,
    })
    expect(found.map(({ text, count, newestAt }) => [text, count, newestAt])).toEqual([
      ['can I buy a gift card', 2, third.at],
      ['is delivery by boat possible?', 1, second.at],
    ])
    expect(found[0]!.questions).toEqual([short(third), short(first)])
    expect(found[1]!.nearest).toMatchObject({ question: 'How long does delivery take?' })
  })

  test('falls out when an entry answers it, and only then', async () => {
    visitorsAsked(asked('Do you have gift cards?'), asked('Where is the moon?'))
    expect((await groups()).map(({ text }) => text).sort()).toEqual([
      'Do you have gift cards?',
      'Where is the moon?',
    ])
    await add({ question: 'Do you have gift cards?', answer: 'Yes.', published: false })
    expect(await groups()).toHaveLength(2)
    await add({ question: 'do you have gift cards', answer: 'Yes.' })
    expect((await groups()).map(({ text }) => text)).toEqual(['Where is the moon?'])
  })

  test('can be put away', async () => {
    const dismiss = vi.spyOn(http.store.questions, 'dismiss')
    const questions = [{ conversation: crypto.randomUUID(), seq: 3 }]
    const response = await post('dismiss', { questions })
    expect([response.statusCode, response.json()]).toEqual([200, {}])
    expect(dismiss).toHaveBeenCalledWith('shop', questions)
  })

  test.each([
    [{}, '/questions'],
    [{ questions: 7 }, '/questions'],
    [{ questions: [{ conversation: 'x', seq: 1 }] }, '/questions/0/conversation'],
    [{ questions: [{ conversation: crypto.randomUUID(), seq: 0 }] }, '/questions/0/seq'],
    [{ questions: [{ conversation: crypto.randomUUID() }] }, '/questions/0/seq'],
  ])('putting away %j is refused at %s', async (body, path) => {
    const response = await post('dismiss', body)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({ code: 'bad_request', path })
  })
})

describe('[AS-15] figures', () => {
  test('are of the last 30 days, or of the time that is asked for', async () => {
    const { delivery } = await addUsual()
    const now = http.clock.now()
    const today = now - (now % day)
    const count = vi.spyOn(http.store.questions, 'count').mockResolvedValue([
      { day: today, outcome: 'answered', faq: delivery.id, count: 6, helpful: 2, notHelpful: 1 },
      { day: today - day, outcome: 'handedOff', faq: null, count: 2, helpful: 0, notHelpful: 0 },
    ])
    const usual = (await get('figures')).json()
    expect(count).toHaveBeenLastCalledWith('shop', now - 30 * day, now)
    expect(usual).toMatchObject({
      from: now - 30 * day,
      to: now,
      asked: 8,
      outcomes: { answered: 6, handedOff: 2, unanswered: 0 },
      helpful: 2,
      notHelpful: 1,
      entries: [{ faq: delivery.id, question: delivery.question, answered: 6 }],
    })
    expect(usual.days.at(-1)).toMatchObject({ asked: 6, answered: 6, handedOff: 0 })
    expect(usual.days.at(-2)).toMatchObject({ asked: 2, answered: 0, handedOff: 2 })

    await get(`figures?from=${today - day}&to=${today}`)
    expect(count).toHaveBeenLastCalledWith('shop', today - day, today)
  })

  test.each([
    ['from=5&to=5', '/from'],
    ['from=6&to=5', '/from'],
    ['from=0', '/from'],
    ['from=yesterday', '/from'],
    ['to=-1', '/to'],
    ['to=', '/to'],
  ])('of %s are refused at %s', async (query, path) => {
    const response = await get(`figures?${query}`)
    expect(response.statusCode).toBe(400)
    expect(response.json().error).toMatchObject({ code: 'bad_request', path })
  })
})

describe('[F01] [F02] [F13] the Assistant page', () => {
  const routes = [
    ['POST', 'try', { text: 'hello' }],
    ['GET', 'questions', undefined],
    ['GET', 'unanswered', undefined],
    ['POST', 'dismiss', { questions: [] }],
    ['GET', 'figures', undefined],
  ] as const

  test.each(routes)('%s %s is for the site’s agents alone', async (method, path, body) => {
    const bot = await http.app.apiTokens.createForAssistant('shop', 'Helper')
    const at = (site: string, token?: string) =>
      request(method, `/v1/sites/${site}/assistant/${path}`, body, token)
    expect((await at('shop')).statusCode).toBe(200)
    expect((await at('shop', bot)).statusCode).toBe(403)
    expect((await at('shop', 'fv_x.y')).statusCode).toBe(401)
    const foreign = await at('other')
    expect(foreign.statusCode).toBe(404)
    expect(foreign.json()).toEqual((await at('nowhere')).json())
    expect((await http.inject({ method, url: `${base}/${path}`, payload: body ?? {} })).statusCode).toBe(401)
  })

  test.each(['https://evil.example', shop, 'null'])('changes nothing for %s', async (origin) => {
    const cookie = await http.signIn()
    const dismiss = (headers: Record<string, string>) =>
      http.inject({
        method: 'POST',
        url: `${base}/dismiss`,
        headers: { cookie, ...headers },
        payload: { questions: [] },
      })
    expect((await dismiss({ origin })).statusCode).toBe(403)
    expect((await dismiss({})).statusCode).toBe(403)
    expect((await dismiss({ origin: own })).statusCode).toBe(200)
  })

  test.each(routes)('[I11] a fault in %s %s says a reference alone', async (method, path, body) => {
    const broken = () => Promise.reject(new Error('SELECT * FROM questions'))
    vi.spyOn(http.store.sites, 'faq').mockImplementation(broken)
    vi.spyOn(http.store.sites, 'find').mockImplementation(broken)
    for (const verb of ['newest', 'dismiss', 'count'] as const) {
      vi.spyOn(http.store.questions, verb).mockImplementation(broken)
    }
    const response = await request(method, `${base}/${path}`, body)
    expect(response.statusCode).toBe(500)
    expect(response.body).not.toContain('SELECT')
  })
})
