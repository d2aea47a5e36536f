/** Who one talks to: the agent's face and name while one speaks, the site's otherwise (WG-9). */
import { type Actor, cleanName, type WidgetConfig } from '@foyer/protocol'
import type { VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Icon, icons } from './icons.tsx'
import type { Model } from './model.ts'

export interface Face {
  name: string
  image?: string
  kind?: Actor['kind']
}

/** A picture, else the assistant's mark, else the first letter of a name. */
export function Avatar({ name, image, kind }: Face): VNode {
  return (
    <span class="avatar" aria-hidden="true">
      {image ? (
        <img src={image} alt="" />
      ) : kind === 'assistant' ? (
        <Icon path={icons.spark} />
      ) : (
        [...name][0]?.toUpperCase()
      )}
    </span>
  )
}

/** What the site is called, wherever its name or its letter stands. */
export const siteName = ({ appearance, name }: WidgetConfig): string => appearance.title || name

export function actorName(by: Actor, m: Model): string {
  return (
    cleanName(by.name ?? '') ||
    (by.kind === 'assistant' ? m.texts.peek().assistant : siteName(m.dress.peek().config))
  )
}

/** Pictures come from the server; its addresses are relative to it. */
export const fromServer = (address: string | undefined, m: Model): string | undefined =>
  address?.startsWith('/') ? m.host.url + address : address

/** The site's own face where nobody, or its system, speaks. */
export function faceOf(by: Actor | null, m: Model): Face {
  const { config } = m.dress.peek()
  const isSite = by === null || by.kind === 'system'
  return {
    name: by ? actorName(by, m) : siteName(config),
    image: fromServer(isSite ? config.appearance.avatar || config.appearance.logo : by.avatar, m),
    kind: by?.kind,
  }
}

/** `by`: who holds the conversation; where the assistant does it answers at once, whoever else is there. */
export function Presence({ m, by }: { m: Model; by?: Actor | null }): VNode {
  const t = m.texts.value
  const { tag } = m.dress.value
  const { state: site, opensAt } = m.availability.value
  const head = m.client.conversation.value.head.value
  const isBots = by?.kind === 'assistant'
  // Who waits for a person is not told that the assistant is there.
  const isPeoples = head && head.handler !== 'assistant' && !m.isClosed.value
  const state = isBots ? 'assistant' : isPeoples && site === 'assistant' ? 'closed' : site
  return (
    <span part="presence" data-state={state}>
      {state === 'agents'
        ? t.online
        : state === 'assistant'
          ? isBots
            ? t.atOnce
            : t.assistantOnline
          : opensAt
            ? fill(t.backAt, { time: formatOpening(opensAt, tag) })
            : t.away}
    </span>
  )
}

// In the reader's own zone: with its weekday, unless it is today; with its date where a weekday could be this week's.
function formatOpening(at: number, tag: string): string {
  const weekday = new Date(at).toDateString() === new Date().toDateString() ? undefined : 'long'
  const isFar = at - Date.now() > 6 * 86_400_000
  return new Intl.DateTimeFormat(tag, {
    hour: 'numeric',
    minute: '2-digit',
    weekday,
    ...(isFar && { day: 'numeric', month: 'long' }),
  }).format(at)
}

export function BackButton({ m }: { m: Model }): VNode {
  return (
    <button type="button" part="back" class="round" aria-label={m.texts.value.back} onClick={m.back}>
      <Icon path={icons.back} turn />
    </button>
  )
}

export function ThreadHeader({ m }: { m: Model }): VNode {
  const t = m.texts.value
  const speaker = m.speaker.value
  const live = m.pieces.live.module.value
  const face = faceOf(speaker, m)
  return (
    <header part="header">
      {m.hasFaq.value && <BackButton m={m} />}
      <Avatar {...face} />
      <div class="who">
        <b>
          <bdi>{face.name}</bdi>
        </b>
        <Presence m={m} by={speaker} />
      </div>
      {live && <live.Tools m={m} />}
      {m.client.conversation.value.id.value !== null && (
        <button
          type="button"
          part="menu"
          class="round"
          aria-label={t.more}
          title={t.more}
          onClick={m.openMenu}
        >
          <Icon path={icons.more} />
        </button>
      )}
    </header>
  )
}
