/**
 * What a page needs of the widget beyond the panel itself: what it says that is seldom said, what it is told of a
 * conversation, and the panel as a part of the page. Fetched once somebody writes, or the page wants any of it.
 */
import type { Conversation, Item } from '@foyer/client'
import type { Event, PageCard } from '@foyer/protocol'
import { effect, untracked } from '@preact/signals-core'
import { eventNames, type Foyer, type Stored, verbNames } from '../api.ts'
import { complain, fail } from '../loader/options.ts'
import { createSheet } from '../loader/sheet.ts'
import type { Model } from '../panel/model.ts'
import css from './page.css?inline'

/**
 * Puts the panel into its place in the page (WG-3). It is not shown before: it would lie in the page's corner. Returns
 * the way to leave it.
 */
export function settle(root: ShadowRoot, frame: HTMLElement, place: unknown): () => void {
  const { host } = root
  root.adoptedStyleSheets.push(createSheet(css))
  frame.firstElementChild!.role = 'region'
  frame.hidden = false
  let timer: ReturnType<typeof setTimeout> | undefined
  // The page's router may make the place anew. What is taken out has no size any more: nothing of the page is watched.
  const keep = () => {
    clearTimeout(timer)
    if (host.isConnected || typeof place !== 'string') return
    document.querySelector(place)?.append(host)
    timer = setTimeout(keep, 1000)
  }
  const sizes = new ResizeObserver(keep)
  sizes.observe(host)
  return () => {
    sizes.disconnect()
    clearTimeout(timer)
  }
}

type Verb = (m: Model, ...words: never[]) => unknown

const verbs: Record<string, Verb> = {
  async send(m, text: string) {
    if (typeof text !== 'string' || text.trim() === '') throw fail('bad_text')
    return stored(m, (await m.send(text))!)
  },
  async sendCard(m, card: PageCard) {
    if (!/^(product|coupon|link)$/.test(card?.type) || typeof card.title !== 'string') throw fail('bad_card')
    m.withBodies((bodies) => bodies.takeCard(m, card))
  },
  startConversation(m) {
    m.talk()
    return m.host.open()
  },
  async endConversation(m) {
    if (!m.hasThread.peek() || m.isClosed.peek()) return
    const error = await m.end()
    if (error) throw fail(error.code)
  },
  async track(m, name: string, data: Record<string, string | number | boolean> = {}) {
    if (typeof name !== 'string' || name === '') throw fail('bad_event')
    await track(m, name, Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)])))
  },
  logout: (m) => m.reset(),
} satisfies Partial<Record<keyof Foyer, Verb>>

/** Does what the page asked for. */
export async function say(m: Model, verb: string, words: unknown[]): Promise<unknown> {
  const work = Object.hasOwn(verbs, verb) && verbs[verb]
  if (!work)
    throw Object.assign(Error(`there is no “${verb}”, but ${verbNames.join(', ')}`), fail('unknown_verb'))
  return work(m, ...(words as never[]))
}

/** What counts only where the site has signed it (SC-3). */
const granting = ['agent', 'group', 'mode']

/** Begins; returns the way to end. */
export function startNews(m: Model): () => void {
  const { client, host } = m
  for (const words of m.said.splice(0)) check(words)
  // From now on at once.
  m.said.push = (...all) => {
    for (const words of all) check(words)
    return 0
  }
  let stop = () => {}
  const offs = [
    effect(() => {
      const code = client.doubt.value?.code
      if (!code) return
      complain('identify', code)
      host.emit(code === 'identity_expired' ? 'identityExpired' : 'identityFailed', { code })
    }),
    effect(() => {
      const error = client.refusal.value
      if (!error) return
      complain('setAttributes', `${error.message} (${error.path ?? error.code})`)
      host.emit('error', { code: error.code, message: error.message })
    }),
    effect(() => {
      const { state, code, reason } = client.connection.value
      if (state === 'stopped' && code !== 1000) host.emit('error', { code: reason || `${code}` })
    }),
    effect(() => {
      stop()
      const conversation = client.conversation.value
      stop = untracked(() => follow(m, conversation))
    }),
  ]
  return () => {
    stop()
    for (const off of offs) off()
  }
}

