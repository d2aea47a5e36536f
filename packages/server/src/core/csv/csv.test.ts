import { describe, expect, test } from 'vitest'
import { guardFormula, parseCsv, unguardFormula, writeCsv, writeRow } from './csv.ts'

const cellsOf = (text: string, delimiter: ',' | ';' | '\t' = ',') => {
  const parsed = parseCsv(text, delimiter)
  if ('unclosed' in parsed) throw new Error(`unclosed in ${parsed.unclosed}`)
  return parsed.ok.map(({ cells }) => cells)
}

describe('[AS-1] CSV is read as people and spreadsheets write it', () => {
  test.each([
    [
      'plain',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a lone CR',
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'no break at the end',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['quotes', '"a","b ""c"""\n', [['a', 'b "c"']]],
    ['a delimiter and breaks in quotes', '"a,b","c\r\nd\re"\n', [['a,b', 'c\nd\ne']]],
    ['only quotes', '"",""""\n', [['', '"']]],
    [
      'empty cells',
      ',a,\n,,b\n',
      [
        ['', 'a', ''],
        ['', '', 'b'],
      ],
    ],
    ['blanks kept', ' a , b\n', [[' a ', ' b']]],
    ['a quote within a cell', '5" pipe,b\n', [['5" pipe', 'b']]],
    ['text behind a closing quote', '"a" b,c\n', [['a b', 'c']]],
    ['other scripts', 'ما,付款\n', [['ما', '付款']]],
    ['nothing', '', []],
  ])('%s', (_what, text, rows) => {
    expect(cellsOf(text)).toEqual(rows)
  })

  test('with other delimiters', () => {
    expect(cellsOf('a,b;"c;d"\n', ';')).toEqual([['a,b', 'c;d']])
    expect(cellsOf('a;b\tc\n', '\t')).toEqual([['a;b', 'c']])
  })

  test('rows are counted as a spreadsheet does', () => {
    expect(parseCsv('a\n\n"b\nc"\n,\nd\n', ',')).toEqual({
      ok: [
        { row: 1, cells: ['a'] },
        { row: 3, cells: ['b\nc'] },
        { row: 5, cells: ['d'] },
      ],
    })
  })

  test('a quote that never closes is found in its row', () => {
    expect(parseCsv('a\nb\n"c,\nd\n', ',')).toEqual({ unclosed: 3 })
    expect(parseCsv('"', ',')).toEqual({ unclosed: 1 })
    expect(parseCsv('"a""', ',')).toEqual({ unclosed: 1 })
  })

  test('a long file costs no more than its length', () => {
    const text = '"a ""b""",c\n'.repeat(100_000)
    expect(cellsOf(text)).toHaveLength(100_000)
  })
})

describe('[AS-1] CSV is written so that it is read back', () => {
  test('with a mark, CRLF, and quotes where they are needed', () => {
    expect(writeCsv([['a', 'b c', 'd,e', '"f"', 'g\nh', ' i', '', 'k;l']])).toBe(
      '\uFEFFa,b c,"d,e","""f""","g\nh"," i",,"k;l"\r\n',
    )
  })

  test.each([
    '=1+1',
    '+49 30',
    '-1',
    '@a',
    '\ta',
    "'=a",
    "''@a",
    "'quoted'",
    '- a list\n- of two',
    '',
    'a=b',
  ])('no spreadsheet runs %j, and it comes back as it was', (text) => {
    const guarded = guardFormula(text)
    expect(guarded).not.toMatch(/^[=+\-@\t\r]/)
    expect(unguardFormula(guarded)).toBe(text)
    expect(cellsOf(writeCsv([['x', text, 'y']]).slice(1))).toEqual([['x', guarded, 'y']])
  })
})

describe('[IN-13] what leaves as a table runs nowhere (I07)', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '"=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '\u00a0=1',
    "'\ta",
  ])('%j is guarded, quoted, and comes back', (text) => {
    const guarded = guardFormula(text)
    expect(guarded.startsWith("'")).toBe(true)
    expect(unguardFormula(guarded)).toBe(text)
    expect(writeRow([text])).toBe(`"${guarded.replaceAll('"', '""')}"\r\n`)
  })

  test('nor what follows a separator inside a cell, where another one is taken for the file’s', () => {
    expect(writeRow(['a;=1', 'b,=2', 'c\t=3', 'd\n=4'])).toBe(`"a;'=1","b,=2","c\t'=3","d\n'=4"\r\n`)
  })

  test.each([
    'a;=1+1;b',
    'x\n=2',
    "x;'=2",
    'x; "+2',
    '\n\r\n=1;',
    ';;＝1',
    "- one\n- two\n'- three",
    'a;b\nc; d',
  ])('what stands in the middle of %j is guarded as well, and comes back', (text) => {
    const guarded = guardFormula(text)
    for (const part of guarded.split(/[;\t\r\n]/)) expect(part).not.toMatch(/^[\s"]*[=+\-@＝]/)
    expect(unguardFormula(guarded)).toBe(text)
  })
})
