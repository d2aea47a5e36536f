import type { Report } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { reportCsv } from './report-csv.ts'

const none = { count: 0, median: null, p90: null }
const report: Report = {
  from: 0,
  to: 86_400_000,
  zone: 'UTC',
  started: 1,
  closed: 0,
  messages: { visitor: 1, agent: 1, assistant: 0, offline: 0 },
  first: none,
  later: none,
  rating: { invited: 0, rated: 0, mean: null, scores: [] },
  assistant: { alone: 0, handedOff: 0, none: 1, helpful: 0, notHelpful: 0 },
  effect: [],
  days: [{ day: '1970-01-01', started: 1, closed: 0, messages: 2 }],
  hours: [],
  agents: [
    {
      id: 'a',
      name: '=HYPERLINK("x")',
      served: 1,
      replies: 1,
      first: { count: 1, median: 1_500, p90: 2_000 },
      later: none,
      rated: 0,
      rating: null,
    },
  ],
  groups: [],
  comments: [],
}

it('[IN-14] a report leaves as a table that runs nothing', () => {
  const lines = reportCsv(report).split('\r\n')
  expect(lines[0]).toBe('\uFEFFfrom,1970-01-01T00:00:00.000Z,to,1970-01-02T00:00:00.000Z,UTC')
  expect(lines).toContain('1970-01-01,1,0,2')
  expect(lines).toContain('"\'=HYPERLINK(""x"")",1,1,1,2,2,0,,,0,,')
})
