// What the assistant does about a question, as tables over who holds the turn, what was found and who is there:
// AS-3 to AS-9, AS-11 and RT-1, each through `decide`, as it is stored.
import type { Actor, Event, Notice } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { Command, Start } from '../conversation/command.ts'
import { type Decision, decide } from '../conversation/decide.ts'
import { type ConversationState, labelsOf } from '../conversation/state.ts'
import type { Found, ReplyFacts } from './reply.ts'

const visitor: Actor = { kind: 'visitor', id: 'v1' }
const ada: Actor = { kind: 'agent', id: 'a1', name: 'Ada' }
const bot: Actor = { kind: 'assistant', name: 'Fay' }
const texts: Record<Notice, string> = {
  waiting: 'Somebody will come.',
  offHours: 'We are away.',
  elsewhere: 'Over there.',
}
const start: Start = { id: 'c1', site: 'shop', visitor: 'v1', handler: 'assistant', faq: [] }

const delivery: Found = { band: 'answer', faq: 'f-delivery', text: 'Three days.' }
const cost: Found = { band: 'answer', faq: 'f-cost', text: 'Free.' }
const offer: Found = {
  band: 'suggest',
  text: 'Did you mean',
  none: 'None',
  entries: [
    { faq: 'f-delivery', question: 'How long?' },
    { faq: 'f-cost', question: 'How much?' },
  ],
}
const none: Found = { band: 'none' }
const closing: Found = { band: 'closing' }
const greeting: Found = {
  band: 'greeting',
  text: 'Hello!',
  entries: [{ faq: 'f-delivery', question: 'How long?' }],
}

interface Site extends Partial<Omit<ReplyFacts, 'handoff'>> {
  canTakeOver?: boolean
  to?: ReplyFacts['handoff']['to']
}
/** A bot that is on, with somebody there. */
function factsOf({ canTakeOver = true, to = 'inbox', ...more }: Site): ReplyFacts {
  return {
    found: none,
    word: null,
    isPicked: false,
    isBotActive: true,
    isForPeople: false,
    autoSend: false,
    isFree: canTakeOver,
    isOffHours: false,
    handoff: { canTakeOver, to, texts },
    ...more,
  }
}

let count = 0
const asked = (by: Actor) => {
  count += 1
  return { at: 1_000 + count, by, cid: `cid-${count}` }
}
const says = (by: Actor, more: object = {}) =>
  ({ ...asked(by), do: 'message.post', body: { kind: 'text', text: `text ${count}` }, ...more }) as Command
const opens = (handler: Start['handler'] = 'assistant') => says(visitor, { start: { ...start, handler } })
const replies = (site: Site): Command => ({ ...asked(bot), do: 'assistant.reply', facts: factsOf(site) })
const hosts = (on: boolean): Command => ({ ...asked(ada), do: 'assistant.host', on })
const takes = (): Command => ({ ...asked(ada), do: 'conversation.assign', to: ada })
const stops = (): Command => ({ ...asked(ada), do: 'assistant.stop', reason: 'agentOpened' })
const button = (canTakeOver: boolean): Command => ({
  ...asked(visitor),
  do: 'handoff.request',
  how: 'button',
  facts: { canTakeOver, to: 'inbox', texts },
})

function accepted(outcome: ReturnType<typeof decide>): Decision {
  if ('code' in outcome) throw new Error(`refused: ${outcome.code} ${outcome.message}`)
  return outcome
}
/** The state after these, and what the last one made. */
function given(...commands: Command[]): { state: ConversationState; events: Event[] } {
  let state: ConversationState | null = null
  let events: Event[] = []
  for (const command of commands) {
    const decision: Decision = accepted(decide(state, command))
    state = decision.state
    events = decision.events
  }
  return { state: state as unknown as ConversationState, events }
}
const refusal = (...commands: Command[]) => {
  const last = commands.at(-1) as Command
  const outcome = decide(given(...commands.slice(0, -1)).state, last)
  return 'code' in outcome ? outcome.code : 'accepted'
}
/** Each event in a word or two: what it is, why, and what is said. */
const brief = (events: Event[]) =>
  events.map((event) => {
    switch (event.type) {
      case 'message.posted': {
        const { body, by, auto = 'none' } = event
        const text = 'text' in body ? body.text : ''
        return by.kind === 'system' ? `says: ${text}` : `${auto}: ${text}`
      }
      case 'assistant.stopped':
        return `stopped: ${event.reason}`
      case 'handoff.requested':
      case 'handoff.failed':
        return `${event.type}: ${event.how}`
      default:
        return event.type
    }
  })
