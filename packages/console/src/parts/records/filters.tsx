/** What records are filtered by: words at once, the rest behind a button that says how much of it is set. */
import type { AssistantPart, RecordFilter } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import type { Records } from '../../models/records.ts'
import { Select } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { groupText, partName } from './words.ts'

/** Milliseconds after the last key. */
const pause = 300

export function Filters({ records }: { records: Records }) {
  const isOpen = useSignal(false)
  const filter = records.filter.value
  const timer = useRef(0)
  const { from, to, contains, ...rest } = filter
  const count = Object.values(rest).filter((value) => value !== undefined && value !== '').length

  function later(change: RecordFilter) {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => records.set(change), pause)
  }

  return (
    <>
      <div class="record-search">
        <input
          class="input"
          type="search"
          placeholder={t('records.contains')}
          aria-label={t('records.contains')}
          maxLength={200}
          defaultValue={contains ?? ''}
          data-foyer="records-contains"
          onInput={(event) => later({ contains: event.currentTarget.value })}
        />
        <button
          type="button"
          class="button"
          aria-expanded={isOpen.value}
          data-foyer="records-filters"
          onClick={() => {
            if (!isOpen.value) void records.loadChoices()
            isOpen.value = !isOpen.value
          }}
        >
          <Icon name="settings" size={15} />
          {count === 0 ? t('records.filters') : t('records.filtersSet', { n: count })}
        </button>
        {count > 0 && (
          <button
            type="button"
            class="button quiet"
            data-foyer="records-clear"
            onClick={() => records.clear()}
          >
            {t('records.clear')}
          </button>
        )}
      </div>
      {isOpen.value && <Fields records={records} later={later} />}
    </>
  )
}

function Fields({ records, later }: { records: Records; later: (change: RecordFilter) => void }) {
  const { value: filter } = records.filter
  const choices = records.choices.value
  const any = { value: '', label: t('records.any') }
  const set = (key: keyof RecordFilter) => (value: string) =>
    records.set({ [key]: value === '' ? undefined : value })
  const named = (values: readonly string[] = []) => values.map((value) => ({ value, label: value }))
  const channels = [...new Set(choices?.channels.map(({ channel }) => channel))]
  const sources = [
    ...new Set(
      choices?.channels
        .filter(({ channel, source }) => source !== '' && (filter.channel ?? channel) === channel)
        .map(({ source }) => source),
    ),
  ]
  const scores = ['1', '2', '3', '4', '5', '1,2', '4,5']
  return (
    <div class="record-filters" data-foyer="records-fields">
      <Select
        label={t('records.status')}
        value={filter.status ?? ''}
        options={[
          any,
          { value: 'open', label: t('records.open') },
          { value: 'closed', label: t('records.closed') },
        ]}
        onChange={set('status')}
      />
      <Select
        label={t('records.channel')}
        value={filter.channel ?? ''}
        options={[any, ...named(channels)]}
        onChange={set('channel')}
      />
      <Select
        label={t('records.source')}
        value={filter.source ?? ''}
        options={[any, ...named(sources)]}
        onChange={set('source')}
      />
      <Select
        label={t('records.agent')}
        value={filter.agent ?? ''}
        options={[any, ...(choices?.agents.map(({ id, name }) => ({ value: id, label: name })) ?? [])]}
        hook="records-agent"
        onChange={set('agent')}
      />
      <Select
        label={t('records.group')}
        value={filter.group ?? ''}
        options={[any, ...(choices?.groups.map((value) => ({ value, label: groupText(value) })) ?? [])]}
        onChange={set('group')}
      />
      <Select
        label={t('records.tag')}
        value={filter.tag ?? ''}
        options={[any, ...named(choices?.tags)]}
        onChange={set('tag')}
      />
      <Select
        label={t('records.assistant')}
        value={filter.assistant ?? ''}
        options={[
          any,
          ...(['none', 'alone', 'handedOff'] as AssistantPart[]).map((value) => ({
            value,
            label: partName(value),
          })),
        ]}
        onChange={set('assistant')}
      />
      <Select
        label={t('records.invited')}
        value={filter.invited === undefined ? '' : String(filter.invited)}
        options={[
          any,
          { value: 'true', label: t('records.invitedYes') },
          { value: 'false', label: t('records.invitedNo') },
        ]}
        onChange={(value) => records.set({ invited: value === '' ? undefined : value === 'true' })}
      />
      <Select
        label={t('records.rating')}
        value={filter.rating?.join(',') ?? ''}
        options={[any, ...named(scores)]}
        hook="records-rating"
        onChange={(value) => records.set({ rating: value === '' ? undefined : value.split(',').map(Number) })}
      />
      <Select
        label={t('records.ratingTag')}
        value={filter.ratingTag ?? ''}
        options={[any, ...named(choices?.ratingTags)]}
        onChange={set('ratingTag')}
      />
      {(choices?.categories.length ?? 0) > 0 && (
        <Select
          label={t('records.category')}
          value={filter.category ?? ''}
          options={[any, ...named(choices?.categories)]}
          hook="records-category"
          onChange={set('category')}
        />
      )}
      {(choices?.progress.length ?? 0) > 0 && (
        <Select
          label={t('records.progress')}
          value={filter.progress ?? ''}
          options={[any, ...named(choices?.progress)]}
          hook="records-progress"
          onChange={set('progress')}
        />
      )}
      <label class="field">
        <span class="field-label">{t('records.summary')}</span>
        <input
          class="input"
          type="search"
          maxLength={200}
          defaultValue={filter.summary ?? ''}
          data-foyer="records-summary"
          onInput={(event) => later({ summary: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span class="field-label">{t('records.lacks')}</span>
        <input
          class="input"
          type="search"
          maxLength={200}
          defaultValue={filter.lacks ?? ''}
          data-foyer="records-lacks"
          onInput={(event) => later({ lacks: event.currentTarget.value })}
        />
      </label>
    </div>
  )
}
