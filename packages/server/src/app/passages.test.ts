import type { SiteDocument } from '@foyer/protocol'
import { expect, it } from 'vitest'
import { createPassages } from './passages.ts'

const document = (id: string, title: string, text: string, url = '', updatedAt = 1): SiteDocument => ({
  id,
  title,
  url,
  text,
  updatedAt,
})

function setUp(all: Record<string, SiteDocument[]>) {
  let revision = 1
  let reads = 0
  const find = createPassages({
    documents: {
      async ofSite(site) {
        reads += 1
        return all[site] ?? []
      },
    },
    revisionOf: () => revision,
  })
  return {
    find: (site: string, text: string) => find(site, text, undefined),
    raise() {
      revision += 1
    },
    reads: () => reads,
  }
}

it('[AS-12] finds pieces of the site’s documents, with where they are from', async () => {
  const { find } = setUp({
    shop: [
      document(
        '1',
        'Returns',
        '# Abroad\nWithin 60 days.\n# At home\nWithin 30 days.',
        'https://shop.example/r',
      ),
      document('2', 'Warranty', 'Seven years for lamps.'),
    ],
    other: [document('3', 'Returns', 'Never.')],
  })
  expect((await find('shop', 'returns from abroad'))[0]).toEqual({
    title: 'Returns',
    url: 'https://shop.example/r',
    text: 'Abroad\nWithin 60 days.',
  })
  expect(await find('shop', 'warranty of lamps')).toEqual([
    { title: 'Warranty', text: 'Seven years for lamps.' },
  ])
  expect(await find('other', 'warranty of lamps')).toEqual([])
  expect(await find('nowhere', 'returns')).toEqual([])
})

it('[AS-12] reads them again when the site has changed, and not before', async () => {
  const all = { shop: [document('1', 'Returns', 'Within 30 days.')] }
  const { find, raise, reads } = setUp(all)
  await Promise.all([find('shop', 'returns'), find('shop', 'days')])
  expect(reads()).toBe(1)
  all.shop = [document('1', 'Returns', 'Within 60 days.', '', 2)]
  expect((await find('shop', 'returns'))[0]!.text).toBe('Within 30 days.')
  raise()
  expect((await find('shop', 'returns'))[0]!.text).toBe('Within 60 days.')
  all.shop = []
  raise()
  expect(await find('shop', 'returns')).toEqual([])
})

it('[AS-12] leaves the event loop free while it cuts', async () => {
  const text = 'Some words about the warranty of lamps and of chairs, which differ.\n\n'.repeat(2_500)
  const { find } = setUp({
    shop: Array.from({ length: 10 }, (_, index) => document(String(index), 'Warranty', text)),
  })
  let turns = 0
  let isDone = false
  const count = (): void => {
    turns += 1
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await find('shop', 'warranty')
  isDone = true
  expect(turns).toBeGreaterThan(20)
})
