import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('a sheet that comes later lays out its own parts alone: a bare element in it would be everybody’s', () => {
  const folder = import.meta.dirname
  const bare: string[] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.css'))) {
    const text = readFileSync(join(folder, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '')
    for (const [, selectors] of text.matchAll(/([^{}]+)\{/g)) {
      for (const selector of selectors!.split(/,(?![^(]*\))/)) {
        const name = selector.trim()
        const isStep = /^(from|to|\d+%)$/.test(name)
        if (name !== '' && !name.startsWith('@') && !isStep && !/[.[#]|:host/.test(name))
          bare.push(`${file}: ${name}`)
      }
    }
  }
  expect(bare).toEqual([])
})
