/**
 * In the place of a server, within the page: answers the widget's one request and speaks the protocol over a socket
 * that is none. What a state does not say is answered with an empty `ok`.
 */
import type { Event, Head, ProtocolError, Push, WidgetConfig } from '@foyer/protocol'

interface Played {
  config: WidgetConfig
  head: Head | null
  events: Event[]
  refuses: Partial<Record<string, ProtocolError>>
  isSlow: boolean
}

export interface FakeServer {
  push(push: Push): void
  /** Ends all sockets with that code; whoever comes later is never let in. */
  cut(code: number): void
}

interface Asked {
  id: number
  do: string
  conversation?: string | null
}

export function playServer({ config, head, events, refuses, isSlow }: Played): FakeServer {
  const greeted = new Set<FakeSocket>()
  /** Pushed before anybody was there to hear it. */
  const early: Push[] = []
  let isDown = false
  const isSettings = (url: unknown) => /\/v1\/sites\/.*\/widget/.test(String(url))
  const real = window.fetch.bind(window)
  window.fetch = async (input, init) => (isSettings(input) ? Response.json(config) : real(input, init))
  const open = XMLHttpRequest.prototype.open
  XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, method: string, url: string | URL) {
    const settings = `data:application/json,${encodeURIComponent(JSON.stringify(config))}`
    open.call(this, method, isSettings(url) ? settings : url, true)
  }

  function greet(id: number, say: (words: unknown) => void): void {
    const ok = {
      session: 's',
      visitor: { id: '01990000-0000-7000-8000-0000000000aa', nickname: 'Visitor' },
      token: 'token',
      epoch: 'e',
      now: Date.now(),
      heartbeat: 25_000,
      limits: config.limits,
      availability: config.availability,
      conversations: head === null ? [] : [head],
    }
    say({ re: id, ok })
    if (head !== null) say({ on: 'events', conversation: head.id, prev: 0, events })
    say({ on: 'synced' })
    for (const push of early.splice(0)) say(push)
  }

  function answer(frame: Asked, socket: FakeSocket): void {
    const say = (words: unknown) => socket.hear(JSON.stringify(words))
    const error = refuses[frame.do]
    const conversation = frame.conversation ?? head?.id ?? '01990000-0000-7000-8000-000000000001'
    if (frame.do === 'hello') {
      greet(frame.id, say)
      greeted.add(socket)
    } else if (error !== undefined) say({ re: frame.id, error })
    else if (isSlow) return
    else if (frame.do === 'history') say({ re: frame.id, ok: { events, more: false } })
    else if (frame.do === 'message.post')
      say({ re: frame.id, ok: { conversation, seq: events.length + 1, at: Date.now() } })
    else say({ re: frame.id, ok: {} })
  }

  class FakeSocket extends EventTarget {
    static readonly OPEN = 1
    readyState = 0
    readonly protocol = 'foyer.v1'
    bufferedAmount = 0
    onopen: ((event: Event_) => void) | null = null
    onmessage: ((event: { data: string }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: (() => void) | null = null

    constructor() {
      super()
      setTimeout(() => {
        if (isDown) return
        this.readyState = 1
        const event = new Event_('open')
        this.onopen?.(event)
        this.dispatchEvent(event)
      })
    }

    hear(data: string): void {
      setTimeout(() => {
        const event = new MessageEvent('message', { data })
        this.onmessage?.(event)
        this.dispatchEvent(event)
      })
    }

    send(text: string): void {
      answer(JSON.parse(text) as Asked, this)
    }

    close(code = 1000, reason = ''): void {
      this.readyState = 3
      greeted.delete(this)
      this.onclose?.({ code, reason })
    }
  }
  window.WebSocket = FakeSocket as unknown as typeof WebSocket

  return {
    push: (push) => {
      if (greeted.size === 0) early.push(push)
      for (const socket of greeted) socket.hear(JSON.stringify(push))
    },
    cut: (code) => {
      isDown = true
      for (const socket of [...greeted]) socket.close(code)
    },
  }
}

const Event_ = globalThis.Event
type Event_ = InstanceType<typeof globalThis.Event>
