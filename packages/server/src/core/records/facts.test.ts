// Facts folded from small logs: who waited for whom, how long, and what counts as what.
import type { Actor, Event } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { beginFacts, foldFacts, groupName } from './facts.ts'

const visitor: Actor = { kind: 'visitor', id: 'v' }
const bot: Actor = { kind: 'assistant', name: 'Bot' }
const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' }
const ben: Actor = { kind: 'agent', id: 'ben', name: 'Ben' }
const system: Actor = { kind: 'system' }

type Step = [at: number, by: Actor, keys: Record<string, unknown> & { type: string }]
const says = (at: number, by: Actor, more: object = {}): Step => [
  at,
  by,
  { type: 'message.posted', body: { kind: 'text', text: 'x' }, ...more },
]
const does = (at: number, by: Actor, type: string, more: object = {}): Step => [at, by, { type, ...more }]
const logOf = (steps: Step[]): Event[] =>
  steps.map(([at, by, keys], index) => ({ seq: index + 1, at, by, ...keys }) as unknown as Event)
const fold = (...steps: Step[]) => foldFacts(beginFacts(0), logOf(steps))

describe('[IN-14] response times', () => {
  const cases: [string, Step[], { first: number | null; answer: number | null; ms: number[] }][] = [
    ['nobody answers', [says(10, visitor)], { first: null, answer: null, ms: [] }],
    ['a person answers', [says(10, visitor), says(40, ada)], { first: 30, answer: 30, ms: [30] }],
    [
      'from the oldest that waits, and once an answer',
      [says(10, visitor), says(20, visitor), says(40, ada), says(45, ada), says(50, visitor), says(57, ada)],
      { first: 30, answer: 30, ms: [30, 7] },
    ],
    [
      'the assistant alone is an answer and no response',
      [says(10, visitor), says(11, bot)],
      { first: null, answer: 1, ms: [] },
    ],
    [
      'from the handoff on, not from the first message',
      [
        says(10, visitor),
        says(11, bot),
        does(100, visitor, 'handoff.requested'),
        does(100, system, 'conversation.queued'),
        says(160, ada),
      ],
      { first: 60, answer: 1, ms: [60] },
    ],
    [
      'what the assistant could not answer waits from the question on',
      [says(10, visitor), does(12, system, 'assistant.stopped', { reason: 'unanswered' }), says(50, ada)],
      { first: 40, answer: 40, ms: [40] },
    ],
    [
      'whoever waits for a person waits on, whatever the assistant says',
      [says(10, visitor), does(20, visitor, 'handoff.requested'), says(21, bot), says(80, ada)],
      { first: 60, answer: 11, ms: [60] },
    ],
    [
      'who writes unasked did not respond',
      [says(5, ada), says(10, visitor), says(12, ada)],
      { first: 2, answer: 2, ms: [2] },
    ],
    [
      'a notice of the system is no answer',
      [says(10, visitor), says(11, system), says(15, ada)],
      { first: 5, answer: 5, ms: [5] },
    ],
    [
      'clocks that differ never make less than nothing',
      [says(10, visitor), says(8, ada)],
      { first: 0, answer: 0, ms: [0] },
    ],
  ]
  test.each(cases)('%s', (_name, steps, { first, answer, ms }) => {
    const { facts, responses } = fold(...steps)
    expect(facts.firstResponse).toBe(first)
    expect(facts.firstAnswer).toBe(answer)
    expect(responses.map((one) => one.ms)).toEqual(ms)
    expect(responses.map((one) => one.isFirst)).toEqual(ms.map((_ms, index) => index === 0))
  })

  test('after the end nothing is a reply, a response or effective service', () => {
    const { facts, responses, said } = fold(
      says(10, visitor),
      does(20, ada, 'conversation.closed', { reason: 'agent' }),
      says(30, ben, { offline: true }),
    )
    expect(facts.messages).toEqual({ visitor: 1, agent: 0, assistant: 0, offline: 1 })
    expect(facts).toMatchObject({
      closedAt: 20,
      reason: 'agent',
      firstResponse: null,
      agent: null,
      served: 0,
    })
    expect(responses).toEqual([])
    expect(said.map(({ by }) => by)).toEqual(['visitor', 'offline'])
  })
})

