/**
 * What the rest of the client knows of the way to the server, whether that is this tab's own socket or a
 * neighbour's; and the patient way to ask over it. Nothing here retries what a closed socket was blamed on.
 */
import type { Answer, CommandKeys, CommandName, Hello, HelloOk, Push } from '@foyer/protocol'
import { effect, type ReadonlySignal } from '@preact/signals-core'
import type { Connection } from './api.ts'

export interface Line {
  connection: ReadonlySignal<Connection>
  connect(): void
  /** Null: not online, or cut off before the answer; it may have been done. */
  request<N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N> | null>
  /** Leaves no socket, timer or listener. */
  close(): void
}

/** What a line asks of its owner and tells it, in the order in which the server spoke. */
export interface LineEnds {
  hello(): Hello
  greeted(ok: HelloOk): void
  push(push: Push): void
  /** The server erased this visitor. */
  forget(): void
}

export type Ask = <N extends CommandName>(name: N, keys: CommandKeys<N>) => Promise<Answer<N>>

/**
 * Asks until answered: waits for the line and asks again after a cut, which is harmless because changes carry
 * a cid. Answered `unavailable` by itself when the line has stopped for good.
 */
export function createAsk(line: Pick<Line, 'connection' | 'request'>): Ask {
  return async (name, keys) => {
    while (await comesOnline(line.connection)) {
      const answer = await line.request(name, keys)
      if (answer !== null) return answer
    }
    return { re: 0, error: { code: 'unavailable', message: 'The connection has stopped' } }
  }
}

/** Resolves with true once online, with false once stopped. */
export function comesOnline(connection: ReadonlySignal<Connection>): Promise<boolean> {
  return new Promise((resolve) => {
    const off = effect(() => {
      const { state } = connection.value
      if (state !== 'online' && state !== 'stopped') return
      resolve(state === 'online')
      // `off` is not there yet when the first run already knows.
      queueMicrotask(() => off())
    })
  })
}
