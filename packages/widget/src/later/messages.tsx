/**
 * The messages of a conversation, fetched when there is a first one or somebody begins to write: days,
 * groups, who types, history, the way back to the end.
 */
import type { Conversation, Item } from '@foyer/client'
import type { Seq } from '@foyer/protocol'
import { untracked } from '@preact/signals-core'
import { Component, type ComponentChildren, createRef, Fragment, type VNode } from 'preact'
import { plural } from '../locales/texts.ts'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { MessageView } from './message.tsx'
import css from './messages.css?inline'
import type { Reading } from './reading.ts'
import { arrangeRows, type Row } from './rows.ts'
import { createScroll, type Scroll } from './scroll.ts'
import { formatDay } from './times.ts'

const isBot = (item: Item) => item.kind === 'message' && item.auto === 'bot'

const downIcon = 'M6 9.5l6 6 6-6'

export { css }

interface ListProps {
  m: Model
  /** Stands before the first message. */
  children: ComponentChildren
}

export class MessageList extends Component<ListProps, { atEnd: boolean; busy: boolean }> {
  override state = { atEnd: true, busy: false }
  #box = createRef<HTMLElement>()
  #log = createRef<HTMLDivElement>()
  #shown: Conversation | undefined
  #items: Item[] | undefined
  #rows: Row[] = []
  #hasDraft = false
  /** What took the place of a draft: it is there already, and does not come in. */
  #calm = new Set<string>()
  #scroll: Scroll | undefined
  #reading: Reading | undefined

  override componentDidMount(): void {
    this.props.m.pieces.quoting.load().catch(() => {})
    this.componentDidUpdate()
  }

  // Untracked: what is looked up here decides nothing that is drawn.
  override componentDidUpdate(): void {
    untracked(() => {
      const { m } = this.props
      const conversation = m.client.conversation.value
      const box = this.#box.current!
      if (conversation !== this.#shown) {
        this.#stop()
        this.#shown = conversation
        this.#scroll = createScroll(box, this.#log.current!, {
          onTop: () => this.#loadOlder(),
          onEnd: (atEnd) => this.setState({ atEnd }),
        })
        this.#scroll.toEnd()
      }
      // What tells what was read comes with another piece, at about the same time.
      this.#reading ??= m.pieces.live.module.value?.watchReading(box, () => m.open.peek(), conversation.read)
      const items = conversation.items.value
      const last = items.at(-1)
      const mine = last?.kind === 'upload' || (last?.kind === 'message' && last.mine)
      this.#scroll!.settle(items[0]?.key, last?.key, mine)
      this.#reading?.follow(box.querySelectorAll('[data-seq][data-side="them"]'))
    })
  }

  override componentWillUnmount(): void {
    this.#stop()
  }

  #stop() {
    this.#scroll?.off()
    this.#reading?.off()
    this.#reading = undefined
  }

  async #loadOlder() {
    const conversation = this.#shown!
    if (this.state.busy || !conversation.hasOlder.peek()) return
    this.setState({ busy: true })
    await conversation.loadOlder()
    this.setState({ busy: false })
  }

  #jump = async (seq: Seq) => {
    const { m } = this.props
    const { jumpTo } = await m.pieces.quoting.load()
    this.setState({ busy: true })
    await jumpTo(m, this.#box.current!, seq, () => this.#scroll?.leave())
    this.setState({ busy: false })
  }

  render({ m, children }: ListProps): VNode {
    const dress = m.dress.value
    const t = m.texts.value
    const { config, tag } = dress
    const conversation = m.client.conversation.value
    const items = conversation.items.value
    const typing = conversation.typing.value
    const draft = conversation.draft.value
    const unread = conversation.unread.value
    const isClosed = m.isClosed.value
    const earlier = !m.hasThread.value && m.client.earlier.value.at(-1)?.id.value
    const bodies = m.pieces.bodies.module.value
    const live = m.pieces.live.module.value
    const assistant = m.pieces.assistant.module.value
    const quoting = m.pieces.quoting.module.value
    const edited = quoting?.editedIn(m).value
    const { atEnd, busy } = this.state
    // Read so that opening looks again at what is in view.
    void m.open.value
    if (items !== this.#items) this.#rows = arrangeRows(items)
    this.#items = items
    const last = items.at(-1)
    const lastBot = items.findLast(isBot)
    if (this.#hasDraft && !draft && last) this.#calm.add(last.key)
    this.#hasDraft = draft !== null
    if (draft) m.pieces.assistant.load().catch(() => {})
    const lastMine = items.findLast((item) => item.kind === 'message' && item.mine)
    if (bodies === null && items.some((item) => item.kind === 'upload'))
      m.pieces.bodies.load().catch(() => {})
    return (
      <>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section ref={this.#box} part="thread" class="scroll" tabIndex={0} aria-label={t.messages}>
          <div ref={this.#log} class="log" role="log" aria-busy={busy} aria-label={t.messages}>
            {earlier && (
              <button type="button" part="earlier" onClick={() => m.client.show(earlier)}>
                {t.lastTalk}
              </button>
            )}
            {children}
            {this.#rows.map((row) => {
              if (row.kind === 'day') {
                return (
                  <p key={row.key} part="day">
                    <time dateTime={new Date(row.at).toISOString()}>
                      {formatDay(row.at, Date.now(), tag)}
                    </time>
                  </p>
                )
              }
              const { item, key } = row
              if (item.kind === 'notice') {
                const notice = live?.tellNotice(item, m)
                return (
                  notice && (
                    <p key={key} part="notice" dir="auto">
                      {notice}
                    </p>
                  )
                )
              }
              if (item.kind === 'upload') return bodies && <bodies.UploadRow key={key} m={m} upload={item} />
              return (
                <Fragment key={key}>
                  <MessageView
                    m={m}
                    dress={dress}
                    bodies={bodies}
                    live={live}
                    quoting={quoting}
                    message={item}
                    first={row.first}
                    last={row.last}
                    showsState={item === lastMine}
                    quotes={config.quoting && !isClosed}
                    edits={edited === item.key}
                    calm={this.#calm.has(key)}
                    onJump={this.#jump}
                  />
                  {assistant && isBot(item) && (
                    <assistant.AfterAnswer m={m} message={item} newest={item === lastBot} />
                  )}
                </Fragment>
              )
            })}
            {draft && assistant ? (
              <assistant.DraftRow m={m} draft={draft} first={last !== lastBot} />
            ) : (
              typing && live && !isClosed && <live.TypingRow m={m} by={typing.by} />
            )}
            {live && <live.RatingRow m={m} items={items} />}
          </div>
        </section>
        {busy && <p class="busy">{t.loadingOlder}</p>}
        {!atEnd && (
          <button
            type="button"
            part="to-latest"
            onClick={() => this.#scroll?.toEnd(true)}
            aria-label={unread > 0 ? undefined : t.toLatest}
          >
            {unread > 0 && plural(t.newMessages, unread, tag)}
            <Icon path={downIcon} />
          </button>
        )}
      </>
    )
  }
}
