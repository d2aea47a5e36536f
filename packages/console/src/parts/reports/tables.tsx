/** Who answered how much and how fast, by agent and by group; each can leave as a table. */
import type { ReportRow } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { locale, t } from '../../locale.ts'
import { durationText } from '../../models/periods.ts'
import { dateAndTime } from '../../models/time.ts'
import { TableBox } from '../assistant/table-box.tsx'
import { groupText } from '../records/words.ts'
import { What } from './what.tsx'

interface Props {
  title: string
  what: string
  rows: ReportRow[]
  of: 'agent' | 'group'
  hook: string
}

export function ReportTable({ title, what, rows, of, hook }: Props) {
  const number = new Intl.NumberFormat(locale.value)
  const hasLogins = rows.some(({ firstLogin }) => firstLogin !== undefined)
  const nameOf = (row: ReportRow) =>
    of === 'group' && row.name === '' ? groupText(row.id) : cleanName(row.name) || t('report.gone')
  return (
    <div class="figure" data-foyer={hook}>
      <h2>
        {title} <What name={title} text={what} />
      </h2>
      {rows.length === 0 ? (
        <p class="field-hint">{t('report.noRows')}</p>
      ) : (
        <TableBox label={title}>
          <table class="table is-figures">
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col">{t('report.served')}</th>
                <th scope="col">{t('report.replies')}</th>
                <th scope="col">{t('report.firstMedian')}</th>
                <th scope="col">{t('report.firstP90')}</th>
                <th scope="col">{t('report.laterMedian')}</th>
                <th scope="col">{t('report.laterP90')}</th>
                <th scope="col">{t('report.ratedCount')}</th>
                <th scope="col">{t('report.mean')}</th>
                {hasLogins && <th scope="col">{t('report.firstLogin')}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <bdi>{nameOf(row)}</bdi>
                  </th>
                  <td>{number.format(row.served)}</td>
                  <td>{number.format(row.replies)}</td>
                  <td>{durationText(row.first.median, locale.value)}</td>
                  <td>{durationText(row.first.p90, locale.value)}</td>
                  <td>{durationText(row.later.median, locale.value)}</td>
                  <td>{durationText(row.later.p90, locale.value)}</td>
                  <td>{number.format(row.rated)}</td>
                  <td>{row.rating === null ? '–' : number.format(row.rating)}</td>
                  {hasLogins && <td>{row.firstLogin ? dateAndTime(row.firstLogin, locale.value) : '–'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      )}
    </div>
  )
}
