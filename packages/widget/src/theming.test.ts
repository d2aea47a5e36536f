/** docs/theming.md names every part and custom property that pages may use, and none that is not there. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { overridable } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'

const source = (readdirSync(import.meta.dirname, { recursive: true }) as string[])
  .filter((name) => /\.(tsx?|css)$/.test(name) && !/\.test\.|preview/.test(name))
  .map((name) => ({ name, text: readFileSync(join(import.meta.dirname, name), 'utf8') }))
const page = readFileSync(join(import.meta.dirname, '../../../docs/theming.md'), 'utf8')

const sorted = (names: Iterable<string>) => [...new Set(names)].sort()
/** The first column of a section's table. */
function told(title: string, column = 1): string[] {
  const [section = ''] = page.split(`## ${title}\n`)[1]?.split('\n## ') ?? []
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  return sorted(rows.map((line) => line.split('|')[column]!.trim().replaceAll('`', '')))
}
const namesIn = (pattern: RegExp) => source.flatMap(({ text }) => [...text.matchAll(pattern)])

describe('[WG-2] docs/theming.md', () => {
  it('names every part, and no other', () => {
    const drawn = [
      ...source
        .filter(({ name }) => name.endsWith('.tsx'))
        .flatMap(({ text }) => [...text.matchAll(/\bpart="([\w -]+)"/g)]),
      ...namesIn(/setAttribute\('part', '([\w-]+)'\)/g),
      ...namesIn(/\bmake\('\w+', '([\w-]+)'[,)]/g),
    ].flatMap(([, names]) => names!.split(' '))
    expect(drawn.length).toBeGreaterThan(50)
    expect(sorted(drawn)).toEqual(told('Parts'))
  })

  it('has no part that is worked out where it is drawn: it could not be found', () => {
    expect(namesIn(/\bpart=\{/g)).toEqual([])
  })

  it('names every custom property, and no other', () => {
    expect(sorted(namesIn(/var\((--foyer-[\w-]+)/g).map(([, name]) => name!))).toEqual(
      told('Custom properties'),
    )
  })

  it('names every option that stands in place of a setting', () => {
    expect(told('Options', 2)).toEqual(sorted([...overridable, 'locale']))
  })

  it('says nothing of a part in the style sheets that is not drawn', () => {
    const styled = source
      .filter(({ name }) => name.endsWith('.css'))
      .flatMap(({ text }) => [...text.matchAll(/\[part~?="([\w-]+)"\]/g)])
      .map(([, name]) => name!)
    expect(sorted(styled).filter((name) => !told('Parts').includes(name))).toEqual([])
  })
})
