/**
 * Everything that is live on one node, put together: commands, delivery, lists, presence, and what other
 * nodes say over the bus. A hint is never believed, only looked up.
 */
import type { Id, SiteSettings } from '@foyer/protocol'
import type { SignFile } from '../core/conversation/audience.ts'
import { receptionOf } from '../core/routing/reception.ts'
import type { Bus, Hint } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due, StoredConversation } from '../ports/conversations.ts'
import type { Pins } from '../ports/pins.ts'
import type { AgentPresence } from '../ports/presence.ts'
import type { Visitors } from '../ports/visitors.ts'
import { type Conversing, createConversing, type Stored } from './handle-command.ts'
import { createHub, type Hub } from './hub.ts'
import { createInbox, type Inbox } from './inbox.ts'
import { createLooking, type Looking } from './looking.ts'
import { createPresence, type Presence } from './presence.ts'
import { createQueue, type Queue } from './queue.ts'
import { startSweep } from './sweep.ts'

export interface Live {
  conversing: Conversing
  hub: Hub
  inbox: Inbox
  queue: Queue
  presence: Presence
  looking: Looking
  /** Calls when a conversation has something new: its visitor may be here and not follow it yet. */
  onNews(listener: (conversation: StoredConversation) => void): void
  /** Calls with what this node has stored, once those who follow it were told. */
  onStored(listener: (stored: Stored) => void): void
  /** Waits for what the sweep has begun. */
  stop(): Promise<void>
}

export function createLive(ports: {
  conversations: Conversations
  visitors: Visitors
  pins: Pins
  agentPresence: AgentPresence
  /** Of this process. */
  node: string
  bus: Bus
  clock: Clock
  sign: SignFile
  settingsOf(site: string): SiteSettings | null
  removeFile(id: Id): Promise<void>
  answer(due: Due): void
  handOver(due: Due): void
  reindex(due: Due): Promise<void>
  noteProfile(due: Due): Promise<void>
  /** In case that routing has not heard of something. */
  checkRouting(): Promise<void>
  rated(conversation: Id): Promise<void>
  report(fault: unknown): void
}): Live {
  const { conversations, visitors, bus, clock, report } = ports
  const listeners: ((conversation: StoredConversation) => void)[] = []
  const storedListeners: ((stored: Stored) => void)[] = []
  const hub = createHub({
    conversations,
    sign: ports.sign,
    clock,
    seesReceipts(site, side) {
      const receipts = ports.settingsOf(site)?.receipts
      return side === 'visitor' ? receipts?.toVisitor !== false : receipts?.toAgent !== false
    },
    placeOf: (conversation) => queue.placeOf(conversation),
    report,
  })
  const queue = createQueue({
    conversations,
    find: (conversation) => conversing.find(conversation),
    tell: hub.refresh,
    isFollowed: hub.isFollowed,
    clock,
    report,
  })
  const inbox = createInbox({
    conversations,
    visitors,
    pins: ports.pins,
    clock,
    settingsOf: ports.settingsOf,
    report,
  })
  const presence = createPresence({ store: ports.agentPresence, bus, clock, node: ports.node, report })
  const looking = createLooking(bus, clock)
  const conversing = createConversing(conversations, announce, ({ site, plan }) => {
    const settings = ports.settingsOf(site)
    return settings === null ? undefined : receptionOf(settings, plan).idle
  })

  function announce(stored: Stored): void {
    const { state } = stored.after
    for (const listener of listeners) listener(stored.after)
    hub.announce(stored)
    for (const side of stored.read) {
      const { read, delivered } = stored.after.markers
      hub.marked(state.site, state.id, side, { read: read[side], delivered: delivered[side] })
    }
    inbox.changed(stored.after)
    queue.changed(stored.before, state)
    const { id, site, visitor, seq, sub } = state
    bus.publish({ kind: 'events', site, visitor, conversation: id, seq, sub })
    for (const listener of storedListeners) listener(stored)
  }

  async function heardEvents(hint: Extract<Hint, { kind: 'events' }>): Promise<void> {
    conversing.forget(hint.conversation)
    const stored = await conversing.find(hint.conversation)
    if (stored === null) return
    for (const listener of listeners) listener(stored)
    hub.refresh(stored)
    inbox.changed(stored)
    queue.changed(null, stored.state)
  }

  async function heardMarker(conversation: Id): Promise<void> {
    conversing.forget(conversation)
    const stored = await conversing.find(conversation)
    if (stored === null) return
    const { site } = stored.state
    for (const side of ['visitor', 'agent'] as const) {
      const { read, delivered } = stored.markers
      hub.marked(site, conversation, side, { read: read[side], delivered: delivered[side] })
    }
    inbox.changed(stored)
  }

  function hear(hint: Hint, node: string): void {
    switch (hint.kind) {
      case 'events':
        void heardEvents(hint).catch(report)
        return
      case 'marker':
        void heardMarker(hint.conversation).catch(report)
        return
      case 'typing':
        hub.typing(hint.conversation, hint.by, hint.from, hint.active, hint.preview)
        return
      case 'draft':
        hub.draft(hint.conversation, hint.by, hint.text)
        return
      case 'pins':
        void inbox.pinsChanged(hint.agent).catch(report)
        return
      case 'looking':
        looking.heard(node, hint.conversation, hint.agents, hint.until)
        return
      case 'changed':
        if (hint.visitor !== undefined) inbox.renamed(hint.visitor)
    }
  }

  const stopHearing = bus.subscribe(hear)
  const stopSweep = startSweep({
    conversations,
    conversing,
    hub,
    clock,
    bus,
    async checkQueues() {
      looking.tell()
      await queue.check()
      await ports.checkRouting()
    },
    removeFile: ports.removeFile,
    answer: ports.answer,
    handOver: ports.handOver,
    rated: ports.rated,
    ratingOf: (site) => ports.settingsOf(site)?.rating,
    reindex: ports.reindex,
    noteProfile: ports.noteProfile,
    report,
  })

  return {
    conversing,
    hub,
    inbox,
    queue,
    presence,
    looking,
    onNews: (listener) => void listeners.push(listener),
    onStored: (listener) => void storedListeners.push(listener),
    async stop() {
      stopHearing()
      presence.stop()
      await stopSweep()
    },
  }
}
