/** Storage, locks and channels for tests: several tabs of one browser, in one process. */
import type { KeyValueStorage } from '../../src/api.ts'
import type { PageEvent, Platform } from '../../src/platform.ts'
import type { GetStorage } from '../../src/store.ts'

export function memoryStorage(): KeyValueStorage {
  const map = new Map<string, string>()
  return {
    get length() {
      return map.size
    },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }
}

export interface FakeTab extends Platform {
  storage: GetStorage
  fire(event: PageEvent): void
  /** How many look at the page's events. */
  listeners(): number
  /** The browser closes the tab: locks and channels go, the sockets break. */
  kill(): void
  opened: { channels: number; locks: number }
}

export interface FakeBrowser {
  storage: KeyValueStorage
  tab(): FakeTab
}

type Holder = { tab: object; run(): Promise<unknown>; done(): void; fail(error: unknown): void }

/** `dial` makes a socket; `hasLocks` false is a browser without Web Locks. */
export function createBrowser(dial: (url: string, tab: object) => WebSocket, hasLocks = true): FakeBrowser {
  const storage = memoryStorage()
  const queues = new Map<string, Holder[]>()
  const channels = new Set<{ tab: object; name: string; hear(data: unknown): void }>()

  function next(name: string): void {
    const holder = queues.get(name)?.[0]
    if (!holder) return
    holder
      .run()
      .then(holder.done, holder.fail)
      .finally(() => leave(name, holder))
  }

  function leave(name: string, holder: Holder): void {
    const queue = queues.get(name) ?? []
    const at = queue.indexOf(holder)
    if (at < 0) return
    queue.splice(at, 1)
    if (at === 0) queueMicrotask(() => next(name))
  }

  function tab(): FakeTab {
    const listeners = new Set<(event: PageEvent) => void>()
    const opened = { channels: 0, locks: 0 }
    const sockets = new Set<WebSocket>()
    let isDead = false
    const me: FakeTab = {
      opened,
      socket(url) {
        const socket = dial(url, me)
        sockets.add(socket)
        return socket
      },
      storage: () => storage,
      listen(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      fire: (event) => {
        for (const listener of listeners) listener(event)
      },
      listeners: () => listeners.size,
      kill() {
        isDead = true
        for (const socket of sockets) {
          socket.onclose = socket.onmessage = socket.onopen = null
          socket.close()
        }
        for (const channel of channels) if (channel.tab === me) channels.delete(channel)
        for (const [name, queue] of queues)
          for (const holder of [...queue]) if (holder.tab === me) leave(name, holder)
      },
    }
    if (!hasLocks) return me
    return Object.assign(me, {
      locks: {
        request: (name: string, options: { signal?: AbortSignal }, run: () => Promise<unknown>) =>
          new Promise<unknown>((resolve, reject) => {
            opened.locks++
            const queue = queues.get(name) ?? []
            queues.set(name, queue)
            let isRunning = false
            const holder: Holder = {
              tab: me,
              run: () => {
                isRunning = true
                return run()
              },
              done: () => resolve(undefined),
              fail: reject,
            }
            queue.push(holder)
            options.signal?.addEventListener('abort', () => {
              if (isRunning) return
              leave(name, holder)
              reject(new DOMException('aborted', 'AbortError'))
            })
            if (queue.length === 1) queueMicrotask(() => next(name))
          }),
      } as unknown as Pick<LockManager, 'request'>,
      channel(name: string) {
        opened.channels++
        const channel: ReturnType<NonNullable<Platform['channel']>> = {
          onmessage: null,
          postMessage(data) {
            if (isDead || !channels.has(mine)) return
            const copy = structuredClone(data)
            queueMicrotask(() => {
              for (const other of channels) if (other !== mine && other.name === name) other.hear(copy)
            })
          },
          close: () => void channels.delete(mine),
        }
        const mine = {
          tab: me,
          name,
          hear: (data: unknown) =>
            channel.onmessage?.call(channel as BroadcastChannel, { data } as MessageEvent),
        }
        channels.add(mine)
        return channel
      },
    })
  }

  return { storage, tab }
}
