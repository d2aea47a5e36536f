/**
 * What stands around the thread: the notice at the top (WG-7) and the quick menu above the composer (WG-6). Fetched
 * with the panel where the site has one of them, or may have by a reception plan (RT-8), which it follows too.
 */
import { fetchPiece } from '@foyer/client'
import type { WidgetMenuItem } from '@foyer/protocol'
import { Component, createRef, type VNode } from 'preact'
import { fromServer } from '../panel/header.tsx'
import { Icon, icons } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { rich } from '../panel/rich.tsx'
import css from './around.css?inline'
import { fillLink } from './fill-link.ts'
import { menuPaths } from './menu-icons.ts'

export { css }

/** It is there for as long as the panel is: so it also keeps track of what the plans say. */
export class NoticeBar extends Component<{ m: Model }, { closed: string }> {
  override state = { closed: '' }
  #box = createRef<HTMLDivElement>()
  #sizes: ResizeObserver | undefined
  #isGone = false
  #stop = () => {}

  override componentDidMount(): void {
    const { m } = this.props
    const box = this.#box.current!
    // The panel's own button to close stands over what is under the notice.
    this.#sizes = new ResizeObserver(() =>
      box.parentElement?.style.setProperty('--notice', `${box.offsetHeight}px`),
    )
    this.#sizes.observe(box)
    fetchPiece(() => import('./where.ts')).then(
      ({ watchWhere }) => {
        if (!this.#isGone) this.#stop = watchWhere(m)
      },
      () => {},
    )
  }

  override componentWillUnmount(): void {
    this.#isGone = true
    this.#sizes?.disconnect()
    this.#stop()
  }

  render({ m }: { m: Model }): VNode {
    const t = m.texts.value
    const { notice } = m.dress.value.config
    // Put away for as long as the page is there, which is kept nowhere; another notice is another matter.
    const isShown = notice && this.state.closed !== notice.text
    const href = notice?.link && linkOf(m, notice.link.url)
    return (
      <div ref={this.#box} class="notice-box" role="status">
        {isShown && (
          <div part="notice-bar" data-tone={notice.tone} key={notice.text}>
            <Icon path={notice.tone === 'warning' ? warningIcon : infoIcon} />
            <p dir="auto">
              {notice.text}{' '}
              {href && (
                <a
                  href={href}
                  target="_blank"
                  rel="noopener noreferrer"
                  onClick={(event) => refill(event, m)}
                >
                  {notice.link!.label}
                </a>
              )}
            </p>
            {notice.canClose && (
              <button
                type="button"
                part="notice-close"
                class="round"
                aria-label={t.hideNotice}
                title={t.hideNotice}
                onClick={() => this.setState({ closed: notice.text })}
              >
                <Icon path={icons.close} />
              </button>
            )}
          </div>
        )}
      </div>
    )
  }
}

const infoIcon = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.500M12 7.600v.1'
const warningIcon = 'M12 4 21 20H3zM12 10.500v4M12 17.200v.1'

export function QuickMenu({ m }: { m: Model }): VNode | null {
  const t = m.texts.value
  const { menu } = m.dress.value.config
  const thread = m.client.conversation.value
  const head = thread.head.value
  // Who talks with a person, waits for one or has just asked has no use for asking.
  const asks = thread.items.value.some(
    (item) => item.kind === 'notice' && item.event.seq === 0 && !item.error,
  )
  const isOffered = !asks && (!head || head.handler === 'assistant')
  const items = menu.filter(({ act }) => act.do !== 'handoff' || isOffered)
  if (items.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be scrolled in every browser
    <div part="quick-menu" role="group" aria-label={t.menu} onWheel={scrollSideways}>
      {items.map((item) => (
        <MenuButton key={item.id} m={m} item={item} />
      ))}
    </div>
  )
}

function MenuButton({ m, item }: { m: Model; item: WidgetMenuItem }): VNode | null {
  const { act, label, icon } = item
  const content = (
    <>
      <MenuIcon m={m} icon={icon} />
      <bdi>{label}</bdi>
    </>
  )
  if (act.do === 'link') {
    const href = linkOf(m, act.url)
    return href === null ? null : (
      <a
        part="menu-item"
        data-do="link"
        data-template={act.url}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => refill(event, m)}
      >
        {content}
      </a>
    )
  }
  return (
    <button
      type="button"
      part="menu-item"
      data-do={act.do}
      onClick={(event) => {
        if (act.do === 'text') m.send(act.text)
        else if (act.do === 'handoff') m.askPerson()
        else showCategory(m, act.category, event.currentTarget.getRootNode() as ShadowRoot)
      }}
    >
      {content}
    </button>
  )
}

function MenuIcon({ m, icon }: { m: Model; icon: string }): VNode | null {
  const path = menuPaths[icon]
  if (path) return <Icon path={path} turn={icon === 'return'} />
  return icon.includes('/') ? <img src={fromServer(icon, m)} alt="" /> : null
}

const linkOf = (m: Model, template: string) => fillLink(template, factsOf(m), rich().readLink)

function factsOf(m: Model) {
  const { client } = m
  const attributes = client.attributes() ?? {}
  const { id, nickname } = client.visitor.value ?? {}
  const { name = nickname } = attributes
  return {
    visitor: { id, name: name === undefined ? name : String(name) },
    attributes,
    page: { url: location.href },
  }
}

/** What is known may have changed since it was drawn, the page's address above all. */
function refill(event: MouseEvent, m: Model): void {
  const link = event.currentTarget as HTMLAnchorElement
  const template = link.dataset.template ?? m.dress.peek().config.notice?.link?.url
  const href = template && linkOf(m, template)
  if (href) link.href = href
}

/** The FAQ from that category on. The screen is drawn at once, as all of the panel is. */
function showCategory(m: Model, category: string, root: ShadowRoot): void {
  m.query.value = ''
  m.back()
  const heading = [...root.querySelectorAll('[part="home"] h2')].find(
    ({ textContent }) => textContent === category,
  )
  const section = heading?.closest('section')
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector('button')?.focus({ preventScroll: true })
}

/** A wheel that only goes up and down moves what only goes sideways. */
function scrollSideways(event: WheelEvent): void {
  const row = event.currentTarget as HTMLElement
  if (event.deltaX !== 0 || row.scrollWidth <= row.clientWidth) return
  row.scrollLeft += getComputedStyle(row).direction === 'rtl' ? -event.deltaY : event.deltaY
  event.preventDefault()
}
