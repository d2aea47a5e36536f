/** Conversations as they were (IN-13): found by filter, read, taken along as a file. */
import '../styles/pages.css'
import '../styles/records.css'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { type Period, spanOf } from '../models/periods.ts'
import { createRecords } from '../models/records.ts'
import { Icon } from '../parts/icon.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { ExportDialog } from '../parts/records/export-dialog.tsx'
import { Filters } from '../parts/records/filters.tsx'
import { RecordList } from '../parts/records/list.tsx'
import { PeriodPicker } from '../parts/records/period-picker.tsx'
import { Reader } from '../parts/records/reader.tsx'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'

export function RecordsScreen() {
  const { http, route, go, session } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'records' ? at.site : null)
  const conversation = at.screen === 'records' ? at.conversation : null
  const records = useMemo(() => createRecords(http, site), [site])
  const period = useSignal<Period | 'own'>('month')
  const isExporting = useSignal(false)
  const held = session.session.value
  const mayExport =
    held.state === 'signedIn' &&
    held.sites.some(({ id, permissions }) => id === site && permissions.includes('records.export'))
  useEffect(() => {
    period.value = 'month'
    records.set(spanOf('month', Date.now()))
  }, [records])
  useEffect(() => void records.read(conversation), [records, conversation])

  const { from = 0, to = 0 } = records.filter.value
  return (
    <main class={conversation === null ? 'page records' : 'page records has-entry'} data-foyer="records">
      <section class="page-list" aria-label={t('nav.records')}>
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.records')}</h1>
          <SiteSwitch
            site={site}
            onSwitch={(id) => go({ screen: 'records', site: id, conversation: null })}
          />
          {mayExport && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('export.title')}
              data-tip={t('export.title')}
              data-foyer="export-open"
              onClick={() => {
                isExporting.value = true
              }}
            >
              <Icon name="download" />
            </button>
          )}
        </header>
        <div class="record-tools">
          {from > 0 && (
            <PeriodPicker
              from={from}
              to={to}
              period={period.value}
              onChange={(next, span) => {
                period.value = next
                records.set(span)
              }}
            />
          )}
          <Filters key={site} records={records} />
        </div>
        <RecordList records={records} open={conversation} />
      </section>
      <Reader records={records} conversation={conversation} />
      {isExporting.value && (
        <ExportDialog
          site={site}
          filter={records.filter.value}
          onClose={() => {
            isExporting.value = false
          }}
        />
      )}
    </main>
  )
}
