/** Given / when / then for every command of a conversation. */
import type { Actor, Event } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { Command, CommandDo, CommandOf, Start } from './command.ts'
import { type Decision, decide } from './decide.ts'
import { begin, editsOf, evolve } from './evolve.ts'
import { dueFile, policy } from './policy.ts'
import { type ConversationState, headOf, noMarkers } from './state.ts'

const visitor: Actor = { kind: 'visitor', id: 'v1' }
const ada: Actor = { kind: 'agent', id: 'a1', name: 'Ada' }
const grace: Actor = { kind: 'agent', id: 'a2', name: 'Grace' }
const bot: Actor = { kind: 'assistant', id: 'b1', name: 'Bot' }
const system: Actor = { kind: 'system' }
const start: Start = { id: 'c1', site: 'demo', visitor: 'v1', handler: 'queue', faq: [] }
const now = 1_000_000
const texts = { waiting: 'Wait', offHours: 'Away', elsewhere: 'There' }
const attended = { canTakeOver: true, to: 'inbox' as const, texts }

let cids = 0
function command<D extends CommandDo>(by: Actor, keys: Omit<CommandOf<D>, 'at' | 'by' | 'cid'>): Command {
  cids += 1
  return { at: now, by, cid: `cid-${cids}`, ...keys } as unknown as Command
}
const says = (by: Actor, text: string, more: object = {}) =>
  command<'message.post'>(by, { do: 'message.post', body: { kind: 'text', text }, ...more })
const opens = (handler: Start['handler'] = 'queue', more: Partial<Start> = {}) =>
  says(visitor, 'Hello', { start: { ...start, handler, ...more } })
const ends = (by: Actor) => command<'conversation.end'>(by, { do: 'conversation.end', reason: 'visitor' })
const notes = (text: string) => command<'note.post'>(ada, { do: 'note.post', text })
const snoozes = (until?: number) => command<'conversation.snooze'>(ada, { do: 'conversation.snooze', until })
const wakes = (by: Actor, at = now) => ({
  ...command<'conversation.wake'>(by, { do: 'conversation.wake' }),
  at,
})

/** The state after these commands, none of which may be refused. */
function given(...commands: Command[]): { state: ConversationState; log: Event[] } {
  let state: ConversationState | null = null
  const log: Event[] = []
  for (const each of commands) {
    const decision = accepted(decide(state, each))
    state = decision.state
    log.push(...decision.events)
  }
  if (state === null) throw new Error('given needs a command')
  return { state, log }
}
function accepted(outcome: ReturnType<typeof decide>): Decision {
  if ('code' in outcome) throw new Error(`refused: ${outcome.code} ${outcome.message}`)
  return outcome
}
const types = (events: Event[]) => events.map((event) => event.type)
const numbers = (events: Event[]) => events.map(({ seq, sub }) => (sub === undefined ? seq : [seq, sub]))

describe('starting', () => {
  test('[CV-3] the first message creates the conversation, and carries the cid', () => {
    const post = opens('queue', {
      page: { url: 'https://shop.example/' },
      faq: [{ id: 'f1', question: 'Where?' }],
    })
    const { events, named, state } = accepted(decide(null, post))
    expect(types(events)).toEqual(['conversation.started', 'message.posted'])
    expect(numbers(events)).toEqual([1, 2])
    expect(events[0]).toMatchObject({
      faq: [{ id: 'f1', question: 'Where?' }],
      page: { url: 'https://shop.example/' },
    })
    expect(events[0]).not.toHaveProperty('cid')
    expect(named).toMatchObject({ seq: 2, cid: post.cid })
    expect(state).toMatchObject({ status: 'open', handler: 'queue', unrepliedSince: now, seq: 2 })
  })
  test('a command without a start, on nothing, is not found', () => {
    expect(decide(null, says(visitor, 'Hi'))).toMatchObject({ code: 'not_found' })
    expect(decide(null, ends(ada))).toMatchObject({ code: 'not_found' })
  })
  test('[RT-1] asking for a person creates it too, queued', () => {
    const ask = command<'handoff.request'>(visitor, {
      do: 'handoff.request',
      how: 'button',
      facts: attended,
      start,
    })
    const { events, state } = accepted(decide(null, ask))
    expect(types(events)).toEqual(['conversation.started', 'handoff.requested', 'conversation.queued'])
    expect(state.handler).toBe('queue')
  })
})