/** Unread, unreplied: as the inbox counts them before an agent has read anything. */
const marks = ({ visitorSeqs, unrepliedSince }: ConversationState) => ({
  isUnread: visitorSeqs.length > 0,
  isUnreplied: unrepliedSince !== null,
})

describe('the bot that holds the turn', () => {
  test.each<[string, Site, string[], string]>([
    ['[AS-5] a sure answer is posted', { found: delivery }, ['bot: Three days.'], 'assistant'],
    ['[AS-17] an unsure one offers entries', { found: offer }, ['bot: Did you mean'], 'assistant'],
    [
      '[AS-12] a model’s answer is posted',
      { found: { band: 'model', text: 'Soon.', sources: [] } },
      ['bot: Soon.'],
      'assistant',
    ],
    [
      '[AS-7] [RT-1] what it cannot answer goes to people',
      { found: none },
      ['handoff.requested: unanswered', 'stopped: unanswered', 'conversation.queued'],
      'queue',
    ],
    ['[AS-7] a greeting is returned', { found: greeting }, ['bot: Hello!'], 'assistant'],
    [
      '[AS-7] a greeting that nothing can be offered to goes to people',
      { found: { ...greeting, entries: [] } as Found },
      ['handoff.requested: unanswered', 'stopped: unanswered', 'conversation.queued'],
      'queue',
    ],
    [
      '[RT-2] where people come first, a greeting is for them',
      { found: greeting, isForPeople: true },
      ['handoff.requested: rule', 'stopped: handoff', 'conversation.queued'],
      'queue',
    ],
    [
      '[RT-1] a forced word that is thanks too goes to people',
      { found: closing, word: 'forced' },
      ['handoff.requested: forcedWord', 'stopped: handoff', 'conversation.queued'],
      'queue',
    ],
    [
      '[AS-7] with nobody there it says so, and goes on',
      { found: none, canTakeOver: false },
      ['handoff.failed: unanswered', 'says: Somebody will come.'],
      'assistant',
    ],
    [
      '[RT-1] a forced word goes to people',
      { found: delivery, word: 'forced' },
      ['handoff.requested: forcedWord', 'stopped: handoff', 'conversation.queued'],
      'queue',
    ],
    [
      '[RT-1] a forced word with nobody there queues too, and says so',
      { found: delivery, word: 'forced', canTakeOver: false },
      [
        'handoff.requested: forcedWord',
        'stopped: handoff',
        'conversation.queued',
        'says: Somebody will come.',
      ],
      'queue',
    ],
    [
      '[RT-1] a soft word is tried',
      { found: delivery, word: 'soft' },
      ['handoff.requested: softWord', 'stopped: handoff', 'conversation.queued'],
      'queue',
    ],
    [
      '[RT-1] a soft word with nobody free is as if it were not there',
      { found: delivery, word: 'soft', canTakeOver: false },
      ['bot: Three days.'],
      'assistant',
    ],
    [
      '[RT-1] [AS-12] the model’s own wish goes to people',
      { found: { band: 'wish' }, canTakeOver: false },
      ['handoff.requested: model', 'stopped: handoff', 'conversation.queued', 'says: Somebody will come.'],
      'queue',
    ],
    [
      '[AS-8] a model that repeats itself stops',
      { found: { band: 'repeat' } },
      ['handoff.requested: repeated', 'stopped: repeated', 'conversation.queued'],
      'queue',
    ],
    [
      '[AS-9] a bot that was switched off gives what it holds to people',
      { found: delivery, isBotActive: false },
      ['handoff.requested: rule', 'stopped: switchedOff', 'conversation.queued'],
      'queue',
    ],
    [
      '[RT-2] where people come first and are there, what is typed is for them',
      { found: delivery, isForPeople: true },
      ['handoff.requested: rule', 'stopped: handoff', 'conversation.queued'],
      'queue',
    ],
    [
      '[AS-14] but what was picked is the bot’s',
      { found: delivery, isForPeople: true, isPicked: true },
      ['bot: Three days.'],
      'assistant',
    ],
    [
      '[AS-13] handoffs that leave the inbox say where, and stand in the queue',
      { found: none, canTakeOver: false, to: 'webhook' },
      ['handoff.requested: unanswered', 'stopped: unanswered', 'conversation.queued', 'says: Over there.'],
      'queue',
    ],
  ])('%s', (_, site, expected, handler) => {
    const { events, state } = given(opens(), replies(site))
    expect(brief(events)).toEqual(expected)
    expect(state.handler).toBe(handler)
  })

  test('[AS-9] that it stopped is for agents alone, and its reason stays', () => {
    const { events, state } = given(opens(), replies({ found: none }))
    expect(events.find((event) => event.type === 'assistant.stopped')).toMatchObject({ sub: 1 })
    expect(state.stopped).toBe('unanswered')
  })

  test('[AS-7] what cannot be answered: somebody will come, once; we are away, once; then nothing', () => {
    const away = { found: none, canTakeOver: false }
    const first = [opens(), replies(away)]
    const second = [...first, says(visitor), replies(away)]
    expect(brief(given(...second).events)).toEqual(['handoff.failed: unanswered', 'says: We are away.'])
    expect(refusal(...second, says(visitor), replies(away))).toBe('not_your_turn')
    expect(marks(given(...second).state)).toEqual({ isUnread: true, isUnreplied: true })
    expect(labelsOf(given(...second).state)).toEqual(['unreplied', 'bot', 'unanswered'])
  })
  test('[AS-6] after that it goes on as long as it can answer', () => {
    const { events, state } = given(
      opens(),
      replies({ found: none, canTakeOver: false }),
      says(visitor),
      replies({ found: delivery, canTakeOver: false }),
    )
    expect(brief(events)).toEqual(['bot: Three days.'])
    expect(labelsOf(state)).toEqual(['bot', 'unanswered'])
  })
  test('[AS-7] an agent who has come meanwhile is handed what cannot be answered', () => {
    const { events } = given(
      opens(),
      replies({ found: none, canTakeOver: false }),
      says(visitor),
      replies({ found: none }),
    )
    expect(brief(events)).toEqual([
      'handoff.requested: unanswered',
      'stopped: unanswered',
      'conversation.queued',
    ])
  })

  test.each<[string, boolean, string[]]>([
    ['somebody there', true, []],
    ['nobody there', false, ['says: Somebody will come.']],
  ])('[AS-8] the same answer a second time is not sent: it stops, with %s', (_, canTakeOver, said) => {
    const { events, state } = given(
      opens(),
      replies({ found: delivery }),
      says(visitor),
      replies({ found: cost }),
      says(visitor),
      replies({ found: delivery, canTakeOver }),
    )
    expect(brief(events)).toEqual([
      'handoff.requested: repeated',
      'stopped: repeated',
      'conversation.queued',
      ...said,
    ])
    expect(marks(state)).toEqual({ isUnread: true, isUnreplied: true })
  })
  test('[AS-8] an option that was picked answers once', () => {
    const picked = [
      opens(),
      replies({ found: offer }),
      says(visitor),
      replies({ found: delivery, isPicked: true }),
    ]
    expect(brief(given(...picked).events)).toEqual(['bot: Three days.'])
    expect(brief(given(...picked, says(visitor), replies({ found: delivery })).events)[0]).toBe(
      'handoff.requested: repeated',
    )
  })
  test('[AS-8] what was answered is not offered, and the same offer is not made twice', () => {
    const answered = [opens(), replies({ found: delivery }), says(visitor)]
    const { events } = given(...answered, replies({ found: offer }))
    expect(events).toMatchObject([
      {
        body: {
          options: [
            { id: 'f-cost', label: 'How much?' },
            { id: 'none', label: 'None' },
          ],
        },
      },
    ])
    const again = given(opens(), replies({ found: offer }), says(visitor), replies({ found: offer }))
    expect(brief(again.events)[0]).toBe('handoff.requested: unanswered')
  })

  test.each<[string, Command[], { isUnread: boolean; isUnreplied: boolean }]>([
    ['a visitor’s message', [opens()], { isUnread: true, isUnreplied: true }],
    ['answered by the bot', [opens(), replies({ found: delivery })], { isUnread: false, isUnreplied: false }],
    [
      'answered by a recommendation that was sent by itself',
      [opens('queue'), replies({ found: delivery, autoSend: true })],
      { isUnread: true, isUnreplied: false },
    ],
    [
      'not answerable',
      [opens(), replies({ found: none, canTakeOver: false })],
      { isUnread: true, isUnreplied: true },
    ],
    ['answered by an agent', [opens(), says(ada)], { isUnread: false, isUnreplied: false }],
    [
      'who asks for a person after an answer',
      [opens(), replies({ found: delivery }), button(true)],
      { isUnread: false, isUnreplied: true },
    ],
  ])('[AS-6] unread and unreplied: %s', (_, commands, expected) => {
    expect(marks(given(...commands).state)).toEqual(expected)
  })
})

