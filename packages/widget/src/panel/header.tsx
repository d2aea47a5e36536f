/** Who one talks to: the agent's face and name while one speaks, the site's otherwise (WG-9). */
import type { Actor } from '@foyer/protocol'
import type { VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { cleanName } from '../text/index.ts'
import { formatOpening } from './format.ts'
import { Icon } from './icons.tsx'
import type { Model } from './model.ts'
import { useValue } from './use-value.ts'

/** A picture, else the assistant's mark, else the first letter of a name. */
export function Avatar({ name, image, kind }: { name: string; image?: string; kind?: Actor['kind'] }): VNode {
  return (
    <span class="avatar" aria-hidden="true">
      {image ? (
        <img src={image} alt="" />
      ) : kind === 'assistant' ? (
        <Icon name="spark" />
      ) : (
        [...name][0]?.toUpperCase()
      )}
    </span>
  )
}

export function actorName(by: Actor, m: Model): string {
  const { texts, config } = m.dress.peek()
  return cleanName(by.name ?? '') || (by.kind === 'assistant' ? texts.assistant : config.name)
}

/** Pictures come from the server; its addresses are relative to it. */
export const fromServer = (address: string | undefined, m: Model): string | undefined =>
  address?.startsWith('/') ? m.host.url + address : address

export function Presence({ m }: { m: Model }): VNode {
  const { texts: t, config, tag } = useValue(m.dress)
  const { state, opensAt } = useValue(m.client.availability) ?? config.availability
  const closed = opensAt ? fill(t.backAt, { time: formatOpening(opensAt, Date.now(), tag) }) : t.away
  return (
    <span part="presence" data-state={state}>
      {state === 'agents' ? t.online : state === 'assistant' ? t.assistantOnline : closed}
    </span>
  )
}

export function ThreadHeader({ m }: { m: Model }): VNode {
  const { texts: t, config } = useValue(m.dress)
  const speaker = useValue(m.speaker)
  const hasFaq = useValue(m.hasFaq)
  const id = useValue(useValue(m.client.conversation).id)
  const isClosed = useValue(m.isClosed)
  const name = speaker ? actorName(speaker, m) : config.appearance.title || config.name
  const image = speaker ? fromServer(speaker.avatar, m) : config.appearance.logo
  return (
    <header part="header">
      {hasFaq && (
        <button type="button" part="back" class="round" aria-label={t.back} onClick={m.back}>
          <Icon name="back" turn />
        </button>
      )}
      <Avatar name={name} image={image} kind={speaker?.kind} />
      <div class="who">
        <b>
          <bdi>{name}</bdi>
        </b>
        <Presence m={m} />
      </div>
      {id !== null && !isClosed && (
        <button type="button" part="end" class="round" aria-label={t.end} title={t.end} onClick={m.askToEnd}>
          <Icon name="end" turn />
        </button>
      )}
    </header>
  )
}
