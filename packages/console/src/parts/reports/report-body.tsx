/** A report in figures, plots and tables, each with what it means beside it. */
import type { Report, ReportVolume, ResponseTimes } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { locale, type MessageKey, t } from '../../locale.ts'
import { durationText } from '../../models/periods.ts'
import { writeRoute } from '../../models/route.ts'
import { TableBox } from '../assistant/table-box.tsx'
import { Segments } from '../field.tsx'
import { partName } from '../records/words.ts'
import { type Column, ColumnsPlot } from './columns-plot.tsx'
import { ReportTable } from './tables.tsx'
import { What } from './what.tsx'

type Measure = 'started' | 'closed' | 'messages'
const measures: Record<Measure, MessageKey> = {
  started: 'report.started',
  closed: 'report.closed',
  messages: 'report.messages',
}

export function ReportBody({ report, site }: { report: Report; site: string }) {
  const number = new Intl.NumberFormat(locale.value, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(locale.value, { style: 'percent' })
  const measure = useSignal<Measure>('started')
  const { messages, first, later, rating, assistant } = report
  const all = messages.visitor + messages.agent + messages.assistant + messages.offline
  const time = (ms: number | null) => durationText(ms, locale.value)
  const within = ({ count, p90 }: ResponseTimes) =>
    count === 0 ? undefined : t('report.p90', { time: time(p90), n: count })
  const share = (count: number) => (report.started === 0 ? '–' : percent.format(count / report.started))
  const rates = assistant.helpful + assistant.notHelpful
  return (
    <>
      <dl class="tiles">
        <Tile
          name={t('report.started')}
          value={number.format(report.started)}
          what={t('report.startedWhat')}
        />
        <Tile name={t('report.closed')} value={number.format(report.closed)} what={t('report.closedWhat')} />
        <Tile
          name={t('report.messages')}
          value={number.format(all)}
          more={t('report.messagesBy', messages)}
          what={t('report.messagesWhat')}
        />
        <Tile
          name={t('report.first')}
          value={time(first.median)}
          more={within(first)}
          what={t('report.firstWhat')}
        />
        <Tile
          name={t('report.later')}
          value={time(later.median)}
          more={within(later)}
          what={t('report.laterWhat')}
        />
        <Tile
          name={t('report.rating')}
          value={rating.mean === null ? '–' : number.format(rating.mean)}
          more={t('report.ratedOf', { n: rating.rated, invited: rating.invited })}
          what={t('report.ratingWhat')}
        />
        <Tile
          name={t('report.alone')}
          value={share(assistant.alone)}
          more={number.format(assistant.alone)}
          what={t('report.aloneWhat')}
        />
        <Tile
          name={t('report.handedOff')}
          value={share(assistant.handedOff)}
          more={number.format(assistant.handedOff)}
          what={t('report.handedOffWhat')}
        />
        <Tile
          name={t('report.notHelpful')}
          value={rates === 0 ? '–' : percent.format(assistant.notHelpful / rates)}
          more={t('report.ofAnswers', { n: rates, count: assistant.notHelpful })}
          what={t('report.notHelpfulWhat')}
        />
      </dl>
      <div class="figure">
        <h2>{t('report.volume')}</h2>
        <Segments<Measure>
          label={t('report.measure')}
          value={measure.value}
          options={(Object.keys(measures) as Measure[]).map((one) => ({
            value: one,
            label: t(measures[one]),
          }))}
          hook="report-measure"
          onChange={(value) => {
            measure.value = value
          }}
        />
        <ColumnsPlot
          label={t('report.byDay')}
          of={t(measures[measure.value])}
          columns={report.days.map((day) => dayColumn(day, measure.value))}
        />
        <h3>
          {t('report.byHour')}{' '}
          <What name={t('report.byHour')} text={t('report.byHourWhat', { zone: report.zone })} />
        </h3>
        <ColumnsPlot
          label={t('report.byHour')}
          of={t(measures[measure.value])}
          columns={report.hours.map((hour) => hourColumn(hour, measure.value))}
        />
      </div>
      <ReportTable
        title={t('report.agents')}
        what={t('report.agentsWhat')}
        rows={report.agents}
        of="agent"
        hook="report-agents"
      />
      <ReportTable
        title={t('report.groups')}
        what={t('report.groupsWhat')}
        rows={report.groups}
        of="group"
        hook="report-groups"
      />
      <div class="figure" data-foyer="report-effect">
        <h2>
          {t('report.effect')} <What name={t('report.effect')} text={t('report.effectWhat')} />
        </h2>
        <TableBox label={t('report.effect')}>
          <table class="table is-figures">
            <thead>
              <tr>
                <th scope="col">{t('records.assistant')}</th>
                <th scope="col">{t('report.conversations')}</th>
                <th scope="col">{t('report.answerMedian')}</th>
                <th scope="col">{t('report.answerP90')}</th>
                <th scope="col">{t('report.ratedCount')}</th>
                <th scope="col">{t('report.mean')}</th>
              </tr>
            </thead>
            <tbody>
              {report.effect.map((one) => (
                <tr key={one.part}>
                  <th scope="row">{partName(one.part)}</th>
                  <td>{number.format(one.conversations)}</td>
                  <td>{time(one.firstAnswer.median)}</td>
                  <td>{time(one.firstAnswer.p90)}</td>
                  <td>{number.format(one.rated)}</td>
                  <td>{one.rating === null ? '–' : number.format(one.rating)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      </div>
      <div class="figure">
        <h2>{t('report.comments')}</h2>
        {report.comments.length === 0 ? (
          <p class="field-hint">{t('report.noComments')}</p>
        ) : (
          <ul class="report-comments">
            {report.comments.map((one) => (
              <li key={one.conversation}>
                <a href={writeRoute({ screen: 'records', site, conversation: one.conversation })}>
                  <span class="chip accent">{t('records.rated', { score: one.score })}</span>
                  <span dir="auto">{one.comment}</span>
                  {one.agent !== '' && <bdi class="report-by">{cleanName(one.agent)}</bdi>}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

function Tile({ name, value, what, more }: { name: string; value: string; what: string; more?: string }) {
  return (
    <div class="tile" data-foyer="report-tile">
      <dt>
        {name} <What name={name} text={what} />
      </dt>
      <dd>
        <strong>{value}</strong>
        {more !== undefined && <span>{more}</span>}
      </dd>
    </div>
  )
}

/** A calendar day, the same wherever one looks from. */
function dayColumn(volume: ReportVolume, measure: Measure): Column {
  const { day = '' } = volume
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.value, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      ...options,
    }).format(Date.parse(`${day}T00:00:00Z`))
  return { key: day, short: format({}), long: format({ weekday: 'short' }), value: volume[measure] }
}

function hourColumn(volume: ReportVolume, measure: Measure): Column {
  const { hour = 0 } = volume
  const text = new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC', hour: 'numeric' }).format(
    hour * 3_600_000,
  )
  return { key: String(hour), short: text, long: text, value: volume[measure] }
}
