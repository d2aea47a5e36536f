/**
 * One socket for all tabs of a browser: the tab that holds the Web Lock has it, the others speak through it
 * over a BroadcastChannel and one takes over as soon as the lock is free. Where there are no locks each tab
 * has its own. Nothing is opened before `connect`.
 *
 * A page that holds a lock is neither frozen nor put into the back-forward cache, so the leader is always awake.
 */
import type { Answer, CommandKeys, CommandName, HelloOk, Id, Push } from '@foyer/protocol'
import { batch, signal } from '@preact/signals-core'
import type { Connection } from './api.ts'
import { newId } from './ids.ts'
import type { Line, LineEnds } from './line.ts'
import type { Entry } from './outbox.ts'
import type { Platform } from './platform.ts'

export interface TabEnds<Held> extends LineEnds {
  /** What a tab that comes in is told of the threads. */
  held(): Held
  restore(held: Held): void
  /** Another tab changed the outbox. */
  entry(change: Entry | Id): void
}

export interface TabLine extends Line {
  /** Whether the socket is this tab's. */
  leads(): boolean
  /** Tells the other tabs. */
  share(word: { say: 'push'; push: Push } | { say: 'entry'; change: Entry | Id }): void
  /** All tabs forget and close, this one too. */
  reset(): void
}

type Word<Held> =
  | { say: 'hi'; from: string }
  | { say: 'snapshot'; to: string; connection: Connection; ok: HelloOk | null; held: Held }
  | { say: 'lead' | 'connect' }
  | { say: 'connection'; connection: Connection }
  | { say: 'greeted'; ok: HelloOk }
  | { say: 'push'; push: Push }
  | { say: 'ask'; from: string; id: number; name: CommandName; keys: CommandKeys<CommandName> }
  | { say: 'answer'; to: string; id: number; answer: Answer | null }
  | { say: 'entry'; change: Entry | Id }
  | { say: 'forget'; close: boolean }

export function createTabs<Held>(
  platform: Platform,
  name: string,
  ends: TabEnds<Held>,
  drive: (ends: LineEnds) => Line,
): TabLine {
  const { locks, channel: openChannel } = platform
  const connection = signal<Connection>({ state: 'idle' })
  const me = newId()
  const pending = new Map<number, (answer: Answer | null) => void>()
  let channel: ReturnType<NonNullable<typeof openChannel>> | null = null
  let off: AbortController | null = null
  let driver: Line | null = null
  let greeting: HelloOk | null = null
  let lastId = 0

  const say = (word: Word<Held>) => channel?.postMessage(word)

  const leaderEnds: LineEnds = {
    hello: ends.hello,
    greeted(ok) {
      greeting = ok
      say({ say: 'greeted', ok })
      ends.greeted(ok)
    },
    push(push) {
      say({ say: 'push', push })
      ends.push(push)
    },
    forget() {
      say({ say: 'forget', close: false })
      ends.forget()
    },
  }

  function open(): void {
    off = new AbortController()
    const { signal: aborted } = off
    if (!locks || !openChannel) {
      lead(aborted)
      return
    }
    channel = openChannel(name)
    channel.onmessage = ({ data }: MessageEvent<Word<Held>>) => batch(() => hear(data))
    connection.value = { state: 'connecting' }
    say({ say: 'hi', from: me })
    const hold = () =>
      new Promise<void>((release) => {
        if (aborted.aborted) return release()
        aborted.addEventListener('abort', () => release())
        lead(aborted)
      })
    // A page whose storage is blocked may have locks that refuse.
    locks.request(name, { signal: aborted }, hold).catch(() => aborted.aborted || lead(aborted))
  }

  function lead(aborted: AbortSignal): void {
    driver = drive(leaderEnds)
    const offMirror = driver.connection.subscribe((now) => {
      if (now.state === 'idle') return
      connection.value = now
      say({ say: 'connection', connection: now })
    })
    aborted.addEventListener('abort', offMirror)
    cutPending()
    say({ say: 'lead' })
    driver.connect()
  }

  function cutPending(): void {
    for (const resolve of pending.values()) resolve(null)
    pending.clear()
  }

  function hear(word: Word<Held>): void {
    if (word.say === 'entry') ends.entry(word.change)
    else if (word.say === 'push') ends.push(word.push)
    else if (word.say === 'forget') {
      ends.forget()
      if (word.close) close()
    } else if (driver) hearAsLeader(word, driver)
    else hearAsFollower(word)
  }

  function hearAsLeader(word: Word<Held>, line: Line): void {
    if (word.say === 'connect') line.connect()
    else if (word.say === 'hi')
      say({ say: 'snapshot', to: word.from, connection: connection.peek(), ok: greeting, held: ends.held() })
    else if (word.say === 'ask') {
      const { from: to, id } = word
      void line.request(word.name, word.keys).then((answer) => say({ say: 'answer', to, id, answer }))
    }
  }

  function hearAsFollower(word: Word<Held>): void {
    if (word.say === 'lead') {
      // What the one before was asked is lost with it.
      connection.value = { state: 'connecting' }
      cutPending()
      say({ say: 'hi', from: me })
    } else if (word.say === 'connection') connection.value = word.connection
    else if (word.say === 'greeted') ends.greeted(word.ok)
    else if (word.say === 'answer' && word.to === me) {
      pending.get(word.id)?.(word.answer)
      pending.delete(word.id)
    } else if (word.say === 'snapshot' && word.to === me) {
      ends.restore(word.held)
      if (word.ok) ends.greeted(word.ok)
      connection.value = word.connection
    }
  }

  function close(): void {
    driver?.close()
    off?.abort()
    channel?.close()
    driver = off = channel = null
    connection.value = { state: 'stopped', code: 1000, reason: 'closed' }
    cutPending()
  }

  return {
    connection,
    connect() {
      if (!off) open()
      else if (driver) driver.connect()
      else say({ say: 'connect' })
    },
    request<N extends CommandName>(name: N, keys: CommandKeys<N>) {
      if (driver) return driver.request(name, keys)
      if (connection.peek().state !== 'online') return Promise.resolve(null)
      return new Promise<Answer<N> | null>((resolve) => {
        pending.set(++lastId, resolve as (answer: Answer | null) => void)
        say({ say: 'ask', from: me, id: lastId, name, keys })
      })
    },
    close,
    leads: () => driver !== null,
    share: say,
    reset() {
      say({ say: 'forget', close: true })
      close()
    },
  }
}
