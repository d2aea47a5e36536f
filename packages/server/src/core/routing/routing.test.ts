import type { Condition, RoutingGroup, RoutingSettings, Verdict, Why } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { defaultRouting, defaultSettings } from '../site-defaults.ts'
import type { Person } from './choose.ts'
import { hold, type VisitorFacts } from './conditions.ts'
import { choosePlan, firstHandler, type Moment, receptionOf } from './reception.ts'
import { mostCandidates, route, type Wishes, waitKey } from './route.ts'

const nobody: VisitorFacts = {
  channel: null,
  source: null,
  page: null,
  referrer: null,
  locale: null,
  tags: [],
  attributes: {},
  isReturning: null,
  isWithinHours: true,
}
const known: VisitorFacts = {
  channel: 'web',
  source: 'spring-mail',
  page: 'https://shop.example/pl/checkout/cart',
  referrer: 'https://search.example/',
  locale: 'pt-BR',
  tags: ['VIP'],
  attributes: { plan: 'Gold plus' },
  isReturning: true,
  isWithinHours: false,
}

describe('conditions', () => {
  const like = (value: string): Condition => ({ on: 'page', how: 'matches', values: [value] })
  test.each<[Condition, boolean, boolean]>([
    [{ on: 'channel', how: 'is', values: ['app', 'WEB'] }, true, false],
    [{ on: 'channel', how: 'isNot', values: ['app'] }, true, true],
    [{ on: 'source', how: 'is', values: ['spring-mail'] }, true, false],
    [{ on: 'source', how: 'isNot', values: ['x', 'spring-mail'] }, false, true],
    [{ on: 'language', how: 'is', values: ['pt'] }, true, false],
    [{ on: 'language', how: 'is', values: ['p'] }, false, false],
    [{ on: 'language', how: 'is', values: ['pt-PT'] }, false, false],
    [{ on: 'language', how: 'isNot', values: ['pl'] }, true, true],
    [{ on: 'page', how: 'contains', values: ['/Checkout/'] }, true, false],
    [{ on: 'referrer', how: 'contains', values: ['shop'] }, false, false],
    [like('https://shop.example/*/checkout/*'), true, false],
    [like('*checkout*'), true, false],
    [like('*/cart'), true, false],
    [like('*/cart*/cart'), false, false],
    [like('https://shop.example/pl'), false, false],
    [like('https://shop.example/pl/checkout/cart'), true, false],
    [{ on: 'tag', how: 'has', values: ['vip', 'new'] }, true, false],
    [{ on: 'tag', how: 'hasNo', values: ['vip'] }, false, true],
    [{ on: 'attribute', name: 'plan', how: 'is', values: ['gold'] }, false, false],
    [{ on: 'attribute', name: 'plan', how: 'contains', values: ['gold'] }, true, false],
    [{ on: 'attribute', name: 'plan', how: 'isNot', values: ['silver'] }, true, true],
    [{ on: 'attribute', name: 'constructor', how: 'contains', values: ['a'] }, false, false],
    [{ on: 'hours', how: 'outside' }, true, false],
    [{ on: 'hours', how: 'within' }, false, true],
    [{ on: 'visitor', how: 'returning' }, true, false],
    [{ on: 'visitor', how: 'new' }, false, false],
  ])('[RT-3] %j: of a visitor who is known %s, of one who is not %s', (condition, ofKnown, ofNobody) => {
    expect([hold([condition], known), hold([condition], nobody)]).toEqual([ofKnown, ofNobody])
  })

  test('[RT-3] all must hold; none always do', () => {
    const vip: Condition = { on: 'tag', how: 'has', values: ['vip'] }
    const german: Condition = { on: 'language', how: 'is', values: ['de'] }
    expect([hold([], nobody), hold([vip], known), hold([vip, german], known)]).toEqual([true, true, false])
  })

  test('[RT-3] a pattern of many stars takes no time', () => {
    const page = `https://shop.example/${'a'.repeat(8_000)}`
    const began = performance.now()
    expect(hold([like(`${'*a'.repeat(240)}*b`)], { ...nobody, page })).toBe(false)
    expect(performance.now() - began).toBeLessThan(50)
  })
})

