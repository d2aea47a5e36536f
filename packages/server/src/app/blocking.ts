/**
 * Muting and blocking (RT-14). A block names a visitor, and with it every token that ever was that visitor's; its
 * network too, for a time. Every node knows the blocked networks by heart and reads them again when it hears of a
 * change, or every so often where it cannot hear.
 */
import type { Actor, Block, Id, ProtocolError, Time } from '@foyer/protocol'
import { truncatedAddress } from '../core/addresses.ts'
import type { Bus } from '../ports/bus.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { StoredBlock, VisitorRecords } from '../ports/visitor-records.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import type { Changes } from './changes.ts'
import type { Conversing } from './handle-command.ts'
import type { VisitorTimeline } from './visitor-timeline.ts'
import type { VisitorTokens } from './visitor-tokens.ts'

/** Of whatever way in: the door of the sockets, and uploads. */
export const visitorBlocked: ProtocolError = { code: 'blocked', message: 'This visitor is blocked.' }

export interface Blocking {
  mute(visitor: Visitor, on: boolean, by: Actor): Promise<void>
  /** `network`: its network too, until `until`. */
  block(visitor: Visitor, by: Actor, network: { until: Time } | null): Promise<ProtocolError | null>
  unblock(visitor: Visitor, by: Actor): Promise<void>
  blocksOf(site: string): Promise<Block[]>
  /** By the network, or by a token that is not valid any more: a block outlives it. */
  isShutOut(site: string, address: string, token: string | null): Promise<boolean>
  /** Calls with the visitors and networks that were not blocked before, as this node learns of them. */
  onBlocked(listener: (site: string, visitor: Id, network: string | null) => void): void
  stop(): void
}

/** Blocks that are known by heart, or listed. */
const mostBlocks = 10_000
const mostListed = 500
/** Milliseconds between two readings: how late a block may be where nodes do not hear each other. */
const readEvery = { busUp: 15_000, busDown: 800 } as const
const longestNetwork = 366 * 24 * 60 * 60_000

export function createBlocking(ports: {
  visitors: Visitors
  records: VisitorRecords
  timeline: VisitorTimeline
  conversing: Pick<Conversing, 'handle'>
  ownerOf: VisitorTokens['ownerOf']
  openOf(visitor: Id): Promise<Id | null>
  changes: Changes
  bus: Pick<Bus, 'up'>
  clock: Clock
  chance: Chance
  report(fault: unknown): void
}): Blocking {
  const { visitors, records, timeline, conversing, changes, bus, clock, chance, report } = ports
  const listeners: Parameters<Blocking['onBlocked']>[0][] = []
  let known: Map<Id, StoredBlock> | null = null
  /** By site and network: until when. */
  let networks = new Map<string, Time>()
  let cancel = () => {}
  let isStopped = false

  async function read(): Promise<void> {
    const before = known
    const all = await records.blocks(null, mostBlocks)
    known = new Map(all.map((block) => [block.visitor, block]))
    networks = new Map(
      all.flatMap(({ site, network, until }) =>
        network === null ? [] : [[`${site} ${network}`, until ?? 0]],
      ),
    )
    for (const { visitor, site, network, at } of all) {
      if (before?.get(visitor)?.at === at) continue
      for (const listener of listeners) listener(site, visitor, network)
    }
  }
  function again(): void {
    if (isStopped) return
    cancel = clock.after(bus.up ? readEvery.busUp : readEvery.busDown, () => {
      void read().catch(report).finally(again)
    })
  }
  const stopListening = changes.listen((change) => {
    if (change.blocks === true) void read().catch(report)
  })
  void read().catch(report).finally(again)

  return {
    async mute(visitor, on, by) {
      const { id, site } = visitor
      if (visitor.muted !== on) {
        await visitors.change(id, () => ({ muted: on }))
        await timeline.note(id, site, { kind: 'muted', on, by })
      }
      const conversation = await ports.openOf(id)
      if (conversation !== null) {
        const cid = chance.id()
        const mutes = { do: 'conversation.mute' as const, on, at: clock.now(), by, cid }
        await conversing.handle({
          visitor: id,
          conversation,
          cid,
          sender: by,
          names: ['conversation.muted'],
          command: () => mutes,
        })
      }
      changes.announce({ visitor: id })
    },

    async block(visitor, by, withNetwork) {
      const { id, site, network } = visitor
      const now = clock.now()
      if (withNetwork !== null) {
        const { until } = withNetwork
        if (until <= now || until > now + longestNetwork) {
          return {
            code: 'bad_request',
            message: 'A network is blocked until a time within the next year.',
            path: '/until',
          }
        }
        if (network === null) {
          return { code: 'bad_request', message: 'This visitor’s network is not known.', path: '/network' }
        }
      }
      const until = withNetwork?.until ?? null
      const cut = withNetwork === null ? null : network
      await records.block({ visitor: id, site, at: now, by, network: cut, until })
      await visitors.change(id, () => ({ blocked: true }))
      await timeline.note(id, site, {
        kind: 'blocked',
        on: true,
        by,
        ...(cut === null ? {} : { network: cut }),
        ...(until === null ? {} : { until }),
      })
      changes.announce({ visitor: id, blocks: true })
      return null
    },

    async unblock({ id, site, blocked }, by) {
      await records.unblock(id)
      if (blocked) {
        await visitors.change(id, () => ({ blocked: false }))
        await timeline.note(id, site, { kind: 'blocked', on: false, by })
      }
      changes.announce({ visitor: id, blocks: true })
    },

    async blocksOf(site) {
      const held = await records.blocks(site, mostListed)
      const now = clock.now()
      return Promise.all(
        held.map(async ({ visitor, at, by, network, until }): Promise<Block> => {
          const isOn = network !== null && until !== null && until > now
          const nickname = (await visitors.find(visitor))?.nickname ?? ''
          return { visitor, nickname, at, by, ...(isOn ? { network, until } : {}) }
        }),
      )
    },

    async isShutOut(site, address, token) {
      if (networks.size > 0 && (networks.get(`${site} ${truncatedAddress(address)}`) ?? 0) > clock.now())
        return true
      const owner = token === null ? null : ports.ownerOf(token)
      return owner?.site === site && (await visitors.find(owner.visitor))?.blocked === true
    },
    onBlocked: (listener) => void listeners.push(listener),
    stop() {
      isStopped = true
      cancel()
      stopListening()
    },
  }
}
