/**
 * Cards (CV-9, CV-11): products, coupons, links; and those that the page hands over, which are offered over the
 * composer or sent by themselves. Pictures come from our own server, or from the page's own for its own card.
 */
import { type Card, type CardButton, cleanName, type PageCard } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import { Component, type VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { fromServer } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { RichText, rich } from '../panel/rich.tsx'
import css from './cards.css?inline'

const faces = {
  product: 'M6 8h12l1 12H5zM9 8a3 3 0 0 1 6 0',
  coupon: 'M4 7h16v3.5a1.8 1.8 0 0 0 0 3V17H4v-3.5a1.8 1.8 0 0 0 0-3zM14 7v10',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
}
const copyIcon = 'M9 9h10v11H9zM5 15V4h10'
const checkIcon = 'M5 12.5l4.5 4.5L19 7.5'

/** What is followed from a card tells nobody where from. */
const follow = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }

export { css }

interface CardProps {
  m: Model
  card: Card
  /** The visitor's own: what could be pressed in it is for the other side. */
  mine: boolean
}

/** Where a card's picture comes from; null where it may not be asked for. */
function pictureOf(m: Model, { image = '' }: Card, isPages: boolean): string | null {
  const origins = [m.host.url, ...(isPages ? [location.origin] : [])]
  const isOurs = image.startsWith('/') || origins.some((origin) => image.startsWith(`${origin}/`))
  return isOurs ? fromServer(image, m)! : null
}

class Picture extends Component<{ address: string; type: Card['type'] }, { gone: boolean }> {
  override state = { gone: false }

  render({ address, type }: { address: string; type: Card['type'] }): VNode {
    return this.state.gone ? (
      <Icon path={faces[type]} />
    ) : (
      <img
        src={address}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => this.setState({ gone: true })}
      />
    )
  }
}

export function CardView({ m, card, mine }: CardProps): VNode {
  const t = m.texts.peek()
  const { type, price, text, code } = card
  const title = cleanName(card.title)
  const picture = pictureOf(m, card, mine)
  const link = card.url === undefined ? null : rich().readLink(card.url)
  const buttons = card.buttons?.filter((button) => !mine || button.url) ?? []
  return (
    <div part="card" data-type={type}>
      {picture && (
        <span class="shot">
          <Picture address={picture} type={type} />
        </span>
      )}
      <div class="facts" dir="auto">
        <b>
          {link ? (
            <a href={link.href} {...follow}>
              {title}
            </a>
          ) : (
            title
          )}
        </b>
        {price && (
          <span class="price">
            <bdi>{price}</bdi>
          </span>
        )}
        {text && (
          <div class="rich">
            <RichText text={text} />
          </div>
        )}
        {link?.host && (
          <span class="host">
            <Icon path={faces.link} />
            <bdi dir="ltr">{link.host}</bdi>
          </span>
        )}
      </div>
      {code && <Code code={code} copy={t.copyCode} copied={t.copied} />}
      {buttons.length > 0 && (
        <div class="deeds">
          {buttons.map((button) => (
            <Deed key={button.label} m={m} button={button} />
          ))}
        </div>
      )}
    </div>
  )
}

function Deed({ m, button: { label, url, text, handoff } }: { m: Model; button: CardButton }): VNode | null {
  if (url === undefined) {
    const press = () => (handoff ? m.askPerson() : m.send(text ?? label))
    return (
      <button type="button" part="option" dir="auto" onClick={press}>
        {label}
      </button>
    )
  }
  // One that leads nowhere that may be followed is no button.
  const link = rich().readLink(url)
  return (
    link && (
      <a part="option" dir="auto" href={link.href} {...follow}>
        {label}
      </a>
    )
  )
}

interface CodeProps {
  code: string
  copy: string
  copied: string
}

class Code extends Component<CodeProps, { done: boolean }> {
  override state = { done: false }

  #copy = async () => {
    // A page may forbid the clipboard: the code can still be read and selected.
    await navigator.clipboard?.writeText(this.props.code).then(
      () => this.setState({ done: true }),
      () => {},
    )
  }

  render({ code, copy, copied }: CodeProps): VNode {
    const { done } = this.state
    return (
      <div part="coupon">
        <code dir="ltr">{code}</code>
        <button type="button" onClick={this.#copy} aria-label={`${copy} ${code}`}>
          <Icon path={done ? checkIcon : copyIcon} />
          <span role="status">{done ? copied : copy}</span>
        </button>
      </div>
    )
  }
}

