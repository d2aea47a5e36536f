import type { FaqEntry } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import type { ReadFile } from './entry.ts'
import { entriesOfJson, jsonOf } from './json.ts'
import { csvOf, entriesOfCsv } from './table.ts'
import { textOfFile } from './text.ts'

const head = 'question,answer,category,locale,published,phrasings\n'

function read(file: ReadFile) {
  if ('problem' in file) throw new Error(file.problem)
  return file
}
const problem = (file: ReadFile) => ('problem' in file ? file.problem : null)

const entry: FaqEntry = {
  id: '1',
  site: 'shop',
  question: '=How, "much"?',
  answer: '- one\n- two;\n\n+49',
  category: '@Money',
  locale: 'pt-BR',
  published: true,
  phrasings: ['-cost', "'=x", 'What, really?'],
  place: 1,
  updatedAt: 5,
}
const plain = {
  ...entry,
  question: 'Plain?',
  answer: 'Yes.',
  category: '',
  locale: null,
  published: false,
  phrasings: [],
}

describe('[AS-1] what is exported is imported as it was', () => {
  const drafts = [entry, plain].map(
    ({ question, answer, category, locale, published, phrasings }, index) => ({
      row: index + 1,
      question,
      answer,
      category,
      locale,
      published,
      phrasings,
    }),
  )

  test('as CSV', () => {
    const text = csvOf([entry, plain])
    expect(read(entriesOfCsv(text))).toEqual({
      // The heading is row 1.
      entries: drafts.map((draft) => ({ ...draft, row: draft.row + 1 })),
      skipped: [],
    })
  })

  test('as JSON, and as the console’s own list', () => {
    expect(read(entriesOfJson(jsonOf([entry, plain])))).toEqual({ entries: drafts, skipped: [] })
    expect(read(entriesOfJson(JSON.stringify([entry, plain])))).toEqual({ entries: drafts, skipped: [] })
  })
})

describe('[AS-1] a table', () => {
  test.each([
    ['commas', 'question,answer\nA?,a\n'],
    ['semicolons', 'question;answer\nA?;a\n'],
    ['semicolons with commas in the texts', 'question;answer;category\nA?;a;"b,c"\n'],
    ['tabs', 'question\tanswer\nA?\ta\n'],
    ['a said delimiter', 'sep=;\r\nquestion;answer\r\nA?;a\r\n'],
    ['a mark at the beginning', '\uFEFFquestion,answer\nA?,a\n'],
    ['a heading in other letters', ' Question , ANSWER\nA?,a\n'],
    ['columns the other way round', 'answer,question\na,A?\n'],
    ['breaks at the ends', 'question,answer\n" A? ","\na\n"\n'],
  ])('with %s', (_what, text) => {
    const bytes = new TextEncoder().encode(text)
    const file = textOfFile(bytes)
    expect(read(entriesOfCsv('ok' in file ? file.ok : '')).entries).toEqual([
      expect.objectContaining({ row: 2, question: 'A?', answer: 'a' }),
    ])
  })

  test('holds phrasings in one cell, in several, and in both', () => {
    const text = 'question,answer,phrasings,phrasing1,phrasing 2\nA?,a,"b\nc\n\n",d,\n'
    expect(read(entriesOfCsv(text)).entries[0]!.phrasings).toEqual(['b', 'c', 'd'])
  })

  test('leaves open what it has no column for', () => {
    expect(read(entriesOfCsv('question,answer\nA?,a\n')).entries).toEqual([
      { row: 2, question: 'A?', answer: 'a' },
    ])
    expect(read(entriesOfCsv(`${head}A?,a,,,,\n`)).entries).toEqual([
      {
        row: 2,
        question: 'A?',
        answer: 'a',
        category: '',
        locale: null,
        published: undefined,
        phrasings: [],
      },
    ])
  })

  test.each([
    ['yes', true],
    ['TRUE', true],
    ['WAHR', true],
    ['draft', false],
    ['0', false],
    ['', undefined],
  ])('says whether it is published: %j', (word, published) => {
    expect(read(entriesOfCsv(`${head}A?,a,,,${word},\n`)).entries[0]!.published).toBe(published)
  })

  test.each([
    ['A?,,,,,', /no answer/],
    [',a,,,,', /no question/],
    [`${'ü'.repeat(501)},a,,,,`, /question is longer than 500/],
    [`A?,${'a'.repeat(5_001)},,,,`, /answer is longer than 5000/],
    [`A?,a,${'a'.repeat(101)},,,`, /category is longer than 100/],
    [`A?,a,,,,${'a'.repeat(501)}`, /phrasing is longer than 500/],
    [`A?,a,,,,"${'a\n'.repeat(51)}"`, /more than 50 phrasings/],
    ['A?,a,,english please,,', /“english please” is no language/],
    ['A?,a,,,perhaps,', /yes or no/],
    ['A?,a, with a comma,,,,', /more cells than the heading/],
  ])('skips a row: $1', (row, reason) => {
    const { entries, skipped } = read(entriesOfCsv(`${head}Good?,g,,,,\n${row}\nLast?,l,,,,\n`))
    expect(entries.map(({ question }) => question)).toEqual(['Good?', 'Last?'])
    expect(skipped).toEqual([{ row: 3, question: expect.any(String), reason: expect.stringMatching(reason) }])
    expect([...skipped[0]!.question].length).toBeLessThanOrEqual(200)
  })

  test('takes 500 letters for 500, whatever they weigh', () => {
    expect(read(entriesOfCsv(`${head}${'😀'.repeat(500)},a,,,,\n`)).entries).toHaveLength(1)
  })

  test('says which columns it does not know', () => {
    const { entries, skipped } = read(entriesOfCsv('question,answer,phrasngs\nA?,a,b\n'))
    expect(entries).toHaveLength(1)
    expect(skipped).toEqual([
      { row: 1, question: 'phrasngs', reason: expect.stringContaining('no such column') },
    ])
  })

  test.each([
    ['', /empty/],
    ['\n\n', /empty/],
    ['hello world', /called “question”/],
    ['question,response\nA?,a', /called “answer”/],
    ['question,answer,Question\nA?,a,b', /two columns called “question”/],
    ['question,answer\nA?,"a', /opens in row 2 is never closed/],
    ['<html><body>not this</body></html>', /called “question”/],
    [`question,answer\n${'A?,a\n'.repeat(5_001)}`, /at most 5000 entries; this one has 5001/],
  ])('is refused as a whole: $1', (text, reason) => {
    expect(problem(entriesOfCsv(text))).toMatch(reason)
  })
})

