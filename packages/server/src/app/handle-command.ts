/**
 * The one way in which a conversation changes: look up the cid, load, decide, append, announce.
 * A visitor's conversations share a lane, so that what arrives together is decided in order and
 * stored in one append; where another node was first, the same jobs are decided again on fresh state.
 */
import type { Event, Id, IdleSettings, Position, Seq, Side } from '@foyer/protocol'
import type { Command } from '../core/conversation/command.ts'
import { type Decision, decide } from '../core/conversation/decide.ts'
import { policy } from '../core/conversation/policy.ts'
import { type Rejection, rejections } from '../core/conversation/rejection.ts'
import { type ConversationState, type Markers, noMarkers } from '../core/conversation/state.ts'
import { StoreUnavailable } from '../core/faults.ts'
import type { Change, Conversations, Due, RecordedCid, StoredConversation } from '../ports/conversations.ts'
import { createKept } from './kept.ts'
import { createLanes } from './lanes.ts'

/** A change that somebody asks for. */
export interface Ask {
  visitor: Id
  /** Null: the visitor's conversation that is not closed, or a new one. */
  conversation: Id | null
  cid: Id
  /** Of the sender: a cid that somebody else used is a conflict. */
  sender: { kind: string; id?: Id }
  /** The type of the event that the answer names; a cid of another type is a conflict. */
  names: readonly Event['type'][]
  /** Whether it may be done now, once it is known to be new: limits on rates. */
  admit?(starts: boolean): Rejection | null
  /** Whether the sender may change it, as it is when that is decided: somebody may have taken it a moment ago. */
  allows?(state: ConversationState): Rejection | null
  /** Runs once before the first event of a conversation: the visitor's row. */
  prepare?(): Promise<void>
  /**
   * Gathers the facts. `state` is null where a conversation would start. `unstored` are events that this
   * batch has decided on or rewritten, newest last: the log does not have them so yet.
   */
  command(state: ConversationState | null, unstored: readonly Event[]): Command | Promise<Command>
  /** Where it gives the conversation to an agent who may not have more than `limit`: else `noRoom`. */
  guard?: Change['guard']
}

/** What became of it. */
export interface Done {
  recorded: RecordedCid
  state: ConversationState
}

/** A change that was stored, as those who watch are told of it. */
export interface Stored {
  before: ConversationState | null
  after: StoredConversation
  /** Where a reader stands who has all that was there before. */
  prev: Exclude<Position, number>
  events: Event[]
  /** Sides that have read something of the other one's by posting. */
  read: Side[]
  due: Due[]
}

export type HandleCommand = (ask: Ask) => Promise<Done | Rejection>

export interface Conversing {
  handle: HandleCommand
  /** The conversation as this node knows it, or from the store. */
  find(conversation: Id): Promise<StoredConversation | null>
  /** As the store has it now, for whoever is shown it: another node may have changed it. */
  look(conversation: Id): Promise<StoredConversation | null>
  /** Another node changed it. */
  forget(conversation: Id): void
  /** Moves a read or delivered marker, and keeps what is cached true. */
  advance: Conversations['advance']
  idle(): Promise<void>
  /** Stands for the batch that has waited longest for the store; null when none does. */
  oldestWrite(): object | null
}

interface Job {
  ask: Ask
  /** Limits count a job once, however often it is tried. */
  isAdmitted: boolean
  resolve(outcome: Done | Rejection): void
  reject(fault: unknown): void
}

/** A fault of ours in one job: what came with it goes on, in its order. */
type Settled = Rejection | { recorded: RecordedCid } | { fault: unknown }

/** What a batch has decided so far for one conversation. */
interface Draft {
  before: StoredConversation | null
  change: Change
  /** Whether the state came from the cache, and a refusal must be checked against the store. */
  isCached: boolean
}

const mostTries = 8
const keptConversations = 20_000

