/** The way to a person while the assistant has the turn, and afterwards the place in the queue (RT-1). */
import type { VNode } from 'preact'
import { fill } from '../locales/texts.ts'
import { Icon } from './icons.tsx'
import type { Model } from './model.ts'

const personIcon = 'M4.5 14v-2a7.5 7.5 0 0 1 15 0v2M4.5 13h3v6h-3zM16.5 13h3v6h-3zM18 19q0 2.5-4.5 2.5'

export function PersonBar({ m }: { m: Model }): VNode {
  const t = m.texts.value
  const { config, tag } = m.dress.value
  const { assistant } = config
  const thread = m.client.conversation.value
  const head = thread.head.value
  const items = thread.items.value
  // A queue that nobody works on has no places: then the header says when people are back.
  const isServed = m.availability.value.state === 'agents'
  const place = isServed && head?.handler === 'queue' && head.queue?.position
  const answers = items.filter((item) => item.kind === 'message' && item.auto === 'bot').length
  // Asked for and not answered yet; what was refused can be asked again.
  const asks = items.some((item) => item.kind === 'notice' && item.event.seq === 0 && !item.error)
  const isOffered = !asks && !m.isOff.value && (head ? head.handler === 'assistant' : assistant)
  return (
    <div class="bar">
      {isOffered && answers >= (assistant?.personAfter ?? 0) && (
        <button type="button" part="person" onClick={m.askPerson}>
          <Icon path={personIcon} />
          {t.person}
        </button>
      )}
      {/* Always there: a screen reader tells only what changes in what it knows. */}
      <p part="place" role="status">
        {place &&
          (place > 1 ? fill(t.queuedAt, { n: new Intl.NumberFormat(tag).format(place) }) : t.queuedNext)}
      </p>
    </div>
  )
}
