/** The middle column: the list that is watched, its search, and what it says when there is nothing in it. */
import type { Row } from '@foyer/protocol'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { addWords, t } from '../locale.ts'
import { writeRoute } from '../models/route.ts'
import { ConversationRow } from './conversation-row.tsx'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'
import { listFaces } from './list-faces.ts'
import { isFilterOpen, searches } from './list-state.ts'
import { Menu, MenuItem } from './menu.tsx'
import { RailToggle } from './rail-toggle.tsx'
import { WindowedList } from './windowed-list.tsx'

export function ConversationList({ wantsSearch }: { wantsSearch: number }) {
  const desk = useDesk()
  const list = desk.list.value
  const colleague = desk.colleague.value
  const rows = desk.inbox.rows.value
  const isLoading = desk.inbox.state.value === 'loading'
  const text = desk.search.value.trim()
  const isSearch = text !== ''
  return (
    <section class="list" aria-label={t('region.list')}>
      <header class="bar">
        <RailToggle />
        <h2>{colleague === null ? t(listFaces[list].name) : <bdi>{colleague.name}</bdi>}</h2>
        {colleague !== null && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('colleague.leave', { name: colleague.name })}
            data-foyer="leave-colleague"
            onClick={() => {
              desk.colleague.value = null
            }}
          >
            <Icon name="close" />
          </button>
        )}
        <SiteFilter />
        <FilterButton />
      </header>
      <Search wantsFocus={wantsSearch} />
      {isFilterOpen.value && <ListFilters />}
      {isSearch && <SearchKinds />}
      {isSearch && searches.value === 'messages' ? (
        <SearchHits text={text} />
      ) : rows.length > 0 ? (
        <WindowedList
          label={t(listFaces[list].name)}
          hook="rows"
          entries={rows}
          keyOf={idOf}
          render={drawRow}
          height={4.25}
          current={desk.conversation.value}
          onEnd={() => {
            if (desk.inbox.hasMore.value) void desk.loadMore()
          }}
        />
      ) : isLoading ? (
        <Skeleton />
      ) : (
        <Nothing />
      )}
    </section>
  )
}

// The same each time, so that a row that stays is left alone.
const idOf = (row: Row) => row.head.id
const drawRow = (row: Row) => <ConversationRow row={row} />

function Search({ wantsFocus }: { wantsFocus: number }) {
  const desk = useDesk()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useLayoutEffect(() => {
    if (wantsFocus === 0) return
    input.current?.focus()
    input.current?.select()
  }, [wantsFocus])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <search class="list-search">
      <Icon name="search" size={15} />
      <input
        ref={input}
        type="search"
        aria-label={t('search.label')}
        placeholder={t('search.label')}
        data-foyer="search"
        defaultValue={desk.search.peek()}
        onInput={(event) => {
          const text = event.currentTarget.value
          clearTimeout(timer.current)
          timer.current = setTimeout(() => {
            desk.search.value = text
          }, 180)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          event.currentTarget.value = ''
          desk.search.value = ''
          event.currentTarget.blur()
        }}
      />
      <kbd>/</kbd>
    </search>
  )
}

const ListFilters = later(async () => {
  const [part] = await Promise.all([import('./list-filters.tsx'), addWords('lists')])
  return part.ListFilters
})
const SearchHits = later<{ text: string }>(async () => {
  const [part] = await Promise.all([import('./search-hits.tsx'), addWords('lists')])
  return part.SearchHits
})

/** What is looked through: names and newest messages, or all that was said. */
function SearchKinds() {
  return (
    <div class="tabs list-kinds" role="tablist" aria-label={t('search.label')}>
      {(['conversations', 'messages'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          role="tab"
          aria-selected={searches.value === kind}
          tabIndex={searches.value === kind ? 0 : -1}
          data-foyer={`search-${kind}`}
          onClick={() => {
            searches.value = kind
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
            event.preventDefault()
            event.stopPropagation()
            searches.value = kind === 'messages' ? 'conversations' : 'messages'
            const { previousElementSibling: before, nextElementSibling: after } = event.currentTarget
            const other = before ?? after
            if (other instanceof HTMLElement) other.focus()
          }}
        >
          {t(kind === 'messages' ? 'search.messages' : 'search.conversations')}
        </button>
      ))}
    </div>
  )
}

