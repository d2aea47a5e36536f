/**
 * The connection as a pure table: where it stands × what happens → where it then stands, what to do and how
 * long to wait. One timer: each state's `wait`. It knows no socket, no clock and no chance (PROTOCOL.md §8, §10).
 */
import { afterClose, limits, type ProtocolError } from '@foyer/protocol'

export type At = 'idle' | 'dialing' | 'greeting' | 'online' | 'checking' | 'waiting' | 'stopped'

export interface Link {
  at: At
  /** Cuts since a hello was answered; the back-off doubles with each. */
  tries: number
  /** The one more try after a close that blames a frame is used up. */
  once: boolean
  /** What `bye` asked for, in milliseconds. */
  after: number | null
  /** The server set the present wait: nothing cuts it short. */
  firm: boolean
  heartbeat: number
  code?: number
  reason?: string
}

export type Input =
  | { on: 'connect' | 'opened' | 'frame' | 'answer' | 'timer' | 'online' | 'visible' | 'offline' | 'stop' }
  | { on: 'helloOk'; heartbeat: number }
  | { on: 'helloRefused'; error: ProtocolError }
  | { on: 'closed'; code: number; reason?: string }
  | { on: 'bye'; retryAfter: number }

/** `lost`: unanswered commands may be asked again; `blame`: they must not; `forget`: all that is stored goes. */
export type Effect = 'dial' | 'hello' | 'ping' | 'close' | 'lost' | 'blame' | 'forget'

/** `wait`: milliseconds to the next `timer`, null for none; left out, the running one goes on. */
export interface Step {
  link: Link
  effects: Effect[]
  wait?: number | null
}

type InputName = Input['on']
type Moves = { [I in InputName]?: (link: Link, input: Input & { on: I }, random: number) => Step }

/** Some networks swallow a dial whole; the operating system would wait for minutes. */
const dialTime = 15_000
/** On return to a page one wants to know soon whether the line still stands. */
const quickPong = 2_500
const firstDelay = 500
const longestDelay = 30_000
const overloadedDelay = 5_000
const tooManyDelay = 60_000

export const idleLink: Link = {
  at: 'idle',
  tries: 0,
  once: false,
  after: null,
  firm: false,
  heartbeat: limits.heartbeat,
}

/** `random` is in [0, 1). A pair that the table does not have changes nothing. */
export function step(link: Link, input: Input, random: number): Step {
  const move = table[link.at][input.on] as ((link: Link, input: Input, random: number) => Step) | undefined
  return move?.(link, input, random) ?? { link, effects: [] }
}

const dial = (link: Link): Step => go(link, 'dialing', ['dial'], dialTime)
const redial = (link: Link): Step => go(link, 'dialing', ['close', 'dial'], dialTime)
const check = (link: Link): Step => go(link, 'checking', ['ping'], quickPong)
const stop = (link: Link): Step => halt(link, ['close', 'lost'], 1000)
const dialUnlessTold = (link: Link): Step => (link.firm ? { link, effects: [] } : dial(link))
const closed: Moves['closed'] = (link, input, random) => cut(link, [], input.code, random, input.reason)
const silent: Moves['timer'] = (link, _, random) => cut(link, ['close'], 1006, random)
const bye: Moves['bye'] = (link, input) => ({ link: { ...link, after: input.retryAfter }, effects: [] })

const table: Record<At, Moves> = {
  idle: { connect: dial, stop },
  dialing: {
    opened: (link) => go(link, 'greeting', ['hello'], limits.hello),
    closed,
    timer: silent,
    online: redial,
    stop,
  },
  greeting: {
    helloOk: (link, { heartbeat }) => go({ ...link, heartbeat, tries: 0 }, 'online', [], heartbeat),
    helloRefused: (link, { error }) => refused(link, error),
    closed,
    timer: silent,
    online: redial,
    bye,
    stop,
  },
  online: {
    frame: beat,
    answer: beat,
    // A heartbeat of silence survived: an earlier blame is over.
    timer: (link) => go({ ...link, once: false }, 'checking', ['ping'], limits.pong),
    closed,
    online: check,
    visible: check,
    offline: check,
    bye,
    stop,
  },
  checking: {
    // Only an answer proves both ways; pushes still arrive over a line that has lost the other one.
    answer: beat,
    timer: silent,
    closed,
    online: check,
    visible: check,
    offline: check,
    bye,
    stop,
  },
  waiting: { timer: dial, connect: dialUnlessTold, online: dialUnlessTold, visible: dialUnlessTold, stop },
  stopped: { connect: (link) => dial({ ...idleLink, heartbeat: link.heartbeat }) },
}

function go(link: Link, at: At, effects: Effect[], wait: number): Step {
  return { link: { ...link, at, firm: false, code: undefined, reason: undefined }, effects, wait }
}

function beat(link: Link): Step {
  return go(link, 'online', [], link.heartbeat)
}

function halt(link: Link, effects: Effect[], code: number, reason?: string): Step {
  return { link: { ...link, at: 'stopped', firm: false, after: null, code, reason }, effects, wait: null }
}

/** The server closes after the other refusals, and its code says more: 4503 that the site is off, 4504 that one is blocked. */
function refused(link: Link, error: ProtocolError): Step {
  const { code, retryAfter = null } = error
  if (code === 'unauthorized') return halt(link, ['close', 'lost'], 4501, code)
  if (/^(identity|bad)_/.test(code)) return halt(link, ['close', 'lost'], 4500, code)
  return { link: { ...link, after: retryAfter }, effects: [], wait: quickPong }
}

function cut(link: Link, before: Effect[], code: number, random: number, reason?: string): Step {
  const then = afterClose(code)
  const blame = then === 'once'
  const effects: Effect[] = [...before, blame ? 'blame' : 'lost']
  if (code === 4507) effects.push('forget')
  if (then === 'stay' || then === 'stop' || (blame && link.once)) return halt(link, effects, code, reason)
  const told =
    code === 4005
      ? (link.after ?? tooManyDelay)
      : code === 1013
        ? Math.max(overloadedDelay, link.after ?? 0)
        : link.after
  return {
    link: {
      ...link,
      at: 'waiting',
      tries: link.tries + 1,
      once: link.once || blame,
      after: null,
      firm: told !== null,
      code,
      reason,
    },
    effects,
    wait: (told ?? 0) + random * Math.min(longestDelay, firstDelay * 2 ** link.tries),
  }
}
