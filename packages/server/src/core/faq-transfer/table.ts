/**
 * FAQ entries as a table: the columns are question, answer, category, locale, published, phrasings (one a
 * line in the cell) and phrasing1, phrasing2 … A table is refused without its heading; a wrong row is skipped.
 */
import type { FaqEntry } from '@foyer/protocol'
import { type CsvRow, type Delimiter, parseCsv, unguardFormula, writeCsv } from '../csv/csv.ts'
import {
  checkEntry,
  mostRows,
  oneLine,
  type ReadEntry,
  type ReadFile,
  type Skipped,
  skip,
  tooManyRows,
} from './entry.ts'

const columns = ['question', 'answer', 'category', 'locale', 'published', 'phrasings'] as const
type Column = (typeof columns)[number] | `phrasing${number}`

const otherNames: Record<string, Column> = { language: 'locale', status: 'published' }

export function entriesOfCsv(text: string): ReadFile {
  if (text.trim() === '') return { problem: 'The file is empty.' }
  // Spreadsheets say the delimiter in a line of its own, which no other program expects.
  const said = /^sep=([,;\t])\r?\n/i.exec(text)
  // Row numbers stay those that a spreadsheet shows: it hides that line.
  const body = said === null ? text : text.slice(said[0].length)
  const parsed = parseCsv(body, (said?.[1] as Delimiter | undefined) ?? delimiterOf(body))
  if ('unclosed' in parsed) {
    return { problem: `A quotation mark that opens in row ${parsed.unclosed} is never closed.` }
  }
  const [head, ...rows] = parsed.ok
  const heading = readHeading(head!)
  if ('problem' in heading) return heading
  if (rows.length > mostRows) return tooManyRows(rows.length)

  const entries: ReadEntry[] = []
  const skipped = [...heading.skipped]
  for (const row of rows) {
    const read = readRow(row, heading.columns)
    const checked = 'reason' in read ? read : checkEntry(read)
    if ('reason' in checked) skipped.push(checked)
    else entries.push(checked)
  }
  return { entries, skipped }
}

export function csvOf(entries: FaqEntry[]): string {
  return writeCsv([
    [...columns],
    ...entries.map((entry) => [
      entry.question,
      entry.answer,
      entry.category,
      entry.locale ?? '',
      // Not true and false: a spreadsheet turns those into words of its own language.
      entry.published ? 'yes' : 'no',
      entry.phrasings.map(oneLine).join('\n'),
    ]),
  ])
}

/** The delimiter by which the first row holds the columns that must be there; else by which it has most cells. */
function delimiterOf(text: string): Delimiter {
  const guesses = ([',', ';', '\t'] as const).map((delimiter) => {
    const parsed = parseCsv(text, delimiter, 1)
    const cells = 'ok' in parsed ? (parsed.ok[0]?.cells ?? []) : []
    const names = cells.map(columnOf)
    const isIt = names.includes('question') && names.includes('answer')
    return { delimiter, fit: (isIt ? 1_000 : 0) + cells.length }
  })
  return guesses.sort((one, other) => other.fit - one.fit)[0]!.delimiter
}

interface Heading {
  columns: (Column | null)[]
  skipped: Skipped[]
}

function readHeading({ row, cells }: CsvRow): Heading | { problem: string } {
  const found = cells.map(columnOf)
  for (const column of ['question', 'answer'] as const) {
    if (found.includes(column)) continue
    return {
      problem: `The first row names the columns, and there must be one called “${column}”. Known are: ${columns.join(', ')}, phrasing1, phrasing2 …`,
    }
  }
  const twice = found.find((column, index) => column !== null && found.indexOf(column) !== index)
  if (twice != null) return { problem: `There are two columns called “${twice}”.` }
  const strange = cells.filter((cell, index) => found[index] === null && cell.trim() !== '')
  return {
    columns: found,
    skipped: strange.map((name) =>
      skip(row, name.trim(), 'There is no such column: its cells were left out.'),
    ),
  }
}

function columnOf(cell: string): Column | null {
  const name = unguardFormula(cell)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/gu, '')
  const known = otherNames[name] ?? columns.find((column) => column === name)
  if (known !== undefined) return known
  return /^phrasing\d{0,3}$/.test(name) ? (name as Column) : null
}

function readRow({ row, cells }: CsvRow, heading: (Column | null)[]): ReadEntry | Skipped {
  const texts = cells.map(unguardFormula)
  const of = (column: Column): string | undefined => {
    const index = heading.indexOf(column)
    return index === -1 ? undefined : (texts[index] ?? '')
  }
  const question = of('question') ?? ''
  // Empty ones too: a text that was torn apart moved all that follows.
  if (cells.length > heading.length) {
    return skip(
      row,
      question,
      'It has more cells than the heading. A text with the delimiter in it needs quotation marks.',
    )
  }
  const published = readPublished(of('published') ?? '')
  if (published === null) {
    return skip(row, question, 'Whether it is published is said by yes or no.')
  }
  const said = texts.filter((_text, index) => heading[index]?.startsWith('phrasing'))
  return {
    row,
    question,
    answer: of('answer') ?? '',
    category: of('category'),
    locale: of('locale'),
    published,
    phrasings: heading.some((column) => column?.startsWith('phrasing'))
      ? said.flatMap((text) => text.split(/\r\n?|\n/))
      : undefined,
  }
}

/** Beside ours, what spreadsheets in other languages make of a cell that holds true or false. */
const yes = new Set([
  'yes',
  'true',
  '1',
  'published',
  'wahr',
  'vrai',
  'verdadero',
  'verdadeiro',
  'prawda',
  'vero',
  'истина',
  'doğru',
])
const no = new Set(['no', 'false', '0', 'draft', 'falsch', 'faux', 'falso', 'fałsz', 'ложь', 'yanlış'])

/** Undefined where nothing is said, null where it is neither. */
function readPublished(cell: string): boolean | undefined | null {
  const word = cell.trim().toLowerCase()
  if (word === '') return undefined
  if (yes.has(word)) return true
  return no.has(word) ? false : null
}
