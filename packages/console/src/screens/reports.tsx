/** What a site's people and its assistant did in a span of time (IN-14), each figure with what it means. */
import '../styles/pages.css'
import '../styles/assistant.css'
import '../styles/figures.css'
import '../styles/records.css'
import type { Report } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { dayOf, type Period, spanOf } from '../models/periods.ts'
import type { Loaded } from '../models/sites.ts'
import { Failed, Nothing, Waiting } from '../parts/assistant/states.tsx'
import { Icon } from '../parts/icon.tsx'
import { RailToggle } from '../parts/rail-toggle.tsx'
import { PeriodPicker } from '../parts/records/period-picker.tsx'
import { ReportBody } from '../parts/reports/report-body.tsx'
import { reportCsv } from '../parts/reports/report-csv.ts'
import { SiteSwitch, useSite } from '../parts/site-switch.tsx'

export function ReportsScreen() {
  const { http, route, go } = useConsole()
  const at = route.value
  const site = useSite(at.screen === 'reports' ? at.site : null)
  const period = useSignal<Period | 'own'>('month')
  const span = useSignal(spanOf('month', Date.now()))
  const held = useSignal<Loaded<Report>>({ state: 'loading' })
  const tries = useSignal(0)
  const { from, to } = span.value

  useEffect(() => {
    let isPast = false
    if (held.peek().state === 'failed') held.value = { state: 'loading' }
    void http.records.report(site, from, to).then((answer) => {
      if (isPast) return
      held.value = answer.ok
        ? { state: 'ready', value: answer.value }
        : { state: 'failed', error: answer.error }
    })
    return () => {
      isPast = true
    }
  }, [site, from, to, tries.value])

  const shown = held.value
  return (
    <main class="page assistant reports" data-foyer="reports">
      <div class="assistant-head">
        <header class="bar">
          <RailToggle />
          <h1>{t('nav.reports')}</h1>
          <SiteSwitch site={site} onSwitch={(id) => go({ screen: 'reports', site: id })} />
          {shown.state === 'ready' && (
            <button
              type="button"
              class="icon-button"
              aria-label={t('report.csv')}
              data-tip={t('report.csv')}
              data-foyer="report-csv"
              onClick={() => save(shown.value, site)}
            >
              <Icon name="download" />
            </button>
          )}
        </header>
      </div>
      <div class="assistant-body">
        <div class="figures">
          <PeriodPicker
            from={from}
            to={to}
            period={period.value}
            onChange={(next, chosen) => {
              period.value = next
              span.value = chosen
            }}
          />
          {shown.state === 'loading' ? (
            <Waiting />
          ) : shown.state === 'failed' ? (
            <Failed
              title={t('report.failed')}
              error={shown.error}
              onRetry={() => {
                tries.value += 1
              }}
            />
          ) : isEmpty(shown.value) ? (
            <Nothing icon="chart" title={t('report.none')} text={t('report.noneHint')} hook="report-none" />
          ) : (
            <ReportBody report={shown.value} site={site} />
          )}
        </div>
      </div>
    </main>
  )
}

function isEmpty({ started, closed, messages }: Report): boolean {
  return started + closed + messages.visitor + messages.agent + messages.assistant + messages.offline === 0
}

function save(report: Report, site: string): void {
  const url = URL.createObjectURL(new Blob([reportCsv(report)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `report-${site}-${dayOf(report.from)}-${dayOf(report.to - 1)}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
