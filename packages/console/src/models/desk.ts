/**
 * The signed-in agent's desk: the connection, the list on screen, the conversation that is open, and
 * what deserves attention. It lives from signing in to signing out.
 */
import type { AgentClient } from '@foyer/client'
import type {
  Actor,
  AgentStatus,
  Id,
  ListFilter,
  ProtocolError,
  Push,
  Row,
  Seq,
  Time,
  VisitorProfile,
} from '@foyer/protocol'
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import { isAlert, nextUnread, unreadCount } from './alerts.ts'
import { type Attention, createAttention } from './attention.ts'
import type { Drafts } from './drafts.ts'
import { createOpenThread, type OpenThread } from './open-thread.ts'
import type { Preferences } from './preferences.ts'
import type { Route, ShownList } from './route.ts'

export interface DeskParts {
  client: AgentClient
  route: ReadonlySignal<Route>
  go: (route: Route) => void
  drafts: Drafts
  preferences: Preferences
  /** The words of an alert, in the agent's language. */
  words: { fileSent: (name: string) => string; waiting: () => string }
  onSignedOut: () => void
  /** A colleague gave this agent a conversation (RT-10): what to say of it. */
  onAssigned: (notice: Push<'assigned'>) => { title: string; text: string }
  /** A visitor of this agent's waits (RT-13): what to say of it. */
  onNudge: (visitor: { name: string; open: () => void }) => { text: string }
  readVisitor: (id: Id) => Promise<VisitorProfile | null>
}

