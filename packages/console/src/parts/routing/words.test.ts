import type { RoutingCandidate, Verdict, Why } from '@foyer/protocol'
import { beforeAll, expect, it } from 'vitest'
import { addWords } from '../../locale.ts'
import { conditionsText, isPlain, whyLine } from './words.ts'

beforeAll(() => addWords('routing'))

const plain = (text: string) => text.replaceAll(/[\u2068\u2069]/g, '')
const candidate = (verdict: Verdict): RoutingCandidate => ({
  agent: verdict,
  name: verdict,
  status: 'online',
  skill: 5,
  load: 0,
  limit: 5,
  verdict,
})
const sales = { id: 'g', name: 'Sales' }
const rule = { id: 'r', name: 'Sofas' }

const lines: [line: string, why: Omit<Why, 'candidates'>, verdicts: Verdict[]][] = [
  [
    'by rule “Sofas”, group Sales · least loaded of 2',
    { by: 'rule', rule, group: sales },
    ['chosen', 'moreLoaded', 'away'],
  ],
  ['by rule “Sofas” · the only one free', { by: 'rule', rule }, ['chosen', 'full']],
  ['among all agents · next in turn of 3', { by: 'everybody' }, ['chosen', 'laterTurn', 'laterTurn']],
  [
    'the visitor chose Sales · highest skill of 2',
    { by: 'chosenGroup', group: sales },
    ['chosen', 'lowerSkill'],
  ],
  [
    'nobody of Sales was free, so Care · least loaded of 3',
    { by: 'overflow', from: sales, group: { id: 'c', name: 'Care' } },
    ['chosen', 'moreLoaded', 'laterTurn'],
  ],
  ['among all agents · nobody is online', { by: 'everybody', waits: 'nobodyHere' }, ['offline']],
  ['had the last conversation', { by: 'lastAgent' }, ['chosen']],
]

it.each(lines)('[RT-7] one line says why: %s', (line, why, verdicts) => {
  expect(plain(whyLine({ ...why, candidates: verdicts.map(candidate) }))).toBe(line)
})

it('[RT-7] what an agent did is said by the notice alone', () => {
  expect(isPlain({ by: 'transfer', candidates: [] })).toBe(true)
  expect(isPlain({ by: 'everybody', waits: 'nobodyHere', candidates: [] })).toBe(false)
})

it('[RT-3] conditions on one line', () => {
  expect(plain(conditionsText([]))).toBe('Always')
  expect(
    plain(
      conditionsText([
        { on: 'page', how: 'contains', values: ['/a', '/b'] },
        { on: 'hours', how: 'outside' },
        { on: 'attribute', name: 'plan', how: 'isNot', values: [] },
      ]),
    ),
  ).toBe('Page address contains /a, /b · Business hours outside · plan is not …')
})

it('[RT-3] a language is called by its name', () => {
  expect(plain(conditionsText([{ on: 'language', how: 'is', values: ['ar', 'x'] }]))).toBe(
    'Language is Arabic, x',
  )
})