describe('[AS-1] JSON', () => {
  test.each([
    ['', /empty/],
    ['{', /not JSON/],
    ['7', /list of entries/],
    ['null', /list of entries/],
    ['{"items":[]}', /list of entries/],
    [`[${'{},'.repeat(5_000)}{}]`, /at most 5000/],
    ['['.repeat(100_000), /not JSON/],
  ])('is refused as a whole: $1', (text, reason) => {
    expect(problem(entriesOfJson(text))).toMatch(reason)
  })

  test.each([
    [7, /not an object/],
    [null, /not an object/],
    [[], /not an object/],
    [{ answer: 'a' }, /no question/],
    [{ question: 'A?' }, /no answer/],
    [{ question: ['A?'], answer: 'a' }, /question is not a text/],
    [{ question: 'A?', answer: { html: 'a' } }, /answer is not a text/],
    [{ question: 'A?', answer: 'a', category: 1 }, /category is not a text/],
    [{ question: 'A?', answer: 'a', locale: true }, /locale/],
    [{ question: 'A?', answer: 'a', locale: '../..' }, /no language/],
    [{ question: 'A?', answer: 'a', published: 'yes' }, /neither true nor false/],
    [{ question: 'A?', answer: 'a', phrasings: 'b' }, /not a list of texts/],
    [{ question: 'A?', answer: 'a', phrasings: ['b', 1] }, /not a list of texts/],
  ])('skips %j and says why', (item, reason) => {
    const text = JSON.stringify({ entries: [{ question: 'Good?', answer: 'g' }, item] })
    const { entries, skipped } = read(entriesOfJson(text))
    expect(entries).toHaveLength(1)
    expect(skipped).toEqual([{ row: 2, question: expect.any(String), reason: expect.stringMatching(reason) }])
  })

  test('says once which fields it does not know, and takes no prototype', () => {
    const item = '{"question":"A?","answer":"a","__proto__":{"published":true},"tags":[]}'
    const { entries, skipped } = read(entriesOfJson(`[${item},${item.replace('A?', 'B?')}]`))
    expect(entries.map(({ published }) => published)).toEqual([undefined, undefined])
    expect(skipped.map(({ row, question }) => [row, question])).toEqual([
      [1, '__proto__'],
      [1, 'tags'],
    ])
  })

  test('what is no text in Unicode is kept visible', () => {
    expect(read(entriesOfJson('[{"question":"A\\ud800?","answer":"a\\u0000b"}]')).entries).toEqual([
      expect.objectContaining({ question: 'A\uFFFD?', answer: 'a\uFFFDb' }),
    ])
  })
})

describe('[AS-1] the text of a file', () => {
  test.each([
    ['UTF-8', [0x61, 0xc3, 0xa9]],
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa9]],
    ['UTF-16', [0xff, 0xfe, 0x61, 0, 0xe9, 0]],
    ['UTF-16, the other way round', [0xfe, 0xff, 0, 0x61, 0, 0xe9]],
  ])('is read from %s', (_what, bytes) => {
    expect(textOfFile(Uint8Array.from(bytes))).toEqual({ ok: 'aé' })
  })

  test.each([
    ['a workbook', [0x50, 0x4b, 3, 4, 0], /spreadsheet/],
    ['an older workbook', [0xd0, 0xcf, 0x11, 0xe0], /spreadsheet/],
    ['an older encoding', [0x61, 0xe9, 0x62], /UTF-8/],
    ['zeros', [0x61, 0, 0x62], /not a text/],
  ])('is not taken from %s', (_what, bytes, reason) => {
    const file = textOfFile(Uint8Array.from(bytes))
    expect('problem' in file && file.problem).toMatch(reason)
  })
})
