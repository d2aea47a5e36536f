/**
 * The agents' list as signals: rows by id, upserts as they come, watched anew after every reconnect. The
 * server decides what belongs to a list; nothing is filtered here.
 */
import type { Counts, Id, List, ListFilter, Push, Row } from '@foyer/protocol'
import { batch, computed, signal } from '@preact/signals-core'
import type { Inbox } from './api.ts'
import type { Ask } from './line.ts'
import { placeRows, withoutRow } from './row-order.ts'

const pageSize = 100
const mostRows = 100

export interface InboxModel {
  view: Inbox
  take(push: Push): void
  /** After a hello: asks for the list again. */
  renew(): void
}

export function createInbox(ask: Ask, saw: (row: Row) => void, nudged: (row: Row) => void): InboxModel {
  const list = signal<List>('mine')
  const rows = signal<Row[]>([])
  /** The same by id. */
  const byId = new Map<Id, Row>()
  const counts = signal<Counts>({})
  const after = signal<string | undefined>(undefined)
  const state = signal<'loading' | 'ready'>('loading')
  /** Who shows counts draws nothing for a page that brings the same ones. */
  const count = (next: Counts) => {
    if (JSON.stringify(next) !== JSON.stringify(counts.peek())) counts.value = next
  }
  let filter: ListFilter | undefined
  let isWatching = false
  /** Which watch an answer belongs to; older ones come too late. */
  let turn = 0
  /** The page that is on its way. */
  let asked: string | undefined

  async function fetch(limit: number, from?: string): Promise<void> {
    const mine = ++turn
    const { ok } = await ask('inbox.watch', {
      list: list.peek(),
      limit,
      ...(filter && { filter }),
      ...(from && { after: from }),
    })
    if (!ok || mine !== turn) return
    batch(() => {
      if (!from) clear()
      rows.value = placeRows(rows.peek(), ok.rows, byId)
      count(ok.counts)
      after.value = ok.after
      state.value = 'ready'
    })
    ok.rows.forEach(saw)
  }

  function clear(): void {
    byId.clear()
    rows.value = []
  }

  return {
    view: {
      list,
      rows,
      counts,
      hasMore: computed(() => after.value !== undefined),
      state,
      watch(next, nextFilter) {
        isWatching = true
        list.value = next
        filter = nextFilter
        clear()
        after.value = undefined
        asked = undefined
        state.value = 'loading'
        void fetch(pageSize)
      },
      async loadMore() {
        const from = after.peek()
        if (!from || from === asked) return
        asked = from
        await fetch(pageSize, from)
        // What was not answered may be asked for again.
        if (after.peek() === from) asked = undefined
      },
    },
    take(push) {
      if (push.on === 'counts') count(push.counts)
      else if (push.on === 'row') {
        const known = byId.get(push.row.head.id)
        // What was gathered before the list was asked for may come after it.
        if (known && known.head.seq > push.row.head.seq) return
        rows.value = placeRows(rows.peek(), [push.row], byId)
        saw(push.row)
      } else if (push.on === 'gone') {
        rows.value = withoutRow(rows.peek(), push.conversation, byId)
      } else if (push.on === 'nudge') nudged(push.row)
    },
    renew() {
      if (isWatching) void fetch(Math.min(Math.max(rows.peek().length, pageSize), mostRows))
    },
  }
}
