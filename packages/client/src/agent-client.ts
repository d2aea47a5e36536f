/**
 * An agent's or bot's client: the inbox, the conversations that are open here, one's own status. Each console
 * tab has its own socket; what waits to be sent is kept under the agent's id, so that nobody else sends it.
 */
import type {
  Actor,
  AgentStatus,
  Answer,
  CommandKeys,
  CommandName,
  Event,
  HelloOk,
  Id,
  Position,
  Push,
  Row,
  Suggestion,
  VisitorProfile,
} from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import { signal } from '@preact/signals-core'
import type { AgentClient, AgentConversation, AgentOptions } from './api.ts'
import { createThread } from './conversation-model.ts'
import { createDriver } from './driver.ts'
import { createFeed } from './feed.ts'
import { newId } from './ids.ts'
import { createInbox } from './inbox-model.ts'
import { createAsk } from './line.ts'
import type { Sender } from './outbox.ts'
import { createOutbox } from './outbox-model.ts'
import { createSender } from './outbox-sender.ts'
import { herePlatform, type Platform } from './platform.ts'
import { createStore, type GetStorage, hereStorage } from './store.ts'
import type { Thread } from './thread.ts'
import { createHint, type Typist } from './typing.ts'

interface Opened {
  thread: Thread
  view: AgentConversation
  load(): void
  take(push: Push): void
}