export function createConversing(
  conversations: Conversations,
  announce: (stored: Stored) => void,
  /** How long a visitor may be silent there (CV-6); not said: for ever. */
  idleOf: (state: ConversationState) => IdleSettings | undefined = () => undefined,
): Conversing {
  const kept = createKept<StoredConversation>(keptConversations)
  const loading = new Map<Id, Promise<StoredConversation | null>>()
  const lanes = createLanes<Job>(runBatch)

  async function find(id: Id): Promise<StoredConversation | null> {
    const known = kept.get(id)
    if (known !== undefined) return known
    // Those who ask at once wait for one load: what they then do keeps the order of their asking.
    const pending = loading.get(id) ?? load(id)
    loading.set(id, pending)
    return pending
  }

  async function load(id: Id): Promise<StoredConversation | null> {
    try {
      const loaded = await conversations.load(id)
      const known = kept.get(id)
      // Stored here while it was being read: what was read is older.
      if (loaded === null || (known !== undefined && known.version > loaded.version)) return known ?? null
      kept.set(id, loaded)
      return loaded
    } finally {
      loading.delete(id)
    }
  }

  async function look(id: Id): Promise<StoredConversation | null> {
    const loaded = await conversations.load(id)
    const known = kept.get(id)
    if (loaded === null || (known !== undefined && known.version >= loaded.version)) return known ?? null
    kept.set(id, loaded)
    return loaded
  }

  async function runBatch(visitor: Id, jobs: Job[]): Promise<void> {
    try {
      for (let tries = 0; tries < mostTries; tries += 1) {
        if (await tryBatch(visitor, jobs, tries === 0)) return
      }
      throw new StoreUnavailable(`still not first after ${mostTries} tries`)
    } catch (fault) {
      for (const job of jobs) job.reject(fault)
    }
  }

  /**
   * Decides and stores a batch; false when it is to be tried again. Nearly every cid is new, so the first try
   * takes them for new without asking: the store refuses one that is taken, and a refusal by a rule counts
   * only once the cids were looked up, for what was asked before is answered as it was before.
   */
  async function tryBatch(visitor: Id, jobs: Job[], takesNew: boolean): Promise<boolean> {
    const recorded = new Map<Id, RecordedCid>()
    const cids = jobs.map((job) => job.ask.cid)
    const found = takesNew ? [] : await conversations.findCids(visitor, cids)
    for (const one of found) recorded.set(one.cid, one)
    const drafts = new Map<Id, Draft>()
    const outcomes: Settled[] = []
    for (const job of jobs) outcomes.push(await settle(job, visitor, drafts, recorded).catch(faultOf))
    if (takesNew && outcomes.some((outcome) => !('recorded' in outcome))) return false

    const changes = [...drafts.values()]
      .map((draft) => draft.change)
      .filter((change) => change.events.length > 0)
    if (changes.length > 0) {
      const ids = changes.map((change) => change.state.id)
      const outcome = await conversations.append(changes).catch((fault) => {
        for (const id of ids) kept.delete(id)
        throw fault
      })
      if (outcome !== 'stored') for (const id of ids) kept.delete(id)
      if (outcome === 'full') refuseGuarded(jobs)
      if (outcome !== 'stored') return false
    }
    for (const draft of drafts.values()) if (draft.change.events.length > 0) publish(draft)
    for (const [index, job] of jobs.entries()) {
      const outcome = outcomes[index]
      if (outcome === undefined) continue
      if ('fault' in outcome) job.reject(outcome.fault)
      else if ('code' in outcome) job.resolve(outcome)
      else job.resolve(await done(outcome.recorded, drafts))
    }
    return true
  }

  async function done(recorded: RecordedCid, drafts: Map<Id, Draft>): Promise<Done> {
    const state =
      drafts.get(recorded.conversation)?.change.state ?? (await find(recorded.conversation))?.state
    if (state === undefined) throw new Error('a recorded cid has no conversation')
    return { recorded, state }
  }

  /** One job's outcome; what it changes is added to `drafts`. */
  async function settle(
    job: Job,
    visitor: Id,
    drafts: Map<Id, Draft>,
    recorded: Map<Id, RecordedCid>,
  ): Promise<Rejection | { recorded: RecordedCid }> {
    const { ask } = job
    const before = recorded.get(ask.cid)
    if (before !== undefined) return isSame(before, ask) ? { recorded: before } : conflict
    const draft = await draftFor(ask, visitor, drafts)
    if (draft === null && ask.conversation !== null) return rejections.notFound
    const refused = job.isAdmitted ? null : ask.admit?.(draft === null)
    if (refused) return refused
    job.isAdmitted = true
    const decided = await decideOn(draft, ask, drafts)
    if ('code' in decided) return decided
    const { decision, on } = decided
    if (on === null) await ask.prepare?.()
    const target = on ?? newDraft(decision.state)
    absorb(target, decision, decision.state.silentFrom === null ? undefined : idleOf(decision.state))
    if (ask.guard !== undefined) target.change.guard = ask.guard
    drafts.set(decision.state.id, target)
    const entry = record(decision, ask)
    recorded.set(ask.cid, entry)
    return { recorded: entry }
  }

  /** A refusal on cached state is checked once against the store: another node may have moved on. */
  async function decideOn(draft: Draft | null, ask: Ask, drafts: Map<Id, Draft>) {
    const state = draft?.change.state ?? null
    const begun = draft === null ? [] : [...draft.change.events, ...draft.change.rewrites]
    const decision = disallowed(ask, state) ?? decide(state, await ask.command(state, begun))
    if (!('code' in decision)) return { decision, on: draft }
    if (draft === null || !draft.isCached || draft.change.events.length > 0) return decision
    kept.delete(draft.change.state.id)
    const fresh = await find(draft.change.state.id)
    if (fresh === null) return rejections.notFound
    const again = { ...openDraft(fresh), isCached: false }
    drafts.set(fresh.state.id, again)
    const second = disallowed(ask, fresh.state) ?? decide(fresh.state, await ask.command(fresh.state, []))
    return 'code' in second ? second : { decision: second, on: again }
  }

  async function draftFor(ask: Ask, visitor: Id, drafts: Map<Id, Draft>): Promise<Draft | null> {
    if (ask.conversation === null) {
      for (const draft of drafts.values()) if (draft.change.state.status !== 'closed') return draft
      const open = await conversations.openOf(visitor)
      if (open === null) return null
      const begun = drafts.get(open.state.id)
      // Closed earlier in this batch, though not yet in the store.
      if (begun !== undefined) return begun.change.state.status === 'closed' ? null : begun
      return keep(open, drafts)
    }
    const known = drafts.get(ask.conversation)
    if (known !== undefined) return known
    const isCached = kept.get(ask.conversation) !== undefined
    const stored = await find(ask.conversation)
    if (stored === null || stored.state.visitor !== visitor) return null
    const draft = { ...openDraft(stored), isCached }
    drafts.set(stored.state.id, draft)
    return draft
  }

  function keep(stored: StoredConversation, drafts: Map<Id, Draft>): Draft {
    kept.set(stored.state.id, stored)
    const draft = openDraft(stored)
    drafts.set(stored.state.id, draft)
    return draft
  }

  function publish(draft: Draft): void {
    const { before, change } = draft
    const markers = before === null ? noMarkers : (kept.get(change.state.id)?.markers ?? before.markers)
    const after: StoredConversation = {
      state: change.state,
      markers: {
        read: forward(markers.read, change.read),
        delivered: forward(markers.delivered, change.read),
      },
      version: change.expected + 1,
    }
    kept.set(change.state.id, after)
    announce({
      before: before?.state ?? null,
      after,
      prev: [before?.state.seq ?? 0, before?.state.sub ?? 0],
      events: change.events,
      read: before === null ? [] : readByPosting(before, markers, change.read),
      due: change.due,
    })
  }

  return {
    handle: (ask) =>
      new Promise((resolve, reject) => {
        lanes.push(ask.visitor, { ask, isAdmitted: false, resolve, reject })
      }),
    find,
    look,
    forget: (conversation) => kept.delete(conversation),
    async advance(conversation, side, marks) {
      const markers = await conversations.advance(conversation, side, marks)
      const known = kept.get(conversation)
      if (markers !== null && known !== undefined) kept.set(conversation, { ...known, markers })
      return markers
    },
    idle: () => lanes.idle(),
    oldestWrite: () => lanes.oldest(),
  }
}

