/** [CV-6]: given what was said, when a silent visitor is warned and the conversation is closed. */
import type { Actor, IdleSettings } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import type { Due } from './due.ts'
import { idleCommandOf } from './idle.ts'
import { policy } from './policy.ts'
import type { ConversationState } from './state.ts'

const minute = 60_000
const visitor: Actor = { kind: 'visitor', id: 'v1' }
const ada: Actor = { kind: 'agent', id: 'a1', name: 'Ada' }
const bot: Actor = { kind: 'assistant', id: 'b1', name: 'Bot' }
const system: Actor = { kind: 'system' }
const idle: IdleSettings = { bot: 10 * minute, human: 60 * minute, warn: 2 * minute }

/** A conversation and a clock: says things, and does what is due as time passes. */
function talk(handler: 'assistant' | 'queue', settings: IdleSettings = idle) {
  let state: ConversationState | null = null
  let now = 1_000_000
  let cids = 0
  let due: Due[] = []
  const log: string[] = []

  function run(command: Command): boolean {
    const decision = decide(state, command)
    if ('code' in decision) return false
    state = decision.state
    due.push(...policy(decision, settings))
    for (const event of decision.events) {
      if (event.type === 'conversation.warned') log.push(`warned, ends in ${(event.closesAt - now) / minute}`)
      if (event.type === 'conversation.closed') log.push(`closed: ${event.reason}`)
    }
    return true
  }
  const asked = (by: Actor) => {
    cids += 1
    return { at: now, by, cid: `cid-${cids}` }
  }
  return {
    log,
    says(by: Actor, more: object = {}) {
      const start = { id: 'c1', site: 'demo', visitor: 'v1', handler, faq: [] }
      return run({
        do: 'message.post',
        ...asked(by),
        body: { kind: 'text', text: 'Hello' },
        start,
        ...more,
      } as Command)
    },
    does: (by: Actor, command: object) => run({ ...asked(by), ...command } as Command),
    passes(minutes: number) {
      for (let step = 0; step < minutes; step += 1) {
        now += minute
        const ripe = due.filter(({ kind, at }) => /Idle$/.test(kind) && at <= now)
        due = due.filter((one) => !ripe.includes(one))
        for (const one of ripe) run({ ...asked(system), ...idleCommandOf(one, now) } as Command)
      }
      return log
    },
    /** The server was away: what was due meanwhile comes late. */
    sleeps(minutes: number) {
      now += minutes * minute
    },
  }
}