describe('sending by itself', () => {
  const sends = { found: delivery, autoSend: true }
  test('[AS-3] [AS-4] a sure answer is sent while nobody has it, labelled for agents', () => {
    const { events, state } = given(opens('queue'), replies(sends))
    expect(events).toMatchObject([{ auto: 'recommended', faq: 'f-delivery', by: bot }])
    expect(state.handler).toBe('queue')
    expect(labelsOf(state)).toEqual(['auto'])
  })
  test.each<[string, Site]>([
    ['an unsure one', { found: offer, autoSend: true }],
    ['none', { found: none, autoSend: true }],
    ['one where it is not allowed', { found: delivery }],
    ['a word for a person', { found: none, autoSend: true, word: 'forced' }],
  ])('[AS-3] %s sends nothing', (_, site) => {
    expect(refusal(opens('queue'), replies(site))).toBe('not_your_turn')
  })
  test('[AS-3] [AS-9] it stops as soon as an agent opens the conversation, and says so once', () => {
    const { events, state } = given(opens('queue'), stops())
    expect(events).toMatchObject([{ type: 'assistant.stopped', reason: 'agentOpened', sub: 1 }])
    expect(state.handler).toBe('queue')
    expect(refusal(opens('queue'), stops(), says(visitor), replies(sends))).toBe('not_your_turn')
    expect(refusal(opens('queue'), stops(), stops())).toBe('not_your_turn')
  })
  test('[AS-3] opening stops nothing that the bot holds', () => {
    expect(refusal(opens('assistant'), stops())).toBe('not_your_turn')
  })
  test('[AS-3] nothing is sent where an agent was', () => {
    const back: Command = { ...asked(ada), do: 'conversation.assign', to: null }
    expect(refusal(opens('queue'), takes(), back, says(visitor), replies(sends))).toBe('not_your_turn')
  })
  test('[AS-8] [AS-9] the same answer twice stops it, which only agents see', () => {
    const { events, state } = given(opens('queue'), replies(sends), says(visitor), replies(sends))
    expect(events).toMatchObject([{ type: 'assistant.stopped', reason: 'repeated', sub: 1 }])
    expect(labelsOf(state)).toEqual(['unreplied', 'auto', 'unanswered'])
    expect(
      refusal(
        opens('queue'),
        replies(sends),
        says(visitor),
        replies(sends),
        says(visitor),
        replies({ ...sends, found: cost }),
      ),
    ).toBe('not_your_turn')
  })
  test('[AS-14] what was picked is the bot’s also where people come first', () => {
    const { events } = given(opens('queue'), replies({ found: delivery, isPicked: true }))
    expect(brief(events)).toEqual(['bot: Three days.'])
  })
})

