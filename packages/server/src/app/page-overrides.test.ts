import type { PageOverride } from '@foyer/protocol'
import { expect, test } from 'vitest'
import type { StoredSite } from '../ports/sites.ts'
import type { AgentIdentity } from './identities.ts'
import { createPageOverrides } from './page-overrides.ts'

const day = 24 * 60 * 60_000
const agent = { sites: ['shop'] } as unknown as AgentIdentity
const site = { id: 'shop' } as StoredSite

test('[WG-2] a page that was not seen for two weeks is forgotten, and no more than twenty are kept', async () => {
  const kept = new Map<string, string>()
  let now = day
  const pages = createPageOverrides({
    meta: {
      get: async (key: string) => kept.get(key) ?? null,
      put: async (key: string, value: string) => void kept.set(key, value),
    } as unknown as Parameters<typeof createPageOverrides>[0]['meta'],
    clock: { now: () => now },
    report(fault) {
      throw fault
    },
  })
  const seen = async (): Promise<PageOverride[]> => {
    const answer = await pages.read(agent, 'shop')
    return 'ok' in answer ? answer.ok.overrides : []
  }
  pages.note(site, 'https://old.example', ['color'])
  expect(await seen()).toEqual([{ origin: 'https://old.example', options: ['color'], at: day }])
  now += 13 * day
  pages.note(site, 'https://new.example', ['title', 'site', 'color'])
  expect((await seen()).map(({ origin }) => origin)).toEqual(['https://new.example', 'https://old.example'])
  expect((await seen())[0]?.options).toEqual(['color', 'title'])
  now += 2 * day
  expect((await seen()).map(({ origin }) => origin)).toEqual(['https://new.example'])
  for (let at = 0; at < 30; at++) pages.note(site, `https://${at}.example`, ['color'])
  expect(await seen()).toHaveLength(20)
})