describe('posting', () => {
  test('[RT-11] an agent who replies where nobody is assigned is assigned, before the message', () => {
    const { state } = given(opens())
    const { events, state: after } = accepted(decide(state, says(ada, 'Hello!')))
    expect(types(events)).toEqual(['conversation.assigned', 'message.posted'])
    expect(after).toMatchObject({ handler: 'agent', agent: ada, unrepliedSince: null, visitorSeqs: [] })
  })
  test('a colleague may post too, and the agent stays', () => {
    const { state } = given(opens(), says(ada, 'Hello!'))
    const { events, state: after } = accepted(decide(state, says(grace, 'Me too')))
    expect(types(events)).toEqual(['message.posted'])
    expect(after.agent).toEqual(ada)
  })
  test('[RT-11] the bot stops when an agent replies', () => {
    const { state } = given(opens('assistant'), says(bot, 'I can help'))
    const { events, state: after } = accepted(decide(state, says(ada, 'I take over')))
    expect(types(events)).toEqual(['assistant.stopped', 'conversation.assigned', 'message.posted'])
    expect(numbers(events)).toEqual([[3, 1], 4, 5])
    expect(after.handler).toBe('agent')
    expect(decide(after, says(bot, 'But I…'))).toMatchObject({ code: 'not_your_turn' })
  })
  test('[AS-6] what a bot answers is neither unread nor unreplied', () => {
    const { state } = given(opens('assistant'), says(bot, 'Here'))
    expect(state).toMatchObject({ unrepliedSince: null, visitorSeqs: [], ourSeq: 3 })
  })
  test('a bot is refused wherever it is not its turn', () => {
    expect(decide(given(opens('queue')).state, says(bot, 'Hi'))).toMatchObject({ code: 'not_your_turn' })
  })
  test.each(['options', 'form'] as const)('a visitor cannot post %s', (kind) => {
    const { state } = given(opens())
    const body = { kind, text: 'x', options: [], fields: [] } as never
    const post = command<'message.post'>(visitor, { do: 'message.post', body })
    expect(decide(state, post)).toMatchObject({ code: 'bad_request', path: '/body/kind' })
  })
  test('[CV-3] a visitor who writes wakes what was snoozed', () => {
    const { state } = given(opens(), snoozes(now + 5))
    const { events, state: after } = accepted(decide(state, says(visitor, 'And?')))
    expect(types(events)).toEqual(['conversation.woken', 'message.posted'])
    expect(after).toMatchObject({ status: 'open', snoozedUntil: null })
  })
  test('[CV-3] an agent who writes does not', () => {
    const { state } = given(opens(), says(ada, 'Later'), snoozes())
    expect(accepted(decide(state, says(ada, 'Still later'))).state.status).toBe('snoozed')
  })
})

