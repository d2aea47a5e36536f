/**
 * A visitor's client: which conversation is shown, what this browser keeps of it and since when. Until the
 * visitor acts it opens nothing and stores nothing.
 */
import type {
  Actor,
  Answer,
  Availability,
  ClientLimits,
  CommandKeys,
  CommandName,
  Event,
  Head,
  HelloOk,
  Id,
  Page,
  Push,
  Seq,
} from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import { computed, signal } from '@preact/signals-core'
import type { VisitorClient, VisitorOptions } from './api.ts'
import { createThread, type Thread } from './conversation-model.ts'
import type { CreateFeed } from './feed.ts'
import { createLazyLine } from './lazy-line.ts'
import { comesOnline, createAsk } from './line.ts'
import { createOutbox } from './outbox.ts'
import type { Platform } from './platform.ts'
import { createStore, type GetStorage, hereStorage } from './store.ts'
import type { TabEnds } from './tabs.ts'

/** What a tab tells another of one thread. */
interface HeldThread {
  head: Head | null
  id: Id | null
  events: readonly Event[]
  more: boolean
}

/** `platform` is the browser or Node; tests bring their own. */
export function createVisitorClient(
  options: VisitorOptions,
  platform?: Platform & { storage: GetStorage },
): VisitorClient {
  const { site, url } = options
  const name = `foyer:${site}`
  const store = createStore(platform?.storage ?? hereStorage(options.storage), `${name}:`)
  const visitor = signal<{ id: Id; nickname: string } | null>(null)
  const availability = signal<Availability | null>(null)
  const limit = signal<ClientLimits>({ text: limits.text, frame: limits.frame, file: limits.file })
  let { locale } = options
  let page: Page | undefined
  let token: string | null = null
  let keptToken: string | null = null
  let epoch: string | undefined
  /** Where the conversation stood that this browser kept. */
  let keptPosition: { id: Id; seq: Seq } | null = null
  let feeder: CreateFeed | null = null
  let isAwake = false
  let hasActed = false

  const ends: TabEnds<HeldThread[]> = {
    hello: () => ({
      role: 'visitor',
      token,
      sdk: options.sdk,
      locale,
      page: page ?? options.page?.(),
      epoch,
      resume: positions(),
    }),
    greeted,
    push,
    forget: wipe,
    held: () =>
      threads.peek().map((thread) => ({
        id: thread.view.id.peek(),
        head: thread.state.head.peek(),
        ...pick(thread.state.transcript.peek()),
      })),
    restore(held) {
      for (const { id, head, events, more } of held) {
        if (!id) continue
        const thread = head ? meet(head) : begin(id)
        thread.feed().page(events, more)
      }
    },
    entry: (change) => {
      hasActed = true
      keep()
      const { id, head } = shown.peek().view
      if (typeof change === 'string') outbox.drop(change, true)
      else if (change.conversation === null && line.leads() && id.peek() && head.peek()?.status !== 'closed')
        // Typed before that tab heard of the conversation.
        outbox.put({ ...change, conversation: id.peek() })
      else outbox.put(change, true)
    },
  }
  const line = createLazyLine(async () => {
    const [{ createVisitorLine }, { createFeed }] = await Promise.all([
      import('./visitor-line.ts'),
      import('./feed.ts'),
    ])
    feeder = createFeed
    return createVisitorLine({ url, site, name, platform, ends })
  })
  const ask = createAsk(line)

  const outbox = createOutbox({
    store: () => store,
    sends: () => line.leads() && line.connection.peek().state === 'online',
    send: ({ key, conversation, body, quote, faq }) =>
      line.request('message.post', {
        conversation,
        cid: key,
        body: body.kind === 'file' ? { kind: 'file', file: { id: body.file.id } } : body,
        ...(quote && { quote }),
        ...(faq && { faq }),
      }),
    posted: (entry, conversation) => entry.conversation ?? begin(conversation),
    share: (change) => line.share({ say: 'entry', change }),
  })

  const newThread = (id: Id | null): Thread =>
    createThread(
      {
        side: 'visitor',
        url,
        self: (): Actor => ({ kind: 'visitor', id: visitor.value?.id }),
        ask,
        hint: line.request,
        outbox,
        feeder: () => feeder,
        owns: ({ conversation }, thread) =>
          conversation === thread.view.id.value ||
          // Of a conversation that is not this visitor's any more: shown where it can be seen to have failed.
          (conversation !== null && thread === shown.value && !threadOf(conversation)),
        leads: line.leads,
        act,
        token: async () => ((await comesOnline(line.connection)) ? token : null),
        fileLimit: () => limit.peek().file,
        share: (push) => line.share({ say: 'push', push }),
      },
      id,
    )

  const shown = signal<Thread>(newThread(null))
  /** Those that exist at the server. */
  const threads = signal<readonly Thread[]>([])

  const threadOf = (id: Id) => threads.value.find((thread) => thread.view.id.value === id)
  const isEmpty = (thread: Thread) => thread.view.id.peek() === null

  function add(id: Id, thread = newThread(id)): Thread {
    threads.value = [...threads.peek(), thread]
    return thread
  }

  /** This conversation is the one to show; what was typed for one to come belongs to it. */
  function begin(id: Id): Thread {
    const now = shown.peek()
    let thread = threadOf(id)
    if (!thread && isEmpty(now)) {
      now.state.id.value = id
      thread = add(id, now)
    }
    shown.value = thread ??= add(id)
    outbox.adopt(id)
    return thread
  }

  function meet(head: Head): Thread {
    const { id, status } = head
    const now = shown.peek()
    const isShown = now.view.id.peek() === id
    const thread = status === 'closed' || isShown ? (threadOf(id) ?? add(id)) : begin(id)
    thread.feed().setHead(head)
    return thread
  }

  function positions(): Record<Id, Seq> {
    const resume: Record<Id, Seq> = {}
    if (keptPosition) resume[keptPosition.id] = keptPosition.seq
    for (const thread of threads.peek()) {
      const seq = thread.feed().position()
      if (seq) resume[thread.view.id.peek()!] = seq as Seq
    }
    return resume
  }

  function greeted(ok: HelloOk): void {
    token = ok.token ?? token
    epoch = ok.epoch
    visitor.value = ok.visitor ?? null
    availability.value = ok.availability
    limit.value = ok.limits
    const id = shown.peek().view.id.peek()
    // Erased meanwhile, or the token was too old and this is somebody new.
    if (line.leads() && id && !ok.conversations.some((head) => head.id === id)) {
      threads.value = threads.peek().filter((thread) => thread !== shown.peek())
      shown.value = newThread(null)
      keptPosition = null
    }
    for (const head of ok.conversations) meet(head)
    keep()
  }

  function push(push: Push): void {
    if (push.on === 'synced') for (const thread of threads.peek()) thread.feed().check()
    else if (push.on === 'availability') availability.value = { state: push.state, opensAt: push.opensAt }
    else if (push.on === 'head') {
      meet(push.head)
      keep()
    } else if ('conversation' in push) {
      const { conversation } = push
      let thread = threadOf(conversation)
      // The first that is heard of a conversation that this visitor began may be its log.
      if (!thread && push.on === 'events') thread = push.prev === 0 ? begin(conversation) : add(conversation)
      thread?.feed().take(push)
      if (push.on === 'events') keep()
    }
  }

  /** Stores what a reload needs, once the visitor has acted. */
  function keep(): void {
    if (!hasActed) return
    if (token && token !== keptToken) store.set('token', token)
    keptToken = token
    if (!line.leads()) return
    const thread = shown.peek()
    const id = thread.view.id.peek()
    if (id && thread.state.head.peek()?.status !== 'closed')
      store.set('open', JSON.stringify([id, thread.feed().position() ?? keptPosition?.seq ?? 0, epoch]))
    else store.remove('open')
  }

  /** Takes up what this browser holds. */
  function wake(): void {
    if (isAwake) return
    isAwake = true
    token = keptToken = store.get('token')
    hasActed = token !== null
    try {
      const [id, seq, at] = JSON.parse(store.get('open')!) as [Id, Seq, string]
      keptPosition = seq ? { id, seq } : null
      epoch = at
      begin(id)
    } catch {
      // Nothing kept, or nothing that can be read: the hello tells.
    }
    outbox.load()
  }

  function connect(): void {
    wake()
    line.connect()
  }

  function act(): void {
    const { state, code } = line.connection.peek()
    // Where the server said to stop, only an outright `connect` tries again.
    if (!isAwake || state === 'idle' || code === 1000) connect()
    hasActed = true
    keep()
  }

  function wipe(): void {
    store.clear()
    outbox.clear()
    for (const thread of [...threads.peek(), shown.peek()]) thread.destroy()
    token = keptToken = keptPosition = visitor.value = null
    epoch = undefined
    hasActed = isAwake = false
    threads.value = []
    shown.value = newThread(null)
  }

  line.connection.subscribe(({ state }) => {
    if (state === 'online') outbox.pump()
  })

  return {
    connection: line.connection,
    visitor,
    availability,
    limits: limit,
    conversation: computed(() => shown.value.view),
    earlier: computed(() => threads.value.filter((thread) => thread !== shown.value).map(({ view }) => view)),
    unread: computed(() => threads.value.reduce((sum, { view }) => sum + view.unread.value, 0)),
    connect,
    resume() {
      if (!isAwake && store.get('open') === null && !outbox.holdsWaiting()) return false
      connect()
      return true
    },
    startAnew() {
      if (shown.peek().state.head.peek()?.status !== 'closed') return
      shown.value = newThread(null)
      keep()
    },
    setLocale(value) {
      locale = value
    },
    setPage(value) {
      page = value
      void line.request('page', value)
    },
    async request<N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N>> {
      if ('cid' in keys) act()
      else connect()
      const answer = await ask(name, keys)
      if (answer.ok && 'conversation' in answer.ok && 'conversation' in keys && keys.conversation === null)
        begin(answer.ok.conversation)
      return answer
    },
    async reset() {
      // Goes out before the socket closes; what it answers is nobody's any more.
      void line.request('identify', { identity: null })
      line.reset()
      wipe()
    },
    destroy() {
      for (const thread of [...threads.peek(), shown.peek()]) thread.destroy()
      outbox.clear()
      line.close()
    },
  }
}

function pick({ events, more }: { events: readonly Event[]; more: boolean }) {
  return { events, more }
}
