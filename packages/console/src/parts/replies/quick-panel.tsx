/** Quick replies over the composer (IN-7): found by title and text; one click or Enter sends, Shift puts it into the box. */
import type { QuickReply } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { type MessageKey, t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import { findReplies, type ReplySources } from '../../models/reply-sources.ts'
import { writeRoute } from '../../models/route.ts'
import { Icon } from '../icon.tsx'
import { OfferPanel } from './offer-panel.tsx'
import { ownerOf, putIntoBox, sendReply, useFill } from './use-offers.ts'

const most = 60
const kinds = ['all', 'own', 'site', 'colleague'] as const
type Kind = (typeof kinds)[number]
const kindNames: Record<Kind, MessageKey> = {
  all: 'quick.all',
  own: 'quick.own',
  site: 'quick.site',
  colleague: 'quick.colleagues',
}

export function QuickPanel({ open, sources }: { open: OpenThread; sources: ReplySources }) {
  const me = useDesk().me.value
  const { sites } = useConsole()
  const fill = useFill(open)
  const typed = useSignal('')
  const kind = useSignal<Kind>('all')
  const { replies, state } = sources
  useEffect(() => {
    sources.need(10_000)
    if (sites.colleaguesOf(sources.site).peek().length === 0) void sites.loadColleagues(sources.site)
  }, [])
  const colleagues = sites.colleaguesOf(sources.site).value
  const wanted = replies.value.filter((reply) => {
    const owner = ownerOf(reply, me)
    return kind.value === 'all' || owner === kind.value || (kind.value === 'site' && owner === 'department')
  })
  const found = findReplies(wanted, typed.value, me).slice(0, most)

  function take(reply: QuickReply, isAlternate: boolean) {
    open.offering.value = null
    const filled = fill(reply.text)
    if (isAlternate) putIntoBox(open, filled.text, 'append')
    else sendReply(open, filled)
  }

  function whose(reply: QuickReply): string {
    const owner = ownerOf(reply, me)
    if (owner === 'colleague')
      return colleagues.find(({ id }) => id === reply.owner)?.name ?? t('quick.colleague')
    return owner === 'own' ? '' : t(owner === 'site' ? 'quick.ofSite' : 'quick.ofDepartment')
  }

  return (
    <OfferPanel
      open={open}
      label={t('offer.quick')}
      placeholder={t('quick.search')}
      hook="quick"
      typed={typed}
      items={found}
      keyOf={({ id }) => id}
      onTake={take}
      draw={(reply) => (
        <Line reply={reply} whose={whose(reply)} fill={fill} onEdit={() => take(reply, true)} />
      )}
      empty={
        state.value === 'loading'
          ? t('loading')
          : state.value !== 'ready'
            ? t('quick.failed')
            : t(replies.value.length === 0 ? 'quick.none' : 'quick.notFound')
      }
      foot={
        <>
          <div class="segments" role="radiogroup" aria-label={t('quick.whose')}>
            {kinds.map((name) => (
              <label key={name}>
                <input
                  type="radio"
                  name="quick-kind"
                  checked={kind.value === name}
                  data-foyer={`quick-${name}`}
                  onChange={() => {
                    kind.value = name
                  }}
                />
                {t(kindNames[name])}
              </label>
            ))}
          </div>
          <span class="offer-keys" aria-hidden="true">
            {t('quick.keys')}
          </span>
          <a class="offer-more" href={writeRoute({ screen: 'quickReplies', site: sources.site })}>
            {t('quick.manage')}
          </a>
        </>
      }
    />
  )
}

interface LineProps {
  reply: QuickReply
  whose: string
  fill: (text: string) => { text: string; missing: string[] }
  onEdit: () => void
}

function Line({ reply, whose, fill, onEdit }: LineProps) {
  const { text, missing } = fill(reply.text)
  const { title, folder, shortcut } = reply
  return (
    <>
      <span class="offer-text">
        <span class="offer-title">
          <bdi>{title}</bdi>
          {folder !== '' && <bdi class="offer-about">{folder}</bdi>}
          {whose !== '' && <bdi class="offer-about">{whose}</bdi>}
          {shortcut !== '' && <kbd>/{shortcut}</kbd>}
        </span>
        <span class="offer-preview" dir="auto">
          {text}
        </span>
        {missing.length > 0 && (
          <span class="offer-warning">
            <Icon name="warning" size={13} />
            {t('quick.missing', { what: missing.join(', ') })}
          </span>
        )}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for pointers; the keyboard has Shift and Enter */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: likewise */}
      <span
        class="icon-button"
        title={t('quick.toBox')}
        data-foyer="quick-edit"
        onClick={(event) => {
          event.stopPropagation()
          onEdit()
        }}
      >
        <Icon name="edit" size={15} />
        <span class="hidden-label">{t('quick.toBox')}</span>
      </span>
    </>
  )
}