describe('quoting', () => {
  const { state, log } = given(opens(), says(ada, 'Which order?'))
  const quote = (seq: number) => ({ quote: { seq, event: log.find((event) => event.seq === seq) ?? null } })
  test('[CV-8] both sides quote messages', () => {
    expect(accepted(decide(state, says(visitor, 'This', quote(4)))).named).toMatchObject({ quote: 4 })
    expect(accepted(decide(state, says(ada, 'You said', quote(2)))).named).toMatchObject({ quote: 2 })
  })
  test.each([1, 3, 9])('[CV-8] seq %i is nothing to quote', (seq) => {
    expect(decide(state, says(visitor, 'This', quote(seq)))).toMatchObject({
      code: 'bad_request',
      path: '/quote',
    })
  })
  test('[CV-8] what was deleted while one wrote can', () => {
    const { log: events, state: after } = given(opens(), says(ada, 'Too fast'))
    const last = events.at(-1)
    if (last?.type !== 'message.posted') throw new Error('nothing was said')
    const gone: Event = { ...last, body: { kind: 'deleted' } }
    const post = says(visitor, 'Really?', { quote: { seq: gone.seq, event: gone } })
    expect(accepted(decide(after, post)).named).toMatchObject({ quote: gone.seq })
  })
  test('[CV-8] what offers a choice cannot be quoted', () => {
    const offer = command<'message.post'>(ada, {
      do: 'message.post',
      body: { kind: 'options', text: 'Which?', options: [{ id: 'a', label: 'A' }] },
    })
    const { state: after, log: events } = given(opens(), offer)
    const event = events.at(-1) ?? null
    const post = says(visitor, 'This', { quote: { seq: event?.seq ?? 0, event } })
    expect(decide(after, post)).toMatchObject({ code: 'bad_request', path: '/quote' })
  })
})

describe('the end', () => {
  const closed = given(opens(), says(ada, 'Hello'), ends(visitor)).state
  test('[CV-4] the visitor can end it', () => {
    expect(closed).toMatchObject({ status: 'closed', closedAt: now })
  })
  test.each<[string, Command]>([
    ['a message', says(visitor, 'One more')],
    ['an agent’s message', says(ada, 'One more')],
    ['a second end', ends(ada)],
    ['assigning', command<'conversation.assign'>(ada, { do: 'conversation.assign', to: ada })],
    ['snoozing', snoozes()],
    ['waking', wakes(ada)],
    [
      'handing off',
      command<'handoff.request'>(visitor, { do: 'handoff.request', how: 'button', facts: attended }),
    ],
    ['hosting', command<'assistant.host'>(ada, { do: 'assistant.host', on: true })],
    ['inviting to rate', command<'rating.invite'>(ada, { do: 'rating.invite' })],
    [
      'editing',
      command<'message.edit'>(visitor, {
        do: 'message.edit',
        edits: [],
        target: 2,
        event: null,
        body: { kind: 'text', text: 'x' },
        within: 1,
      }),
    ],
    [
      'deleting',
      command<'message.delete'>(visitor, {
        do: 'message.delete',
        edits: [],
        target: 2,
        event: null,
        within: 1,
      }),
    ],
  ])('[CV-5] %s is refused: it never reopens', (_, refused) => {
    expect(decide(closed, refused)).toMatchObject({ code: 'closed' })
  })
  test('[CV-5] an agent can leave an offline message, which reopens nothing', () => {
    const { named, state } = accepted(decide(closed, says(ada, 'We found it', { offline: true })))
    expect(named).toMatchObject({ offline: true })
    expect(state.status).toBe('closed')
    expect(decide(closed, says(visitor, 'x', { offline: true }))).toMatchObject({ code: 'closed' })
    expect(decide(given(opens()).state, says(ada, 'x', { offline: true }))).toMatchObject({
      path: '/offline',
    })
  })
  test('a note and a rating are still possible', () => {
    expect(accepted(decide(closed, notes('angry'))).state.status).toBe('closed')
    const rate = command<'rating.give'>(visitor, { do: 'rating.give', score: 5 })
    expect(accepted(decide(closed, rate)).state.status).toBe('closed')
  })
})

