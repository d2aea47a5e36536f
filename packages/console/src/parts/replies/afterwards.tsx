/**
 * What comes after a conversation: inviting to rate (IN-10), and the summary (IN-11), from the thread at any time. Where
 * the site asks for it, closing opens it; where it is required, it comes before anything else is written.
 */
import '../../styles/replies.css'
import type { Id } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'
import { summaryHttp } from '../../models/replies-http.ts'
import { summaryDraftsOf } from '../../models/summary-drafts.ts'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'
import { SummaryDialog } from './summary-dialog.tsx'

/** In the composer's bar. */
export function AfterwardsTools({ open }: { open: OpenThread }) {
  return (
    <>
      <Invite open={open} />
      <SummaryButton open={open} look="icon" />
      <Owed open={open} />
    </>
  )
}

/** In place of the composer, once it is closed. */
export function Afterwards({ open }: { open: OpenThread }) {
  return <SummaryButton open={open} look="words" />
}

function Invite({ open }: { open: OpenThread }) {
  const { notices } = useConsole()
  const isAsking = useSignal(false)
  const head = open.thread.head.value
  const wasAsked = open.thread.items.value.some(
    (item) =>
      item.kind === 'notice' &&
      (item.event.type === 'rating.given' ||
        (item.event.type === 'rating.invited' && (item.event.until ?? 0) > Date.now())),
  )
  if (head === null || wasAsked || head.rating !== undefined) return null

  async function invite() {
    isAsking.value = true
    const answer = await open.thread.inviteRating()
    isAsking.value = false
    if (answer.error !== undefined) notices.tell(errorText(answer.error), 'danger')
    else notices.tell(t('rating.invited'))
    open.wantsFocus.value++
  }

  return (
    <button
      type="button"
      class="icon-button"
      aria-label={t('rating.invite')}
      title={t('rating.invite')}
      disabled={isAsking.value}
      data-foyer="invite-rating"
      onClick={() => void invite()}
    >
      <Icon name="star" />
    </button>
  )
}

function useSummaryOf(open: OpenThread) {
  const { sites } = useConsole()
  const site = open.thread.head.value?.site
  const settings = site === undefined ? undefined : sites.known(site)?.summary
  const hasAny =
    settings !== undefined &&
    (settings.isAsked || settings.categories.length + settings.progress.length + settings.fields.length > 0)
  return hasAny ? settings : undefined
}

function SummaryButton({ open, look }: { open: OpenThread; look: 'icon' | 'words' }) {
  const { http, storage } = useConsole()
  const desk = useDesk()
  const settings = useSummaryOf(open)
  const isShown = useSignal(false)
  const head = open.thread.head.value
  const isMine = head?.agent?.id === desk.me.value
  const isOver = head?.status === 'closed'

  // Closed just now, by whomever, and it was one's own: the agent says what it was about.
  useEffect(() => {
    if (!isOver || !isMine || !open.wasOpen() || settings?.isAsked !== true) return
    void summaryHttp(http, open.id)
      .read()
      .then((answer) => {
        if (!answer.ok || answer.value.summary !== null) return
        if (settings.isRequired) summaryDraftsOf(storage).owe(open.id)
        isShown.value = true
      })
  }, [isOver, settings?.isAsked])

  if (settings === undefined) return null
  return (
    <>
      <button
        type="button"
        class={look === 'icon' ? 'icon-button' : 'button'}
        aria-label={t('summary.open')}
        title={t('summary.open')}
        data-foyer="summary"
        onClick={() => {
          isShown.value = true
        }}
      >
        <Icon name="summary" size={look === 'icon' ? 18 : 15} />
        {look === 'words' && t('summary.title')}
      </button>
      {isShown.value && (
        <SummaryDialog
          conversation={open.id}
          settings={settings}
          onClose={() => {
            isShown.value = false
          }}
        />
      )}
    </>
  )
}

/** The summary of an earlier conversation that is still owed: asked before the next one is answered. */
function Owed({ open }: { open: OpenThread }) {
  const { storage } = useConsole()
  const settings = useSummaryOf(open)
  const putOff = useSignal<Id | null>(null)
  const owed = summaryDraftsOf(storage).owed.value.find((id) => id !== open.id)
  if (settings?.isRequired !== true || owed === undefined || putOff.value === owed) return null
  return (
    <SummaryDialog
      key={owed}
      conversation={owed}
      settings={settings}
      isOwed
      onClose={() => {
        putOff.value = owed
      }}
    />
  )
}