const person = (id: string, over: Partial<Person> = {}): Person => ({
  id,
  name: id,
  avatar: null,
  status: 'online',
  load: 0,
  limit: 3,
  givenAt: 0,
  ...over,
})
const group = (
  id: string,
  members: Record<string, number>,
  over: Partial<RoutingGroup> = {},
): RoutingGroup => ({
  id,
  name: `Group ${id}`,
  members: Object.entries(members).map(([agent, skill]) => ({ agent, skill })),
  choice: 'leastLoaded',
  overflow: null,
  hours: null,
  offered: true,
  ...over,
})

interface Given {
  people: Person[]
  routing?: Partial<RoutingSettings>
  wishes?: Wishes
  facts?: VisitorFacts
  /** `site` for the site's own hours. */
  closed?: string[]
}

function routed({ people, routing, wishes = {}, facts = nobody, closed = [] }: Given) {
  const result = route(
    {
      routing: { ...defaultRouting(), ...routing },
      people: new Map(people.map((one) => [one.id, one])),
      isOpen: (one) => !closed.includes(one?.id ?? 'site'),
    },
    wishes,
    facts,
  )
  return { ...result, to: result.to?.id ?? null }
}

const verdicts = ({ candidates }: Why): Record<string, Verdict> =>
  Object.fromEntries(candidates.map(({ agent, verdict }) => [agent, verdict]))

describe('who of a group gets it', () => {
  const sales = { groups: [group('g', { ada: 2, ben: 1, eve: 1 })] }
  const wishes = { group: 'g' }
  test.each<[string, Person[], string | null, Record<string, Verdict>]>([
    [
      'the higher skill, whoever has less to do',
      [person('ada', { load: 2 }), person('ben'), person('eve')],
      'ada',
      { ada: 'chosen', ben: 'lowerSkill', eve: 'lowerSkill' },
    ],
    [
      'a lower skill where the higher is full',
      [person('ada', { load: 3 }), person('ben', { load: 1 }), person('eve')],
      'eve',
      { eve: 'chosen', ben: 'moreLoaded', ada: 'full' },
    ],
    [
      'nobody over the limit',
      [person('ada', { load: 3 }), person('ben', { load: 4 }), person('eve', { limit: 0 })],
      null,
      { ada: 'full', ben: 'full', eve: 'full' },
    ],
    [
      'nobody busy while somebody is online, though full',
      [person('ada', { status: 'busy' }), person('ben', { load: 3 }), person('eve', { status: 'away' })],
      null,
      { ada: 'busy', ben: 'full', eve: 'away' },
    ],
    [
      'who is busy where nobody is online',
      [
        person('ada', { status: 'away' }),
        person('ben', { status: 'busy' }),
        person('eve', { status: 'offline' }),
      ],
      'ben',
      { ben: 'chosen', ada: 'away', eve: 'offline' },
    ],
    [
      'never who is away or offline',
      [person('ada', { status: 'away' }), person('ben', { status: 'offline' })],
      null,
      { ada: 'away', ben: 'offline', eve: 'notMember' },
    ],
    [
      'of equals, who has waited longest',
      [person('ada', { load: 3 }), person('ben', { givenAt: 2 }), person('eve', { givenAt: 1 })],
      'eve',
      { eve: 'chosen', ben: 'laterTurn', ada: 'full' },
    ],
  ])('[RT-4] %s', (_name, people, to, expected) => {
    const { to: chosen, why } = routed({ people, routing: sales, wishes })
    expect([chosen, verdicts(why)]).toEqual([to, expected])
  })

  test('[RT-4] round robin asks whose turn it is, not how much each has', () => {
    const routing = { groups: [group('g', { ada: 1, ben: 1 }, { choice: 'roundRobin' })] }
    const people = [person('ada', { load: 2, givenAt: 1 }), person('ben', { load: 0, givenAt: 2 })]
    const { to, why } = routed({ people, routing, wishes })
    expect([to, verdicts(why)]).toEqual(['ada', { ada: 'chosen', ben: 'laterTurn' }])
  })

  test.each<[string, Given, Why['waits']]>([
    ['all are full', { people: [person('ada', { load: 3 })] }, 'nobodyFree'],
    ['all are away', { people: [person('ada', { status: 'away' })] }, 'nobodyHere'],
    ['nobody is there', { people: [] }, 'nobodyHere'],
    ['the site is closed', { people: [person('ada')], closed: ['site'] }, 'offHours'],
  ])('[RT-7] who waits is told why: %s', (_name, given, waits) => {
    expect(routed(given)).toMatchObject({ to: null, why: { by: 'everybody', waits } })
  })

  test('[RT-7] of many candidates twenty are named, the chosen one first', () => {
    const people = Array.from({ length: 60 }, (_, index) => person(`a${index}`, { load: 2 }))
    const { why } = routed({ people: [...people, person('least')] })
    expect(why.candidates).toHaveLength(mostCandidates)
    expect(why.candidates[0]).toMatchObject({ agent: 'least', verdict: 'chosen', limit: 3, load: 0 })
  })
})

