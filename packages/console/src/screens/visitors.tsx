/** All visitors of a site, searchable, and those who are there now, where the site lists them (IN-1, IN-4). */
import '../styles/pages.css'
import '../styles/visitors.css'
import type { SiteList, SiteVisitor, VisitorProfile, VisitorRow } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { locale, type MessageKey, t } from '../locale.ts'
import { createDirectory } from '../models/directory.ts'
import { type Route, type VisitorList, visitorLists, writeRoute } from '../models/route.ts'
import { shortAgo } from '../models/time.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Icon } from '../parts/icon.tsx'
import { now } from '../parts/now.ts'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { SideTitle } from '../parts/side-title.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'
import { TagChip } from '../parts/tag-chip.tsx'
import { useMay } from '../parts/use-may.ts'
import { VisitorGroups } from '../parts/visitor/groups.tsx'
import { WindowedList } from '../parts/windowed-list.tsx'
import { errorText } from '../parts/words.ts'

const names: Record<VisitorList, MessageKey> = {
  everybody: 'visitors.everybody',
  onSite: 'visitors.onSite',
  spokeToday: 'visitors.spokeToday',
  left: 'visitors.left',
}

export function VisitorsScreen() {
  const { route, go, http, sites } = useConsole()
  const { client } = useDesk()
  const at = route.value
  const site = useSite(at.screen === 'visitors' ? at.site : null)
  const visitor = at.screen === 'visitors' ? at.visitor : null
  const may = useMay(site)
  const directory = useMemo(() => createDirectory(http, client, site), [site])
  const held = sites.of(site).value
  const isListed = held.state === 'ready' && held.value.settings.visitors.listed
  // A link of a time when the site listed those who only look.
  const isGone = held.state === 'ready' && !isListed
  const list = at.screen === 'visitors' && !isGone ? at.list : 'everybody'

  useEffect(() => {
    directory.watch(list === 'everybody' ? null : (list as SiteList))
    return () => directory.watch(null)
  }, [directory, list])

  const to = (change: Partial<Extract<Route, { screen: 'visitors' }>>): Route => ({
    screen: 'visitors',
    site,
    list,
    visitor: null,
    ...change,
  })

  if (!may('visitor.list')) {
    return (
      <main class="page" data-foyer="visitors">
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.visitors')}</h1>
        </header>
        <div class="empty">
          <h2>{t('visitors.mayNot')}</h2>
        </div>
      </main>
    )
  }
  return (
    <main class={visitor === null ? 'page visitors' : 'page visitors has-entry'} data-foyer="visitors">
      <section class="page-list" aria-label={t('nav.visitors')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.visitors')}</h1>
        </header>
        <div class="page-tools">
          <SiteSwitch site={site} onSwitch={(id) => go(to({ site: id }))} />
          <label class="list-search">
            <Icon name="search" size={15} />
            <input
              type="search"
              value={directory.text.value}
              placeholder={t('visitors.search')}
              aria-label={t('visitors.search')}
              data-foyer="visitors-search"
              onInput={(event) => directory.search(event.currentTarget.value)}
            />
          </label>
          {isListed && (
            <nav class="segments visitor-lists" aria-label={t('visitors.lists')}>
              {visitorLists.map((name) => (
                <a
                  key={name}
                  href={writeRoute(to({ list: name }))}
                  aria-current={name === list ? 'page' : undefined}
                  data-foyer={`visitors-${name}`}
                >
                  {t(names[name])}
                </a>
              ))}
            </nav>
          )}
        </div>
        <List
          directory={directory}
          site={site}
          current={visitor}
          hrefOf={(id) => writeRoute(to({ visitor: id }))}
        />
      </section>
      <section class="page-main" aria-label={t('visitors.details')}>
        {visitor === null ? (
          directory.rows.value.length > 0 && (
            <div class="empty">
              <span class="empty-art">
                <Icon name="person" size={22} />
              </span>
              <h2>{t('visitors.choose')}</h2>
            </div>
          )
        ) : (
          <Details key={visitor} id={visitor} back={writeRoute(to({}))} />
        )}
      </section>
    </main>
  )
}

interface ListProps {
  directory: ReturnType<typeof createDirectory>
  site: string
  current: string | null
  hrefOf: (id: string) => string
}

function List({ directory, site, current, hrefOf }: ListProps) {
  const { state, rows, error } = directory
  if (state.value === 'failed') {
    return (
      <div class="empty">
        <h2>{t('visitors.failed')}</h2>
        <p>{error.value === null ? '' : errorText(error.value)}</p>
        <button type="button" class="button" onClick={() => directory.reload()}>
          {t('retry')}
        </button>
      </div>
    )
  }
  if (rows.value.length === 0) {
    return state.value === 'loading' ? (
      <div class="empty" role="status" aria-label={t('loading')}>
        <span class="spinner" />
      </div>
    ) : (
      <div class="empty" data-foyer="visitors-none">
        <span class="empty-art">
          <Icon name="person" size={22} />
        </span>
        <h2>{t(directory.text.value === '' ? 'visitors.none' : 'empty.search')}</h2>
        <p>{t(directory.text.value === '' ? 'visitors.noneHint' : 'visitors.searchHint')}</p>
      </div>
    )
  }
  return (
    <WindowedList
      label={t('nav.visitors')}
      entries={rows.value}
      keyOf={({ id }) => id}
      height={4}
      current={current}
      hook="visitor-rows"
      onEnd={() => void directory.more()}
      render={(row) => <Row row={row} site={site} isOpen={row.id === current} href={hrefOf(row.id)} />}
    />
  )
}

function Row({
  row,
  site,
  isOpen,
  href,
}: {
  row: VisitorRow | SiteVisitor
  site: string
  isOpen: boolean
  href: string
}) {
  const name = cleanName(row.name || row.nickname)
  const page = 'page' in row ? row.page : undefined
  const known = row.email ?? row.phone ?? row.company ?? (row.name === undefined ? '' : row.nickname)
  const about = cleanName(page === undefined ? known : page.title || page.url)
  const [tag] = row.tags
  return (
    <a
      class={isOpen ? 'row is-open' : 'row'}
      href={href}
      aria-current={isOpen ? 'true' : undefined}
      data-foyer="visitor-row"
    >
      <Avatar name={name} id={row.id} status={row.present ? 'online' : undefined} />
      <span class="row-main">
        <span class="row-line">
          <span class="row-name">
            <bdi>{name}</bdi>
          </span>
          <time class="row-time" dateTime={new Date(row.lastSeenAt).toISOString()}>
            {shortAgo(Math.min(row.lastSeenAt, now.value), now.value, locale.value, t('time.now'))}
          </time>
        </span>
        {/* Of whom nothing more is known, the name stands alone. */}
        {(about !== '' || row.blocked || tag !== undefined) && (
          <span class="row-line">
            <span class="row-preview">
              <bdi>{about}</bdi>
            </span>
            {row.blocked && <span class="chip note">{t('block.state')}</span>}
            {tag !== undefined && <TagChip site={site} tag={tag} isSmall />}
          </span>
        )}
      </span>
    </a>
  )
}

function Details({ id, back }: { id: string; back: string }) {
  const { http } = useConsole()
  const profile = useSignal<VisitorProfile | null>(null)
  const isMissing = useSignal(false)
  useEffect(() => {
    void http.visitors.read(id).then((answer) => {
      if (answer.ok) profile.value = answer.value
      else isMissing.value = true
    })
  }, [id])
  const visitor = profile.value
  return (
    <>
      <header class="bar">
        <a class="icon-button page-back" aria-label={t('back')} href={back} data-foyer="back">
          <Icon name="back" mirrored />
        </a>
        <SideTitle>
          <bdi>{visitor === null ? '' : cleanName(visitor.profile?.name?.value || visitor.nickname)}</bdi>
        </SideTitle>
      </header>
      {isMissing.value ? (
        <div class="empty">
          <h2>{t('visitors.missing')}</h2>
        </div>
      ) : visitor === null ? (
        <div class="empty" role="status" aria-label={t('loading')}>
          <span class="spinner" />
        </div>
      ) : (
        <div class="visitor-details">
          <VisitorGroups
            visitor={visitor}
            head={null}
            read={[]}
            keep={(next) => {
              profile.value = next
            }}
          />
        </div>
      )}
    </>
  )
}
