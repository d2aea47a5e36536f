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
  HelloOk,
  Id,
  Page,
  ProtocolError,
  Push,
  Reception,
  Seq,
} from '@foyer/protocol'
import { limits } from '@foyer/protocol'
import { computed, signal } from '@preact/signals-core'
import type { VisitorClient, VisitorOptions, Vouch } from './api.ts'
import { createThread } from './conversation-model.ts'
import { fetchPiece } from './fetch-piece.ts'
import { createLazyLine } from './lazy-line.ts'
import { comesOnline, createAsk } from './line.ts'
import type { Sender } from './outbox.ts'
import { createOutbox } from './outbox-model.ts'
import type { Platform } from './platform.ts'
import { createStore, type GetStorage, hereStorage } from './store.ts'
import type { TabEnds } from './tabs.ts'
import type { CreateFeed } from './thread.ts'
import { createVisitorThreads, type HeldThread } from './visitor-threads.ts'

const pointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

/** `platform` is the browser or Node; tests bring their own. */
export function createVisitorClient(
  options: VisitorOptions,
  platform?: Platform & { storage: GetStorage },
): VisitorClient {
  const { site, url } = options
  if (!site || !/^https?:/.test(url)) throw TypeError(`No client for site “${site}” at “${url}”`)
  const name = `foyer:${site}`
  const store = createStore(platform?.storage ?? hereStorage(options.storage), `${name}:`)
  const visitor = signal<{ id: Id; nickname: string } | null>(null)
  const availability = signal<Availability | null>(null)
  const doubt = signal<{ code: string } | null>(null)
  const refusal = signal<ProtocolError | null>(null)
  const reception = signal<Reception | null>(null)
  const limit = signal<ClientLimits>({ text: limits.text, frame: limits.frame, file: limits.file })
  let { locale } = options
  let page: Page | undefined
  let token: string | null = null
  let keptToken: string | null = null
  let epoch: string | undefined
  /** Where the conversations stood that this browser kept: the open one and the last that ended. */
  let keptPosition: Record<Id, Seq> = {}
  let feeder: CreateFeed | null = null
  let sender: Sender | undefined
  let isAwake = false
  let isGone = false
  let hasActed = false
  let vouch: Vouch | null = null
  let attributes: Record<string, string | number | boolean> | undefined

  const ends: TabEnds<HeldThread[]> = {
    hello: () => ({
      role: 'visitor',
      token: newest(),
      sdk: options.sdk,
      locale,
      page: page ?? options.page?.(),
      epoch,
      resume: { ...keptPosition, ...threads.positions() },
    }),
    greeted,
    push,
    forget: wipe,
    held: () => threads.held(),
    restore: (held) => threads.restore(held),
    entry: (change) => {
      hasActed = true
      keep()
      const { id, head } = threads.shown.peek().view
      if (typeof change === 'string') outbox.drop(change, true)
      else if (change.conversation === null && line.leads() && id.peek() && head.peek()?.status !== 'closed')
        // Typed before that tab heard of the conversation.
        outbox.put({ ...change, conversation: id.peek() })
      else outbox.put(change, true)
    },
  }
  const line = createLazyLine(async () => {
    const [{ createVisitorLine, createSender }, { createFeed }] = await Promise.all([
      fetchPiece(() => import('./visitor-line.ts')),
      fetchPiece(() => import('./feed.ts')),
    ])
    feeder = createFeed
    sender ??= createSender({
      outbox,
      request: line.request,
      sends: () => line.leads() && line.connection.peek().state === 'online',
      posted: (entry, conversation) => entry.conversation ?? threads.begin(conversation),
    })
    return createVisitorLine({
      url,
      site,
      name,
      platform,
      ends,
      vouch: () => vouch,
      doubted: (code) => (doubt.value = code === null ? null : { code }),
    })
  })
  const ask = createAsk(line)

  const outbox = createOutbox({
    store: () => store,
    sender: () => sender,
    share: (change) => line.share({ say: 'entry', change }),
  })

  const threads = createVisitorThreads(
    (id) =>
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
            conversation === thread.state.id.value ||
            // Of a conversation that is not this visitor's any more: shown where it can be seen to have failed.
            (conversation !== null && thread === threads.shown.value && !threads.of(conversation)),
          leads: line.leads,
          act,
          token: async () => ((await comesOnline(line.connection)) ? newest() : null),
          fileLimit: () => limit.peek().file,
          consent: () => store.get('consent'),
          share: (push) => line.share({ say: 'push', push }),
        },
        id,
      ),
    outbox.adopt,
  )

  function greeted(ok: HelloOk): void {
    token = ok.token ?? token
    epoch = ok.epoch
    visitor.value = ok.visitor ?? null
    availability.value = ok.availability
    limit.value = ok.limits
    // What the page says of the visitor is on its way, and its answer with it: nothing is shown for a moment only.
    if (!attributes) receive({ ok })
    // Erased meanwhile, or the token was too old and this is somebody new. The leader named what it holds.
    if (line.leads()) threads.keepOnly(ok.conversations)
    for (const head of ok.conversations) threads.meet(head)
    keptPosition = {}
    keep()
  }

  function push(push: Push): void {
    if (push.on === 'availability') availability.value = { state: push.state, opensAt: push.opensAt }
    else threads.take(push)
    if (push.on === 'events' || push.on === 'head') keep()
  }

  /** Another tab may have been handed the next one: what is kept goes before what this tab knows. */
  function newest(): string | null {
    token = store.get('token') ?? token
    return token
  }

  /** Stores what a reload needs, once the visitor has acted. */
  function keep(): void {
    if (!hasActed) return
    if (token && token !== keptToken) store.set('token', token)
    keptToken = token
    if (!line.leads()) return
    const { state, feed, view } = threads.shown.peek()
    const id = state.id.peek()
    const isClosed = state.head.peek()?.status === 'closed'
    if (!id || isClosed) store.remove('open')
    if (id)
      store.set(
        isClosed ? 'last' : 'open',
        JSON.stringify([id, feed().position() ?? keptPosition[id] ?? 0, epoch, view.unread.peek()]),
      )
  }

  /** Takes up what this browser holds. */
  function wake(): void {
    if (isAwake) return
    isAwake = true
    token = keptToken = store.get('token')
    hasActed = token !== null
    for (const name of ['open', 'last'])
      try {
        const [id, seq, at, unread] = JSON.parse(store.get(name)!) as [Id, Seq, string, number]
        epoch ??= at
        if (name === 'open') threads.begin(id)
        // Of another epoch it says nothing.
        if (!seq || at !== epoch) continue
        keptPosition[id] = seq
        if (name === 'last' && !unread) threads.leave(id, seq)
      } catch {
        // Nothing kept, or nothing that can be read: the hello tells.
      }
    outbox.load()
  }

  function connect(): void {
    if (isGone) return
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

  async function tellAttributes(): Promise<void> {
    if (!attributes) return
    const answer = await line.request('attributes', { visitor: attributes })
    receive(answer)
    if (!answer?.error) return
    refusal.value = answer.error
    const { path } = answer.error
    const key = Object.keys(attributes ?? {}).find((name) => path === `/visitor/${pointer(name)}`)
    if (key === undefined) return
    // Without this one the others may be taken.
    delete attributes[key]
    await tellAttributes()
  }

  function receive(answer: { ok?: Pick<HelloOk, 'reception'> | undefined } | null): void {
    if (answer?.ok) reception.value = answer.ok.reception ?? null
  }

  function wipe(): void {
    store.clear()
    outbox.clear()
    threads.destroy()
    token = keptToken = visitor.value = vouch = reception.value = null
    attributes = undefined
    keptPosition = {}
    epoch = undefined
    hasActed = isAwake = false
  }

  const unread = computed(() => threads.all.value.reduce((sum, { view }) => sum + view.unread.value, 0))
  // One that has ended is left once all of it was read.
  const stopKeeping = unread.subscribe(() => keep())

  line.connection.subscribe(({ state }) => {
    if (state !== 'online') return
    sender?.pump()
    void tellAttributes()
  })

  return {
    connection: line.connection,
    visitor,
    availability,
    reception,
    limits: limit,
    doubt,
    refusal,
    conversation: computed(() => threads.shown.value.view),
    earlier: computed(() =>
      threads.all.value.filter((thread) => thread !== threads.shown.value).map(({ view }) => view),
    ),
    unread,
    attributes: () => attributes,
    leads: line.leads,
    kept: store,
    connect,
    resume(listed) {
      const holds = isAwake || store.get('open') !== null || outbox.holdsWaiting()
      if (holds || listed) connect()
      // Who is listed is the same one on the next page.
      if (listed) hasActed = true
      return holds
    },
    comeBack() {
      if (store.get('token')) connect()
    },
    show: threads.show,
    startAnew() {
      if (threads.shown.peek().state.head.peek()?.status !== 'closed') return
      threads.clear()
      keep()
    },
    async identify(given) {
      vouch = typeof given === 'string' ? () => given : given
      if (line.connection.peek().state !== 'online') return
      const identity = await vouch()
      // No token is nobody's: it is `reset` that logs out.
      if (identity) return (await line.request('identify', { identity }))?.error
    },
    setAttributes(given) {
      attributes = { ...attributes, ...given }
      refusal.value = null
      void tellAttributes()
    },
    setLocale(value) {
      locale = value
    },
    setPage(value) {
      page = value
      void line.request('page', { ...value, locale }).then(receive)
    },
    async request<N extends CommandName>(name: N, keys: CommandKeys<N>): Promise<Answer<N>> {
      if ('cid' in keys) act()
      else connect()
      const answer = await ask(name, keys)
      if (answer.ok && 'conversation' in answer.ok && 'conversation' in keys && keys.conversation === null)
        threads.begin(answer.ok.conversation)
      return answer
    },
    async reset() {
      // Goes out before the socket closes; what it answers is nobody's any more.
      void line.request('identify', { identity: null })
      line.reset()
      wipe()
    },
    destroy() {
      isGone = true
      stopKeeping()
      threads.destroy()
      outbox.clear()
      line.close()
    },
  }
}
