import { type Event, parseText, type SiteSettings } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { letterHtml } from './letter.ts'
import { answerLetter, newLetter, transcriptLetter } from './letters.ts'

const visitor = { kind: 'visitor', id: 'v' } as const
const ada = { kind: 'agent', id: 'a', name: 'Ada' } as const
const settings = {
  name: 'Shop',
  locale: 'en',
  hours: { zone: 'UTC' },
} as unknown as Pick<SiteSettings, 'name' | 'locale' | 'hours'>
const linkTo = (file: string) => `https://chat.example/v1/files/${file}?s=1&e=2`

type Body = Record<string, unknown> & { quote?: number; by?: object }

/** Each as a message of the visitor, from seq 2 on. */
function said(...bodies: (string | Body)[]): Event[] {
  return bodies.map((body, at) => {
    const { quote, by = visitor, ...rest } = typeof body === 'string' ? { kind: 'text', text: body } : body
    return {
      seq: at + 2,
      at,
      by,
      type: 'message.posted',
      body: rest,
      ...(quote === undefined ? {} : { quote }),
    }
  }) as unknown as Event[]
}

const facts = (events: Event[]) => ({ settings, locale: 'en', nickname: 'Kim', events, linkTo })
const written = (...bodies: (string | Body)[]) => transcriptLetter(facts(said(...bodies)), false)

/** What one message reads as, without its head. */
const textOf = (text: string) =>
  written(text)
    .text.split(/Kim · .*\n/)[1]!
    .trim()
const htmlOf = (text: string) => /anywhere">(<[pou].*)<\/div><\/div>/s.exec(written(text).html)?.[1]

describe('[CV-14] the marks of a message', () => {
  it.each([
    [
      '**2 to 4** _working_ days, `oak`',
      '2 to 4 working days, oak',
      '<strong>2 to 4</strong> <em>working</em> days, <code dir="ltr">oak</code>',
    ],
    ['2*3*4 < 5 & "6"', '2*3*4 < 5 & "6"', '2*3*4 &lt; 5 &amp; &quot;6&quot;'],
    [
      'see https://x.example/a_b?q=1&r=2.',
      'see https://x.example/a_b?q=1&r=2.',
      'see <a href="https://x.example/a_b?q=1&amp;r=2" rel="noopener noreferrer nofollow ugc"><bdi>https://x.example/a_b?q=1&amp;r=2</bdi></a>.',
    ],
    [
      '[the **shop**](https://x.example/a)',
      'the shop (https://x.example/a)',
      '<a href="https://x.example/a" rel="noopener noreferrer nofollow ugc"><bdi>the <strong>shop</strong></bdi></a>',
    ],
    [
      'www.x.example',
      'www.x.example',
      '<a href="https://www.x.example/" rel="noopener noreferrer nofollow ugc"><bdi>www.x.example</bdi></a>',
    ],
  ])('of %j are elements in HTML, and none in text', (typed, text, html) => {
    expect(textOf(typed)).toBe(text)
    expect(htmlOf(typed)).toBe(`<p dir="auto" style="margin:4px 0 0;text-align:start">${html}</p>`)
  })

  it('[WG-15] of lines each has its own direction, also below one of the other', () => {
    const line = (said: string) => `<span dir="auto" style="display:block;text-align:start">${said}</span>`
    expect(textOf('أهلاً **بك**\nSee you\n')).toBe('أهلاً بك\nSee you')
    expect(htmlOf('أهلاً **بك**\nSee you')).toBe(
      `<p style="margin:4px 0 0">${line('أهلاً <strong>بك</strong>')}\n${line('See you')}</p>`,
    )
  })

  it('of lists are lists, and paragraphs stay apart', () => {
    const typed = 'Steps:\n3. **one**\n4) two\n\n* a\n\nEnd\n\nof it'
    expect(textOf(typed)).toBe('Steps:\n3. one\n4. two\n- a\nEnd\n\nof it')
    expect(htmlOf(typed)).toContain(
      '<ol start="3" style="margin:4px 0 0"><li dir="auto" style="text-align:start"><strong>one</strong></li><li dir="auto" style="text-align:start">two</li></ol>' +
        '<ul style="margin:4px 0 0"><li dir="auto" style="text-align:start">a</li></ul>',
    )
  })
})

it('[G04] [CV-14] of a very long conversation the newest marks are read, and all of it stands there', () => {
  const { text, html } = written('**old**\n<b>', 'x'.repeat(199_900), `**new** ${'y'.repeat(92)}`)
  expect(text).toContain('**old**\n<b>\n')
  expect(html).toMatch(/\*\*old\*\*<\/span>\n<span[^>]*>&lt;b&gt;/)
  expect(html).toContain('<strong>new</strong>')
})

describe('[CV-14] cards', () => {
  it('[CV-11] a card is told with its price and code', () => {
    const { text } = written({
      kind: 'card',
      card: { type: 'coupon', title: 'Spring', price: '€ 120', code: 'SPRING26', text: 'Ten off' },
      by: ada,
    })
    expect(text).toContain('\nSpring\n€ 120\nSPRING26\nTen off\n')
  })
})

