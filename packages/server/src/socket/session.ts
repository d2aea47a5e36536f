/**
 * One connection: hello first, then commands, each answered exactly once. Frames are handled in the order
 * they came; those that come while hello is being answered wait for it. Who somebody is comes from hello,
 * never from a later frame.
 */
import type { CloseCode, CommandFrame, CommandName, ProtocolError } from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import type { RawData, WebSocket } from 'ws'
import { StoreUnavailable, VisitorErased } from '../core/faults.ts'
import { type RawFrame, readCommand, readFrame } from './decode.ts'
import { followFresh } from './handlers/following.ts'
import { hello } from './handlers/hello.ts'
import { handlers } from './handlers/index.ts'
import { nextPing } from './heartbeat.ts'
import { erased, type Handler, type Outcome, refuse, type Turn } from './outcome.ts'
import type { SocketParts } from './parts.ts'
import { createOutlet, type Line } from './send.ts'
import type { Door, Session, Who } from './session-state.ts'

/** Refusals for rate within a minute after which the socket is closed (4005). */
const mostStrikes = 3
const strikesWithin = 60_000
/** Frames that may wait for hello's answer. */
const mostWaiting = 100

/** Listeners are attached before anything is awaited, or early frames would be lost (A31). */
export function startSession(parts: SocketParts, socket: WebSocket, line: Line, door: Door): Session {
  const now = parts.clock.monotonic()
  const session: Session = {
    id: parts.chance.id(),
    socket,
    outlet: createOutlet(socket, line, parts.clock.after),
    door,
    who: null,
    waiting: null,
    news: [],
    entering: null,
    readers: new Map(),
    watch: null,
    siteWatch: null,
    leaving: [],
    frames: undefined,
    strikes: [],
    typing: null,
    helloBy: now + limits.hello,
    pingAt: nextPing(now, parts.chance),
    pongBy: null,
  }
  parts.registry.add(session)
  socket.on('message', (data, isBinary) => receive(parts, session, data, isBinary))
  socket.on('pong', () => {
    session.pongBy = null
  })
  socket.on('close', () => end(parts, session))
  // The close that follows says all; without a listener the process would end.
  socket.on('error', () => undefined)
  return session
}

function end(parts: SocketParts, session: Session): void {
  parts.registry.remove(session)
  for (const [conversation, reader] of session.readers) {
    parts.hub.leave(reader)
    parts.looking.leaves(conversation, session.outlet)
  }
  session.readers.clear()
  if (session.watch !== null) parts.inbox.unwatch(session.watch)
  if (session.siteWatch !== null) parts.siteVisitors.unwatch(session.siteWatch)
  session.typing?.later?.()
  for (const leave of session.leaving.splice(0)) leave()
}

function receive(parts: SocketParts, session: Session, data: RawData, isBinary: boolean): void {
  if (!session.outlet.isOpen) return
  if (isBinary) {
    session.outlet.close(1003, 'binary frame')
    return
  }
  const frame = readFrame(data.toString())
  if (frame === null) {
    session.outlet.close(4500, 'not a frame of this protocol')
    return
  }
  const { bucket, error } = parts.limits.count('frames', session.frames)
  session.frames = bucket
  if (error !== null) {
    answer(session, frame.id, { error })
    strike(parts, session, error)
    return
  }
  // Until hello is answered, also when it is known already who this is: frames keep their order.
  if (session.waiting !== null) {
    session.waiting.push(frame)
    if (session.waiting.length > mostWaiting) session.outlet.close(4005, 'too many frames before hello')
    return
  }
  if (session.who !== null) {
    void run(parts, session as Session & { who: Who }, frame)
    return
  }
  if (frame.do !== 'hello') {
    session.outlet.close(4500, 'hello comes first')
    return
  }
  void greet(parts, session, frame)
}

