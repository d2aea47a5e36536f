// Makes what the contract suites store: each call is new and like nothing that another test made.
import type { Event, FaqEntry, SiteSettings } from '@foyer/protocol'
import type { Store } from '../../../src/adapters/sql/open.ts'
import { createChance, createClock } from '../../../src/adapters/system.ts'
import type { ConversationState } from '../../../src/core/conversation/state.ts'
import { defaultSettings } from '../../../src/core/site-defaults.ts'
import type { Change } from '../../../src/ports/conversations.ts'
import type { Visitor, VisitorToken } from '../../../src/ports/visitors.ts'

/** A store and a second way to the same data, as another node has it. */
export type Opened = { store: Store; beside: Store }

export const startedAt = 1_790_000_000_000
export const newId = createChance(createClock()).id

export function makeState(over: Partial<ConversationState> = {}): ConversationState {
  return {
    id: newId(),
    site: 'shop',
    visitor: newId(),
    status: 'open',
    handler: 'queue',
    seq: 0,
    sub: 0,
    startedAt,
    closedAt: null,
    agent: null,
    group: null,
    snoozedUntil: null,
    unrepliedSince: null,
    last: null,
    visitorSeqs: [],
    ourSeq: 0,
    tags: [],
    edits: {},
    rating: null,
    answered: [],
    offered: [],
    said: [],
    stopped: null,
    isUnanswered: false,
    lastAuto: null,
    isHosted: false,
    isExternal: false,
    queuedAt: null,
    silentSince: null,
    silentFrom: null,
    isReplied: false,
    isMuted: false,
    isLeft: false,
    submitted: [],
    extracted: [],
    attributes: {},
    plan: null,
    wishes: null,
    waitsFor: null,
    closedBy: null,
    ...over,
  }
}

export function makeChange(state: ConversationState, expected: number, over: Partial<Change> = {}): Change {
  return { state, expected, events: [], rewrites: [], read: {}, due: [], ...over }
}

export function makeMessage(seq: number, text = `message ${seq}`, over: Partial<Event> = {}): Event {
  return {
    seq,
    at: startedAt + seq,
    cid: newId(),
    by: { kind: 'visitor', id: 'someone' },
    type: 'message.posted',
    body: { kind: 'text', text },
    ...over,
  } as Event
}

export function makeNote(seq: number, sub: number, text = `note ${seq}.${sub}`): Event {
  return {
    seq,
    sub,
    at: startedAt,
    cid: newId(),
    by: { kind: 'agent', id: 'ada' },
    type: 'note.posted',
    text,
  }
}

/** A conversation with `count` messages, one an append. */
export async function converse(store: Store, count: number, over: Partial<ConversationState> = {}) {
  const state = makeState(over)
  const events: Event[] = []
  for (let seq = 1; seq <= count; seq += 1) {
    const event = makeMessage(seq)
    events.push(event)
    state.seq = seq
    await store.conversations.append([makeChange({ ...state }, seq - 1, { events: [event] })])
  }
  return { state, events }
}

export function makeVisitor(over: Partial<Visitor> = {}): Visitor {
  const id = newId()
  return {
    id,
    site: 'shop',
    nickname: `Visitor ${id}`,
    locale: 'pl',
    sdk: 'web/1.0.0',
    page: { url: 'https://shop.example/a', title: 'A' },
    attributes: { plan: 'gold' },
    blocked: false,
    muted: false,
    profile: {},
    tags: [],
    visits: 1,
    referrer: null,
    device: null,
    network: null,
    spokeAt: 0,
    firstSeenAt: startedAt,
    lastSeenAt: startedAt,
    ...over,
  }
}

export function makeToken(visitor: Visitor, over: Partial<VisitorToken> = {}): VisitorToken {
  return {
    hash: newId(),
    family: newId(),
    visitor: visitor.id,
    site: visitor.site,
    origin: 'https://shop.example',
    startedAt,
    issuedAt: startedAt,
    usedAt: startedAt,
    replacedAt: null,
    revoked: false,
    ...over,
  }
}

export function makeSettings(over: Partial<SiteSettings> = {}): SiteSettings {
  return {
    ...defaultSettings('Shop', ['https://shop.example']),
    upload: { bytes: 1000, types: [] },
    reception: 'humanFirst',
    idle: { bot: 0, human: 0, warn: 0 },
    editWindow: { visitor: 0, agent: 0 },
    ...over,
  }
}

export function makeEntry(site: string, place: number, over: Partial<FaqEntry> = {}): FaqEntry {
  return {
    id: newId(),
    site,
    question: `Question ${place}?`,
    phrasings: [],
    answer: 'Yes.',
    category: '',
    locale: null,
    published: true,
    place,
    updatedAt: startedAt,
    ...over,
  }
}
