/** A report as a table for spreadsheets: a section a part, durations in seconds, nothing that runs as a formula. */
import type { Report, ReportRow, ResponseTimes } from '@foyer/protocol'

export function reportCsv(report: Report): string {
  const seconds = (ms: number | null) => (ms === null ? '' : String(Math.round(ms / 1000)))
  const times = ({ count, median, p90 }: ResponseTimes) => [String(count), seconds(median), seconds(p90)]
  const row = (one: ReportRow) => [
    one.name || one.id,
    String(one.served),
    String(one.replies),
    ...times(one.first),
    ...times(one.later),
    String(one.rated),
    String(one.rating ?? ''),
    one.firstLogin ? new Date(one.firstLogin).toISOString() : '',
  ]
  const rowHead = [
    'served',
    'replies',
    'first responses',
    'first median s',
    'first p90 s',
    'later responses',
    'later median s',
    'later p90 s',
    'rated',
    'mean rating',
    'first login',
  ]
  const rows: string[][] = [
    ['from', new Date(report.from).toISOString(), 'to', new Date(report.to).toISOString(), report.zone],
    [],
    ['day', 'started', 'closed', 'messages'],
    ...report.days.map((day) => [
      day.day ?? '',
      String(day.started),
      String(day.closed),
      String(day.messages),
    ]),
    [],
    ['agent', ...rowHead],
    ...report.agents.map(row),
    [],
    ['group', ...rowHead],
    ...report.groups.map(row),
    [],
    ['assistant', 'conversations', 'answered', 'first answer median s', 'p90 s', 'rated', 'mean rating'],
    ...report.effect.map((one) => [
      one.part,
      String(one.conversations),
      ...times(one.firstAnswer),
      String(one.rated),
      String(one.rating ?? ''),
    ]),
  ]
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

/** Names are people's own: what a spreadsheet may run gets an apostrophe, and quotes around it. */
function cell(text: string): string {
  const isFormula = /^[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^'*[\t\r\n]/.test(text)
  const safe = isFormula ? `'${text}` : text
  return isFormula || /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