function disallowed(ask: Ask, state: ConversationState | null): Rejection | null {
  return state === null ? null : (ask.allows?.(state) ?? null)
}

/** Without the store nothing is decided at all: what came later must not be stored before what is sent again. */
function faultOf(fault: unknown): Settled {
  if (fault instanceof StoreUnavailable) throw fault
  return { fault }
}

/** What else came with them is tried again without. */
function refuseGuarded(jobs: Job[]): void {
  for (const job of jobs.splice(0)) {
    if (job.ask.guard === undefined) jobs.push(job)
    else job.resolve(rejections.noRoom)
  }
}

const conflict: Rejection = { code: 'conflict', message: 'This cid was used for another change.' }

/** Whether the recorded change is the one asked for: same sender, same kind, same conversation if one was named. */
function isSame(recorded: RecordedCid, ask: Ask): boolean {
  return (
    recorded.by.kind === ask.sender.kind &&
    recorded.by.id === ask.sender.id &&
    ask.names.includes(recorded.type) &&
    (ask.conversation === null || ask.conversation === recorded.conversation)
  )
}

function openDraft(stored: StoredConversation): Draft {
  return {
    before: stored,
    isCached: false,
    change: { state: stored.state, expected: stored.version, events: [], rewrites: [], read: {}, due: [] },
  }
}