describe('waiting for people', () => {
  test.each<[string, Command[]]>([
    ['after a forced word', [opens(), replies({ word: 'forced', canTakeOver: false })]],
    ['after the button', [opens('queue'), button(false)]],
    ['handed over to people who have gone', [opens(), replies({ found: none })]],
  ])('[AS-7] who goes on %s is told once that we are away', (_, commands) => {
    const away = replies({ found: delivery, canTakeOver: false })
    const { events } = given(...commands, says(visitor), away)
    expect(brief(events)).toEqual(['says: We are away.'])
    expect(refusal(...commands, says(visitor), away, says(visitor), away)).toBe('not_your_turn')
    expect(refusal(...commands, says(visitor), replies({ found: delivery }))).toBe('not_your_turn')
  })
  test('[RT-6] off hours, with no bot, the off-hours reply comes at once', () => {
    const { events, state } = given(opens('queue'), replies({ canTakeOver: false, isOffHours: true }))
    expect(brief(events)).toEqual(['says: We are away.'])
    expect(marks(state)).toEqual({ isUnread: true, isUnreplied: true })
    expect(state.last?.by).toBe('visitor')
  })
  test('[RT-1] the button queues, and says so where nobody is there', () => {
    expect(brief(given(opens(), button(true)).events)).toEqual([
      'handoff.requested: button',
      'stopped: handoff',
      'conversation.queued',
    ])
    expect(brief(given(opens(), button(false)).events).at(-1)).toBe('says: Somebody will come.')
    expect(brief(given(opens(), button(false), button(false)).events)).not.toContain(
      'says: Somebody will come.',
    )
  })
  test('[RT-1] since when somebody waits, and until when', () => {
    const waiting = given(opens('queue'))
    expect(waiting.state.queuedAt).toBe(waiting.state.startedAt)
    const later = given(opens(), replies({ found: delivery }), button(true))
    expect(later.state.queuedAt).toBe(later.events.at(-1)?.at)
    const again = given(opens('queue'), says(visitor), button(true))
    expect(again.state.queuedAt).toBe(again.state.startedAt)
    expect(given(opens()).state.queuedAt).toBeNull()
    for (const end of [
      takes(),
      hosts(true),
      { ...asked(ada), do: 'conversation.end', reason: 'agent' } as Command,
    ]) {
      expect(given(opens('queue'), end).state.queuedAt).toBeNull()
    }
  })
})

