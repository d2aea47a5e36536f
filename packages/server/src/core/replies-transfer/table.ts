/**
 * Quick replies as a table: the columns are title, text, folder and shortcut, the first two of which must be there.
 * A table without its heading is refused; of a wrong row it is said why it was left out. Pure.
 */
import type { QuickReply } from '@foyer/protocol'
import { type CsvRow, type Delimiter, parseCsv, unguardFormula, writeCsv } from '../csv/csv.ts'

const columns = ['title', 'text', 'folder', 'shortcut'] as const
type Column = (typeof columns)[number]

export interface ReadReply extends Record<Column, string> {
  row: number
}

export interface LeftOut {
  row: number
  title: string
  reason: string
}

export const mostReplyRows = 500

export function repliesOfCsv(
  text: string,
): { replies: ReadReply[]; skipped: LeftOut[] } | { problem: string } {
  if (text.trim() === '') return { problem: 'The file is empty.' }
  const parsed = parseCsv(text, delimiterOf(text))
  if ('unclosed' in parsed) {
    return { problem: `A quotation mark that opens in row ${parsed.unclosed} is never closed.` }
  }
  const [head, ...rows] = parsed.ok
  const heading = head?.cells.map(columnOf) ?? []
  const missing = (['title', 'text'] as const).find((column) => !heading.includes(column))
  if (missing !== undefined) {
    const known = columns.join(', ')
    return {
      problem: `The first row names the columns, and there must be one called “${missing}”. Known are: ${known}`,
    }
  }
  if (rows.length > mostReplyRows) {
    return { problem: `The file has ${rows.length} rows. At most ${mostReplyRows} are taken at once.` }
  }
  const replies: ReadReply[] = []
  const skipped: LeftOut[] = []
  for (const row of rows) {
    const read = readRow(row, heading)
    if (row.cells.length > heading.length) {
      const reason =
        'It has more cells than the heading. A text with the delimiter in it needs quotation marks.'
      skipped.push({ row: row.row, title: read.title, reason })
    } else replies.push(read)
  }
  return { replies, skipped }
}

export function csvOfReplies(replies: readonly QuickReply[]): string {
  return writeCsv([[...columns], ...replies.map((reply) => columns.map((column) => reply[column]))])
}

function readRow({ row, cells }: CsvRow, heading: (Column | null)[]): ReadReply {
  const of = (column: Column) => {
    const at = heading.indexOf(column)
    return at === -1 ? '' : unguardFormula(cells[at] ?? '').trim()
  }
  return { row, title: of('title'), text: of('text'), folder: of('folder'), shortcut: of('shortcut') }
}

function columnOf(cell: string): Column | null {
  const name = unguardFormula(cell).normalize('NFKC').trim().toLowerCase()
  return columns.find((column) => column === name) ?? null
}

/** The delimiter by which the first row holds most of the columns. */
function delimiterOf(text: string): Delimiter {
  const known = (delimiter: Delimiter) => {
    const parsed = parseCsv(text, delimiter, 1)
    return 'ok' in parsed ? (parsed.ok[0]?.cells.filter((cell) => columnOf(cell) !== null).length ?? 0) : 0
  }
  return ([',', ';', '\t'] as const).toSorted((one, other) => known(other) - known(one))[0] ?? ','
}