describe('[IN-14] the assistant’s part', () => {
  const cases: [string, Step[], string][] = [
    ['no answer of it', [says(1, visitor), says(2, ada)], 'none'],
    ['it alone', [says(1, visitor), says(2, bot), says(3, visitor), says(4, bot)], 'alone'],
    ['a person wrote too', [says(1, visitor), says(2, bot), says(3, ada)], 'handedOff'],
    [
      'a person was asked for',
      [says(1, visitor), says(2, bot), does(3, visitor, 'handoff.requested')],
      'handedOff',
    ],
    [
      'it stopped, for the same answer twice',
      [says(1, visitor), says(2, bot), does(3, system, 'assistant.stopped', { reason: 'repeated' })],
      'handedOff',
    ],
    [
      'an agent looked, and nobody wrote',
      [says(1, visitor), says(2, bot), does(3, ada, 'assistant.stopped', { reason: 'agentOpened' })],
      'alone',
    ],
  ]
  test.each(cases)('%s', (_name, steps, part) => {
    expect(fold(...steps).facts.assistant).toBe(part)
  })
})

describe('[IN-13] what a record says', () => {
  test('channel and source: the page’s host, or an app', () => {
    const started = (page?: object) =>
      fold(does(0, visitor, 'conversation.started', page ? { page } : {})).facts
    expect(started({ url: 'https://user:pw@Shop.example:8443/a?b' })).toMatchObject({
      channel: 'web',
      source: 'shop.example:8443',
    })
    expect(started()).toMatchObject({ channel: 'app', source: '' })
    expect(started({ url: 'file:///a' })).toMatchObject({ channel: 'app', source: '' })
  })

  test('tags, invitation and rating, the newest', () => {
    const { facts } = fold(
      does(1, ada, 'tags.changed', { add: ['vip', 'angry'], remove: [] }),
      does(2, ada, 'tags.changed', { add: ['vip'], remove: ['angry'] }),
      does(3, ada, 'rating.invited', { scale: 5 }),
      does(4, visitor, 'rating.given', { score: 2 }),
      does(5, visitor, 'rating.given', { score: 4, tags: ['quick'], comment: 'better' }),
    )
    expect(facts).toMatchObject({
      tags: ['vip'],
      invited: true,
      rating: { score: 4, tags: ['quick'], comment: 'better', at: 5 },
    })
  })

  test('[IN-14] a group, “other” for an agent without one, “–” where several served', () => {
    const assigned = (agent: Actor | null, group?: string): Step =>
      does(1, ada, 'conversation.assigned', { agent, ...(group === undefined ? {} : { group }) })
    const name = (...steps: Step[]) => groupName(fold(...steps).facts)
    expect(name(says(1, visitor))).toBeNull()
    expect(name(assigned(ada))).toBe('other')
    expect(name(assigned(ada), assigned(ada))).toBe('other')
    expect(name(assigned(ada), assigned(ben))).toBe('–')
    expect(name(assigned(ada, 'sales'), assigned(ben))).toBe('sales')
    expect(name(assigned(ada), assigned(null))).toBe('other')
  })

  test('it goes on from where it stopped, and passes over what it has seen', () => {
    const log = logOf([
      says(10, visitor),
      says(11, bot),
      does(20, visitor, 'handoff.requested'),
      says(50, ada),
      says(60, visitor),
      says(70, ben),
      does(80, ada, 'conversation.closed', { reason: 'agent' }),
    ])
    const whole = foldFacts(beginFacts(0), log)
    for (let cut = 0; cut <= log.length; cut += 1) {
      const first = foldFacts(beginFacts(0), log.slice(0, cut))
      const frozen = JSON.stringify(first.facts)
      const second = foldFacts(first.facts, log.slice(Math.max(0, cut - 2)))
      expect(second.facts).toEqual(whole.facts)
      expect([...first.responses, ...second.responses]).toEqual(whole.responses)
      expect([...first.said, ...second.said]).toEqual(whole.said)
      expect(JSON.stringify(first.facts)).toBe(frozen)
    }
  })
})