describe('what decides', () => {
  const people = ['ada', 'ben', 'eve', 'kim'].map((id) => person(id))
  const groups = [
    group('asked', { ada: 1 }, { overflow: 'spare' }),
    group('spare', { ben: 1 }, { overflow: 'last' }),
    group('last', { kim: 1 }),
    group('chosen', { eve: 1 }),
    group('ruled', { kim: 1 }),
  ]
  const always = { id: 'r', name: 'All', when: [], to: { group: 'ruled' } }
  const vip = {
    id: 'v',
    name: 'VIP',
    when: [{ on: 'tag' as const, how: 'has' as const, values: ['vip'] }],
    to: { agent: 'eve' },
  }
  const all = { agent: 'ben', last: 'eve', group: 'asked', choice: 'chosen' }
  const full = (...ids: string[]) => people.map((one) => (ids.includes(one.id) ? { ...one, load: 3 } : one))
  const gone = (...ids: string[]) =>
    people.map((one) => (ids.includes(one.id) ? { ...one, status: 'away' as const } : one))
  const routing = { groups, rules: [always], lastAgent: true }
  test.each<[string, Given, Partial<Why>, string | null]>([
    ['the requested agent', { people, routing, wishes: all }, { by: 'requestedAgent' }, 'ben'],
    [
      'who is full is not waited for',
      { people: full('ben'), routing, wishes: all },
      { by: 'lastAgent' },
      'eve',
    ],
    [
      'the last agent only where the site wants it',
      { people: full('ben'), routing: { ...routing, lastAgent: false }, wishes: all },
      { by: 'requestedGroup', group: { id: 'asked', name: 'Group asked' } },
      'ada',
    ],
    [
      'the last agent only if online',
      { people: gone('eve'), routing, wishes: { ...all, agent: 'nobody' } },
      { by: 'requestedGroup' },
      'ada',
    ],
    [
      'the overflow of a group whose people are taken',
      { people: full('ada'), routing, wishes: { group: 'asked' } },
      {
        by: 'overflow',
        from: { id: 'asked', name: 'Group asked' },
        group: { id: 'spare', name: 'Group spare' },
      },
      'ben',
    ],
    [
      'the overflow of the overflow',
      { people: gone('ada', 'ben'), routing, wishes: { group: 'asked' } },
      { by: 'overflow', group: { id: 'last', name: 'Group last' } },
      'kim',
    ],
    [
      'the group itself is waited for where the overflow has nobody',
      { people: full('ada', 'ben', 'kim'), routing, wishes: { group: 'asked' } },
      { by: 'requestedGroup', group: { id: 'asked', name: 'Group asked' }, waits: 'nobodyFree' },
      null,
    ],
    [
      'a group that is closed overflows',
      { people, routing, wishes: { group: 'asked' }, closed: ['asked'] },
      { by: 'overflow', from: { id: 'asked', name: 'Group asked' } },
      'ben',
    ],
    [
      'a rule goes before the visitor’s own choice',
      { people, routing, wishes: { choice: 'chosen' } },
      { by: 'rule', rule: { id: 'r', name: 'All' } },
      'kim',
    ],
    [
      'the first rule that holds',
      { people, routing: { ...routing, rules: [vip, always] }, facts: known },
      { by: 'rule', rule: { id: 'v', name: 'VIP' } },
      'eve',
    ],
    [
      'a rule that does not hold is passed over',
      { people, routing: { ...routing, rules: [vip, always] } },
      { by: 'rule', rule: { id: 'r', name: 'All' } },
      'kim',
    ],
    [
      'whom a rule names and who is away is passed over',
      { people: gone('eve'), routing: { ...routing, rules: [vip, always] }, facts: known },
      { by: 'rule', rule: { id: 'r', name: 'All' } },
      'kim',
    ],
    [
      'whom a rule names and who is full is waited for',
      { people: full('eve'), routing: { ...routing, rules: [vip, always] }, facts: known },
      { by: 'rule', rule: { id: 'v', name: 'VIP' }, waits: 'nobodyFree' },
      null,
    ],
    [
      'the visitor’s own choice',
      { people, routing: { groups }, wishes: { choice: 'chosen' } },
      { by: 'chosenGroup' },
      'eve',
    ],
    [
      'a group that is gone is as none',
      { people, wishes: { group: 'x', choice: 'y' } },
      { by: 'everybody' },
      'ada',
    ],
    ['everybody', { people: full('ada') }, { by: 'everybody' }, 'ben'],
  ])('[RT-3] %s', (_name, given, why, to) => {
    const { to: chosen, why: said } = routed(given)
    expect({ chosen, said }).toMatchObject({ chosen: to, said: why })
  })

  test('[RT-7] who was asked for and passed over is named too', () => {
    const { why } = routed({ people: gone('ben'), routing, wishes: all })
    expect(verdicts(why)).toEqual({ eve: 'chosen', ben: 'away' })
  })

  test('[RT-7] waiting is explained again only where it changes in kind', () => {
    const key = (given: Given) => waitKey(routed(given).why)
    const waiting = { routing, wishes: { group: 'asked' } }
    const asked = key({ ...waiting, people: full('ada', 'ben', 'kim') })
    expect(key({ ...waiting, people: gone('ada', 'ben', 'kim') })).toBe(asked)
    expect(key({ ...waiting, people, closed: ['asked', 'spare', 'last'] })).not.toBe(asked)
    expect(key({ people: full('ada', 'ben', 'eve', 'kim') })).not.toBe(asked)
  })
})

