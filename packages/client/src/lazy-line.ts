/**
 * A line whose code is fetched only when somebody wants to connect: a page on which nobody writes never pays
 * for it. A piece that cannot be fetched counts as a server that cannot be reached: it is tried again.
 */
import { computed, signal } from '@preact/signals-core'
import type { Connection } from './api.ts'
import type { TabLine } from './tabs.ts'

/** A file from the site's own server, or its cache: cheap to ask for often. */
const longestDelay = 5_000

export function createLazyLine(load: () => Promise<TabLine>): TabLine {
  const real = signal<TabLine | null>(null)
  const before = signal<Connection>({ state: 'idle' })
  let delay = 1_000
  let retry: ReturnType<typeof setTimeout> | undefined

  function fetchIt(): void {
    clearTimeout(retry)
    before.value = { state: 'connecting' }
    load().then(
      (line) => {
        // Closed meanwhile: nobody wants it any more.
        if (before.peek().state !== 'connecting' || real.peek()) return
        real.value = line
        line.connect()
      },
      () => {
        if (before.peek().state !== 'connecting') return
        before.value = { state: 'waiting', retryAt: Date.now() + delay }
        retry = setTimeout(fetchIt, delay)
        delay = Math.min(delay * 2, longestDelay)
      },
    )
  }

  function close(): void {
    clearTimeout(retry)
    before.value = { state: 'stopped', code: 1000 }
    real.peek()?.close()
  }

  return {
    connection: computed(() => (real.value?.connection ?? before).value),
    connect() {
      const { state } = before.peek()
      if (real.peek()) real.peek()!.connect()
      else if (state !== 'connecting') fetchIt()
    },
    request: (name, keys) => real.peek()?.request(name, keys) ?? Promise.resolve(null),
    close,
    leads: () => real.peek()?.leads() ?? false,
    share: (word) => real.peek()?.share(word),
    reset() {
      real.peek()?.reset()
      close()
    },
  }
}
