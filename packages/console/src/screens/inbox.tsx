/** The inbox: list, thread and visitor side by side; on a phone one at a time. */
import { cleanName } from '@foyer/widget/text'
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { addWords, t } from '../locale.ts'
import { mayAt } from '../models/may.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { writeRoute } from '../models/route.ts'
import { Composer } from '../parts/composer.tsx'
import { ConnectionNote } from '../parts/connection-note.tsx'
import { ConversationList } from '../parts/conversation-list.tsx'
import { useDeeds } from '../parts/deeds.ts'
import { DropZone } from '../parts/drop-zone.tsx'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { isPickingSnooze } from '../parts/list-state.ts'
import { closePanelOver, panelOf } from '../parts/panel-state.ts'
import { Picture } from '../parts/picture.tsx'
import { useFiles } from '../parts/send-files.ts'
import { Thread } from '../parts/thread.tsx'
import { ThreadHeader } from '../parts/thread-header.tsx'
import { VisitorPanel } from '../parts/visitor-panel.tsx'

const MessageTags = later<{ open: OpenThread; site: string }>(
  async () => (await import('../parts/message-tags.tsx')).MessageTags,
)
const SnoozeDialog = later(async () => {
  const [part] = await Promise.all([import('../parts/snooze-dialog.tsx'), addWords('lists')])
  return part.SnoozeDialog
})

interface InboxProps {
  wantsSearch: number
  wantsAssign: number
}

export function Inbox({ wantsSearch, wantsAssign }: InboxProps) {
  const desk = useDesk()
  const { preferences } = useConsole()
  const open = desk.thread.value
  const panel = panelOf(preferences)
  const hasPanel = panel.isOpen.value
  useEffect(() => void closePanelOver(), [open?.id])
  return (
    <main
      class={`inbox${open === null ? '' : ' has-thread'}${hasPanel ? ' has-panel' : ''}`}
      data-foyer="inbox"
    >
      {/* The page's own: on a phone the list's and the conversation's come and go. */}
      <h1 class="hidden-label">{t('region.inbox')}</h1>
      <ConversationList wantsSearch={wantsSearch} />
      {open === null ? (
        <section class="conversation" aria-label={t('region.conversation')}>
          <ConnectionNote />
          <NoThread />
        </section>
      ) : (
        <Conversation key={open.id} open={open} wantsAssign={wantsAssign} />
      )}
      {open !== null && hasPanel && <VisitorPanel open={open} onClose={() => panel.set(false)} />}
      <Picture />
      {isPickingSnooze.value && <SnoozeDialog />}
    </main>
  )
}

function NoThread() {
  const { inbox } = useDesk()
  const hasAny = Object.values(inbox.counts.value).some((count) => count > 0)
  if (inbox.rows.value.length > 0) {
    return (
      <div class="empty" data-foyer="no-thread">
        <span class="empty-art">
          <Icon name="inbox" size={22} />
        </span>
        <h2>{t('empty.thread')}</h2>
        <p>
          <kbd>J</kbd> <kbd>K</kbd> {t('empty.thread.keys')}
        </p>
      </div>
    )
  }
  // The list beside it says already that it is empty; only the very first time there is more to say.
  if (hasAny || inbox.state.value === 'loading') return null
  return (
    <div class="empty" data-foyer="no-thread">
      <span class="empty-art">
        <Icon name="code" size={22} />
      </span>
      <h2>{t('empty.start')}</h2>
      <p>{t('empty.start.hint')}</p>
      <a class="button primary" href={writeRoute({ screen: 'settings', site: null, section: 'install' })}>
        {t('empty.start.install')}
      </a>
    </div>
  )
}

function Conversation({ open, wantsAssign }: { open: OpenThread; wantsAssign: number }) {
  const { sites, session } = useConsole()
  const me = useDesk().me.value
  const { thread } = open
  const head = thread.head.value
  const isHelp = head?.agent != null && me !== null && head.agent.id !== me
  const mayWrite = !isHelp || mayAt(session.session.value, head.site, 'conversation.help')
  const files = useFiles(open)
  // Quoting, the edit window and the upload limit are the site's: asked for once a thread shows which site.
  useSignalEffect(() => {
    const site = thread.head.value?.site
    if (site === undefined) return
    sites.of(site)
    // So that the menu of colleagues is there when it opens; it is asked for anew then.
    if (sites.colleaguesOf(site).peek().length === 0) void sites.loadColleagues(site)
  })
  useDeeds(open)
  // A file goes to the visitor: dropped on a note that is being written it would go to the wrong people.
  const mayTakeFiles = mayWrite && head !== null && head.status !== 'closed' && open.mode.value === 'reply'
  return (
    <DropZone
      className="conversation"
      label={t('region.conversationWith', { name: cleanName(open.nickname.value) })}
      onFiles={mayTakeFiles ? files.send : null}
    >
      <ThreadHeader open={open} wantsAssign={wantsAssign} />
      <ConnectionNote />
      {head === null ? (
        <Opening />
      ) : (
        <>
          <Thread open={open} />
          <MessageTags open={open} site={head.site} />
          {mayWrite ? (
            <>
              {isHelp && (
                <p class="composer-note" data-foyer="helps">
                  {t('composer.helps', { name: cleanName(head.agent?.name ?? '') })}
                </p>
              )}
              <Composer open={open} />
            </>
          ) : (
            <p class="composer-note is-closed" data-foyer="colleagues">
              {t('composer.colleagues', { name: cleanName(head.agent?.name ?? '') })}
            </p>
          )}
        </>
      )}
    </DropZone>
  )
}

/** What is not there answers nothing: once there is a connection it is only a moment until that is plain. */
const patience = 3_000

function Opening() {
  const desk = useDesk()
  const isMissing = useSignal(false)
  useSignalEffect(() => {
    if (desk.client.connection.value.state !== 'online') return
    const timer = setTimeout(() => {
      isMissing.value = true
    }, patience)
    return () => clearTimeout(timer)
  })
  if (isMissing.value) {
    return (
      <div class="empty" data-foyer="missing">
        <h2>{t('missing.title')}</h2>
        <p>{t('missing.text')}</p>
        <button type="button" class="button" onClick={() => desk.openRow(null)}>
          {t('back')}
        </button>
      </div>
    )
  }
  return (
    <div class="empty" role="status" aria-label={t('loading')}>
      <span class="spinner" />
    </div>
  )
}
