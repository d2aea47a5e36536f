/** A tag as it is shown: a system tag by its name and colour, an own one by itself (IN-5). */
import { cleanName } from '@foyer/widget/text'
import type { ComponentChildren } from 'preact'
import { useConsole } from '../console.ts'

const systemPrefix = 'sys:'

export interface TagFace {
  name: string
  color?: string
}

/** Settings are asked for once a tag of that site has to be shown. */
export function useTagFace(site: string): (tag: string) => TagFace {
  const { sites } = useConsole()
  return (tag) => {
    if (!tag.startsWith(systemPrefix)) return { name: cleanName(tag) }
    const held = sites.of(site).value
    const system = held.state === 'ready' ? held.value.settings.tags.system : []
    const found = system.find(({ id }) => tag === systemPrefix + id)
    return found === undefined ? { name: tag.slice(systemPrefix.length) } : found
  }
}

export function TagChip({
  site,
  tag,
  isSmall = false,
  children,
}: {
  site: string
  tag: string
  isSmall?: boolean
  children?: ComponentChildren
}) {
  const { name, color } = useTagFace(site)(tag)
  return (
    <span class={isSmall ? 'chip row-tag' : 'chip'} data-foyer="tag">
      {color !== undefined && <i class="tag-dot" style={{ backgroundColor: color }} />}
      <bdi>{name}</bdi>
      {children}
    </span>
  )
}