describe('reception', () => {
  const usual: Moment = {
    isBotReady: true,
    hasAssistant: false,
    isFree: true,
    isGuided: false,
    hasLastAgent: false,
  }
  test.each<[string, Parameters<typeof firstHandler>[0], Partial<Moment>, string]>([
    ['botOnly', 'botOnly', {}, 'assistant'],
    ['botOnly keeps a returning visitor too', 'botOnly', { hasLastAgent: true }, 'assistant'],
    ['humanOnly', 'humanOnly', { isFree: false }, 'queue'],
    ['humanOnly, a guided question too', 'humanOnly', { isGuided: true }, 'queue'],
    ['botFirst', 'botFirst', {}, 'assistant'],
    ['botFirst without a bot', 'botFirst', { isBotReady: false }, 'queue'],
    ['botFirst, the last agent is here', 'botFirst', { hasLastAgent: true }, 'queue'],
    ['humanFirst', 'humanFirst', {}, 'queue'],
    ['humanFirst, nobody free', 'humanFirst', { isFree: false }, 'assistant'],
    ['humanFirst, nobody free and no bot', 'humanFirst', { isFree: false, isBotReady: false }, 'queue'],
    ['humanFirst, a guided question', 'humanFirst', { isGuided: true }, 'assistant'],
    ['an assistant of the site’s own', 'botFirst', { hasAssistant: true, isBotReady: false }, 'assistant'],
    [
      'humanFirst, nobody free, its own assistant',
      'humanFirst',
      { hasAssistant: true, isFree: false },
      'assistant',
    ],
  ])('[RT-2] %s', (_name, mode, moment, handler) => {
    expect(firstHandler(mode, { ...usual, ...moment }).handler).toBe(handler)
  })

  test('[RT-8] the first plan that speaks of a visitor; what it does not say is the site’s', () => {
    const settings = defaultSettings('Shop', [])
    const german = [{ on: 'language' as const, how: 'is' as const, values: ['pt'] }]
    settings.routing.plans = [
      { id: 'p', name: 'Portuguese', when: german, mode: 'humanOnly', bot: 'always' },
      { id: 'all', name: 'All', when: [], mode: 'botOnly' },
    ]
    expect([choosePlan(settings, known)?.id, choosePlan(settings, nobody)?.id]).toEqual(['p', 'all'])
    expect(receptionOf(settings, 'p')).toEqual({
      mode: 'humanOnly',
      bot: 'always',
      idle: settings.idle,
      leave: 'never',
    })
    expect(receptionOf(settings, 'gone')).toMatchObject({ mode: 'botFirst', bot: 'off' })
    settings.routing.plans = []
    expect(choosePlan(settings, known)).toBeNull()
  })
})
