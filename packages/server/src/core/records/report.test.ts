// Reports from raw figures: the site's own days, shares, and what stands where there is nothing.
import { describe, expect, test } from 'vitest'
import type { ReportParts } from './parts.ts'
import { type ReportFacts, reportOf } from './report.ts'
import { spreadOf } from './spread.ts'

const empty: ReportParts = {
  started: [],
  closed: [],
  messages: [],
  responses: [],
  replies: [],
  rated: [],
  invited: 0,
  parts: [],
  answers: [],
  comments: [],
}
const at = (text: string) => Date.parse(text)
const facts = (over: Partial<ReportFacts> = {}): ReportFacts => ({
  from: at('2026-10-24T22:00:00Z'),
  to: at('2026-10-26T23:00:00Z'),
  zone: 'Europe/Warsaw',
  agentNames: new Map([['a', 'Ada']]),
  groupNames: new Map(),
  firstLogins: null,
  helpful: 0,
  notHelpful: 0,
  ...over,
})

describe('[IN-14] reports', () => {
  test('a span without anything has its days, its hours and no figures', () => {
    const report = reportOf(empty, facts())
    expect(report.days).toEqual(
      ['2026-10-25', '2026-10-26'].map((day) => ({ day, started: 0, closed: 0, messages: 0 })),
    )
    expect(report.hours).toHaveLength(24)
    expect(report).toMatchObject({
      started: 0,
      first: { count: 0, median: null, p90: null },
      rating: { rated: 0, mean: null },
      agents: [],
      groups: [],
    })
    expect(report.effect.map(({ part, rating }) => [part, rating])).toEqual([
      ['none', null],
      ['alone', null],
      ['handedOff', null],
    ])
  })

  test('by the days and hours of the site’s clock, also where the clock goes back', () => {
    const started = [
      { at: at('2026-10-25T00:30:00Z'), count: 1 },
      // Both are between two and three: the night on which the clock goes back.
      { at: at('2026-10-25T01:30:00Z'), count: 2 },
      { at: at('2026-10-25T23:00:00Z'), count: 4 },
    ]
    const { days, hours } = reportOf({ ...empty, started }, facts())
    expect(days.map(({ day, started: count }) => [day, count])).toEqual([
      ['2026-10-25', 3],
      ['2026-10-26', 4],
    ])
    expect(hours.filter((hour) => hour.started > 0)).toMatchObject([
      { hour: 0, started: 4 },
      { hour: 2, started: 3 },
    ])
    const kathmandu = reportOf(
      { ...empty, started: [{ at: at('2026-10-25T18:15:00Z'), count: 1 }] },
      facts({ zone: 'Asia/Kathmandu' }),
    )
    expect(kathmandu.days.find((day) => day.started === 1)?.day).toBe('2026-10-26')
    expect(kathmandu.hours[0]).toMatchObject({ started: 1 })
  })

  test('ratings: mean and scores, and the assistant’s effect on them', () => {
    const rated: ReportParts['rated'] = [
      { agent: 'a', group: 'other', part: 'none', score: 5, count: 2 },
      { agent: 'a', group: 'other', part: 'alone', score: 2, count: 1 },
      { agent: null, group: null, part: 'alone', score: 3, count: 1 },
    ]
    const report = reportOf({ ...empty, rated, invited: 7 }, facts())
    expect(report.rating).toMatchObject({ invited: 7, rated: 4, mean: 3.75 })
    expect(report.rating.scores.map(({ count }) => count)).toEqual([0, 1, 1, 0, 2])
    expect(report.effect).toMatchObject([
      { part: 'none', rating: 5, rated: 2 },
      { part: 'alone', rating: 2.5, rated: 2 },
      { part: 'handedOff', rating: null, rated: 0 },
    ])
    expect(report.agents).toMatchObject([{ id: 'a', name: 'Ada', rated: 3, rating: 4 }])
    expect(report.groups).toMatchObject([{ id: 'other', name: '', rated: 3 }])
  })

  test('agents: first logins where they are kept, also of who only signed in', () => {
    const replies: ReportParts['replies'] = [{ of: 'agent', key: 'a', served: 2, replies: 5 }]
    const without = reportOf({ ...empty, replies }, facts()).agents
    expect(without).toMatchObject([{ id: 'a', served: 2, replies: 5 }])
    expect(without[0]).not.toHaveProperty('firstLogin')
    const logins = new Map([['b', 7]])
    const agents = reportOf({ ...empty, replies }, facts({ firstLogins: logins })).agents
    expect(agents.map(({ id, firstLogin }) => [id, firstLogin])).toEqual([
      ['a', null],
      ['b', 7],
    ])
  })

  test.each([
    [[], null],
    [[7], { count: 1, median: 7, p90: 7 }],
    [[9, 1], { count: 2, median: 1, p90: 9 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { count: 10, median: 5, p90: 9 }],
  ])('median and p90 of %j are values that were there', (values, spread) => {
    expect(spreadOf(values)).toEqual(spread)
  })
})
