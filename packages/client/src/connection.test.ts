// Every state × every input, from one written-out table; whatever is not in it must change nothing.
import { describe, expect, test } from 'vitest'
import { type At, type Input, idleLink, type Link, step } from './connection.ts'

const at = (state: At, more: Partial<Link> = {}): Link => ({ ...idleLink, at: state, ...more })
const half = 0.5

const inputs: Record<string, Input> = {
  connect: { on: 'connect' },
  opened: { on: 'opened' },
  frame: { on: 'frame' },
  answer: { on: 'answer' },
  helloOk: { on: 'helloOk', heartbeat: 20_000 },
  'helloRefused:unauthorized': { on: 'helloRefused', error: { code: 'unauthorized', message: '' } },
  'helloRefused:identity_invalid': { on: 'helloRefused', error: { code: 'identity_invalid', message: '' } },
  'helloRefused:unavailable': {
    on: 'helloRefused',
    error: { code: 'unavailable', message: '', retryAfter: 7_000 },
  },
  'closed:1000': { on: 'closed', code: 1000 },
  'closed:1006': { on: 'closed', code: 1006 },
  'closed:1009': { on: 'closed', code: 1009 },
  'closed:1013': { on: 'closed', code: 1013 },
  'closed:4005': { on: 'closed', code: 4005 },
  'closed:4503': { on: 'closed', code: 4503 },
  'closed:4507': { on: 'closed', code: 4507 },
  timer: { on: 'timer' },
  online: { on: 'online' },
  visible: { on: 'visible' },
  offline: { on: 'offline' },
  bye: { on: 'bye', retryAfter: 3_000 },
  stop: { on: 'stop' },
}

/** Then: state, effects, wait (undefined: the running timer goes on). */
type Outcome = [At, string, (number | null)?]

const closedAlike: Record<string, Outcome> = {
  'closed:1000': ['stopped', 'lost', null],
  'closed:1006': ['waiting', 'lost', 250],
  'closed:1009': ['waiting', 'blame', 250],
  'closed:1013': ['waiting', 'lost', 5_250],
  'closed:4005': ['waiting', 'lost', 60_250],
  'closed:4503': ['stopped', 'lost', null],
  'closed:4507': ['stopped', 'lost forget', null],
}
const stop: Outcome = ['stopped', 'close lost', null]
const dial: Outcome = ['dialing', 'dial', 15_000]
const redial: Outcome = ['dialing', 'close dial', 15_000]
const quick: Outcome = ['checking', 'ping', 2_500]
const cut: Outcome = ['waiting', 'close lost', 250]

const expected: Record<At, Record<string, Outcome>> = {
  idle: { connect: dial, stop },
  dialing: { opened: ['greeting', 'hello', 10_000], ...closedAlike, timer: cut, online: redial, stop },
  greeting: {
    helloOk: ['online', '', 20_000],
    'helloRefused:unauthorized': ['stopped', 'close lost', null],
    'helloRefused:identity_invalid': ['stopped', 'close lost', null],
    'helloRefused:unavailable': ['greeting', '', 2_500],
    ...closedAlike,
    timer: cut,
    online: redial,
    bye: ['greeting', ''],
    stop,
  },
  online: {
    frame: ['online', '', 25_000],
    answer: ['online', '', 25_000],
    timer: ['checking', 'ping', 10_000],
    ...closedAlike,
    online: quick,
    visible: quick,
    offline: quick,
    bye: ['online', ''],
    stop,
  },
  checking: {
    answer: ['online', '', 25_000],
    timer: cut,
    ...closedAlike,
    online: quick,
    visible: quick,
    offline: quick,
    bye: ['checking', ''],
    stop,
  },
  waiting: { connect: dial, timer: dial, online: dial, visible: dial, stop },
  stopped: { connect: dial },
}

