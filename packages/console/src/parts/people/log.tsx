/** The log of operations (IN-17): who changed what and when, what it was and is, by who, what and day. */
import type { Id, LogEntry, ProtocolError } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { dateAndTime } from '../../models/time.ts'
import { Failed, Nothing, Waiting } from '../assistant/states.tsx'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'
import { areas, deedName, objectName } from './words.ts'

const day = 24 * 60 * 60_000

export function Log({ site }: { site: string }) {
  const { http, sites, notices } = useConsole()
  const agent = useSignal<Id>('')
  const area = useSignal('')
  const from = useSignal('')
  const to = useSignal('')
  const entries = useSignal<LogEntry[] | null>(null)
  const error = useSignal<ProtocolError | null>(null)
  const hasMore = useSignal(false)
  const turn = useSignal(0)

  async function load(isFurther: boolean) {
    const mine = turn.peek() + 1
    turn.value = mine
    const last = isFurther ? entries.peek()?.at(-1) : undefined
    const answer = await http.people.log(site, {
      ...(agent.peek() === '' ? {} : { agent: agent.peek() }),
      ...(area.peek() === '' ? {} : { what: area.peek() }),
      ...(from.peek() === '' ? {} : { from: startOf(from.peek()) }),
      ...(to.peek() === '' ? {} : { to: startOf(to.peek()) + day - 1 }),
      ...(last === undefined ? {} : { before: last.n }),
    })
    if (turn.peek() !== mine) return
    error.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    entries.value = [...(isFurther ? (entries.peek() ?? []) : []), ...answer.value.entries]
    hasMore.value = answer.value.more
  }

  useEffect(() => void sites.loadColleagues(site), [site])
  useEffect(() => void load(false), [site, agent.value, area.value, from.value, to.value])

  async function check() {
    const answer = await http.people.checkLog(site)
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    const { lines, brokenAt } = answer.value
    if (brokenAt === null) notices.tell(t('log.whole', { n: lines }))
    else notices.tell(t('log.broken', { n: brokenAt }), 'danger')
  }

  const shown = entries.value
  const isFiltered = [agent, area, from, to].some(({ value }) => value !== '')
  return (
    <div class="people-body">
      <header class="log-tools">
        <Choice
          label={t('log.who')}
          value={agent.value}
          onChange={(value) => {
            agent.value = value
          }}
          hook="log-who"
        >
          <option value="">{t('log.everybody')}</option>
          {sites.colleaguesOf(site).value.map(({ id, name }) => (
            <option key={id} value={id}>
              {cleanName(name)}
            </option>
          ))}
        </Choice>
        <Choice
          label={t('log.what')}
          value={area.value}
          onChange={(value) => {
            area.value = value
          }}
          hook="log-what"
        >
          {areas.map(([value, name]) => (
            <option key={value} value={value}>
              {t(name)}
            </option>
          ))}
        </Choice>
        <Day
          label={t('log.from')}
          value={from.value}
          onChange={(value) => {
            from.value = value
          }}
        />
        <Day
          label={t('log.to')}
          value={to.value}
          onChange={(value) => {
            to.value = value
          }}
        />
        <button type="button" class="button" data-foyer="log-check" onClick={() => void check()}>
          <Icon name="shield" size={15} />
          {t('log.check')}
        </button>
      </header>
      {error.value !== null ? (
        <Failed title={t('log.failed')} error={error.value} onRetry={() => void load(false)} />
      ) : shown === null ? (
        <Waiting />
      ) : shown.length === 0 ? (
        <Nothing
          icon="log"
          title={t(isFiltered ? 'log.noneSo' : 'log.none')}
          text={t(isFiltered ? 'log.noneSoText' : 'log.noneText')}
        />
      ) : (
        <ol class="people-list" data-foyer="log">
          {shown.map((entry) => (
            <Line key={entry.n} entry={entry} />
          ))}
        </ol>
      )}
      {shown !== null && hasMore.value && (
        <button type="button" class="button log-more" onClick={() => void load(true)}>
          {t('log.more')}
        </button>
      )}
    </div>
  )
}

function Line({ entry }: { entry: LogEntry }) {
  const { at, agent, what, object, before, after, from } = entry
  const rows = rowsOf(before, after)
  const head = (
    <>
      <time dateTime={new Date(at).toISOString()}>{dateAndTime(at, locale.value)}</time>
      <span class="log-what">
        <bdi class="log-who">{agent === null ? t('log.nobody') : cleanName(agent.name)}</bdi> {deedName(what)}{' '}
        <bdi class="log-object">{objectName(what, object)}</bdi>
      </span>
      {from !== null && (
        <span class="log-from" dir="ltr">
          {from}
        </span>
      )}
    </>
  )
  if (rows.length === 0) return <li class="log-line">{head}</li>
  return (
    <li>
      <details class="log-details" data-foyer="log-line">
        <summary class="log-line">{head}</summary>
        <table class="table log-table">
          <thead>
            <tr>
              <th scope="col">{t('log.field')}</th>
              <th scope="col">{t('log.before')}</th>
              <th scope="col">{t('log.after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([field, was, is]) => (
              <tr key={field}>
                <th scope="row">
                  <bdi>{field}</bdi>
                </th>
                <td>
                  <bdi>{was}</bdi>
                </td>
                <td>
                  <bdi>{is}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </li>
  )
}

/** A row for each field that differs, however deep it lies. */
function rowsOf(before: unknown, after: unknown, path = ''): [field: string, was: string, is: string][] {
  const [was, is] = [partsOf(before), partsOf(after)]
  if (was === null && is === null) {
    return before === null && after === null ? [] : [[path, said(before), said(after)]]
  }
  const keys = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])
  return [...keys].flatMap((key) =>
    rowsOf(was?.[key] ?? null, is?.[key] ?? null, path === '' ? key : `${path} › ${key}`),
  )
}

function partsOf(value: unknown): Record<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Record<string, unknown>) : null
}

function said(value: unknown): string {
  if (value === null || value === '') return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A day begins where the reader is. */
function startOf(date: string): number {
  const [year = 1970, month = 1, ofMonth = 1] = date.split('-').map(Number)
  return new Date(year, month - 1, ofMonth).getTime()
}

interface ChoiceProps {
  label: string
  value: string
  hook: string
  onChange: (value: string) => void
  children: ComponentChildren
}

function Choice({ label, value, hook, onChange, children }: ChoiceProps) {
  return (
    <label class="log-field">
      <span class="field-label">{label}</span>
      <select
        class="input"
        value={value}
        data-foyer={hook}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {children}
      </select>
    </label>
  )
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <label class="log-field">
      <span class="field-label">{label}</span>
      <input
        type="date"
        class="input"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  )
}