function FilterButton() {
  const desk = useDesk()
  const count = Object.keys(desk.filter.value).length
  return (
    <button
      type="button"
      class="icon-button filter-button"
      aria-label={count === 0 ? t('filter.title') : t('filter.active', { n: count })}
      aria-expanded={isFilterOpen.value}
      data-tip={t('filter.title')}
      data-foyer="filter"
      onClick={() => {
        isFilterOpen.value = !isFilterOpen.value
      }}
    >
      <Icon name="filter" size={17} />
      {count > 0 && <span class="filter-count">{count}</span>}
    </button>
  )
}

function SiteFilter() {
  const desk = useDesk()
  const { session } = useConsole()
  const sites = session.session.value.state === 'signedIn' ? session.session.value.sites : []
  if (sites.length < 2) return null
  const chosen = sites.find(({ id }) => id === desk.site.value)
  return (
    <Menu
      label={t('site.filter')}
      hook="site-filter"
      buttonClass="button quiet"
      button={
        <>
          <bdi>{chosen?.name ?? t('site.all')}</bdi>
          <Icon name="chevron" size={14} />
        </>
      }
    >
      <MenuItem isChecked={chosen === undefined} onChoose={() => setSite(null)}>
        {t('site.all')}
      </MenuItem>
      {sites.map(({ id, name }) => (
        <MenuItem key={id} isChecked={id === chosen?.id} onChoose={() => setSite(id)}>
          <bdi>{name}</bdi>
        </MenuItem>
      ))}
    </Menu>
  )

  function setSite(id: string | null) {
    desk.site.value = id
  }
}

function Nothing() {
  const desk = useDesk()
  const colleague = desk.colleague.value
  const isSearch = desk.search.value.trim() !== '' || Object.keys(desk.filter.value).length > 0
  const face = listFaces[desk.list.value]
  const { unassigned: waiting = 0, all: others = 0 } = desk.inbox.counts.value
  if (!isSearch && colleague !== null) {
    return (
      <div class="empty" data-foyer="list-empty">
        <span class="empty-art">
          <Icon name="person" size={22} />
        </span>
        <h2>{t('empty.colleague', { name: colleague.name })}</h2>
      </div>
    )
  }
  if (!isSearch && desk.list.value === 'mine' && waiting > 0) {
    return (
      <div class="empty" data-foyer="list-empty">
        <span class="empty-art">
          <Icon name={listFaces.unassigned.icon} size={22} />
        </span>
        <h2>{t('empty.mine.waiting', { n: waiting })}</h2>
        <p>{t(face.hint)}</p>
        <a
          class="button primary"
          data-foyer="show-unassigned"
          href={writeRoute({ screen: 'inbox', list: 'unassigned', conversation: null })}
        >
          {t('empty.mine.show')}
        </a>
      </div>
    )
  }
  return (
    <div class="empty" data-foyer="list-empty">
      <span class="empty-art">
        <Icon name={isSearch ? 'search' : face.icon} size={22} />
      </span>
      <h2>{t(isSearch ? 'empty.search' : face.empty)}</h2>
      <p>{t(isSearch ? 'empty.search.hint' : face.hint)}</p>
      {!isSearch && desk.list.value === 'mine' && others > 0 && (
        // The assistant's and colleagues': else what a visitor just wrote seems not to have come.
        <a
          class="button"
          data-foyer="show-all"
          href={writeRoute({ screen: 'inbox', list: 'all', conversation: null })}
        >
          {t('empty.mine.all', { n: others })}
        </a>
      )}
    </div>
  )
}

function Skeleton() {
  return (
    <div class="skeleton" role="status" aria-label={t('loading')}>
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} class="skeleton-row">
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  )
}