describe('[CV-8] quotes', () => {
  it('stand as one short line before the answer', () => {
    const { text, html } = written(`Is **oak**\nin stock? ${'x'.repeat(200)}`, {
      kind: 'text',
      text: 'Yes',
      by: ada,
      quote: 2,
    })
    const [, quote] = /Ada · .*\n> (.*)\nYes\n/.exec(text) ?? []
    expect(quote).toMatch(/^Kim: Is oak in stock\? x+…$/)
    expect(quote).toHaveLength(120)
    expect(html).toContain(`${quote}</div><div style="overflow-wrap:anywhere"><p`)
  })

  it('name the file that they quote, and say so where it is gone', () => {
    const file = { id: 'f', name: 'a.png', type: 'image/png', size: 3 }
    const { text } = written(
      { kind: 'file', file },
      { kind: 'deleted' },
      { kind: 'text', text: 'This', by: ada, quote: 2 },
      { kind: 'text', text: 'That', by: ada, quote: 3 },
    )
    expect(text).toContain('\n> Kim: File: a.png\nThis\n')
    expect(text).toContain('\n> The original is not there any more\nThat\n')
  })

  it('of what an answer does not tell are there, of what is not known passed over', () => {
    const events = said('Before', { kind: 'text', text: 'After', by: ada, quote: 2 })
    const told = events.slice(-1)
    const { text } = answerLetter({ ...facts(events), told, page: null })
    expect(text).toMatch(/Ada · .*\n> Kim: Before\nAfter\n/)
    expect(text.match(/Before/g)).toHaveLength(1)
    expect(answerLetter({ ...facts(told), told, page: null }).text).toMatch(/Ada · .*\nAfter\n/)
  })
})

describe('[CV-14] files', () => {
  const file = { id: 'f', name: 'photo\u202egpj.<b>', type: 'image/png', size: 3 }

  it('[G09] are links by name in HTML, and name and address in text', () => {
    const { text, html } = written({ kind: 'file', file })
    expect(text).toContain('\nFile: photogpj.<b>\nhttps://chat.example/v1/files/f?s=1&e=2\n')
    expect(html).toContain(
      '<a href="https://chat.example/v1/files/f?s=1&amp;e=2" rel="noopener noreferrer nofollow ugc"><bdi>File: photogpj.&lt;b&gt;</bdi></a>',
    )
  })

  it('[G03] are no links where no link may lead', () => {
    const html = letterHtml({
      locale: 'en',
      zone: 'UTC',
      title: '',
      intro: [],
      foot: '',
      lines: [
        {
          at: 0,
          who: '',
          isOurs: true,
          said: parseText(''),
          file: { label: 'a', url: 'javascript:alert(1)' },
        },
      ],
    })
    expect(html).toContain('>a<br>\njavascript:alert(1)</p>')
  })
})

const vectors = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '</textarea></title></style><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  `'"><svg/onload=alert(1)>`,
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="jav&#x09;ascript:alert(1)">click</a>',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="javascript:alert(1)//">',
  '[x](javascript:alert(1))',
  '[x](  javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:alert(1))',
  '![x](x"onerror="alert(1))',
  '[x](https://example.com" onmouseover="alert(1))',
  '[x](https://example.com/"onmouseover="alert(1))',
  "[x](https://example.com/'onmouseover='alert(1))",
  '[<img src=x onerror=alert(1)>](https://example.com)',
  '<https://example.com/"onmouseover="alert(1)>',
  'mailto:a@b.example?"onmouseover="alert(1)',
  '`<img src=x onerror=alert(1)>`',
  '**<img src=x onerror=alert(1)>**',
  '- <img src=x onerror=alert(1)>',
  '&lt;img src=x onerror=alert(1)&gt;',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  "' onmouseover='alert(1)",
]
/** Every tag that a message may bring; its words have no quote and no bracket in them. */
const tags =
  /<\/?(p|ul|ol|li|strong|em|code|bdi|br|div|span|b|h1)( (dir|start|style|lang)="[^"<>]*")*>|<a href="(https?:\/\/|mailto:|tel:)[^"'<>]*" rel="noopener noreferrer nofollow ugc">|<\/a>/g

it.each(vectors)('[G01] %j is nothing but words in HTML, wherever it stands', (vector) => {
  const events = said(
    vector,
    { kind: 'text', text: `**${vector}** [${vector}](https://x.example/) \`${vector}\``, quote: 2 },
    { kind: 'file', file: { id: 'f', name: vector, type: 'image/png', size: 1 }, quote: 3 },
    { kind: 'text', text: 'Yes', by: { ...ada, name: vector }, quote: 4 },
    { kind: 'options', text: vector, options: [{ id: 'o', label: vector }], by: ada },
    { kind: 'card', card: { title: vector, text: vector, url: 'https://x.example/' }, by: ada },
  )
  const hostile = { ...facts(events), settings: { ...settings, name: vector }, nickname: vector }
  for (const { html } of [
    transcriptLetter(hostile, true),
    newLetter({ ...hostile, url: 'https://chat.example/console/', page: vector }),
  ]) {
    const body = html.slice(html.indexOf('<body')).replace(/^<body style="[^"]*">/, '')
    const button = /<a href="https:\/\/chat\.example\/console\/" style="[^"<>]*">/
    const rest = body
      .replace(button, '')
      .replace(/<\/body><\/html>\n$/, '')
      .replace(tags, '')
    expect(rest).not.toMatch(/[<>"']/)
  }
})