async function greet(parts: SocketParts, session: Session, frame: RawFrame): Promise<void> {
  const waiting: RawFrame[] = []
  session.waiting = waiting
  const command = readCommand(frame, null)
  const outcome: Outcome<'hello'> =
    'code' in command
      ? { error: command }
      : await hello(parts, session, command as CommandFrame<'hello'>).catch((fault) => failed(parts, fault))
  session.waiting = null
  answer(session, frame.id, outcome)
  if ('ok' in outcome) void Promise.resolve(outcome.afterwards?.()).catch(parts.report)
  for (const conversation of session.news.splice(0)) {
    if (session.who !== null) followFresh(parts, session as Session & { who: Who }, conversation)
  }
  for (const early of waiting) {
    if (session.who !== null) void run(parts, session as Session & { who: Who }, early)
    else receiveAgain(parts, session, early)
  }
}

/** A frame that waited for a hello which was refused. */
function receiveAgain(parts: SocketParts, session: Session, frame: RawFrame): void {
  if (session.waiting !== null) session.waiting.push(frame)
  else if (frame.do === 'hello') void greet(parts, session, frame)
  else session.outlet.close(4500, 'hello comes first')
}

async function run(parts: SocketParts, session: Session & { who: Who }, frame: RawFrame): Promise<void> {
  if (frame.do === 'hello') {
    session.outlet.close(4500, 'hello comes once')
    return
  }
  const command = readCommand(frame, session.who.role)
  if ('code' in command) {
    answer(session, frame.id, { error: command })
    return
  }
  const handler = handlers[command.do as Exclude<CommandName, 'hello'>] as Handler<CommandName> | undefined
  let outcome: Outcome
  if (handler === undefined) {
    outcome = { error: { code: 'unknown_command', message: 'This server does not have that command yet.' } }
  } else {
    const turn = 'cid' in command ? takeTurn(session) : noTurn
    try {
      outcome = await handler(parts, session, command, turn)
    } catch (fault) {
      outcome = failed(parts, fault)
    } finally {
      turn.pass()
    }
  }
  answer(session, frame.id, outcome)
  if ('ok' in outcome && outcome.afterwards !== undefined) {
    await Promise.resolve(outcome.afterwards()).catch(parts.report)
  }
  if ('error' in outcome && outcome.error.code === 'rate_limited') strike(parts, session, outcome.error)
}

const noTurn: Turn = { comes: null, pass: () => undefined }

function takeTurn(session: Session): Turn {
  const comes = session.entering
  let open: () => void = () => undefined
  const mine = new Promise<void>((resolve) => {
    open = resolve
  })
  session.entering = mine
  const letGo = () => {
    if (session.entering === mine) session.entering = null
    open()
  }
  return {
    comes,
    pass() {
      // One that is refused before its turn has come must not let the next one by.
      if (comes === null) letGo()
      else void comes.then(letGo)
    },
  }
}

function answer(session: Session, re: number, outcome: Outcome): void {
  if ('ok' in outcome) session.outlet.send(JSON.stringify({ re, ok: outcome.ok }))
  else session.outlet.send(JSON.stringify({ re, error: outcome.error }))
  if (outcome.close !== undefined) session.outlet.close(outcome.close)
}

function strike(parts: SocketParts, session: Session, error: ProtocolError): void {
  const now = parts.clock.monotonic()
  session.strikes = [...session.strikes.filter((at) => now - at < strikesWithin), now]
  if (session.strikes.length >= mostStrikes) session.outlet.close(4005, error.message)
}

function failed(parts: SocketParts, fault: unknown): { error: ProtocolError; close?: CloseCode } {
  if (fault instanceof VisitorErased) return erased
  const reference = parts.report(fault)
  return fault instanceof StoreUnavailable
    ? {
        error: {
          code: 'unavailable',
          message: 'Nothing was stored. Try again shortly.',
          retryAfter: 1_000,
        },
      }
    : refuse('internal', `Something broke on our side. Reference: ${reference}`)
}
