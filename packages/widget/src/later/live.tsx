/**
 * What goes with a live conversation: how the connection is, how much is unread, what the page is told,
 * the draft over a reload. Fetched when somebody begins to write.
 */
import { fetchPiece, type Item, type Message, type Notice } from '@foyer/client'
import type { Actor, EventOf, EventType, ProtocolError, WidgetConfig } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import { Component, type VNode } from 'preact'
import { fill, plural } from '../locales/texts.ts'
import { Avatar, actorName, faceOf } from '../panel/header.tsx'
import type { Dress } from '../panel/host.ts'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import type { Piece } from '../panel/piece.ts'
import { rich } from '../panel/rich.tsx'
import css from './live.css?inline'
import { watchTitle } from './title.ts'

export { watchReading } from './reading.ts'

export { css }

/** Milliseconds that a cut may last before it is mentioned; most are over by then. */
const patience = 1500

/** A slim line about the connection, only while something is to be said and only once it lasts. */
export class LinkLine extends Component<{ m: Model }, { late: boolean }> {
  override state = { late: false }
  #timer: ReturnType<typeof setTimeout> | undefined
  #isAway = false
  #page = new AbortController()

  override componentDidMount(): void {
    const look = () => this.forceUpdate()
    for (const event of ['online', 'offline']) addEventListener(event, look, { signal: this.#page.signal })
    this.componentDidUpdate()
  }

  override componentDidUpdate(): void {
    const { m } = this.props
    const { state } = m.client.connection.peek()
    const isAway = state === 'waiting' || state === 'connecting' || (m.hasThread.peek() && !navigator.onLine)
    if (isAway === this.#isAway) return
    this.#isAway = isAway
    clearTimeout(this.#timer)
    if (isAway) this.#timer = setTimeout(() => this.setState({ late: true }), patience)
    else this.setState({ late: false })
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer)
    this.#page.abort()
  }

  render(): VNode {
    const { m } = this.props
    const t = m.texts.value
    const { state, code } = m.client.connection.value
    const told: Record<number, string> = {
      4503: t.siteOff,
      4504: t.blocked,
      4505: t.outdated,
      4507: t.erased,
    }
    const why = told[code ?? 0]
    const isErased = code === 4507
    const text =
      state === 'stopped'
        ? (why ?? t.stopped)
        : !this.state.late
          ? ''
          : navigator.onLine
            ? t.reconnecting
            : t.offline
    return (
      <div part="link" role="status" data-state={text ? state : undefined}>
        {text}
        {state === 'stopped' && (isErased || why === undefined) && (
          <button
            type="button"
            part="reconnect"
            onClick={({ currentTarget }) => {
              // Where something is asked first, nothing connects before the answer; a composer does with its focus.
              if (!isErased) m.client.connect()
              const root = currentTarget.getRootNode() as ShadowRoot
              root
                .querySelector<HTMLElement>('[part="input"], [part="ask"] :is(input, select, textarea)')
                ?.focus()
            }}
          >
            {isErased ? t.startNew : t.reconnect}
          </button>
        )}
      </div>
    )
  }
}

/** What is said of a draft's length, near the limit and beyond it; code points are what counts. */
export function tellLength(m: Model, left: number, limit: number): string {
  const t = m.texts.peek()
  const { tag } = m.dress.peek()
  if (left < 0) return plural(t.tooLong, -left, tag)
  return left < limit / 10 ? plural(t.charactersLeft, left, tag) : ''
}

/** Something that happened, in a line; null for what a visitor need not know. */
export function tellNotice({ event, error }: Notice, m: Model): string | null {
  const t = m.texts.peek()
  // What a form was refused for is said in the form.
  if (event.type === 'form.submitted') return null
  if (error) return explain(m, error)
  switch (event.type) {
    case 'conversation.assigned':
      return event.agent && fill(t.joined, { name: actorName(event.agent, m) })
    case 'handoff.requested':
      return t.handoff
    case 'conversation.warned':
      return t.closesSoon
    default:
      return null
  }
}

const ratings = new WeakMap<Model, Piece<typeof import('./rating.tsx')>>()

/** Asked to rate (WG-10). Its piece is not among the others: few are ever asked. */
export function RatingRow({ m, items }: { m: Model; items: readonly Item[] }): VNode | null {
  const invited = newest(items, 'rating.invited')
  if (!invited) return null
  const piece = ratings.get(m) ?? m.piece(() => import('./rating.tsx'))
  ratings.set(m, piece)
  const rating = piece.module.value
  if (!rating) piece.load().catch(() => {})
  return rating && <rating.Rating m={m} invited={invited} given={newest(items, 'rating.given')} />
}

function newest<T extends EventType>(items: readonly Item[], type: T): EventOf<T> | undefined {
  const found = items.findLast((item) => item.kind === 'notice' && item.event.type === type)
  return found?.kind === 'notice' ? (found.event as EventOf<T>) : undefined
}

/** Somebody types; what the assistant writes has a row of its own. */
export function TypingRow({ m, by }: { m: Model; by: Actor }): VNode {
  return (
    <div part="message typing" data-side="them" data-first data-last>
      <Avatar {...faceOf(by, m)} />
      <div
        part="bubble"
        class="dots"
        role="img"
        aria-label={fill(m.texts.peek().typing, { name: actorName(by, m) })}
      >
        <i />
        <i />
        <i />
      </div>
    </div>
  )
}

const two = 'M2 12.5l4.5 4.5L15 8M11.5 16.5l.5.5 9.5-9.5'
const marks = {
  sending: 'M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  delivered: two,
  read: two,
  failed: 'M12 8v5M12 16.5v.1M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
}

interface StateProps {
  m: Model
  dress: Dress
  message: Message
}

/** How far one's own message has come; what can be done with one that failed. */
export function StateView({ m, dress, message }: StateProps): VNode {
  const t = m.texts.value
  const { config } = dress
  // Where the site does not tell whether agents have read, the furthest that is shown is that it came.
  const state = message.state === 'read' && !config.receipts ? 'delivered' : message.state!
  const conversation = m.client.conversation.peek()
  return (
    <span part="state" data-state={state}>
      <Icon path={marks[state]} />
      {t[state]}
      {state === 'failed' && (
        <>
          {message.error && <span>{explain(m, message.error)}</span>}
          <button type="button" part="retry" onClick={() => conversation.retry(message.key)}>
            {t.retry}
          </button>
          <button type="button" part="remove" onClick={() => conversation.remove(message.key)}>
            {t.remove}
          </button>
        </>
      )}
    </span>
  )
}

const sounds = new WeakMap<Model, Piece<typeof import('./sound.tsx')>>()
function soundOf(m: Model): Piece<typeof import('./sound.tsx')> {
  const piece = sounds.get(m) ?? m.piece(() => import('./sound.tsx'))
  sounds.set(m, piece)
  return piece
}

/** What the visitor can switch while a conversation goes on. */
export function Tools({ m }: { m: Model }): VNode | null {
  const sound = m.dress.value.config.sound && m.hasThread.value && soundOf(m).module.value
  return sound ? <sound.SoundSwitch m={m} /> : null
}

/** Runs what a piece begins, once it is there. */
function startPiece(load: () => Promise<() => () => void>): () => void {
  let isGone = false
  let stop = () => {}
  load().then(
    (start) => {
      if (!isGone) stop = start()
    },
    () => {},
  )
  return () => {
    isGone = true
    stop()
  }
}

/** What the site's settings have become since the page had them shows in a refusal (WG-5, CV-10): they are read anew. */
function watchRefusals({ client, dress, host }: Model): () => void {
  let told = 0
  async function learn(): Promise<void> {
    const { config, tag } = dress.peek()
    const address = `${host.url}/v1/sites/${config.site}/widget?locale=${encodeURIComponent(tag)}`
    const answer = await fetch(address, { cache: 'no-cache' })
    if (!answer.ok) return
    const { forms, links, limits, fileTypes }: WidgetConfig = await answer.json()
    const worn = dress.peek()
    dress.value = { ...worn, config: { ...worn.config, forms, links, limits, fileTypes } }
  }
  return effect(() => {
    const refused = client.conversation.value.items.value.filter(
      ({ error }) => error && /^(forbidden|too_large|unsupported_type)$/.test(error.code),
    )
    if (refused.length > told) learn().catch(() => {})
    told = refused.length
  })
}

/** Begins; returns the way to end. */
export function startLive(m: Model): () => void {
  const { client, host, dress, draft } = m
  const site = host.config.site
  const kept = `foyer.draft:${site}`
  // Storage may be closed to the page; then a draft does not outlive it.
  const keep = (text: string) => {
    try {
      if (text === '') sessionStorage.removeItem(kept)
      else sessionStorage.setItem(kept, text)
    } catch {}
  }
  try {
    draft.value ||= sessionStorage.getItem(kept) ?? ''
  } catch {}
  let stopNews = () => {}
  let isOver = false
  const offs = [
    watchRefusals(m),
    watchTitle(client.unread, m.open),
    startPiece(async () => {
      if (!host.config.sound) return () => () => {}
      const { watchSound } = await soundOf(m).load()
      return () => watchSound(m)
    }),
    // Where something stands around the thread, that tells where the visitor is.
    startPiece(async () => {
      if (host.config.around) return () => () => {}
      const { watchWhere } = await fetchPiece(() => import('./where.ts'))
      return () => watchWhere(m)
    }),
    effect(() => {
      const count = client.unread.value
      host.setUnread(count, plural(m.texts.value.unread, count, dress.value.tag))
      host.emit('unread', { count })
    }),
    // A visitor who has not begun a conversation has nothing stored, and one who was erased nothing any more.
    effect(() => {
      const text = draft.value
      if (client.connection.value.code === 4507) keep('')
      else if (text === '' || client.conversation.value.id.value !== null) keep(text)
    }),
  ]
  fetchPiece(() => import('./page.ts')).then(
    (page) => {
      if (!isOver) stopNews = page.startNews(m)
    },
    () => {},
  )
  return () => {
    isOver = true
    stopNews()
    for (const off of offs) off()
  }
}

/** Why something was refused, for the visitor; `name` is the file's, where it was one. */
export function explain(m: Model, error: ProtocolError, name = ''): string {
  const texts = m.texts.peek()
  const { config, tag } = m.dress.peek()
  switch (error.code) {
    case 'rate_limited':
      return texts.tooMany
    case 'closed':
      return texts.conversationClosed
    case 'blocked':
      return texts.blocked
    case 'forbidden':
      return error.path === '/consent' ? texts.tickNeeded : texts.unknownError
    case 'unavailable':
      return texts.connectionLost
    case 'too_large':
      return fill(texts.fileTooLarge, { name, size: rich().formatSize(config.limits.file, tag) })
    case 'unsupported_type':
      return fill(texts.fileType, { name })
    default:
      return texts.unknownError
  }
}