/** `platform` is the browser or Node; tests bring their own. */
export function createAgentClient(
  options: AgentOptions,
  platform: Platform & { storage: GetStorage } = { ...herePlatform(), storage: hereStorage(options.storage) },
): AgentClient {
  const { url, token, role = 'agent' } = options
  const me = signal<(Actor & { status: AgentStatus }) | null>(null)
  const sites = signal<{ id: string; name: string }[]>([])
  const opened = new Map<Id, Opened>()
  const eventListeners = new Set<(conversation: Id, event: Event) => void>()
  const rowListeners = new Set<(row: Row) => void>()
  const nudgeListeners = new Set<(row: Row) => void>()
  const pushListeners = new Set<(push: Push) => void>()
  let epoch: string | undefined
  let fileLimit: number = limits.file
  /** In memory until the hello says whose it is. */
  let store = createStore(() => null, '')

  const line = createDriver(platform, url, '', {
    hello: () => ({ role, ...(token && { token }), sdk: options.sdk, epoch, resume: positions() }),
    greeted,
    push,
    forget() {
      store.clear()
      outbox.clear()
    },
  })
  const ask = createAsk(line)

  const outbox = createOutbox({ store: () => store, sender: () => sender, share() {} })
  const sender: Sender = createSender({
    outbox,
    request: line.request,
    sends: () => line.connection.peek().state === 'online',
    posted() {},
  })

  const inbox = createInbox(
    ask,
    (row) => {
      opened.get(row.head.id)?.thread.feed().setHead(row.head)
      for (const listener of rowListeners) listener(row)
    },
    (row) => {
      for (const listener of nudgeListeners) listener(row)
    },
  )

  function positions(): Record<Id, Position> {
    const resume: Record<Id, Position> = {}
    // A frame's object has few keys at most; the others are opened anew after hello.
    for (const [id, { thread }] of [...opened].slice(-mostResumed)) {
      const position = thread.feed().position()
      if (position) resume[id] = position
    }
    return resume
  }

  function greeted(ok: HelloOk): void {
    epoch = ok.epoch
    fileLimit = ok.limits.file
    sites.value = ok.sites ?? []
    const before = me.peek()?.id
    me.value = ok.agent ?? null
    const id = ok.agent?.id
    if (id && id !== before) {
      store = createStore(platform.storage, `foyer:agent:${id}:`)
      outbox.load()
    }
    inbox.renew()
    for (const { load } of opened.values()) load()
  }

  function push(push: Push): void {
    inbox.take(push)
    if (push.on === 'status') setOwn(push.value)
    for (const listener of pushListeners) listener(push)
    const id = push.on === 'head' ? push.head.id : 'conversation' in push ? push.conversation : undefined
    if (id) opened.get(id)?.take(push)
  }

  function setOwn(status: AgentStatus): void {
    const now = me.peek()
    if (now && now.status !== status) me.value = { ...now, status }
  }

  function open(id: Id): AgentConversation {
    const there = opened.get(id)
    if (there) return there.view
    const visitor = signal<VisitorProfile | null>(null)
    const suggestions = signal<Suggestion[]>([])
    const present = signal<Actor[]>([])
    const colleagueTyping = signal<Typist | null>(null)
    const setColleague = createHint(colleagueTyping, limits.typing)
    let isLoading = false

    const thread = createThread(
      {
        side: 'agent',
        url,
        self: () => {
          const { id, name, avatar } = me.value ?? {}
          return { kind: role, ...(id && { id }), ...(name && { name }), ...(avatar && { avatar }) }
        },
        ask,
        hint: line.request,
        outbox,
        feeder: () => createFeed,
        owns: ({ conversation }) => conversation === id,
        leads: () => true,
        act() {},
        token: async () => token ?? null,
        fileLimit: () => fileLimit,
        share() {},
        came(conversation, events) {
          for (const event of events) for (const listener of eventListeners) listener(conversation, event)
        },
      },
      id,
    )

    async function load(): Promise<void> {
      if (isLoading) return
      isLoading = true
      const { ok } = await ask('conversation.open', { conversation: id })
      isLoading = false
      if (!ok || opened.get(id)?.thread !== thread) return
      visitor.value = ok.visitor
      suggestions.value = ok.suggestions
      thread.feed().setHead(ok.head)
      thread.feed().page(ok.events, ok.more)
    }

    function take(push: Push): void {
      if (push.on === 'suggestions') suggestions.value = push.suggestions
      if (push.on === 'presence') present.value = push.agents
      if (push.on === 'typing' && push.by.kind === 'agent' && push.by.id !== me.peek()?.id)
        setColleague(push.active ? { by: push.by } : null)
      thread.feed().take(push)
    }

    const view: AgentConversation = {
      ...thread.view,
      visitor,
      suggestions,
      present,
      colleagueTyping,
      snooze: (until) =>
        ask('conversation.snooze', { conversation: id, cid: newId(), ...(until && { until }) }),
      wake: () => ask('conversation.wake', { conversation: id, cid: newId() }),
      host: (on) => ask('assistant.host', { conversation: id, cid: newId(), on }),
      inviteRating: () => ask('rating.invite', { conversation: id, cid: newId() }),
      note: (text) => ask('note.post', { conversation: id, cid: newId(), text }),
      assign: (to, note) =>
        ask('conversation.assign', { conversation: id, cid: newId(), to, ...(note && { note }) }),
      leave() {
        if (!opened.delete(id)) return
        thread.destroy()
        void line.request('conversation.leave', { conversation: id })
      },
    }
    opened.set(id, { thread, view, load, take })
    void load()
    return view
  }

  line.connection.subscribe(({ state }) => {
    if (state === 'online') sender.pump()
  })

  return {
    connection: line.connection,
    me,
    sites,
    inbox: inbox.view,
    connect: line.connect,
    open,
    async setStatus(value, how) {
      const answer = await ask('status.set', { value, ...how })
      if (answer.ok) setOwn(answer.ok.value)
      return answer
    },
    changeTags: (of, add, remove) => ask('tags.change', { ...of, cid: newId(), add, remove }),
    request: <N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N>> => ask(name, keys),
    onEvent: (listener) => on(eventListeners, listener),
    onRow: (listener) => on(rowListeners, listener),
    onNudge: (listener) => on(nudgeListeners, listener),
    onPush: (listener) => on(pushListeners, listener),
    destroy() {
      for (const { thread } of opened.values()) thread.destroy()
      outbox.clear()
      line.close()
    },
  }
}

/** Conversations that a hello names; the server takes 64. */
const mostResumed = 50

function on<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