// Tells of what happens in a thread. What was there when it was opened is not news.
function follow(m: Model, conversation: Conversation): () => void {
  const { host } = m
  let seen = -1
  let wasOpen = false
  let hasAgent = false
  const failed = new Set<string>()
  return effect(() => {
    const id = conversation.id.value
    const head = conversation.head.value
    const items = conversation.items.value
    for (const { key, error } of items.filter(hasError)) {
      if (failed.has(key)) continue
      failed.add(key)
      host.emit('error', { code: error.code, message: error.message })
    }
    if (id === null || head === null) return
    if (m.begins) host.emit('conversationStarted', { id })
    m.begins = false
    if (seen < 0) {
      seen = head.read.visitor
      hasAgent = head.agent !== null && head.seq <= seen
    }
    for (const item of items) {
      const seq = seqOf(item)
      if (seq <= seen) continue
      seen = seq
      if (item.kind === 'notice') tell(item.event)
      else if (item.kind === 'message' && !item.mine)
        host.emit('message', { by: item.by.kind, ...(item.body.kind === 'text' && { text: item.body.text }) })
    }
    if (head.status === 'closed' && wasOpen) host.emit('conversationEnded', { id })
    wasOpen = head.status !== 'closed'
  })

  function tell(event: Event): void {
    switch (event.type) {
      case 'conversation.assigned': {
        const { agent } = event
        const name = agent?.name ?? null
        host.emit('assigned', { agent: name })
        if (name !== null && !hasAgent) host.emit('agentJoined', { agent: name })
        hasAgent = agent !== null
        return
      }
      case 'handoff.requested':
        host.emit('handoff', {})
        return
      case 'rating.given':
        host.emit('rating', { score: event.score, scale: event.scale, comment: event.comment })
    }
  }
}

type Failed = Item & { error: NonNullable<Item['error']> }
const hasError = (item: Item): item is Failed => item.error !== undefined

const seqOf = (item: Item): number =>
  item.kind === 'message' ? (item.seq ?? 0) : item.kind === 'notice' ? item.event.seq : 0

/** What the page said, checked: `on`'s event and listener, or attributes. */
function check(words: unknown[]): void {
  const [first, listener] = words
  if (typeof first === 'object' && first !== null) {
    for (const name of granting.filter((one) => one in first))
      complain(`“${name}” is a plain attribute here: it counts only in a signed identity`)
    return
  }
  if (!(eventNames as readonly unknown[]).includes(first))
    complain('on', `there is no event “${first}”, but ${eventNames.join(', ')}`)
  if (typeof listener !== 'function') complain('on', `“${first}” needs a function`)
}

/** Resolves when the server has it, for as long as that takes; rejects with the server's code where it does not want it. */
function stored(m: Model, key: string): Promise<Stored> {
  return new Promise((resolve, reject) => {
    let was = false
    let off: (() => void) | undefined
    let isDone = false
    const end = (then: () => void) => {
      isDone = true
      off?.()
      then()
    }
    off = effect(() => {
      const { conversation, earlier } = m.client
      for (const { id, items } of [conversation.value, ...earlier.value]) {
        const item = items.value.find((one) => one.key === key)
        if (item?.kind !== 'message') continue
        was = true
        if (item.error) return end(() => reject(fail(item.error!.code)))
        if (item.seq && id.value) return end(() => resolve({ conversation: id.value!, seq: item.seq! }))
        return
      }
      // Removed by the visitor, or forgotten with all else.
      if (was) end(() => reject(fail('removed')))
    })
    if (isDone) off()
  })
}

/** Of things of the page's own, sent while somebody is connected; those before wait. */
const waiting = new WeakMap<object, Tracked[]>()
type Tracked = [name: string, data: Record<string, string>]

/** It opens no connection. */
async function track({ client }: Model, name: string, texts: Record<string, string>): Promise<void> {
  const send = async (...[event, data]: Tracked) => {
    const { error } = await client.request('track', { name: event, data })
    if (error) throw fail(error.code)
  }
  if (client.connection.peek().state === 'online') return send(name, texts)
  let all = waiting.get(client)
  if (!all) {
    all = []
    waiting.set(client, all)
    const off = effect(() => {
      if (client.connection.value.state !== 'online') return
      waiting.delete(client)
      for (const one of all!) send(...one).catch((reason) => complain('track', reason))
      queueMicrotask(() => off())
    })
  }
  // As many as the server keeps of a visitor who has not acted.
  all.splice(0, all.length - 19)
  all.push([name, texts])
}
