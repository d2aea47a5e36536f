/**
 * The door of the socket. It decides before the upgrade who may come in at all: unknown sites get 404,
 * forbidden origins 403, and an overloaded or closing server 503. `ws` is used as it is, because a plugin
 * that keeps a request and a reply for every socket costs more than the socket.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Push } from '@foyer/protocol'
import { type Id, limits, subprotocol } from '@foyer/protocol'
import { WebSocketServer } from 'ws'
import { truncatedAddress } from '../core/addresses.ts'
import { isAllowedOrigin } from '../core/origins.ts'
import { deviceOf } from '../core/visitors/device.ts'
import type { StoredConversation } from '../ports/conversations.ts'
import { followFresh } from './handlers/following.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { SocketParts } from './parts.ts'
import { startSession } from './session.ts'
import type { AgentSession, Door, Session, Who } from './session-state.ts'

export interface SocketOptions {
  /** The server's own origins: agents and bots may come from there. */
  isOwnOrigin(origin: string): boolean
  /** The peer's address, by `X-Forwarded-For` only where the operator says so. */
  addressOf(request: IncomingMessage): string
}

export interface Sockets {
  /** A visitor's conversation has something new: sockets of it here that do not follow it yet do so from the start. */
  followNew(conversation: StoredConversation): void
  /** Tokens, sign-ins or rights of a visitor or agent have changed: its sockets stay only if they still may. */
  recheck(who: Id): Promise<void>
  /** Closes the sockets of a visitor who is blocked, and of its network where there is one (RT-14). */
  shutOut(site: string, visitor: Id, network: string | null): void
  /** Closes the sockets of its visitors; agents may go on. */
  switchedOff(site: string): void
  /** Closes the sockets of a visitor of whom nothing is held any more (SC-6). */
  erased(visitor: Id): void
  /** To every visitor of the site. */
  tell(site: string, push: Push): void
  /** No new upgrades; tells everybody `bye` and closes them in batches, at most `within` ms. */
  drain(within: number): Promise<void>
  stop(): void
}

/** How many sockets are closed at a time at the end, and milliseconds between two batches. */
const batch = 500
const batchEvery = 50

