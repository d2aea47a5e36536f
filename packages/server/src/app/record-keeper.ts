/**
 * Keeps facts of conversations behind the log, in the background: what was stored here is folded some seconds
 * later, and a walk over all conversations at the start, and once a day, folds what was missed: after a crash, from
 * another version, or because the tables were emptied. Never on the way of a message: hearing of one costs a key
 * in a map, and while people write the folding takes a fifth of the time. What somebody is to be mailed is put down
 * together with the facts, so each cause is once.
 */
import type { Event, Id, Time } from '@foyer/protocol'
import type { ConversationState } from '../core/conversation/state.ts'
import { beginFacts, foldFacts } from '../core/records/facts.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { MailDraft } from '../ports/mails.ts'
import type { Records, RecordUpdate } from '../ports/records.ts'
import { createGiveWay, type Rest } from './give-way.ts'
import type { Stored } from './handle-command.ts'
import { readWholeLog } from './read-log.ts'

export interface RecordKeeper {
  heard(stored: Pick<Stored, 'after' | 'events'>): void
  /** Walks over all conversations; resolves when all records are as their conversations were. */
  catchUp(): Promise<void>
  /** Resolves when what was heard so far is put. */
  settled(): Promise<void>
  stop(): void
}

/** Milliseconds: how often it looks, how long a conversation that goes on may wait, and one that ended or began. */
const every = 1_000
const patience = 20_000
/** At once, in one commit; what is more waits for the next look. */
const mostAtOnce = 32
/** A fifth of the time, a few milliseconds in one go. */
const busy = 4
const slice = 4
const walkPage = 200
const walkPause = 20
const walkEvery = 24 * 60 * 60_000

export function createRecordKeeper(ports: {
  conversations: Pick<Conversations, 'load' | 'readLog'>
  records: Records
  /** What is to be mailed because of events that are new to the facts. */
  mailsOf(state: ConversationState, events: readonly Event[]): Promise<MailDraft[]>
  clock: Clock
  report(fault: unknown): void
}): RecordKeeper {
  const { conversations, records, clock, report } = ports
  /** When each is to be looked at. */
  const waiting = new Map<Id, Time>()
  const way = createGiveWay(clock, { busy, slice })
  let isStopped = false
  let running: Promise<void> | null = null
  let cancelLook = clock.after(every, look)
  let cancelWalk = () => {}

  function look(): void {
    running ??= drain(clock.monotonic())
      .catch(report)
      .finally(() => {
        running = null
        if (!isStopped) cancelLook = clock.after(every, look)
      })
  }

  /** Those whose time has come by `by`, in commits of some. */
  async function drain(by: Time): Promise<void> {
    const rest = way.begin()
    for (;;) {
      const due: Id[] = []
      for (const [id, at] of waiting) {
        if (at > by) continue
        due.push(id)
        if (due.length === mostAtOnce) break
      }
      if (due.length === 0) return
      for (const id of due) waiting.delete(id)
      try {
        await keep(due, rest)
      } catch (fault) {
        // The store fails: they are looked at again, later.
        for (const id of due) if (!waiting.has(id)) waiting.set(id, clock.monotonic() + patience)
        throw fault
      }
    }
  }

  async function keep(ids: readonly Id[], rest: Rest): Promise<void> {
    const updates: RecordUpdate[] = []
    for (const id of ids) {
      const update = await updateOf(id, rest)
      if (update !== null) updates.push(update)
    }
    if (updates.length === 0) return
    const done = await records.put(updates)
    // Another node was first; what it did not know is looked at again.
    for (const [index, { conversation }] of updates.entries()) {
      if (done[index] === false) waiting.set(conversation, clock.monotonic() + every)
    }
  }

  async function updateOf(id: Id, rest: Rest): Promise<RecordUpdate | null> {
    const stored = await conversations.load(id)
    if (stored === null) return null
    const { state, version } = stored
    const known = await records.find(id)
    if (known !== null && known.version >= version) return null
    let facts = known?.facts ?? beginFacts(state.startedAt)
    const { seq, sub } = facts.progress
    const update = {
      conversation: id,
      site: state.site,
      visitor: state.visitor,
      status: state.status,
      version,
      expected: known?.version ?? 0,
      responses: [] as RecordUpdate['responses'],
      said: [] as RecordUpdate['said'],
      mails: [] as MailDraft[],
    }
    for await (const events of readWholeLog(conversations, id, 'agent', [seq, seq === 0 ? -1 : sub])) {
      // What came while it was read is for the next time, with its version.
      const known = events.filter((event) => isUpTo(event, state))
      const folded = foldFacts(facts, known)
      facts = folded.facts
      update.responses.push(...folded.responses)
      update.said.push(...folded.said)
      update.mails.push(...(await ports.mailsOf(state, known)))
      if (known.length < events.length) break
      await rest()
    }
    return { ...update, facts }
  }

  async function walk(): Promise<void> {
    const rest = way.begin()
    let after: Id | null = ''
    while (after !== null && !isStopped) {
      const page: { conversations: Id[]; last: Id | null } = await records.behind(after, walkPage)
      for (let start = 0; start < page.conversations.length && !isStopped; start += mostAtOnce) {
        await keep(page.conversations.slice(start, start + mostAtOnce), rest)
      }
      after = page.last
      if (after !== null) await new Promise<void>((resolve) => clock.after(walkPause, resolve))
    }
  }

  function walkDaily(): void {
    void walk().catch(report)
    cancelWalk = clock.after(walkEvery, walkDaily)
  }
  cancelWalk = clock.after(every, walkDaily)

  return {
    heard({ after: { state }, events }) {
      way.stirred()
      const { id } = state
      const isSoon = events.some(
        ({ type, by }) =>
          type === 'conversation.started' ||
          type === 'conversation.closed' ||
          (type === 'message.posted' && by.kind === 'agent' && state.status === 'closed'),
      )
      const at = clock.monotonic() + (isSoon ? 0 : patience)
      const known = waiting.get(id)
      if (known === undefined || known > at) waiting.set(id, at)
    },
    catchUp: walk,
    async settled() {
      way.hurry(true)
      try {
        await running
        await drain(Number.POSITIVE_INFINITY)
      } finally {
        way.hurry(isStopped)
      }
    },
    stop() {
      isStopped = true
      way.hurry(true)
      cancelLook()
      cancelWalk()
    },
  }
}

function isUpTo({ seq, sub = 0 }: Event, state: Pick<ConversationState, 'seq' | 'sub'>): boolean {
  return seq < state.seq || (seq === state.seq && sub <= state.sub)
}