export function createDesk({
  client,
  route,
  go,
  drafts,
  preferences,
  words,
  onSignedOut,
  onAssigned,
  onNudge,
  readVisitor,
}: DeskParts) {
  const { inbox } = client
  const me = computed<Id | null>(() => client.me.value?.id ?? null)
  const search = signal('')
  const site = signal<string | null>(null)
  /** Whose open conversations are shown in place of the list (RT-12). */
  const colleague = signal<{ id: Id; name: string } | null>(null)
  /** What the list is narrowed to, beside the search and the site. */
  const filter = signal<ListFilter>({})
  /** Where the thread that is opened next is to be shown. */
  const wanted = signal<{ conversation: Id; seq: Seq } | null>(null)
  const thread = signal<OpenThread | null>(null)
  /** What was pasted and not sent, per conversation: it survives switching, and is nothing for whoever signs in next. */
  const pasted = new Map<Id, Signal<readonly File[]>>()
  /** The status that was chosen without a connection, until there is one. */
  const wantedStatus = signal<AgentStatus | null>(null)
  /** Changes of status go out one after another: one that was cut off and is asked again must not undo a later one. */
  let lastStatus: Promise<unknown> = Promise.resolve()
  const list = computed<ShownList>(() => (route.value.screen === 'inbox' ? route.value.list : lastList))
  let lastList: ShownList = 'mine'
  const conversation = computed(() => (route.value.screen === 'inbox' ? route.value.conversation : null))
  const unread = computed(() => unreadCount(inbox.counts.value, inbox.rows.value, me.value))
  const attention: Attention = createAttention(preferences, unread)
  const heard = new Map<Id, number>()
  let waiting: number | null = null
  /** Pages that are on their way: older rows are told of as they load, and are no news either. */
  let paging = 0

  function pastedOf(id: Id): Signal<readonly File[]> {
    const files = pasted.get(id) ?? signal<readonly File[]>([])
    pasted.set(id, files)
    return files
  }

  const stops = [
    effect(() => {
      // Another list was asked for: the colleague's is left.
      if (lastList !== list.value) colleague.value = null
      lastList = list.value
      const text = search.value.trim()
      inbox.watch(colleague.value === null ? list.value : 'all', {
        ...(colleague.value === null ? {} : { agent: colleague.value.id }),
        ...(site.value === null ? {} : { site: site.value }),
        ...(text === '' ? {} : { text }),
        ...filterFor(list.value, filter.value),
      })
    }),
    effect(() => {
      const id = conversation.value
      untracked(() => {
        const held = thread.peek()
        if (held?.id === id) return
        held?.leave()
        thread.value =
          id === null
            ? null
            : createOpenThread(id, client.open(id), drafts, pastedOf(id), readVisitor, () => me.peek())
      })
    }),
    effect(() => {
      const { state, code } = client.connection.value
      if (state === 'stopped' && code === 4501) untracked(onSignedOut)
    }),
    // A list's first page is no news; what it counts as unread is where news starts.
    effect(() => {
      if (inbox.state.value === 'ready') untracked(hear)
    }),
    // Rows are told of for the list on screen alone; that somebody waits is told by the counts.
    effect(() => {
      const now = inbox.counts.value.unassigned ?? 0
      const isNews = waiting !== null && now > waiting
      if (inbox.state.value === 'ready') waiting = now
      if (isNews && ['mine', 'closed', 'suspected'].includes(list.peek())) untracked(alertWaiting)
    }),
    client.onNudge(({ head, visitor }) => {
      if (isAttending() && conversation.peek() === head.id) return
      const open = () => openRow(head.id)
      const { text } = onNudge({ name: visitor.nickname, open })
      attention.alert(visitor.nickname, text, head.id, open)
    }),
    client.onPush((push) => {
      if (push.on !== 'assigned') return
      const { title, text } = onAssigned(push)
      attention.alert(title, text, push.conversation, () => openRow(push.conversation))
    }),
    client.onRow((row) => {
      const attending = isAttending() ? conversation.peek() : null
      const isNews = isAlert(row, { me: me.peek(), attending, unread: heard })
      heard.set(row.head.id, row.unread)
      if (isNews && paging === 0 && inbox.state.peek() === 'ready') alert(row)
    }),
  ]

  function hear(): void {
    for (const row of inbox.rows.peek()) heard.set(row.head.id, row.unread)
  }

  function alert(row: Row): void {
    const { preview, visitor, head } = row
    const text = preview.kind === 'file' ? words.fileSent(preview.text) : preview.text
    attention.alert(visitor.nickname, text, head.id, () => openRow(head.id))
  }

  function alertWaiting(): void {
    attention.alert(words.waiting(), '', 'waiting', () =>
      go({ screen: 'inbox', list: 'unassigned', conversation: null }),
    )
  }

  function openRow(id: Id | null): void {
    go({ screen: 'inbox', list: list.peek(), conversation: id })
  }

  async function transfer(
    to: { agent: Id } | { group: Id } | null,
    note?: string,
  ): Promise<ProtocolError | null> {
    const held = thread.peek()
    return held === null ? null : ((await held.thread.assign(to, note)).error ?? null)
  }

  return {
    client,
    inbox,
    me,
    list,
    search,
    site,
    colleague,
    filter,
    wanted,
    thread,
    wantedStatus,
    conversation,
    unread,
    openRow,
    async loadMore(): Promise<void> {
      paging += 1
      await inbox.loadMore()
      paging -= 1
    },
    chime: attention.chime,
    step(by: 1 | -1): Id | null {
      const rows = inbox.rows.peek()
      const at = rows.findIndex(({ head }) => head.id === conversation.peek())
      const next = rows[at < 0 ? 0 : at + by]
      if (next === undefined) return null
      openRow(next.head.id)
      return next.head.id
    },
    openNextUnread(): boolean {
      const next = nextUnread(inbox.rows.peek(), conversation.peek())
      if (next !== undefined) openRow(next.head.id)
      return next !== undefined
    },
    async take(): Promise<ProtocolError | null> {
      const agent = me.peek()
      const held = thread.peek()
      if (agent === null || held === null) return null
      return (await held.thread.assign({ agent })).error ?? null
    },
    async assign(agent: Id | null): Promise<ProtocolError | null> {
      return await transfer(agent === null ? null : { agent })
    },
    transfer,
    openAt(id: Id, seq: Seq) {
      wanted.value = { conversation: id, seq }
      openRow(id)
    },
    async snooze(until?: Time): Promise<ProtocolError | null> {
      const held = thread.peek()
      return held === null ? null : ((await held.thread.snooze(until)).error ?? null)
    },
    async wake(): Promise<ProtocolError | null> {
      const held = thread.peek()
      return held === null ? null : ((await held.thread.wake()).error ?? null)
    },
    async pin(id: Id, on: boolean, whose?: Id): Promise<ProtocolError | null> {
      const keys = { conversation: id, on, ...(whose === undefined ? {} : { for: whose }) }
      return (await client.request('pin', keys)).error ?? null
    },
    isPinned: (id: Id): boolean =>
      inbox.rows.value.some(({ head, pinned }) => head.id === id && pinned === true),
    async close(): Promise<ProtocolError | null> {
      const held = thread.peek()
      return held === null ? null : ((await held.thread.end()).error ?? null)
    },
    /** With `candidates` nothing has changed yet: first it is to be said who takes what is open (RT-9). */
    async setStatus(
      value: AgentStatus,
      how?: { handTo: Id } | { keep: true },
    ): Promise<{ error: ProtocolError | null; candidates?: Actor[] }> {
      const asked = lastStatus.then(() => client.setStatus(value, how))
      lastStatus = asked
      const { ok, error } = await asked
      return { error: error ?? null, ...(ok?.candidates === undefined ? {} : { candidates: ok.candidates }) }
    },
    destroy() {
      for (const stop of stops) stop()
      thread.peek()?.leave()
      attention.destroy()
      client.destroy()
    },
  }
}

/** Another status than the list's own is asked for in All alone. */
function filterFor(list: ShownList, { status, ...others }: ListFilter): ListFilter {
  return list === 'all' && status !== undefined ? { ...others, status } : others
}

export type Desk = ReturnType<typeof createDesk>

export function isAttending(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}