describe('notes', () => {
  test('[F08] notes take no seq, so that a visitor cannot count them', () => {
    const { state, log } = given(opens(), notes('one'), notes('two'), says(visitor, 'Hm'), notes('three'))
    expect(numbers(log)).toEqual([1, 2, [2, 1], [2, 2], 3, [3, 1]])
    expect(state).toMatchObject({ seq: 3, sub: 1 })
  })
  test('[F08] to change a note is no more visible than the note', () => {
    const { state, log } = given(opens(), notes('secret'))
    const target: [number, number] = [2, 1]
    const event = log.at(-1) ?? null
    const edit = command<'message.edit'>(ada, {
      do: 'message.edit',
      edits: [],
      target,
      event,
      body: { kind: 'text', text: 'public' },
      within: 60,
    })
    const edited = accepted(decide(state, edit))
    expect(numbers(edited.events)).toEqual([[2, 2]])
    expect(edited.rewrites).toEqual([{ ...event, text: 'public' }])
    const gone = command<'message.delete'>(ada, {
      do: 'message.delete',
      edits: [],
      target,
      event,
      within: 60,
    })
    expect(accepted(decide(state, gone)).rewrites).toEqual([{ ...event, text: '', deleted: true }])
    expect(decide(state, { ...gone, by: visitor })).toMatchObject({ code: 'bad_request' })
  })
})

describe('editing and deleting', () => {
  const { state, log } = given(opens(), says(ada, 'Mine'))
  const event = log.at(-1) ?? null
  const edit = (by: Actor, more: object = {}) =>
    command<'message.edit'>(by, {
      do: 'message.edit',
      edits: [],
      target: 4,
      event,
      body: { kind: 'text', text: 'New' },
      within: 60,
      ...more,
    })
  test('[CV-13] the body in the log is replaced, and an event tells of it', () => {
    const { events, rewrites, state: after } = accepted(decide(state, edit(ada)))
    expect(events).toMatchObject([{ type: 'message.edited', seq: 5, target: 4 }])
    expect(rewrites).toMatchObject([{ seq: 4, body: { text: 'New' } }])
    expect(after.last?.text).toBe('New')
  })
  test('[CV-13] a deleted text is gone', () => {
    const gone = command<'message.delete'>(ada, {
      do: 'message.delete',
      edits: [],
      target: 4,
      event,
      within: 60,
    })
    const { rewrites, state: after } = accepted(decide(state, gone))
    expect(rewrites).toMatchObject([{ seq: 4, body: { kind: 'deleted' } }])
    expect(JSON.stringify(rewrites)).not.toContain('Mine')
    expect(after.last).toMatchObject({ kind: 'deleted', text: '' })
  })
  test('[CV-13] of a text that was edited and then deleted nothing is left, nor of the edits between', () => {
    const first = accepted(decide(state, edit(ada)))
    const edits = first.events
    const second = accepted(decide(first.state, edit(ada, { edits, body: { kind: 'text', text: 'Newer' } })))
    expect(JSON.stringify(second.rewrites)).not.toContain('"New"')
    expect(second.rewrites.map(({ seq }) => seq)).toEqual([4, 5])
    expect(editsOf(second.state, 4)).toEqual([
      [5, 0],
      [6, 0],
    ])
    const both = [...edits, ...second.events]
    const gone = command<'message.delete'>(ada, {
      do: 'message.delete',
      target: 4,
      event,
      edits: both,
      within: 60,
    })
    const { rewrites } = accepted(decide(second.state, gone))
    expect(rewrites.map(({ seq }) => seq)).toEqual([4, 5, 6])
    expect(JSON.stringify(rewrites)).not.toMatch(/Mine|New/)
  })
  test('[CV-13] [H02] the file of a deleted message goes, and is due under one name', () => {
    const file = { id: 'f1', name: 'a.png', type: 'image/png', size: 1, url: '' }
    const body = { kind: 'file' as const, file }
    const { state: before, log: events } = given(
      opens(),
      command<'message.post'>(ada, { do: 'message.post', body }),
    )
    const gone = command<'message.delete'>(ada, {
      do: 'message.delete',
      target: 4,
      event: events.at(-1) ?? null,
      edits: [],
      within: 60,
    })
    const decision = accepted(decide(before, gone))
    const due = policy(decision).find(({ kind }) => kind === 'removeFile')
    expect(due).toMatchObject({ kind: 'removeFile', at: now })
    expect(due && dueFile.fileOf(due)).toBe('f1')
  })
  test('only one’s own, only in time, only texts, only what is there', () => {
    expect(decide(state, edit(grace))).toMatchObject({ code: 'forbidden' })
    expect(decide(state, edit(visitor))).toMatchObject({ code: 'forbidden' })
    expect(decide(state, { ...edit(ada), at: now + 61 })).toMatchObject({ code: 'forbidden' })
    expect(decide(state, edit(ada, { event: null }))).toMatchObject({ code: 'bad_request', path: '/target' })
    expect(
      decide(state, edit(ada, { body: { kind: 'card', card: { type: 'link', title: 'x' } } })),
    ).toMatchObject({
      path: '/body/kind',
    })
  })
})

