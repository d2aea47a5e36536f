import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

/** Fetched with the page; what comes later may refine what they lay out. */
const first = ['tokens', 'base', 'shell', 'inbox', 'thread', 'messages', 'suggestions', 'composer']
/** Tabs of the assistant, which refine the sheet of their screen and never come without it. */
const refined = ['figures', 'test', 'unanswered']

it('a class is laid out by one of the later sheets alone: each stays, in the order in which screens were opened', () => {
  const sheets = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.css') && !first.includes(file.slice(0, -4)),
  )
  const laidOutIn = new Map<string, Set<string>>()
  for (const sheet of sheets) {
    const text = readFileSync(join(import.meta.dirname, sheet), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
    for (const [, selectors] of text.matchAll(/([^{}]+)\{/g)) {
      for (const selector of selectors!.split(',')) {
        const name = /^\.([\w-]+)$/.exec(selector.trim())?.[1]
        if (name !== undefined) laidOutIn.set(name, (laidOutIn.get(name) ?? new Set()).add(sheet))
      }
    }
  }
  const twice = [...laidOutIn].filter(([name, where]) => where.size > 1 && !refined.includes(name))
  expect(twice.map(([name, where]) => `.${name}: ${[...where].join(', ')}`)).toEqual([])
})
