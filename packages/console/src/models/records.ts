/** The records that a screen shows: a filter, the rows found so far, and one of them to be read. */
import type { ConversationRecord, Event, Id, RecordChoices, RecordFilter } from '@foyer/protocol'
import { signal } from '@preact/signals'
import type { Http } from './http.ts'
import type { Loaded } from './sites.ts'

export interface Found {
  records: ConversationRecord[]
  after: string | null
}

export interface ReadRecord {
  record: ConversationRecord | null
  events: Event[]
  more: boolean
}

/** As the server takes it; what is empty is not said. */
export function queryOf(filter: RecordFilter): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) continue
    query.set(key, typeof value === 'boolean' ? String(Number(value)) : String(value))
  }
  return query.toString()
}

export function createRecords(http: Http, site: string) {
  const filter = signal<RecordFilter>({})
  const found = signal<Loaded<Found>>({ state: 'loading' })
  const isMore = signal(false)
  const choices = signal<RecordChoices | null>(null)
  const open = signal<Loaded<ReadRecord> | null>(null)
  let turn = 0
  let reading: Id | null = null

  async function load(): Promise<void> {
    const mine = ++turn
    if (found.peek().state === 'failed') found.value = { state: 'loading' }
    const answer = await http.records.list(site, queryOf(filter.peek()))
    if (mine !== turn) return
    found.value = answer.ok
      ? { state: 'ready', value: { records: answer.value.records, after: answer.value.after ?? null } }
      : { state: 'failed', error: answer.error }
  }

  /** A search may find nothing in what it looked at, and go on. */
  async function loadMore(): Promise<void> {
    const held = found.peek()
    if (held.state !== 'ready' || held.value.after === null || isMore.peek()) return
    const mine = turn
    isMore.value = true
    const after = encodeURIComponent(held.value.after)
    const answer = await http.records.list(site, `${queryOf(filter.peek())}&after=${after}`)
    isMore.value = false
    if (mine !== turn) return
    found.value = answer.ok
      ? {
          state: 'ready',
          value: {
            records: [...held.value.records, ...answer.value.records],
            after: answer.value.after ?? null,
          },
        }
      : { state: 'failed', error: answer.error }
  }

  async function read(conversation: Id | null): Promise<void> {
    reading = conversation
    if (conversation === null) {
      open.value = null
      return
    }
    open.value = { state: 'loading' }
    const answer = await http.records.thread(site, conversation, null)
    if (reading !== conversation) return
    open.value = answer.ok
      ? { state: 'ready', value: answer.value }
      : { state: 'failed', error: answer.error }
  }

  async function readMore(): Promise<void> {
    const held = open.peek()
    const conversation = reading
    if (held?.state !== 'ready' || conversation === null) return
    const last = held.value.events.at(-1)
    if (last === undefined) return
    const answer = await http.records.thread(site, conversation, `${last.seq}.${last.sub ?? 0}`)
    if (reading !== conversation || open.peek() !== held) return
    open.value = answer.ok
      ? {
          state: 'ready',
          value: {
            ...held.value,
            events: [...held.value.events, ...answer.value.events],
            more: answer.value.more,
          },
        }
      : { state: 'failed', error: answer.error }
  }

  return {
    site,
    filter,
    found,
    isMore,
    choices,
    open,
    load,
    loadMore,
    read,
    readMore,
    async loadChoices() {
      const answer = await http.records.choices(site)
      if (answer.ok) choices.value = answer.value
    },
    set(change: RecordFilter) {
      filter.value = { ...filter.peek(), ...change }
      void load()
    },
    clear() {
      const { from, to } = filter.peek()
      filter.value = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
      void load()
    },
  }
}

export type Records = ReturnType<typeof createRecords>
