/** The editor of quick replies (IN-7): one's own, the site's and colleagues', by folder; ordered by pointer or keyboard. */
import '../styles/pages.css'
import '../styles/settings.css'
import '../styles/replies.css'
import type { Id, QuickReply } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { addWords, t } from '../locale.ts'
import { findReplies, replySourcesOf } from '../models/reply-sources.ts'
import { download } from '../parts/download.ts'
import { Icon } from '../parts/icon.tsx'
import { later } from '../parts/later.tsx'
import { Menu, MenuItem } from '../parts/menu.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import type { ImportRepliesProps } from '../parts/replies/import-replies.tsx'
import { ReplyEditor } from '../parts/replies/reply-editor.tsx'
import { ReplyList } from '../parts/replies/reply-list.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'
import { errorText } from '../parts/words.ts'

const ImportReplies = later<ImportRepliesProps>(async () => {
  const [part] = await Promise.all([import('../parts/replies/import-replies.tsx'), addWords('assistant')])
  return part.ImportReplies
})

export function QuickRepliesScreen() {
  const { http, route, go, preferences, session, sites, notices } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'quickReplies' ? at.site : null)
  const sources = replySourcesOf(http, site, preferences)
  const typed = useSignal('')
  const chosen = useSignal<Id | 'new' | null>(null)
  const isImporting = useSignal(false)
  const who = session.session.value
  const me = who.state === 'signedIn' ? who.agent.id : null
  const permissions =
    who.state === 'signedIn' ? who.sites.find(({ id }) => id === site)?.permissions : undefined
  const mayShare = permissions?.includes('quickReply.share') ?? false

  useEffect(() => {
    chosen.value = null
    void sources.load()
    void sites.loadColleagues(site)
  }, [sources])

  const { replies, state } = sources
  const found = typed.value.trim() === '' ? replies.value : findReplies(replies.value, typed.value, me)
  const current = replies.value.find(({ id }) => id === chosen.value) ?? null
  const mayChange = (reply: QuickReply) => (reply.of === 'agent' ? reply.owner === me : mayShare)

  async function order(ids: Id[]) {
    // Shown at once; the server's answer corrects it.
    const places = ids
      .map((id) => replies.peek().find((one) => one.id === id)?.place ?? 0)
      .toSorted((a, b) => a - b)
    replies.value = replies
      .peek()
      .map((one) => ({
        ...one,
        place: ids.includes(one.id) ? (places[ids.indexOf(one.id)] ?? 0) : one.place,
      }))
      .toSorted((a, b) => a.place - b.place)
    const answer = await sources.verbs.order(ids)
    if (answer.ok) replies.value = answer.value.replies
    else notices.tell(errorText(answer.error), 'danger')
  }

  return (
    <main class={chosen.value === null ? 'page quick' : 'page quick has-entry'} data-foyer="quick-replies">
      <section class="page-list" aria-label={t('nav.quickReplies')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.quickReplies')}</h1>
          <button
            type="button"
            class="button"
            data-foyer="quick-new"
            onClick={() => {
              chosen.value = 'new'
            }}
          >
            <Icon name="plus" size={15} />
            {t('quick.new')}
          </button>
          <Menu label={t('quick.more')} hook="quick-more" button={<Icon name="more" />}>
            <MenuItem
              hook="quick-import"
              onChoose={() => {
                isImporting.value = true
              }}
            >
              <Icon name="upload" size={16} />
              {t('quick.import')}
            </MenuItem>
            <div class="menu-rule" />
            <MenuItem hook="quick-export" onChoose={() => download(sources.verbs.fileUrl('agent'))}>
              <Icon name="download" size={16} />
              {t('quick.exportOwn')}
            </MenuItem>
            {mayShare && (
              <MenuItem hook="quick-export-site" onChoose={() => download(sources.verbs.fileUrl('site'))}>
                <Icon name="download" size={16} />
                {t('quick.exportSite')}
              </MenuItem>
            )}
          </Menu>
        </header>
        <div class="page-tools">
          <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'quickReplies', site: id })} />
          <input
            class="input"
            type="search"
            aria-label={t('quick.search')}
            placeholder={t('quick.search')}
            value={typed.value}
            data-foyer="quick-filter"
            onInput={(event) => {
              typed.value = event.currentTarget.value
            }}
          />
        </div>
        {state.value === 'loading' ? (
          <div class="empty" role="status" aria-label={t('loading')}>
            <span class="spinner" />
          </div>
        ) : state.value !== 'ready' ? (
          <div class="empty">
            <h2>{t('quick.failed')}</h2>
            <p>{errorText(state.value)}</p>
            <button type="button" class="button" onClick={() => void sources.load()}>
              {t('retry')}
            </button>
          </div>
        ) : (
          <ReplyList
            replies={found}
            me={me}
            colleagues={sites.colleaguesOf(site).value}
            chosen={chosen.value}
            isOrderable={typed.value.trim() === ''}
            mayChange={mayChange}
            onChoose={(id) => {
              chosen.value = id
            }}
            onOrder={(ids) => void order(ids)}
          />
        )}
      </section>
      {chosen.value !== null && (chosen.value === 'new' || current !== null) ? (
        <ReplyEditor
          key={chosen.value}
          sources={sources}
          reply={chosen.value === 'new' ? null : current}
          mayShare={mayShare}
          mayChange={current === null || mayChange(current)}
          onDone={(id) => {
            chosen.value = id
          }}
        />
      ) : (
        <section class="page-main">
          {state.value === 'ready' && replies.value.length > 0 && (
            <div class="empty">
              <span class="empty-art">
                <Icon name="bolt" size={22} />
              </span>
              <h2>{t('quick.choose')}</h2>
              <p>{t('quick.about')}</p>
            </div>
          )}
        </section>
      )}
      {isImporting.value && (
        <ImportReplies
          sources={sources}
          mayShare={mayShare}
          onClose={() => {
            isImporting.value = false
          }}
        />
      )}
    </main>
  )
}