describe('agents’ work', () => {
  test('[RT-12] who helps out in a colleague’s conversation is shown as the colleague; notes are one’s own', () => {
    const { state, log } = given(opens(), says(ada, 'I am Ada'))
    expect(log.every((event) => event.as === undefined)).toBe(true)
    const helped = accepted(decide(state, says(grace, 'and so am I')))
    expect(helped.events).toMatchObject([{ type: 'message.posted', by: grace, as: ada }])
    expect(helped.state.agent).toEqual(ada)
    expect(accepted(decide(helped.state, says(ada, 'again'))).events[0]).not.toHaveProperty('as')
    expect(accepted(decide(helped.state, says(visitor, 'thanks'))).events[0]).not.toHaveProperty('as')
    const { events } = accepted(
      decide(state, command<'note.post'>(grace, { do: 'note.post', text: 'not to be hidden' })),
    )
    expect(events[0]).not.toHaveProperty('as')
  })

  test('[RT-10] assigning, with a note that only agents see, and giving back to the queue', () => {
    const { state } = given(opens())
    const give = command<'conversation.assign'>(ada, { do: 'conversation.assign', to: grace, note: 'yours' })
    const { events, state: after, named } = accepted(decide(state, give))
    expect(types(events)).toEqual(['conversation.assigned', 'note.posted'])
    expect(named.type).toBe('conversation.assigned')
    expect(after).toMatchObject({ agent: grace, handler: 'agent' })
    const back = command<'conversation.assign'>(grace, { do: 'conversation.assign', to: null })
    expect(accepted(decide(after, back)).state).toMatchObject({ agent: null, handler: 'queue' })
  })
  test('[AS-11] the hosting switch gives the turn to the assistant and takes it back', () => {
    const { state } = given(opens(), says(ada, 'Hello'))
    const host = (on: boolean) => command<'assistant.host'>(ada, { do: 'assistant.host', on })
    const hosted = accepted(decide(state, host(true))).state
    expect(hosted.handler).toBe('assistant')
    expect(accepted(decide(hosted, says(bot, 'Hi'))).named).toMatchObject({ auto: 'bot' })
    expect(accepted(decide(hosted, host(false))).state.handler).toBe('agent')
  })
  test('[CV-3] a timer wakes only what is still snoozed until then', () => {
    const { state } = given(opens(), snoozes(now + 100))
    expect(decide(state, wakes(system, now + 99))).toMatchObject({ code: 'conflict' })
    expect(accepted(decide(state, wakes(system, now + 100))).state.status).toBe('open')
    expect(accepted(decide(state, wakes(ada))).state.status).toBe('open')
    expect(decide(given(opens()).state, wakes(ada))).toMatchObject({ code: 'conflict' })
    expect(decide(given(opens()).state, snoozes(now))).toMatchObject({ path: '/until' })
  })
  test('[IN-5] tags are added once and removed', () => {
    const tag = (add: string[], remove: string[]) =>
      command<'tags.change'>(ada, { do: 'tags.change', add, remove })
    expect(given(opens(), tag(['vip', 'vip', 'new'], []), tag(['vip'], ['new'])).state.tags).toEqual(['vip'])
  })
})