export function openSockets(server: Server, parts: SocketParts, options: SocketOptions): Sockets {
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.frame,
    maxFragments: 16,
    perMessageDeflate: false,
    // A version that we do not speak is taken all the same, so that its client can be told so (4505).
    handleProtocols: (offered) => (offered.has(subprotocol) ? subprotocol : ([...offered][0] ?? false)),
  })
  const stopHeartbeat = startHeartbeat(parts.registry.sessions, parts.clock, parts.chance)
  let isClosing = false

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', ignore)
    // What is thrown in a listener ends the process: whatever a peer wrote, it is this peer that is refused.
    admit(request, socket, head).catch((fault: unknown) => {
      parts.report(fault)
      refuse(socket, '503 Service Unavailable')
    })
  })

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = URL.parse(request.url ?? '/', 'http://door')
    if (address === null) {
      refuse(socket, '400 Bad Request')
      return
    }
    const site = address.searchParams.get('site')
    if (site !== null && parts.settingsOf(site) === null) await parts.lookUpSites()
    const door = doorFor(request, address)
    if (typeof door === 'string') {
      refuse(socket, door)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (webSocket.protocol !== subprotocol) {
        webSocket.on('error', ignore)
        webSocket.close(4505, `the subprotocol is ${subprotocol}`)
        return
      }
      const refused = countIn(door)
      if (typeof refused === 'string') {
        webSocket.on('error', ignore)
        webSocket.close(4005, refused)
        return
      }
      startSession(parts, webSocket, socket, door).leaving.push(refused)
    })
  }

  /** What the upgrade says, or the HTTP status that refuses it. */
  function doorFor(request: IncomingMessage, { pathname, searchParams }: URL): Door | string {
    if (pathname !== '/v1/socket') return '404 Not Found'
    if (isClosing || parts.isOverloaded()) return '503 Service Unavailable'
    // A token in an address ends up in logs (E03).
    if (searchParams.has('token')) return '400 Bad Request'
    const origin = request.headers.origin ?? null
    const site = searchParams.get('site')
    const address = options.addressOf(request)
    const device = deviceOf(request.headers['user-agent'])
    if (site === null) {
      const isOwn = origin !== null && options.isOwnOrigin(origin)
      if (origin !== null && !isOwn) return '403 Forbidden'
      return { site, origin, cookie: isOwn ? (request.headers.cookie ?? null) : null, address, device }
    }
    const settings = parts.settingsOf(site)
    if (settings === null) return '404 Not Found'
    const isAllowed =
      origin === null
        ? settings.apps
        : isAllowedOrigin(origin, settings.origins) || options.isOwnOrigin(origin)
    return isAllowed ? { site, origin, cookie: null, address, device } : '403 Forbidden'
  }

  /** Who it is and what it may, as one that is compared. */
  function standingOf(
    { sites, roles, name }: Pick<AgentSession, 'sites' | 'roles'> & { name: string | undefined },
    rights = parts.rights.print(roles),
  ): string {
    return JSON.stringify([sites, name, rights])
  }

  /** Counts the socket for its address; the way to count it out, or why it is one too many. */
  function countIn({ address }: Door): (() => void) | string {
    const tooFast = parts.limits.check('socketsOfAddress', address)
    if (tooFast !== null) return tooFast.message
    if (!parts.limits.enter('socketsOfAddress', address)) return 'too many connections from this network'
    return () => parts.limits.leave('socketsOfAddress', address)
  }

  return {
    followNew(conversation) {
      for (const session of parts.registry.of(conversation.state.visitor)) {
        // While hello is being answered it may be there already or not: that is looked at afterwards.
        if (session.waiting !== null) session.news.push(conversation)
        else followFresh(parts, session as Session & { who: Who }, conversation)
      }
    },
    async recheck(person) {
      for (const { who, outlet } of [...parts.registry.of(person)]) {
        if (who?.role === 'visitor') {
          const visitor = who.isStored ? await parts.visitors.find(who.id) : null
          if (who.isStored && visitor === null && (await parts.isErased(who.id))) {
            outlet.close(4507, 'erased')
            continue
          }
          who.isMuted = visitor?.muted === true
          if (visitor?.blocked === true) {
            outlet.close(4504, 'blocked')
            continue
          }
          if (who.isStored && (visitor === null || (await parts.tokens.isRevoked(who.token))))
            outlet.close(4501, 'revoked')
        } else if (who !== null) {
          const now = await parts.identifyAgent(who.proof)
          if (now === null) outlet.close(4501, 'signed out')
          else if (standingOf(now) !== standingOf({ ...who, name: who.actor.name }, who.rights))
            outlet.close(1012, 'rights have changed')
        }
      }
    },
    shutOut(site, visitor, network) {
      for (const { who, outlet, door } of parts.registry.visitorsOf(site)) {
        const isMeant =
          who?.id === visitor || (network !== null && truncatedAddress(door.address) === network)
        if (isMeant) outlet.close(4504, 'blocked')
      }
    },
    switchedOff(site) {
      for (const { outlet } of [...parts.registry.visitorsOf(site)]) outlet.close(4503, 'site off')
    },
    erased(visitor) {
      for (const { outlet } of [...parts.registry.of(visitor)]) outlet.close(4507, 'erased')
    },
    tell(site, push) {
      const frame = JSON.stringify(push)
      for (const session of parts.registry.visitorsOf(site)) session.outlet.hint(frame)
    },
    async drain(within) {
      isClosing = true
      const sessions: Session[] = [...parts.registry.sessions]
      for (const session of sessions) {
        const retryAfter = Math.round(500 + parts.chance.random() * Math.min(within, 5_000))
        session.outlet.send(JSON.stringify({ on: 'bye', reason: 'restart', retryAfter }))
      }
      await parts.conversing.idle()
      for (let start = 0; start < sessions.length; start += batch) {
        for (const session of sessions.slice(start, start + batch)) session.outlet.close(1012, 'restart')
        await new Promise<void>((resolve) => parts.clock.after(batchEvery, resolve))
      }
    },
    stop() {
      isClosing = true
      stopHeartbeat()
      for (const session of parts.registry.sessions) session.socket.terminate()
    },
  }
}

/**
 * Until ws takes over, a peer that goes away must not end the process. Not made on the spot: it stays with the
 * socket, and with it would stay all that it was made beside, the request among it.
 */
function ignore(): void {}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
