/**
 * What goes with the bot's messages: the one that it is writing, what a model answered from, and whether an
 * answer helped (AS-12, AS-16). Fetched with the thread where the site has an assistant.
 */
import type { Draft, Message } from '@foyer/client'
import type { Seq, Source } from '@foyer/protocol'
import { Component, type VNode } from 'preact'
import { Avatar, faceOf } from '../panel/header.tsx'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import { RichText, rich } from '../panel/rich.tsx'
import css from './assistant.css?inline'

const upIcon = 'M7 11l4-7q2.500 0 2 3l-.8 3H18q2 0 1.600 2l-1.400 6q-.5 2-2.500 2H7zM7 11H4v9h3'

export { css }

/** Hidden from screen readers while it grows: they are told the message that takes its place, once. */
export function DraftRow({ m, draft, first }: { m: Model; draft: Draft; first: boolean }): VNode {
  const face = faceOf(draft.by, m)
  const row = (
    <div part="message draft" data-side="them" data-first={first || undefined} data-last aria-hidden="true">
      <Avatar {...face} />
      <div class="body">
        {first && (
          <span class="name">
            <bdi>{face.name}</bdi>
          </span>
        )}
        <div class="line">
          <div part="bubble" class="rich">
            <RichText text={draft.text} />
          </div>
        </div>
        <span part="meta">
          <span class="dots">
            <i />
            <i />
            <i />
          </span>
        </span>
      </div>
    </div>
  )
  return m.dress.value.config.assistant?.asksHelpful ? (
    <>
      {row}
      <div class="after ghost" />
    </>
  ) : (
    row
  )
}

interface AfterProps {
  m: Model
  message: Message
  /** Of the bot's answers. */
  newest: boolean
}

export function AfterAnswer({ m, message, newest }: AfterProps): VNode | null {
  const { config } = m.dress.value
  const { handler } = m.client.conversation.value.head.value ?? {}
  const asks =
    newest &&
    message.body.kind === 'text' &&
    config.assistant?.asksHelpful &&
    handler === 'assistant' &&
    !m.isClosed.value
  return message.sources || asks ? (
    <div class="after">
      {message.sources && <Sources m={m} sources={message.sources} />}
      {asks && <Helpful key={message.key} m={m} seq={message.seq!} />}
    </div>
  ) : null
}

function Sources({ m, sources }: { m: Model; sources: Source[] }): VNode {
  return (
    <p part="sources">
      {m.texts.peek().sources}
      {sources.map(({ title, url }) => {
        const to = url === undefined ? null : rich().readLink(url)
        const name = <bdi>{title}</bdi>
        return to ? (
          <a key={title} href={to.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {name}
          </a>
        ) : (
          <span key={title}>{name}</span>
        )
      })}
    </p>
  )
}

/**
 * What was said of the answer: said again, the last counts. Kept where the client keeps what it has of this
 * visitor, so it goes with it; without storage it lasts as long as the page.
 */
const said = new Map<string, boolean>()
const keyOf = (m: Model, seq: Seq) =>
  `foyer:${m.host.config.site}:said:${m.client.conversation.peek().id.peek()}:${seq}`
function saidOf(key: string): boolean | undefined {
  try {
    const kept = localStorage.getItem(key)
    return kept === null ? said.get(key) : kept === 'yes'
  } catch {
    return said.get(key)
  }
}

class Helpful extends Component<{ m: Model; seq: Seq }> {
  #rate(helpful: boolean): void {
    const { m, seq } = this.props
    const key = keyOf(m, seq)
    said.set(key, helpful)
    try {
      localStorage.setItem(key, helpful ? 'yes' : 'no')
    } catch {
      // The page may not use storage.
    }
    void m.client.conversation.peek().rateAnswer(seq, helpful)
    this.forceUpdate()
  }

  render({ m, seq }: { m: Model; seq: Seq }): VNode {
    const t = m.texts.value
    const helpful = saidOf(keyOf(m, seq))
    if (helpful !== undefined)
      return (
        <p part="helpful">
          {helpful ? t.thanks : t.notHelpful}
          {!helpful && (
            <button type="button" part="option" onClick={m.askPerson}>
              {t.person}
            </button>
          )}
        </p>
      )
    return (
      <fieldset part="helpful" aria-label={t.helpful}>
        {t.helpful}
        <button type="button" part="option" onClick={() => this.#rate(true)}>
          <Icon path={upIcon} />
          {t.yes}
        </button>
        <button type="button" part="option" class="down" onClick={() => this.#rate(false)}>
          <Icon path={upIcon} />
          {t.no}
        </button>
      </fieldset>
    )
  }
}
