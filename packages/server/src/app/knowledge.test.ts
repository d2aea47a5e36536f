// What is learned of a site's FAQ, when, and how often.
import type { FaqEntry, SiteSettings } from '@foyer/protocol'
import { expect, test } from 'vitest'
import { createQuietBus } from '../adapters/quiet-bus.ts'
import { defaultSettings } from '../core/site-defaults.ts'
import { createChanges } from './changes.ts'
import { createKnowledge } from './knowledge.ts'

function entry(id: string, question: string, over: Partial<FaqEntry> = {}): FaqEntry {
  return {
    id,
    site: 'shop',
    question,
    phrasings: [],
    answer: `Answer ${id}`,
    category: '',
    locale: null,
    published: true,
    place: 0,
    updatedAt: 0,
    ...over,
  }
}

function start(entries: FaqEntry[], settings: Partial<SiteSettings> = {}) {
  const changes = createChanges(createQuietBus(true))
  const faults: unknown[] = []
  const site = { entries, revision: 1, reads: 0 }
  const knowledge = createKnowledge({
    sites: {
      async faq() {
        site.reads += 1
        return structuredClone(site.entries)
      },
    },
    changes,
    settingsOf: () => ({ ...defaultSettings('Shop', []), ...settings }),
    revisionOf: () => site.revision,
    report: (fault) => faults.push(fault),
  })
  return { site, knowledge, changes, faults }
}
const best = (known: Awaited<ReturnType<ReturnType<typeof createKnowledge>['of']>>, text: string) =>
  known.matcher.match(text)[0]?.id

test('[AS-1] drafts are known to nobody, and an empty FAQ answers nothing', async () => {
  const { knowledge } = start([entry('a', 'Where is it?', { published: false })])
  expect(await knowledge.hasEntries('shop')).toBe(false)
  expect(await knowledge.entry('shop', 'a')).toBeNull()
  const known = await knowledge.of('shop', 'en')
  expect(known.matcher.match('Where is it?')).toEqual([])
})

test('it is read and learned once, until the site changes', async () => {
  const { site, knowledge, changes } = start([entry('a', 'Where is my parcel?')])
  const [one, other] = await Promise.all([knowledge.of('shop', 'en'), knowledge.of('shop', 'en')])
  expect(one).toBe(other)
  await knowledge.hasEntries('shop')
  expect(site.reads).toBe(1)
  site.entries = [...site.entries, entry('b', 'What does it cost?')]
  changes.announce({ site: 'elsewhere' })
  expect(best(await knowledge.of('shop', 'en'), 'What does it cost?')).not.toBe('b')
  changes.announce({ site: 'shop' })
  expect(best(await knowledge.of('shop', 'en'), 'What does it cost?')).toBe('b')
})

test('a change whose hint was lost shows by the site’s revision', async () => {
  const { site, knowledge } = start([entry('a', 'Where is my parcel?')])
  await knowledge.of('shop', 'en')
  site.entries = [entry('b', 'Where is my parcel?')]
  site.revision = 2
  expect(best(await knowledge.of('shop', 'en'), 'Where is my parcel?')).toBe('b')
})

test('an answer that changes is learned without learning the questions anew', async () => {
  const { site, knowledge, changes } = start([entry('a', 'Where is my parcel?')])
  const before = await knowledge.of('shop', 'en')
  site.entries = [entry('a', 'Where is my parcel?', { answer: 'Here.' })]
  changes.announce({ site: 'shop' })
  const after = await knowledge.of('shop', 'en')
  expect(after.matcher).toBe(before.matcher)
  expect(after.entries.get('a')?.answer).toBe('Here.')
})

test('many changes at once are learned together', async () => {
  const { site, knowledge, changes, faults } = start([entry('a', 'Where is my parcel?')])
  await knowledge.of('shop', 'en')
  for (let index = 0; index < 50; index += 1) {
    site.entries = [...site.entries, entry(`n${index}`, `Question number ${index}?`)]
    changes.announce({ site: 'shop' })
  }
  expect(best(await knowledge.of('shop', 'en'), 'Question number 49?')).toBe('n49')
  // Each change is a cheap read; what was learned is far less often.
  expect(site.reads).toBeLessThanOrEqual(53)
  expect(faults).toEqual([])
})

test('[AS-1] entries are those of the visitor’s language, else of the site’s', async () => {
  const both = [
    entry('all', 'Opening hours?'),
    entry('de', 'Wo ist mein Paket?', { locale: 'de' }),
    entry('en', 'Where is my parcel?', { locale: 'en' }),
  ]
  const { knowledge } = start(both)
  const known = async (locale?: string) => [...(await knowledge.of('shop', locale)).entries.keys()]
  expect(await known('de-AT')).toEqual(['all', 'de'])
  expect(await known('en')).toEqual(['all', 'en'])
  expect(await known('tr')).toEqual(['all', 'en'])
  expect(await known()).toEqual(['all', 'en'])
})

test('[AS-1] a big FAQ is learned in steps, with other work between them', async () => {
  const words = ['parcel', 'price', 'colour', 'return', 'invoice', 'wood', 'chair', 'table']
  const many = Array.from({ length: 60 }, (_, index) =>
    entry(`e${index}`, `Question ${index} about ${words[index % 8]}?`, {
      phrasings: words.map((word) => `Say ${index} of ${word} and ${words[(index * 7) % 8]}`),
    }),
  )
  const { knowledge } = start(many)
  let turns = 0
  let isDone = false
  const turn = () => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  await knowledge.of('shop', 'en')
  isDone = true
  expect(turns).toBeGreaterThan(5)
})
