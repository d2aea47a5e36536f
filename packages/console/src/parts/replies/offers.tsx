/**
 * Beside the composer: quick replies, emoji, products, translation, what comes afterwards. One panel at a time over
 * the box; "/" in an empty box opens the quick replies, Escape closes whatever is open.
 */
import '../../styles/replies.css'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { addWords, type MessageKey, t } from '../../locale.ts'
import type { Offering, OpenThread } from '../../models/open-thread.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { Icon, type IconName } from '../icon.tsx'
import { later } from '../later.tsx'
import { AfterwardsTools } from './afterwards.tsx'
import { CompletionList } from './completion-list.tsx'
import { EmojiPanel } from './emoji-panel.tsx'
import type { OffersProps } from './offers-props.ts'
import { ProductPanel } from './product-panel.tsx'
import { QuickPanel } from './quick-panel.tsx'
import { TranslateReply } from './translate-reply.tsx'
import { useSources } from './use-offers.ts'

const FormPanel = later<{ open: OpenThread; sources: ReplySources }>(async () => {
  const [panel] = await Promise.all([import('./form-panel.tsx'), addWords('forms')])
  return panel.FormPanel
})

const faces: Record<Offering, { icon: IconName; name: MessageKey }> = {
  quick: { icon: 'bolt', name: 'offer.quick' },
  emoji: { icon: 'smile', name: 'offer.emoji' },
  products: { icon: 'bag', name: 'offer.products' },
  forms: { icon: 'form', name: 'offer.forms' },
}

export function Offers({ open, isNote, isOffline }: OffersProps) {
  const sources = useSources(open)
  const { sites } = useConsole()
  const { offering } = open
  const isReply = !isNote
  const site = sources?.site
  const translates = site !== undefined && (sites.known(site)?.translation.kind ?? 'off') !== 'off'

  useEffect(() => sources?.need(60_000), [sources])
  useEffect(() => {
    const steer = (event: KeyboardEvent) => {
      if (event.key === '/' && isReply && open.text.peek() === '' && !event.ctrlKey && !event.metaKey) {
        offering.value = 'quick'
        return true
      }
      if (event.key !== 'Escape' || offering.peek() === null) return false
      event.stopPropagation()
      offering.value = null
      return true
    }
    open.steers.add(steer)
    return () => {
      open.steers.delete(steer)
    }
  }, [open, isReply])
  // What was open for a reply is not for a note.
  useEffect(() => {
    if (!isReply && offering.peek() !== 'emoji') offering.value = null
  }, [isReply])

  if (sources === null) return null
  return (
    <>
      {isReply && <Opener open={open} of="quick" />}
      <Opener open={open} of="emoji" />
      {isReply && !isOffline && <Opener open={open} of="products" />}
      {isReply && !isOffline && <Opener open={open} of="forms" />}
      {isReply && translates && <TranslateReply open={open} sources={sources} />}
      {isReply && !isOffline && <AfterwardsTools open={open} />}
      {isReply && offering.value === 'quick' && <QuickPanel open={open} sources={sources} />}
      {offering.value === 'emoji' && <EmojiPanel open={open} />}
      {isReply && offering.value === 'forms' && <FormPanel open={open} sources={sources} />}
      {isReply && offering.value === 'products' && <ProductPanel open={open} sources={sources} />}
      {isReply && offering.value === null && <CompletionList open={open} sources={sources} />}
    </>
  )
}

function Opener({ open, of }: { open: OpenThread; of: Offering }) {
  const { offering } = open
  const isOpen = offering.value === of
  const { icon, name } = faces[of]
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t(name)}
      aria-expanded={isOpen}
      title={t(name)}
      data-foyer={`offer-${of}`}
      onClick={() => {
        offering.value = isOpen ? null : of
      }}
    >
      <Icon name={icon} />
    </button>
  )
}