describe('the turn', () => {
  test.each<[string, Command]>([
    ['an agent who replied', says(ada)],
    ['an agent who took it', takes()],
  ])('[RT-11] nothing automatic follows %s', (_, takeover) => {
    for (const site of [
      { found: delivery },
      { found: offer },
      { found: none, canTakeOver: false },
      { found: delivery, autoSend: true, isPicked: true },
      { word: 'forced' as const },
    ]) {
      expect(refusal(opens(), takeover, says(visitor), replies(site))).toBe('not_your_turn')
    }
  })
  test('a closed conversation takes no reply', () => {
    const end: Command = { ...asked(visitor), do: 'conversation.end', reason: 'visitor' }
    expect(refusal(opens(), end, replies({ found: delivery }))).toBe('closed')
  })

  test('[AS-11] an agent gives it to the assistant, which answers whether the site’s bot is on or not', () => {
    const hosted = [opens('queue'), takes(), hosts(true), says(visitor)]
    expect(brief(given(...hosted, replies({ found: delivery, isBotActive: false })).events)).toEqual([
      'bot: Three days.',
    ])
    expect(refusal(...hosted, stops())).toBe('not_your_turn')
  })
  test('[AS-11] what the assistant cannot answer comes back to the agent, not to the queue', () => {
    const { events, state } = given(
      opens('queue'),
      takes(),
      hosts(true),
      says(visitor),
      replies({ found: none }),
    )
    expect(brief(events)).toEqual(['handoff.requested: unanswered', 'stopped: unanswered'])
    expect(state).toMatchObject({ handler: 'agent', agent: ada, isHosted: false })
  })
  test('[AS-11] [AS-9] taken back, it is the agent’s who took it', () => {
    const { events, state } = given(opens('queue'), hosts(true), hosts(false))
    expect(brief(events)).toEqual(['stopped: switchedOff', 'conversation.assigned'])
    expect(state).toMatchObject({ handler: 'agent', agent: ada, isHosted: false })
    expect(refusal(opens('queue'), hosts(true), hosts(false), replies({ found: delivery }))).toBe(
      'not_your_turn',
    )
  })
  test('[AS-11] given again after it had stopped, it goes on', () => {
    const { state, events } = given(
      opens('queue'),
      stops(),
      hosts(true),
      says(visitor),
      replies({ found: delivery }),
    )
    expect(state.stopped).toBeNull()
    expect(brief(events)).toEqual(['bot: Three days.'])
  })

  const allocates = (stays: boolean): Command => ({
    ...asked({ kind: 'system' }),
    do: 'assistant.allocate',
    to: ada,
    stays,
  })
  test('[AS-10] what the bot answered is given to an agent, and the bot goes on where it is on', () => {
    const { events, state } = given(opens(), replies({ found: delivery }), allocates(true))
    expect(events).toMatchObject([
      { type: 'conversation.assigned', agent: ada, handler: 'assistant', sub: 1 },
    ])
    expect(state).toMatchObject({ handler: 'assistant', agent: ada })
  })
  test('[AS-10] else it is the agent’s turn', () => {
    const { state, events } = given(opens(), replies({ found: delivery }), allocates(false))
    expect(brief(events)).toEqual(['stopped: switchedOff', 'conversation.assigned'])
    expect(state.handler).toBe('agent')
  })
  test('[AS-10] so it is with what could not be answered', () => {
    const { state } = given(opens(), replies({ found: none, canTakeOver: false }), allocates(true))
    expect(state).toMatchObject({ handler: 'agent', agent: ada, stopped: 'unanswered' })
  })
  test('[AS-10] it is given once, and not what people have', () => {
    expect(refusal(opens(), replies({ found: delivery }), allocates(true), allocates(true))).toBe(
      'not_your_turn',
    )
    expect(refusal(opens('queue'), allocates(true))).toBe('not_your_turn')
  })
})

