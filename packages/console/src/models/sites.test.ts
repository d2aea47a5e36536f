import type { Site } from '@foyer/protocol'
import { effect } from '@preact/signals'
import { expect, it } from 'vitest'
import type { Http } from './http.ts'
import { createSites } from './sites.ts'

it('[IN-5] [WG-2] what colleagues change comes with a refresh, and only of sites that somebody looked at', async () => {
  const stored: Record<string, string> = { shop: 'Oak', other: 'Elm' }
  const asked: string[] = []
  const read = async (id: string) => {
    asked.push(id)
    return stored[id] === undefined
      ? { ok: false, error: { code: 'not_found', message: '' } }
      : { ok: true, value: { settings: { name: stored[id] } } as Site }
  }
  const sites = createSites({ sites: { read } } as unknown as Http)
  const seen: unknown[] = []
  effect(() => {
    const held = sites.of('shop').value
    seen.push(held.state === 'ready' ? held.value.settings.name : held.state)
  })
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  await turn()
  sites.refresh()
  await turn()
  expect([seen, asked]).toEqual([
    ['loading', 'Oak'],
    ['shop', 'shop'],
  ])
  stored.shop = 'Ash'
  sites.refresh()
  await turn()
  expect(seen).toEqual(['loading', 'Oak', 'Ash'])
  delete stored.shop
  sites.refresh()
  await turn()
  expect(seen).toEqual(['loading', 'Oak', 'Ash'])
})