describe('[CV-6] a silent visitor', () => {
  test('is warned in the bot’s stage, and then it is closed', () => {
    const { says, passes } = talk('assistant')
    says(visitor)
    says(bot)
    expect(passes(7)).toEqual([])
    expect(passes(1)).toEqual(['warned, ends in 2'])
    expect(passes(1)).toHaveLength(1)
    expect(passes(1)).toEqual(['warned, ends in 2', 'closed: idle'])
  })

  test('has longer where people answer', () => {
    const { says, passes } = talk('queue')
    says(visitor)
    says(ada)
    expect(passes(57)).toEqual([])
    expect(passes(3)).toEqual(['warned, ends in 2', 'closed: idle'])
  })

  test('who waits for us is never closed, however long', () => {
    const { says, passes } = talk('queue')
    says(visitor)
    expect(passes(300)).toEqual([])
  })

  test('who goes on, before the warning or after it, is not closed', () => {
    const { says, passes } = talk('assistant')
    says(visitor)
    says(bot)
    passes(5)
    says(visitor)
    expect(passes(30)).toEqual([])
    says(bot)
    passes(8)
    says(visitor)
    expect(passes(30)).toEqual(['warned, ends in 2'])
  })

  test('what we add counts anew', () => {
    const { says, passes } = talk('assistant')
    says(visitor)
    says(bot)
    passes(7)
    says(bot)
    expect(passes(7)).toEqual([])
    expect(passes(3)).toEqual(['warned, ends in 2', 'closed: idle'])
  })

  test('who asks for a person waits for one', () => {
    const { says, does, passes } = talk('assistant')
    says(visitor)
    says(bot)
    const facts = { canTakeOver: true, to: 'inbox', texts: { waiting: '', offHours: '', elsewhere: '' } }
    does(visitor, { do: 'handoff.request', how: 'button', facts })
    expect(passes(90)).toEqual([])
  })

  test('who asks for a person where an agent has it waits as well', () => {
    const { says, does, passes } = talk('queue')
    says(visitor)
    says(ada)
    does(ada, { do: 'assistant.host', on: true })
    const facts = { canTakeOver: true, to: 'inbox', texts: { waiting: '', offHours: '', elsewhere: '' } }
    does(visitor, { do: 'handoff.request', how: 'button', facts })
    expect(passes(90)).toEqual([])
  })

  test('without a warning it is closed at the time', () => {
    const { says, passes } = talk('assistant', { ...idle, warn: 0 })
    says(visitor)
    says(bot)
    expect(passes(9)).toEqual([])
    expect(passes(1)).toEqual(['closed: idle'])
  })

  test('a warning comes no earlier than halfway', () => {
    const { says, passes } = talk('assistant', { ...idle, bot: 2 * minute, warn: 30 * minute })
    says(visitor)
    says(bot)
    expect(passes(2)).toEqual(['warned, ends in 1', 'closed: idle'])
  })

  test('switched off, it is never closed', () => {
    const { says, passes } = talk('assistant', { ...idle, bot: 0 })
    says(visitor)
    says(bot)
    expect(passes(300)).toEqual([])
  })

  test('a server that was away still gives the whole time after the warning', () => {
    const { says, sleeps, passes } = talk('assistant')
    says(visitor)
    says(bot)
    sleeps(600)
    expect(passes(1)).toEqual(['warned, ends in 2'])
    expect(passes(1)).toHaveLength(1)
    expect(passes(1)).toEqual(['warned, ends in 2', 'closed: idle'])
  })

  test('a snoozed conversation sleeps on', () => {
    const { says, does, passes } = talk('queue')
    says(visitor)
    says(ada)
    does(ada, { do: 'conversation.snooze' })
    expect(passes(90)).toEqual([])
  })

  describe('is closed after the whole time from where it came into a stage or out of a snooze', () => {
    type Talk = ReturnType<typeof talk>
    const hosted = (t: Talk, on: boolean) => t.does(ada, { do: 'assistant.host', on })
    const snoozed = (t: Talk) => t.does(ada, { do: 'conversation.snooze' })
    const woken = (t: Talk) => t.does(ada, { do: 'conversation.wake' })
    test.each<[what: string, handler: 'assistant' | 'queue', acts: ((t: Talk) => void)[], minutes: number]>([
      ['asleep past its time', 'queue', [snoozed, (t) => t.passes(90), woken], 60],
      ['asleep for less than its time', 'queue', [snoozed, (t) => t.passes(59), woken], 60],
      ['asleep after the warning', 'queue', [(t) => t.passes(58), snoozed, (t) => t.passes(90), woken], 60],
      ['written to while it slept', 'queue', [snoozed, (t) => t.says(ada), (t) => t.passes(90), woken], 60],
      ['given to the assistant', 'queue', [(t) => t.passes(50), (t) => hosted(t, true)], 10],
      [
        'taken back from it',
        'queue',
        [(t) => hosted(t, true), (t) => t.passes(5), (t) => hosted(t, false)],
        60,
      ],
      [
        'given to it and taken back and given again',
        'queue',
        [true, false, true].map((on) => (t) => {
          t.passes(5)
          hosted(t, on)
        }),
        10,
      ],
      [
        'taken over without a word',
        'assistant',
        [(t) => t.passes(5), (t) => t.does(ada, { do: 'conversation.assign', to: ada })],
        60,
      ],
      [
        'allocated',
        'assistant',
        [(t) => t.passes(5), (t) => t.does(system, { do: 'assistant.allocate', to: ada, stays: false })],
        60,
      ],
    ])('%s', (_what, handler, acts, minutes) => {
      const one = talk(handler)
      one.says(visitor)
      one.says(handler === 'assistant' ? bot : ada)
      for (const act of acts) act(one)
      one.log.length = 0
      expect(one.passes(minutes - 3)).toEqual([])
      expect(one.passes(3)).toEqual(['warned, ends in 2', 'closed: idle'])
    })

    test('one colleague after another leaves the time as it was', () => {
      const { says, does, passes } = talk('queue')
      says(visitor)
      says(ada)
      passes(50)
      does(ada, { do: 'conversation.assign', to: { kind: 'agent', id: 'a2', name: 'Bo' } })
      expect(passes(10)).toEqual(['warned, ends in 2', 'closed: idle'])
    })

    test('who was not answered is not closed', () => {
      const { says, does, passes } = talk('queue')
      says(visitor)
      does(ada, { do: 'conversation.snooze' })
      does(ada, { do: 'conversation.wake' })
      does(ada, { do: 'assistant.host', on: true })
      expect(passes(300)).toEqual([])
    })
  })
})
