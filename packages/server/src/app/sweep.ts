/**
 * What repeats: commands that have become due, heads polled and queues looked at for hints that the bus lost.
 * Each is safe to run twice and on every node; a fault in one run is logged and the next one comes.
 */
import type { Id, RatingSettings, Time } from '@foyer/protocol'
import { optional } from '../core/conversation/draft.ts'
import { idleCommandOf } from '../core/conversation/idle.ts'
import { dueFile } from '../core/conversation/policy.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due } from '../ports/conversations.ts'
import { derivedId } from './derived-id.ts'
import type { Ask, Conversing } from './handle-command.ts'
import type { Hub } from './hub.ts'
import { repeat } from './repeat.ts'

/** Milliseconds: how late a due command may run, and how long a lost hint may go unnoticed. */
const dueEvery = 1_000
const pollEvery = { busUp: 15_000, busDown: 2_000 } as const
const dueAtOnce = 100

export interface SweepOptions {
  conversations: Conversations
  conversing: Conversing
  hub: Hub
  clock: Clock
  bus: { readonly up: boolean }
  checkQueues(): Promise<void>
  removeFile(id: Id): Promise<void>
  /** Takes it over, and settles it when it is done: an answer may take a while, and others wait here. */
  answer(due: Due): void
  handOver(due: Due): void
  /** To the report. */
  rated(conversation: Id): Promise<void>
  ratingOf(site: string): RatingSettings | undefined
  reindex(due: Due): Promise<void>
  noteProfile(due: Due): Promise<void>
  report(fault: unknown): void
}

/** Returns the way to stop, which waits for what has begun: the store closes after it. */
export function startSweep(options: SweepOptions): () => Promise<void> {
  const { clock, bus } = options
  let isStopped = false
  const stops = [
    repeat(
      clock,
      () => dueEvery,
      () => runDue(options, () => isStopped),
      options.report,
    ),
    repeat(
      clock,
      () => (bus.up ? pollEvery.busUp : pollEvery.busDown),
      async () => {
        await pollHeads(options)
        await options.checkQueues()
      },
      options.report,
    ),
  ]
  return async () => {
    isStopped = true
    await Promise.all(stops.map((stop) => stop()))
  }
}

async function runDue(options: SweepOptions, isStopped: () => boolean): Promise<void> {
  const { conversations, conversing, clock, removeFile } = options
  for (const due of await conversations.due(clock.now(), dueAtOnce)) {
    // What is left is due at the next start, or on another node.
    if (isStopped()) return
    const now = clock.now()
    switch (due.kind) {
      case 'wake':
        await act(conversing, due, ['conversation.woken'], { do: 'conversation.wake' }, now)
        break
      case 'removeFile':
        await removeFile(dueFile.fileOf(due))
        break
      case 'index':
        await options.reindex(due)
        break
      case 'warnIdle':
      case 'closeIdle':
        await act(
          conversing,
          due,
          ['conversation.warned', 'conversation.closed'],
          { ...idleCommandOf(due, now), ...optional('rating', options.ratingOf(due.site)) },
          now,
        )
        break
      case 'rated':
        await options.rated(due.conversation)
        break
      case 'noteProfile':
        await options.noteProfile(due)
        break
      case 'answer':
      case 'standIn':
        options.answer(due)
        continue
      case 'handOver':
        options.handOver(due)
        continue
    }
    await conversations.settle(due.id)
  }
}

/**
 * A command of the system's own. The cid derives from the causing event, so that two nodes do it once. A
 * refusal is no fault: what was due has been overtaken.
 */
async function act(
  conversing: Conversing,
  due: Due,
  names: Ask['names'],
  command: ReturnType<typeof idleCommandOf> | { do: 'conversation.wake' },
  now: Time,
): Promise<void> {
  const stored = await conversing.find(due.conversation)
  if (stored === null) return
  const cid = derivedId(due)
  await conversing.handle({
    visitor: stored.state.visitor,
    conversation: due.conversation,
    cid,
    sender: { kind: 'system' },
    names,
    command: () => ({ ...command, at: now, by: { kind: 'system' }, cid }),
  })
}

/**
 * Catches what was lost with nothing after it. Readers are compared with the head even where this node knows
 * it already: something else than a hint may have made it look.
 */
async function pollHeads({ conversations, conversing, hub }: SweepOptions): Promise<void> {
  const followed = hub.followed()
  for (let start = 0; start < followed.length; start += dueAtOnce) {
    const page = followed.slice(start, start + dueAtOnce)
    for (const { conversation, version } of await conversations.positions(page)) {
      const known = await conversing.find(conversation)
      if (known !== null && known.version < version) conversing.forget(conversation)
      const fresh = await conversing.find(conversation)
      if (fresh !== null) hub.refresh(fresh)
    }
  }
}