/** What one card of the page is, so that it is the same one when it is handed over again. */
const nameOf = ({ type, title, text, url, price, code, question }: Card) =>
  JSON.stringify([type, title, text, url, price, code, question])

function isInThread(m: Model, card: Card): boolean {
  const name = nameOf(card)
  const { items, head } = m.client.conversation.value
  return (
    head.value?.status !== 'closed' &&
    items.value.some(
      (item) =>
        item.kind === 'message' && item.mine && item.body.kind === 'card' && nameOf(item.body.card) === name,
    )
  )
}

function post(m: Model, card: Card): void {
  m.first(() => m.client.conversation.peek().post({ kind: 'card', card }))
}

interface Handed {
  offered: Card | null
  /** Sent by themselves in this view of the page. */
  sent: Set<string>
}
const handed = new WeakMap<Model, Handed>()

/**
 * The page's words, as the protocol has them. Its addresses may be relative to the page; one that may not be followed is
 * left out, and a button with it: the server would refuse the whole card.
 */
function tidy({ type = 'product', title, text, image, url, price, code, buttons, question }: PageCard): Card {
  const absolute = (address = '') =>
    address && URL.canParse(address, document.baseURI)
      ? rich().readLink(new URL(address, document.baseURI).href)?.href
      : undefined
  const picture = absolute(image)
  return {
    type,
    title,
    text,
    image: picture?.startsWith('http') ? picture : undefined,
    url: absolute(url),
    price,
    code,
    buttons: buttons
      ?.map((button) => (button.url ? { ...button, url: absolute(button.url) ?? '' } : button))
      .filter((button) => button.url !== ''),
    question,
  }
}

export function takeCard(m: Model, page: PageCard): void {
  const card = tidy(page)
  const held = handed.get(m) ?? { offered: null, sent: new Set() }
  handed.set(m, held)
  if (!page.autoSend) {
    held.offered = card
    const draw = () => <Offer key={Offer} m={m} card={card} held={held} />
    m.above.value = [...m.above.peek().filter((one) => !offers.has(one)), draw]
    offers.add(draw)
    return
  }
  const name = nameOf(card)
  if (held.sent.has(name)) return
  held.sent.add(name)
  whenKnown(m, () => {
    if (!isInThread(m, card)) post(m, card)
  })
}

const offers = new WeakSet<object>()

/** Once it is known what stands in the conversation that this browser holds, if it holds one. */
function whenKnown(m: Model, then: () => void): void {
  if (!m.client.resume()) {
    then()
    return
  }
  let isDone = false
  const off = effect(() => {
    const { id, head, items } = m.client.conversation.value
    const isOnline = m.client.connection.value.state === 'online'
    const isLogged = items.value.some((item) =>
      item.kind === 'notice' ? item.event.seq > 0 : item.kind === 'message' && item.seq !== null,
    )
    const isKnown = isOnline && (id.value === null || head.value?.status === 'closed' || isLogged)
    if (!isKnown || isDone) return
    isDone = true
    queueMicrotask(() => {
      off()
      then()
    })
  })
}

/** Over the composer, until it is sent or put away. */
function Offer({ m, card, held }: { m: Model; card: Card; held: Handed }): VNode | null {
  const t = m.texts.value
  if (held.offered !== card || m.isClosed.value || isInThread(m, card)) return null
  const picture = pictureOf(m, card, true)
  const title = cleanName(card.title)
  const end = () => {
    held.offered = null
    m.above.value = m.above.peek().filter((one) => !offers.has(one))
  }
  return (
    <section part="offer" aria-label={title}>
      <span class="shot">
        {picture ? <Picture address={picture} type={card.type} /> : <Icon path={faces[card.type]} />}
      </span>
      <span class="facts">
        <b dir="auto">{title}</b>
        {card.price && <bdi>{card.price}</bdi>}
      </span>
      <button
        type="button"
        part="offer-send"
        aria-label={`${t.send}: ${title}`}
        onClick={() => {
          end()
          post(m, card)
        }}
      >
        {t.send}
      </button>
      <button type="button" class="round" aria-label={fill(t.putAway, { name: title })} onClick={end}>
        <Icon path={icons.close} />
      </button>
    </section>
  )
}