describe('[PROTOCOL §8, §10] the connection', () => {
  for (const state of Object.keys(expected) as At[]) {
    for (const [name, input] of Object.entries(inputs)) {
      const outcome = expected[state][name]
      test(`${state} × ${name} → ${outcome?.[0] ?? 'nothing'}`, () => {
        const before = at(state)
        const { link, effects, wait } = step(before, input, half)
        if (!outcome) {
          expect(link).toBe(before)
          expect([effects, wait]).toEqual([[], undefined])
        } else expect([link.at, effects.join(' '), wait]).toEqual([outcome[0], outcome[1], outcome[2]])
      })
    }
  }

  test('the table of expectations names no input that is not tried', () => {
    const named = Object.values(expected).flatMap((row) => Object.keys(row))
    expect(named.filter((name) => !(name in inputs))).toEqual([])
  })

  test('the back-off doubles from half a second to thirty, with full jitter', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 20].map(
      (tries) => step(at('online', { tries }), { on: 'closed', code: 1006 }, 1 - Number.EPSILON).wait,
    )
    expect(waits.map((wait) => Math.round(wait ?? -1))).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ])
    expect(step(at('online', { tries: 9 }), { on: 'closed', code: 1006 }, 0).wait).toBe(0)
  })

  test('attempts count on over opened sockets and begin anew only when hello is answered', () => {
    let link = at('dialing', { tries: 3 })
    link = step(link, { on: 'opened' }, half).link
    expect(link.tries).toBe(3)
    expect(step(link, { on: 'closed', code: 1006 }, half).link.tries).toBe(4)
    expect(step(link, { on: 'helloOk', heartbeat: 1 }, half).link.tries).toBe(0)
  })

  test('a close that blames a frame is tried once more, then stops', () => {
    const first = step(at('online'), { on: 'closed', code: 1007 }, half).link
    expect(first.at).toBe('waiting')
    let link = step(first, { on: 'timer' }, half).link
    link = step(link, { on: 'opened' }, half).link
    link = step(link, { on: 'helloOk', heartbeat: 1_000 }, half).link
    expect(step(link, { on: 'closed', code: 1008 }, half).link).toMatchObject({ at: 'stopped', code: 1008 })
    // A heartbeat in peace ends the suspicion.
    link = step(link, { on: 'timer' }, half).link
    expect(step(link, { on: 'closed', code: 1008 }, half).link.at).toBe('waiting')
  })

  test('bye sets the wait, and neither the page nor the network cuts it short', () => {
    const told = step(at('online'), { on: 'bye', retryAfter: 3_000 }, half).link
    const { link, wait } = step(told, { on: 'closed', code: 1012 }, half)
    expect(wait).toBe(3_250)
    for (const on of ['online', 'visible', 'connect'] as const)
      expect(step(link, { on }, half)).toEqual({ link, effects: [] })
    expect(step(link, { on: 'timer' }, half).link).toMatchObject({ at: 'dialing', firm: false, after: null })
  })

  test('4005 waits as told by bye rather than a minute; 1013 never less than five seconds', () => {
    const told = at('online', { after: 1_000 })
    expect(step(told, { on: 'closed', code: 4005 }, 0).wait).toBe(1_000)
    expect(step(told, { on: 'closed', code: 1013 }, 0).wait).toBe(5_000)
  })

  test('what a refused hello is closed with counts; where it is not closed, the wait that it was told', () => {
    const told = step(at('greeting'), inputs['helloRefused:unavailable']!, half).link
    expect(step(told, { on: 'closed', code: 4503 }, half).link).toMatchObject({ at: 'stopped', code: 4503 })
    expect(step(told, { on: 'closed', code: 1013 }, half).wait).toBe(7_250)
    const { link, effects, wait } = step(told, { on: 'timer' }, half)
    expect([link.at, effects, wait]).toEqual(['waiting', ['close', 'lost'], 7_250])
  })

  test('[lesson 27] pushes alone do not prove that what is sent arrives', () => {
    const checking = at('checking')
    expect(step(checking, { on: 'frame' }, half).link).toBe(checking)
  })

  test('stopping says why, and connecting anew begins from scratch', () => {
    const { link } = step(at('greeting', { tries: 4 }), inputs['helloRefused:unauthorized']!, half)
    expect(link).toMatchObject({ at: 'stopped', code: 4501, reason: 'unauthorized' })
    expect(step(link, { on: 'connect' }, half).link).toMatchObject({ at: 'dialing', tries: 0, once: false })
  })
})