function newDraft(state: ConversationState): Draft {
  return {
    before: null,
    isCached: false,
    change: { state, expected: 0, events: [], rewrites: [], read: {}, due: [] },
  }
}

function absorb(draft: Draft, decision: Decision, idle: IdleSettings | undefined): void {
  const { change } = draft
  // First, for it may throw: a draft holds a decision as a whole or nothing of it.
  const due = policy(decision, idle)
  change.state = decision.state
  change.events.push(...decision.events)
  change.rewrites.push(...decision.rewrites)
  change.due.push(...due)
  for (const event of decision.events) {
    // Posting implies reading what was there (protocol §4).
    if (event.type === 'message.posted' && event.by.kind === 'visitor') change.read.visitor = event.seq
    if (event.type === 'message.posted' && event.by.kind === 'agent') change.read.agent = event.seq
  }
}

function record(decision: Decision, ask: Ask): RecordedCid {
  const { named, state } = decision
  return {
    conversation: state.id,
    cid: ask.cid,
    seq: named.seq,
    sub: named.sub ?? 0,
    at: named.at,
    type: named.type,
    by: named.by,
  }
}

/** Posting implies reading; whoever had read all of the other side's messages before has no news by it. */
function readByPosting({ state }: StoredConversation, { read }: Markers, by: Change['read']): Side[] {
  const newest: Record<Side, Seq> = { visitor: state.ourSeq, agent: state.visitorSeqs.at(-1) ?? 0 }
  return (['visitor', 'agent'] as const).filter((side) => by[side] !== undefined && newest[side] > read[side])
}

function forward(
  marks: Record<'visitor' | 'agent', number>,
  by: Change['read'],
): Record<'visitor' | 'agent', number> {
  return {
    visitor: Math.max(marks.visitor, by.visitor ?? 0),
    agent: Math.max(marks.agent, by.agent ?? 0),
  }
}
