/** The list of visitors on screen: the directory a page at a time, or one of the live lists of the site. */
import type { AgentClient } from '@foyer/client'
import type { ProtocolError, SiteList, SiteVisitor, VisitorRow } from '@foyer/protocol'
import { signal } from '@preact/signals'
import type { Http } from './http.ts'

/** Milliseconds after the last key before it is asked. */
const patience = 200
const liveRows = 200

export function createDirectory(
  http: Pick<Http, 'visitors'>,
  client: Pick<AgentClient, 'request' | 'onPush'>,
  site: string,
) {
  const text = signal('')
  const rows = signal<(VisitorRow | SiteVisitor)[]>([])
  const state = signal<'loading' | 'ready' | 'failed'>('loading')
  const error = signal<ProtocolError | null>(null)
  let live: SiteList | null = null
  let after: string | undefined
  let isPaging = false
  /** Which question an answer belongs to; older ones come too late. */
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopLive = () => {}

  function fail(why: ProtocolError): void {
    error.value = why
    state.value = 'failed'
  }

  async function load(): Promise<void> {
    const mine = ++turn
    after = undefined
    state.value = 'loading'
    if (live !== null) {
      const watch = { list: live, site, limit: liveRows, text: text.peek() }
      const answer = await client.request('visitors.watch', { watch })
      if (mine !== turn) return
      if (answer.error !== undefined) return fail(answer.error)
      rows.value = answer.ok.rows
    } else {
      const answer = await http.visitors.list(site, text.peek().trim())
      if (mine !== turn) return
      if (!answer.ok) return fail(answer.error)
      rows.value = answer.value.rows
      after = answer.value.after
    }
    state.value = 'ready'
  }

  return {
    text,
    rows,
    state,
    error,
    reload: () => void load(),
    search(typed: string) {
      text.value = typed
      clearTimeout(timer)
      timer = setTimeout(() => void load(), patience)
    },
    /** Null: everybody. */
    watch(list: SiteList | null) {
      stopLive()
      stopLive = () => {}
      if (live !== null && list === null) void client.request('visitors.watch', { watch: null })
      live = list
      rows.value = []
      if (list !== null) {
        stopLive = client.onPush((push) => {
          if (push.on === 'visitors') rows.value = push.rows
        })
      }
      void load()
    },
    async more(): Promise<void> {
      if (after === undefined || isPaging || live !== null) return
      isPaging = true
      const mine = turn
      const answer = await http.visitors.list(site, text.peek().trim(), after)
      isPaging = false
      if (mine !== turn || !answer.ok) return
      rows.value = [...rows.peek(), ...answer.value.rows]
      after = answer.value.after
    },
  }
}