describe('what is offered and picked', () => {
  const offer = command<'message.post'>(ada, {
    do: 'message.post',
    body: { kind: 'options', text: 'Which?', options: [{ id: 'a', label: 'A' }] },
  })
  const form = command<'message.post'>(ada, {
    do: 'message.post',
    body: {
      kind: 'form',
      text: 'Your details',
      fields: [{ id: 'mail', label: 'E-mail', type: 'email', required: true }],
    },
  })
  test('an option that was offered can be picked, no other', () => {
    const { state, log } = given(opens(), offer)
    const pick = (option: string, event: Event | null) =>
      command<'option.pick'>(visitor, { do: 'option.pick', target: 4, event, option })
    const event = log.at(-1) ?? null
    expect(accepted(decide(state, pick('a', event))).named).toMatchObject({ option: 'a', target: 4 })
    expect(decide(state, pick('b', event))).toMatchObject({ path: '/option' })
    expect(decide(state, pick('a', null))).toMatchObject({ path: '/target' })
  })
  test('a form wants what is required and takes nothing else', () => {
    const { state, log } = given(opens(), form)
    const submit = (values: Record<string, string>) =>
      command<'form.submit'>(visitor, { do: 'form.submit', target: 4, event: log.at(-1) ?? null, values })
    expect(accepted(decide(state, submit({ mail: 'a@b.example' }))).named.type).toBe('form.submitted')
    expect(decide(state, submit({ mail: ' ' }))).toMatchObject({ path: '/values/mail' })
    expect(decide(state, submit({ mail: 'x', 'o/ther': 'y' }))).toMatchObject({ path: '/values/o~1ther' })
  })
  test('[CV-9] a form is filled in once', () => {
    const { state, log } = given(opens(), form)
    const submit = (mail: string) =>
      command<'form.submit'>(visitor, {
        do: 'form.submit',
        target: 4,
        event: log.at(-1) ?? null,
        values: { mail },
      })
    const after = accepted(decide(state, submit('a@b.example'))).state
    expect(after.submitted).toEqual([4])
    expect(decide(after, submit('c@d.example'))).toMatchObject({ code: 'conflict' })
  })
  test('[WG-11] a left message is labelled until an agent answers', () => {
    const left = command<'message.post'>(visitor, {
      do: 'message.post',
      body: { kind: 'filled', form: 'leave', text: 'Hi', fields: [], values: { message: 'Hi' } },
    })
    const labels = (state: ConversationState) => headOf(state, noMarkers).labels
    const { state } = given(opens(), left)
    expect(labels(state)).toContain('left')
    expect(labels(given(opens(), left, says(ada, 'Hi')).state)).not.toContain('left')
  })
  test('[WG-10] a rating needs an invitation or the end, and a score on the scale', () => {
    const rate = (score: number) => command<'rating.give'>(visitor, { do: 'rating.give', score })
    const invite = command<'rating.invite'>(ada, { do: 'rating.invite' })
    expect(decide(given(opens()).state, rate(5))).toMatchObject({ code: 'forbidden' })
    const { state } = given(opens(), invite)
    expect(accepted(decide(state, rate(5))).state.rating).toMatchObject({ scale: 5, given: true, score: 5 })
    expect(decide(state, rate(6))).toMatchObject({ path: '/score' })
    expect(decide(state, rate(0))).toMatchObject({ path: '/score' })
  })
})

test('every decision is what its events make of the state, and numbers have no holes', () => {
  const { state, log } = given(
    opens('assistant'),
    says(bot, 'a'),
    notes('b'),
    says(ada, 'c'),
    snoozes(),
    says(visitor, 'd'),
    ends(ada),
  )
  const folded = log.reduce(
    (before, event) => evolve(before, event),
    begin({ ...start, handler: 'assistant' }, now),
  )
  expect(folded).toEqual(state)
  expect(log.filter((event) => event.sub === undefined).map((event) => event.seq)).toEqual([
    1, 2, 3, 4, 5, 6, 7,
  ])
})
