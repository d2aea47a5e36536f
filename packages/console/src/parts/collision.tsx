/** A colleague is answering, or has while one typed: then the same would be said twice. */
import { cleanName } from '@foyer/widget/text'
import { t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { Icon } from './icon.tsx'

export function Collision({ open }: { open: OpenThread }) {
  const answered = open.answeredMeanwhile.value
  const who = answered ?? open.thread.colleagueTyping.value?.by
  if (who === undefined) return null
  const name = cleanName(who.name ?? '')
  return (
    <p class="collision" role="status" data-foyer="collision">
      <Icon name="warning" size={14} />
      <span dir="auto">{t(answered === null ? 'collision.typing' : 'collision.answered', { name })}</span>
    </p>
  )
}
