/** Above the thread: who it is, who has it, and Take, Assign, Close and the panel's switch. */
import { cleanName } from '@foyer/widget/text'
import { useConsole, useDesk } from '../console.ts'
import { addWords, locale, t } from '../locale.ts'
import { mayAssign } from '../models/may-assign.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { writeRoute } from '../models/route.ts'
import { soon } from '../models/time.ts'
import { useActions } from './actions.ts'
import { Assign } from './assign.tsx'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'
import { wantsMore } from './list-state.ts'
import { Menu } from './menu.tsx'
import { MoreMenu } from './more-menu.tsx'
import { panelOf } from './panel-state.ts'
import { GroupChip } from './routing/group-chip.tsx'
import { Transfer } from './routing/transfer.tsx'
import { isSlim } from './slim.ts'
import { TagMenu } from './tag-menu.tsx'

const TranscriptMenu = later<{ conversation: string; email: string }>(async () => {
  const [menu] = await Promise.all([import('./transcript-menu.tsx'), addWords('records')])
  return menu.TranscriptMenu
})

export function ThreadHeader({ open, wantsAssign }: { open: OpenThread; wantsAssign: number }) {
  const desk = useDesk()
  const { preferences, session, sites } = useConsole()
  const { take, close, host } = useActions()
  const at = open.thread.head.value
  const profile = open.visitor.value
  const name = cleanName(open.nickname.value)
  const isClosed = at?.status === 'closed'
  const isMine = at?.agent?.id !== undefined && at.agent.id === desk.me.value
  const may = at === null ? null : mayAssign(session.session.value, at, desk.me.value)
  const isHosted = at?.handler === 'assistant'
  const panel = panelOf(preferences)
  const hasPanel = panel.isOpen.value
  return (
    <header class="bar thread-bar">
      <a
        class="icon-button thread-back"
        aria-label={t('back')}
        href={writeRoute({ screen: 'inbox', list: desk.list.value, conversation: null })}
        data-foyer="back"
      >
        <Icon name="back" mirrored />
      </a>
      {at !== null && (
        <>
          <Avatar name={name} id={profile?.id} status={profile?.present ? 'online' : undefined} />
          <div class="thread-title">
            <h2 class="cut">
              <bdi>{name}</bdi>
            </h2>
            <p data-foyer="assignee">
              {isClosed
                ? t('status.closed')
                : at.status === 'snoozed'
                  ? at.snoozedUntil === undefined
                    ? t('thread.snoozed')
                    : t('thread.snoozedUntil', { when: soon(at.snoozedUntil, Date.now(), locale.value) })
                  : at.handler === 'assistant'
                    ? t('thread.hosted')
                    : at.agent === undefined
                      ? at.queue === undefined
                        ? t('row.unassigned')
                        : t('thread.queued', { n: at.queue.position })
                      : isMine
                        ? t('thread.yours')
                        : t('row.with', { name: cleanName(at.agent.name ?? '') })}
              <GroupChip head={at} />
            </p>
          </div>
          <Looking open={open} />
          <div class="thread-actions">
            {!isClosed && !isMine && may?.take && (
              <button
                type="button"
                class="button"
                title={t('take')}
                data-foyer="take"
                onClick={() => void take()}
              >
                <Icon name="hand" size={15} />
                <span class="wide-only">{t('take')}</span>
              </button>
            )}
            {!isClosed && (
              <button
                type="button"
                class={isHosted ? 'icon-button host is-on' : 'icon-button host'}
                aria-label={t('host.label')}
                aria-pressed={isHosted}
                data-tip={t(isHosted ? 'host.takeBack' : 'host.give')}
                data-foyer="host"
                onClick={() => void host()}
              >
                <Icon name="bot" />
              </button>
            )}
            {!isSlim.value && <TagMenu open={open} site={at.site} />}
            {!isClosed && may?.give && (
              <>
                {!isSlim.value && <Assign site={at.site} current={at.agent?.id} opener={wantsAssign} />}
                <Transfer site={at.site} current={at.agent?.id} />
              </>
            )}
            {!isClosed && (
              <button
                type="button"
                class="button"
                title={t('closeConversation')}
                data-foyer="close"
                onClick={() => void close()}
              >
                <Icon name="closed" size={15} />
                <span class="wide-only">{t('closeConversation')}</span>
              </button>
            )}
            <div class="transcript">
              <TranscriptMenu key={at.id} conversation={at.id} email={profile?.attributes?.email ?? ''} />
            </div>
            <Menu
              label={t('more')}
              tip={t('more')}
              hook="more"
              opener={wantsMore.value}
              onOpen={() => void sites.loadColleagues(at.site)}
              button={<Icon name="more" />}
            >
              <MoreMenu open={open} />
            </Menu>
            <button
              type="button"
              class="icon-button"
              aria-label={t(hasPanel ? 'panel.close' : 'panel.open')}
              aria-pressed={hasPanel}
              data-tip={t('panel.title')}
              data-foyer="panel-toggle"
              onClick={() => panel.set(!hasPanel)}
            >
              <Icon name="panel" mirrored />
            </button>
          </div>
        </>
      )}
    </header>
  )
}

/** Who else has it open: nobody should answer twice. */
function Looking({ open }: { open: OpenThread }) {
  const me = useDesk().me.value
  const others = open.thread.present.value.filter(({ id }) => id !== me)
  if (others.length === 0) return null
  const names = others.map(({ name }) => cleanName(name ?? ''))
  const label = t('looking', { names: new Intl.ListFormat(locale.value).format(names) })
  return (
    <span class="looking" role="img" aria-label={label} title={label} data-foyer="looking">
      {others.slice(0, 3).map(({ id = '', name = '', avatar }) => (
        <Avatar key={id} name={name} id={id} image={avatar} size="small" />
      ))}
      {others.length > 3 && <span class="looking-more">+{others.length - 3}</span>}
    </span>
  )
}