describe('what asks nothing', () => {
  const thanks = () => says(visitor, { body: { kind: 'text', text: 'Thanks, bye' } })
  test.each<[string, Site]>([
    ['the bot', {}],
    ['a bot that was switched off', { isBotActive: false }],
    ['the bot where people come first', { isForPeople: true }],
    ['the bot, and a soft word that nobody is free for', { word: 'soft', canTakeOver: false }],
  ])('[AS-6] [AS-7] %s leaves thanks alone', (_, site) => {
    expect(
      refusal(opens(), replies({ found: delivery }), thanks(), replies({ ...site, found: closing })),
    ).toBe('not_your_turn')
  })

  test('[AS-6] thanks to the bot are neither unread nor unreplied, and the silence after its answer goes on', () => {
    const { state } = given(opens(), replies({ found: delivery }), thanks())
    expect(marks(state)).toEqual({ isUnread: false, isUnreplied: false })
    expect(state.silentSince).toBe(state.ourSeq)
  })

  test('[AS-6] in a queue, or with an agent, they are both', () => {
    expect(marks(given(opens('queue'), thanks()).state)).toEqual({ isUnread: true, isUnreplied: true })
    const { state } = given(opens('queue'), takes(), says(ada), thanks())
    expect(marks(state)).toEqual({ isUnread: true, isUnreplied: true })
  })

  test('[AS-7] thanks do not call for the text that nobody is there', () => {
    const waiting = [
      opens('queue'),
      thanks(),
      replies({ found: closing, canTakeOver: false, isOffHours: true }),
    ]
    expect(refusal(...waiting)).toBe('not_your_turn')
  })

  test('[AS-7] who waits for a person is not greeted, but told when one comes', () => {
    const { events } = given(
      opens(),
      replies({ found: none, canTakeOver: false }),
      says(visitor),
      replies({ found: greeting, canTakeOver: false }),
    )
    expect(brief(events)).toEqual(['handoff.failed: unanswered', 'says: We are away.'])
  })

  test('[AS-17] what a greeting offered may be offered again for a question', () => {
    const { events } = given(opens(), replies({ found: greeting }), says(visitor), replies({ found: offer }))
    expect(brief(events)).toEqual(['bot: Did you mean'])
  })
})
