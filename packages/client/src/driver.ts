/**
 * Runs the connection's table: alone owns the WebSocket, the timer and the page's events. Keeps no state of
 * its own beside the commands that wait for their answers.
 */
import {
  type Answer,
  type CommandKeys,
  type CommandName,
  closeCodes,
  type HelloOk,
  isAnswer,
  limits,
  readServerFrame,
} from '@foyer/protocol'
import { batch, signal } from '@preact/signals-core'
import type { Connection } from './api.ts'
import { type At, type Effect, type Input, idleLink, step } from './connection.ts'
import type { Line, LineEnds } from './line.ts'
import type { Platform } from './platform.ts'

const shown: Record<At, Connection['state']> = {
  idle: 'idle',
  dialing: 'connecting',
  greeting: 'connecting',
  online: 'online',
  checking: 'online',
  waiting: 'waiting',
  stopped: 'stopped',
}

const helloId = 1
const encoder = new TextEncoder()

/** A line over a socket of one's own. `url` is the server's origin, `query` what the address carries. */
export function createDriver(platform: Platform, url: string, query: string, ends: LineEnds): Line {
  const address = `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/v1/socket${query}`
  const connection = signal<Connection>({ state: 'idle' })
  const pending = new Map<number, (answer: Answer | null) => void>()
  let link = idleLink
  let socket: WebSocket | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let unlisten: (() => void) | undefined
  let lastId = helloId
  let frameLimit: number = limits.frame

  function feed(input: Input): void {
    const next = step(link, input, Math.random())
    link = next.link
    for (const effect of next.effects) run(effect)
    const { wait } = next
    if (wait !== undefined) {
      clearTimeout(timer)
      if (wait !== null) timer = setTimeout(feed, wait, { on: 'timer' })
    }
    const state = shown[link.at]
    const { code, reason } = link
    if (wait === undefined || (state === 'online' && connection.peek().state === state)) return
    connection.value = {
      state,
      ...(code !== undefined && {
        code,
        reason: reason || closeCodes[code as keyof typeof closeCodes]?.name,
      }),
      ...(state === 'waiting' && { retryAt: Date.now() + (wait ?? 0) }),
    }
  }

  function run(effect: Effect): void {
    if (effect === 'dial') open()
    else if (effect === 'hello') send(helloId, 'hello', ends.hello())
    else if (effect === 'ping') send(++lastId, 'ping', {})
    else if (effect === 'forget') ends.forget()
    else if (effect === 'close') {
      const old = socket
      socket = null
      old?.close(1000)
    } else settleAll(effect === 'blame' ? link.code : undefined)
  }

  function open(): void {
    lastId = helloId
    let mine: WebSocket
    try {
      mine = platform.socket(address)
    } catch {
      // A forbidden scheme throws here instead of closing.
      queueMicrotask(() => feed({ on: 'closed', code: 1006 }))
      return
    }
    socket = mine
    const whileMine = (act: () => void) => socket === mine && batch(act)
    mine.onopen = () => whileMine(() => feed({ on: 'opened' }))
    mine.onmessage = ({ data }) => whileMine(() => receive(data))
    mine.onclose = ({ code, reason }) =>
      whileMine(() => {
        socket = null
        feed({ on: 'closed', code, reason })
      })
  }

  function receive(data: unknown): void {
    const frame = typeof data === 'string' ? readServerFrame(data) : null
    if (frame === null) return
    if (!isAnswer(frame)) {
      feed(frame.on === 'bye' ? { on: 'bye', retryAfter: frame.retryAfter } : { on: 'frame' })
      ends.push(frame)
    } else if (frame.re !== helloId) {
      feed({ on: 'answer' })
      // Somebody else from here on: as if hello had just been answered.
      if (frame.ok && 'epoch' in frame.ok) ends.greeted(frame.ok as HelloOk)
      pending.get(frame.re)?.(frame)
      pending.delete(frame.re)
    } else if (frame.error) feed({ on: 'helloRefused', error: frame.error })
    else if (link.at === 'greeting') {
      const ok = (frame as Answer<'hello'>).ok!
      frameLimit = ok.limits.frame
      // Told before the line shows as online, so that what then goes out knows the answer.
      ends.greeted(ok)
      feed({ on: 'helloOk', heartbeat: ok.heartbeat })
    }
  }

  function send<N extends CommandName>(id: number, name: N, keys: CommandKeys<N>): boolean {
    const text = JSON.stringify({ id, do: name, ...keys })
    // Over the limit the server would cut everybody's line off for it (1009).
    if (encoder.encode(text).length > frameLimit) return false
    socket?.send(text)
    return true
  }

  function settleAll(blamed: number | undefined): void {
    const code = blamed === 1009 ? 'too_large' : 'bad_request'
    for (const [re, settle] of pending)
      settle(blamed ? { re, error: { code, message: `The server closed with ${blamed}` } } : null)
    pending.clear()
  }

  return {
    connection,
    connect() {
      unlisten ??= platform.listen((event) => feed({ on: event }))
      feed({ on: 'connect' })
    },
    request: <N extends CommandName>(name: N, keys: CommandKeys<N>) =>
      new Promise<Answer<N> | null>((resolve) => {
        if (shown[link.at] !== 'online') return resolve(null)
        const re = ++lastId
        if (!send(re, name, keys))
          return resolve({ re, error: { code: 'too_large', message: `Over ${frameLimit} bytes` } })
        pending.set(re, resolve as (answer: Answer | null) => void)
      }),
    close() {
      unlisten?.()
      unlisten = undefined
      feed({ on: 'stop' })
    },
  }
}
