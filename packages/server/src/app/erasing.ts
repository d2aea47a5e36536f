/**
 * Privacy of one visitor (SC-6): all that is held of it as JSON, and taking that away. Whoever is on the way with
 * something of the visitor (an index, a record, another node) is waited for by doing it once more a while later.
 * Nodes look at receipts, so that each closes its sockets, forgets what it knows by heart, and takes away what has
 * come since: whichever of them dies, or starts anew, it is done by one that has read the receipt.
 */
import type { Event, Id, VisitorExport } from '@foyer/protocol'
import type { Summaries } from '../ports/afterwards.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Erased, Erasures } from '../ports/erasures.ts'
import type { Blobs, Files } from '../ports/files.ts'
import type { Identities } from '../ports/identities.ts'
import type { VisitorRecords } from '../ports/visitor-records.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { AgentIdentity } from './identities.ts'
import type { OperationLog } from './operation-log.ts'
import { notFound, type Outcome } from './outcome.ts'
import { readWholeLog } from './read-log.ts'
import type { Rights } from './rights.ts'

/** Milliseconds: how late another node may hear of it, and when what was on its way is there to be taken too. */
const lookEvery = 2_000
const againAfter = 60_000
/** Receipts are written at a time of the writer's own clock: so far back they are looked at again. */
const clocksDiffer = 300_000
/** At a start: whoever should have done it once more may have been away as long. */
const awayAtMost = 86_400_000
const mostTimeline = 1_000

export interface Erasing {
  /** Null: whoever runs the server asks. */
  erase(agent: AgentIdentity | null, site: string, visitor: Id): Promise<Outcome<null>>
  export(agent: AgentIdentity | null, site: string, visitor: Id): Promise<Outcome<VisitorExport>>
  /** Calls for each visitor who was erased, here or elsewhere, once. */
  onErased(listener: (erased: Erased) => void): void
  stop(): void
}

export function createErasing(ports: {
  erasures: Erasures
  visitors: Pick<Visitors, 'find' | 'revokeTokens'>
  conversations: Pick<Conversations, 'ofVisitor' | 'readLog'>
  visitorRecords: Pick<VisitorRecords, 'timeline' | 'followUps'>
  identities: Pick<Identities, 'of'>
  files: Pick<Files, 'find'>
  summaries: Pick<Summaries, 'find'>
  blobs: Pick<Blobs, 'remove'>
  rights: Rights
  operationLog: Pick<OperationLog, 'note'>
  /** What was taken away is to go from the database's log too. */
  clearLog(): void
  clock: Clock
  report(fault: unknown): void
}): Erasing {
  const { erasures, visitors, conversations, visitorRecords, blobs, rights, operationLog, clock } = ports
  const listeners: ((erased: Erased) => void)[] = []
  const told = new Set<Id>()
  const timers = new Set<() => void>()
  let isStopped = false
  let from = clock.now() - awayAtMost

  function refusal(agent: AgentIdentity | null, site: string) {
    return agent === null ? null : rights.bar(agent, site, 'visitor.erase')
  }

  async function takeAway(visitor: Id, site: string, named: Id[] = []): Promise<Id[]> {
    // Bytes first: as long as rows name them, whoever tries again finds them.
    for (const file of await erasures.filesOf(visitor)) await blobs.remove(file)
    const { conversations } = await erasures.erase(visitor, site, clock.now(), named)
    ports.clearLog()
    return conversations
  }

  async function look(): Promise<void> {
    const now = clock.now()
    const heard = (await erasures.since(from)).filter(({ visitor }) => !told.has(visitor))
    for (const erased of heard) tell(erased)
    from = Math.max(from, now - clocksDiffer)
    if (heard.length === 0) return
    // Its sockets here were open until now, and what it said over them may be taken at once.
    let known = heard
    try {
      known = await takeRest(heard)
    } finally {
      takeAgain(known)
    }
  }

  function tell(erased: Erased): void {
    told.add(erased.visitor)
    for (const listener of listeners) listener(erased)
  }

  /** What came after the receipt; this node may be the only one that knows of it. Answers with all that is gone. */
  async function takeRest(all: Erased[]): Promise<Erased[]> {
    const taken: Erased[] = []
    for (const erased of all) {
      const conversations = await takeAway(erased.visitor, erased.site, erased.conversations)
      taken.push({ ...erased, conversations })
      if (conversations.length > erased.conversations.length) tell({ ...erased, conversations })
    }
    return taken
  }

  function takeAgain(all: Erased[]): void {
    later(againAfter, async () => {
      try {
        await takeRest(all)
      } catch (fault) {
        if (!isStopped) takeAgain(all)
        throw fault
      }
    })
  }

  function later(ms: number, work: () => Promise<void>): void {
    const cancel = clock.after(ms, () => {
      timers.delete(cancel)
      void work().catch(ports.report)
    })
    timers.add(cancel)
  }
  function lookAgain(): void {
    later(lookEvery, async () => {
      await look().finally(() => {
        if (!isStopped) lookAgain()
      })
    })
  }

  return {
    async erase(agent, site, visitor) {
      const refused = refusal(agent, site)
      if (refused !== null) return refused
      const found = await visitors.find(visitor)
      if (found === null || found.site !== site) return notFound
      await visitors.revokeTokens(visitor)
      const at = clock.now()
      const erased = { visitor, site, at, conversations: await takeAway(visitor, site) }
      await operationLog.note({ site, by: agent, what: 'visitor.erased', object: visitor })
      tell(erased)
      takeAgain([erased])
      return { ok: null }
    },

    async export(agent, site, visitor) {
      const refused = refusal(agent, site)
      if (refused !== null) return refused
      const found = await visitors.find(visitor)
      if (found === null || found.site !== site) return notFound
      const [identity, timeline, followUps, held] = await Promise.all([
        ports.identities.of(visitor),
        visitorRecords.timeline(visitor, mostTimeline),
        visitorRecords.followUps(visitor),
        conversations.ofVisitor(visitor, Number.MAX_SAFE_INTEGER),
      ])
      await operationLog.note({ site, by: agent, what: 'visitor.exported', object: visitor })
      const said: VisitorExport['conversations'] = []
      for (const { state } of held) {
        const { id, status, startedAt, closedAt, tags, attributes } = state
        const events: Event[] = []
        for await (const page of readWholeLog(conversations, id, 'agent')) events.push(...page)
        const summary = await ports.summaries.find(id)
        said.push({ id, status, startedAt, closedAt, tags, attributes, summary, events })
      }
      const files: VisitorExport['files'] = []
      for (const id of await erasures.filesOf(visitor)) {
        const file = await ports.files.find(id)
        if (file === null) continue
        const { name, type, size, createdAt } = file
        files.push({ id, name, type, size, createdAt })
      }
      const { muted: _, blocked: __, spokeAt: ___, ...facts } = found
      return { ok: { visitor: facts, identity, timeline, followUps, files, conversations: said } }
    },

    onErased(listener) {
      listeners.push(listener)
      if (listeners.length === 1) lookAgain()
    },
    stop() {
      isStopped = true
      for (const cancel of timers) cancel()
    },
  }
}
