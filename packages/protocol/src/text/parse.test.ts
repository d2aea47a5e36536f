import { describe, expect, it } from 'vitest'
import { parseText, type TextBlock, type TextInline, toPlain } from './parse.ts'

/** A tree in one line: s(…) strong, e(…) em, c(…) code, a<href>(…) link, ⏎ break. */
function show(blocks: TextBlock[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph') return `p(${inline(block.children)})`
      const name = block.ordered ? `ol${block.start}` : 'ul'
      return `${name}(${block.items.map(inline).join('|')})`
    })
    .join(' ')
}

function inline(nodes: TextInline[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text
        case 'break':
          return '⏎'
        case 'code':
          return `c(${node.text})`
        case 'link':
          return `a<${node.href}>(${inline(node.children)})`
        default:
          return `${node.kind[0]}(${inline(node.children)})`
      }
    })
    .join('')
}

const table: [string, string][] = [
  ['', ''],
  ['hello', 'p(hello)'],
  ['a\nb', 'p(a⏎b)'],
  ['a\r\nb\u2028c', 'p(a⏎b⏎c)'],
  ['a\n\n\nb', 'p(a) p(b)'],
  ['**bold** and *italic* and `code`', 'p(s(bold) and e(italic) and c(code))'],
  ['__bold__ and _italic_', 'p(s(bold) and e(italic))'],
  ['***both***', 'p(s(e(both)))'],
  ['**a *b* c**', 'p(s(a e(b) c))'],
  ['这是**重点**内容', 'p(这是s(重点)内容)'],
  ['snake_case_name and 2*3*4', 'p(snake_case_name and 2*3*4)'],
  ['2 * 3 * 4', 'p(2 * 3 * 4)'],
  ['**open', 'p(**open)'],
  ['**a *b**', 'p(s(a *b))'],
  ['****', 'p(****)'],
  ['\\*not\\* \\`code\\`', 'p(*not* `code`)'],
  ['`**not bold**`', 'p(c(**not bold**))'],
  ['a ` b', 'p(a ` b)'],
  ['`` x', 'p(`` x)'],
  ['- one\n- two', 'ul(one|two)'],
  ['* one\n• **two**', 'ul(one|s(two))'],
  ['Steps:\n1. one\n2) two\nafter', 'p(Steps:) ol1(one|two) p(after)'],
  ['3. three\n\n4. four', 'ol3(three) ol4(four)'],
  ['-not a list\n2024.5', 'p(-not a list⏎2024.5)'],
  ['<b>x</b><img src=x onerror=alert(1)>', 'p(<b>x</b><img src=x onerror=alert(1)>)'],
  ['# h\n> q\n| a | b |', 'p(# h⏎> q⏎| a | b |)'],
  ['see https://x.example/a_b_c?q=1.', 'p(see a<https://x.example/a_b_c?q=1>(https://x.example/a_b_c?q=1).)'],
  ['(https://x.example/a_(b))', 'p((a<https://x.example/a_(b)>(https://x.example/a_(b))))'],
  ['**https://x.example/**', 'p(s(a<https://x.example/>(https://x.example/)))'],
  ['www.x.example, ok', 'p(a<https://www.x.example/>(www.x.example), ok)'],
  ['awww.x http:// www.', 'p(awww.x http:// www.)'],
  ['me@x.example!', 'p(a<mailto:me@x.example>(me@x.example)!)'],
  ['tel:+48123456789', 'p(a<tel:+48123456789>(+48123456789))'],
  ['[the *shop*](https://x.example/a)', 'p(a<https://x.example/a>(the e(shop)))'],
  ['[a](https://x.example/(b)) c', 'p(a<https://x.example/(b)>(a) c)'],
  ['[a] (b) [c', 'p([a] (b) [c)'],
  ['[a [b](https://x.example/)', 'p(a<https://x.example/>(a [b))'],
  ['[x](javascript:alert(1))', 'p([x](javascript:alert(1)))'],
  ['![x](https://x.example/p.png)', 'p(!a<https://x.example/p.png>(x))'],
  ['[see https://a.example](https://b.example/)', 'p(a<https://b.example/>(see https://a.example))'],
  ['[https://bank.example](https://evil.example/)', 'p(a<https://evil.example/>(https://evil.example/))'],
  ['[bank.example/login](https://evil.example/)', 'p(a<https://evil.example/>(https://evil.example/))'],
  ['[bank.example](https://bank.example/)', 'p(a<https://bank.example/>(bank.example))'],
  ['[](https://x.example/)', 'p(a<https://x.example/>(https://x.example/))'],
]

/** Milliseconds of the fastest of five: what a machine that does other things cannot be blamed for. */
function fastest(work: () => unknown): number {
  let least = Number.POSITIVE_INFINITY
  for (let count = 0; count < 5 && least > 100; count += 1) {
    const began = performance.now()
    work()
    least = Math.min(least, performance.now() - began)
  }
  return least
}

describe('parseText', () => {
  it.each(table)('[CV-9] reads %j', (text, tree) => {
    expect(show(parseText(text))).toBe(tree)
  })

  it('[G04] takes no longer on text that was made to take long', () => {
    const bombs = [
      '*',
      '_*',
      '**a ',
      '[',
      '[](',
      '![](',
      '`',
      '`` ',
      '>',
      '](x',
      '[a](b(',
      '((((',
      'a@',
      'a.',
      'http://',
      'https://a)',
      'www.',
      '- ',
      '1. a\n',
      '```\n',
      '| a ',
      '\\',
      'e\u0301\u0301\u0301',
    ]
    for (const bomb of bombs) {
      const text = bomb.repeat(Math.ceil(50_000 / bomb.length))
      expect([bomb, fastest(() => parseText(text)) < 400]).toEqual([bomb, true])
    }
  })

  it('[G09] drops controls and stacked marks', () => {
    expect(show(parseText('a\0b\ufffe\u0007c'))).toBe('p(abc)')
    expect(show(parseText(`Z${'\u0301'.repeat(500)}`))).toBe(`p(Z${'\u0301'.repeat(6)})`)
  })
})

describe('toPlain', () => {
  it('[IN-3] is one line without marks', () => {
    expect(toPlain('**Hi**\n- a\n- [b](https://x.example/)')).toBe('Hi a b')
  })
})
