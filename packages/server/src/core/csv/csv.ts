/**
 * CSV as people and spreadsheets write it (RFC 4180 and its neighbours), read and written. Refuses only what
 * cannot be read at all: a quote that never closes. Pure.
 */

export type Delimiter = ',' | ';' | '\t'

export interface CsvRow {
  /** As a spreadsheet counts: from 1, empty rows too; a line break in a cell begins no row. */
  row: number
  cells: string[]
}

export type CsvResult = { ok: CsvRow[] } | { unclosed: number }

/** Rows without any text are left out. `most` ends the reading early, after so many rows with text. */
export function parseCsv(text: string, delimiter: Delimiter, most = Number.POSITIVE_INFINITY): CsvResult {
  const rows: CsvRow[] = []
  let row = 1
  let cells: string[] = []
  let at = 0

  while (at < text.length && rows.length < most) {
    const cell = readCell(text, at, delimiter)
    if (cell === null) return { unclosed: row }
    cells.push(cell.text)
    at = cell.end
    if (text[at] === delimiter) {
      at += 1
      // A delimiter at the very end has an empty cell behind it, which says nothing.
      if (at < text.length) continue
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    if (cells.some((one) => one.trim() !== '')) rows.push({ row, cells })
    cells = []
    row += 1
  }
  return { ok: rows }
}

/** A cell from `at` on, and where it ends: at a delimiter, a line break or the text's end. Null: unclosed. */
function readCell(text: string, at: number, delimiter: Delimiter): { text: string; end: number } | null {
  const stop = delimiter === ',' ? /[,\r\n]/g : delimiter === ';' ? /[;\r\n]/g : /[\t\r\n]/g
  let quoted = ''
  let rest = at
  if (text[at] === '"') {
    const close = closingQuote(text, at + 1)
    if (close === -1) return null
    quoted = text
      .slice(at + 1, close)
      .replaceAll('""', '"')
      .replace(/\r\n?/g, '\n')
    rest = close + 1
  }
  stop.lastIndex = rest
  const end = stop.exec(text)?.index ?? text.length
  // Behind a closing quote there is nothing, or what somebody typed by hand: it is kept as it is.
  return { text: quoted + text.slice(rest, end), end }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/** Without it Excel takes UTF-8 for something older. */
export const byteOrderMark = '\uFEFF'

/** A whole table, with a byte order mark. */
export function writeCsv(rows: string[][]): string {
  return `${byteOrderMark}${rows.map(writeRow).join('')}`
}

/** One row and its end, for tables that are written as they are read. */
export function writeRow(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

function writeCell(text: string): string {
  const safe = guardFormula(text)
  return safe !== text || /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * What a spreadsheet may run as a formula, after the full-width forms that some of them fold: also behind white
 * space and quotation marks, and behind a line break, where a reader that splits lines would begin a cell.
 */
const formula = /^[\s"']*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^'*[\t\r\n]/

/**
 * The same in the middle of a text. A spreadsheet that takes `;` or a tab for the separator sees no quotation mark
 * at the start of a cell, and so splits there, and at line breaks.
 */
const sign = '(?=(?:[^\\S\\t\\r\\n]|["\'])*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])'
const inside = new RegExp(`([;\\t\\r\\n])${sign}`, 'g')
const guardedInside = new RegExp(`([;\\t\\r\\n])'${sign}`, 'g')

/**
 * Such a text gets an apostrophe in front, and so does what a separator in it begins. Where apostrophes stand before
 * such a sign anyhow there is one more, so that taking one off always gives back the text.
 */
export function guardFormula(text: string): string {
  const guarded = text.replace(inside, "$1'")
  return formula.test(guarded) ? `'${guarded}` : guarded
}

export function unguardFormula(text: string): string {
  const rest = text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text
  return rest.replace(guardedInside, '$1')
}
