import type { Actor, Event, RatingSettings } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { defaultReplies } from '../replies-rules.ts'
import type { Command } from './command.ts'
import { type Decision, decide } from './decide.ts'
import { policy } from './policy.ts'
import type { ConversationState } from './state.ts'

const now = 1_790_000_000_000
const visitor: Actor = { kind: 'visitor', id: 'v' }
const ada: Actor = { kind: 'agent', id: 'a', name: 'Ada' }
const rating: RatingSettings = {
  ...defaultReplies().rating,
  deadline: 1_000_000,
  tags: { '1': ['slow'], '5': ['kind', 'quick'], '3': [] },
}

let count = 0
type Asked = { do: Command['do']; [key: string]: unknown }

function ask(state: ConversationState | null, by: Actor, asked: Asked, at = now) {
  count += 1
  const command = { at, by, cid: `c${count}`, ...asked } as unknown as Command
  return decide(state, command)
}

function done(outcome: ReturnType<typeof decide>): Decision {
  if ('code' in outcome) throw new Error(outcome.message)
  return outcome
}

function opened(): ConversationState {
  const start = { id: 'c', site: 's', visitor: 'v', handler: 'queue', faq: [] }
  const { state } = done(
    ask(null, visitor, { do: 'message.post', body: { kind: 'text', text: 'hi' }, start }),
  )
  return done(ask(state, ada, { do: 'message.post', body: { kind: 'text', text: 'hello' } })).state
}

const invites = (state: ConversationState, at = now) => ask(state, ada, { do: 'rating.invite', rating }, at)
const gives = (state: ConversationState, more: object, at = now) =>
  ask(state, visitor, { do: 'rating.give', rating, ...more }, at)
const ends = (state: ConversationState, settings: RatingSettings) =>
  ask(state, ada, { do: 'conversation.end', reason: 'agent', rating: settings })

describe('[IN-10] an invitation', () => {
  test('says scale, tags and deadline, and is made once until it is over', () => {
    const { state, named } = done(invites(opened()))
    expect(named).toMatchObject({
      type: 'rating.invited',
      scale: 5,
      tags: ['slow', 'kind', 'quick'],
      tagsByScore: { '1': ['slow'], '5': ['kind', 'quick'] },
      comment: true,
      until: now + rating.deadline,
    })
    expect(invites(state)).toMatchObject({ code: 'conflict' })
    expect(done(invites(state, now + rating.deadline + 1)).named.type).toBe('rating.invited')
    const { state: rated } = done(gives(state, { score: 5 }))
    expect(invites(rated, now + rating.deadline + 1)).toMatchObject({ code: 'conflict' })
  })

  test('comes by itself at the end where the site asks and nobody has rated', () => {
    const asking = { ...rating, askAtEnd: true }
    const types = (events: Event[]) => events.map(({ type }) => type)
    const { state, events } = done(ends(opened(), asking))
    expect(types(events)).toEqual(['conversation.closed', 'rating.invited'])
    expect(events[1]?.by).toEqual({ kind: 'system' })
    expect(state.status).toBe('closed')
    expect(types(done(ends(opened(), rating)).events)).toEqual(['conversation.closed'])
    const rated = done(gives(done(invites(opened())).state, { score: 1 })).state
    expect(types(done(ends(rated, asking)).events)).toEqual(['conversation.closed'])
  })
})

describe('[WG-10] a rating', () => {
  test('can be changed until the deadline, and not after', () => {
    const invited = done(invites(opened())).state
    const first = done(gives(invited, { score: 2, comment: 'meh' })).state
    const last = done(gives(first, { score: 5, tags: ['kind'] }, now + rating.deadline)).state
    expect(last.rating).toMatchObject({ score: 5, tags: ['kind'], given: true })
    expect(last.rating?.comment).toBeUndefined()
    expect(gives(last, { score: 4 }, now + rating.deadline + 1)).toMatchObject({ code: 'forbidden' })
  })

  test('has only the tags of its score', () => {
    const invited = done(invites(opened())).state
    expect(gives(invited, { score: 5, tags: ['slow'] })).toMatchObject({ path: '/tags' })
    expect(gives(invited, { score: 2, tags: ['slow'] })).toMatchObject({ path: '/tags' })
    expect(done(gives(invited, { score: 1, tags: ['slow'] })).named).toMatchObject({ tags: ['slow'] })
  })

  test.each([
    ['thumbs', 1, [0, 1], [2]],
    ['ten', 10, [0, 10], [11]],
    ['stars', 5, [1, 5], [0, 6]],
  ] as const)('on the scale %s goes up to %i', (scale, most, right, wrong) => {
    const settings = { ...rating, scale, tags: {} }
    const { state } = done(ask(opened(), ada, { do: 'rating.invite', rating: settings }))
    expect(state.rating?.scale).toBe(most)
    for (const score of right)
      expect(done(gives(state, { score })).named).toMatchObject({ score, scale: most })
    for (const score of wrong) expect(gives(state, { score })).toMatchObject({ path: '/score' })
  })

  test('of what is over needs no invitation, counted from the end', () => {
    const settings = { ...rating, scale: 'ten' as const, tags: {} }
    const { state } = done(ends(opened(), settings))
    const give = (from: ConversationState, at: number) =>
      ask(from, visitor, { do: 'rating.give', rating: settings, score: 9 }, at)
    const given = done(give(state, now + rating.deadline)).state
    expect(given.rating).toMatchObject({ score: 9, scale: 10 })
    expect(give(given, now + rating.deadline + 1)).toMatchObject({ code: 'forbidden' })
  })

  test('[IN-10] goes to the report with the log that caused it', () => {
    const invited = done(invites(opened()))
    expect(policy(invited).map(({ kind }) => kind)).toEqual(['rated'])
    expect(policy(done(gives(invited.state, { score: 5 }))).map(({ kind }) => kind)).toEqual(['rated'])
  })
})
