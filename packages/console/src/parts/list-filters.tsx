/** What the list is narrowed to (IN-2): below the search, in force as soon as it is chosen. */
import '../styles/lists.css'
import type { ListFilter } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole, useDesk } from '../console.ts'
import { t } from '../locale.ts'
import { Select } from './field.tsx'
import { isFilterOpen } from './list-state.ts'

type Key = keyof ListFilter
const statuses = [
  ['open', 'filter.status.open'],
  ['snoozed', 'filter.status.snoozed'],
  ['closed', 'filter.status.closed'],
  ['any', 'filter.status.any'],
] as const

export function ListFilters() {
  const desk = useDesk()
  const { session, sites } = useConsole()
  const filter = desk.filter.value
  const held = session.session.value
  const mine = held.state === 'signedIn' ? held.sites : []
  const site = desk.site.value ?? (mine.length === 1 ? (mine[0]?.id ?? null) : null)
  const maySeeOthers = mine.some(
    ({ id, permissions }) =>
      (site === null || id === site) && permissions.includes('conversation.openOthers'),
  )
  // Of one site: another one has other agents.
  useEffect(() => {
    if (site !== null && sites.colleaguesOf(site).peek().length === 0) void sites.loadColleagues(site)
  }, [site])
  const colleagues = site === null ? [] : sites.colleaguesOf(site).value
  const settings = site === null ? null : sites.of(site).value
  const groups = settings?.state === 'ready' ? settings.value.settings.routing.groups : []

  function set(key: Key, value: string | number | undefined): void {
    const { [key]: _, ...others } = desk.filter.peek()
    desk.filter.value = value === undefined || value === '' ? others : { ...others, [key]: value }
  }

  return (
    <form
      class="list-filters"
      aria-label={t('filter.title')}
      data-foyer="filters"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        isFilterOpen.value = false
        document.querySelector<HTMLElement>('[data-foyer="filter"]')?.focus()
      }}
    >
      {desk.list.value === 'all' && (
        <Select
          label={t('filter.status')}
          hook="filter-status"
          value={filter.status ?? 'open'}
          options={statuses.map(([value, name]) => ({ value, label: t(name) }))}
          onChange={(value) => set('status', value === 'open' ? undefined : value)}
        />
      )}
      {maySeeOthers && colleagues.length > 0 && (
        <Select
          label={t('filter.agent')}
          hook="filter-agent"
          value={filter.agent ?? ''}
          options={[
            { value: '', label: t('filter.anybody') },
            ...colleagues.map(({ id, name }) => ({ value: id, label: cleanName(name) })),
          ]}
          onChange={(value) => set('agent', value)}
        />
      )}
      {groups.length > 0 && (
        <Select
          label={t('filter.group')}
          hook="filter-group"
          value={filter.group ?? ''}
          options={[
            { value: '', label: t('filter.group.any') },
            ...groups.map(({ id, name }) => ({ value: id, label: cleanName(name) })),
          ]}
          onChange={(value) => set('group', value)}
        />
      )}
      <Tag value={filter.tag ?? ''} onChange={(value) => set('tag', value)} />
      <Select
        label={t('filter.channel')}
        hook="filter-channel"
        value={filter.channel ?? ''}
        options={[
          { value: '', label: t('filter.channel.any') },
          { value: 'web', label: t('filter.channel.web') },
          { value: 'node', label: t('filter.channel.node') },
        ]}
        onChange={(value) => set('channel', value)}
      />
      <Day label={t('filter.from')} hook="filter-from" at={filter.from} onChange={(at) => set('from', at)} />
      <Day label={t('filter.to')} hook="filter-to" at={filter.to} isEnd onChange={(at) => set('to', at)} />
      <button
        type="button"
        class="button quiet"
        data-foyer="filter-clear"
        disabled={Object.keys(filter).length === 0}
        onClick={() => {
          desk.filter.value = {}
        }}
      >
        {t('filter.clear')}
      </button>
    </form>
  )
}

/** In force once one has stopped typing: half a tag is no tag. */
function Tag({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    // Cleared from elsewhere; what is typed meanwhile stays.
    if (value === '' && input.current !== null && document.activeElement !== input.current)
      input.current.value = ''
  }, [value])
  return (
    <label class="field">
      {t('filter.tag')}
      <input
        class="input"
        ref={input}
        defaultValue={value}
        maxLength={64}
        data-foyer="filter-tag"
        onInput={(event) => {
          const text = event.currentTarget.value.trim()
          clearTimeout(timer.current)
          timer.current = setTimeout(() => onChange(text), 350)
        }}
      />
    </label>
  )
}

interface DayProps {
  label: string
  hook: string
  at: number | undefined
  /** The day is in it to its end. */
  isEnd?: boolean
  onChange: (at: number | undefined) => void
}

function Day({ label, hook, at, isEnd = false, onChange }: DayProps) {
  return (
    <label class="field">
      {label}
      <input
        class="input"
        type="date"
        value={at === undefined ? '' : dayOf(at)}
        data-foyer={hook}
        onChange={(event) => {
          const day = event.currentTarget.value
          onChange(day === '' ? undefined : new Date(`${day}T${isEnd ? '23:59:59.999' : '00:00'}`).getTime())
        }}
      />
    </label>
  )
}

function dayOf(at: number): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
