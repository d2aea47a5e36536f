// The contracts of sites, FAQ entries, the installation's values and files (ports/sites, ports/files).
import { describe, expect, test } from 'vitest'
import type { StoredFile } from '../../../src/ports/files.ts'
import { makeEntry, makeSettings, newId, type Opened } from './make.ts'

export function sitesContract(opened: () => Opened): void {
  describe('sites', () => {
    test('are created once, and each change raises their revision', async () => {
      const { sites } = opened().store
      const id = newId()
      const settings = makeSettings()
      expect(await sites.create(id, settings)).toBe('created')
      expect(await sites.create(id, makeSettings({ name: 'Other' }))).toBe('taken')
      const created = (await sites.find(id))!
      expect(created).toMatchObject({ id, settings })
      const renamed = makeSettings({ name: 'Renamed' })
      const saved = (await sites.save(id, renamed))!
      expect(saved.settings).toEqual(renamed)
      expect(saved.revision).toBeGreaterThan(created.revision)
      expect(await sites.find(id)).toEqual(saved)
      expect(await sites.all()).toContainEqual(saved)
      expect(await sites.save(newId(), settings)).toBeNull()
      expect(await sites.find(newId())).toBeNull()
    })

    test('[CV-1] FAQ entries come in their order, and each change raises the revision', async () => {
      const { sites } = opened().store
      const site = newId()
      await sites.create(site, makeSettings())
      const revisions: number[] = []
      const mark = async () => revisions.push((await sites.find(site))!.revision)
      const order = async () => (await sites.faq(site)).map(({ id }) => id)
      await mark()
      const [a, b, c, d] = [makeEntry(site, 0), makeEntry(site, 1), makeEntry(site, 2), makeEntry(site, 3)]
      for (const entry of [c, a, d, b]) await sites.createEntry(entry)
      await mark()
      expect(await sites.faq(site)).toEqual([a, b, c, d])

      const changed = { ...b, question: 'Changed?', phrasings: ['so?'], locale: 'pl', published: false }
      await sites.saveEntry(changed)
      await mark()
      expect((await sites.faq(site))[1]).toEqual(changed)

      await sites.orderEntries(site, [d.id, newId(), b.id, d.id])
      await mark()
      expect(await order()).toEqual([d.id, b.id, a.id, c.id])
      const placed = await sites.faq(site)
      expect(new Set(placed.map(({ place }) => place)).size).toBe(4)
      expect(placed[1]).toMatchObject({ question: 'Changed?' })

      expect(await sites.removeEntry(site, a.id)).toBe(true)
      await mark()
      expect(await sites.removeEntry(newId(), b.id)).toBe(false)
      expect(await order()).toEqual([d.id, b.id, c.id])
      expect(revisions).toEqual([...new Set(revisions)].sort((x, y) => x - y))
      expect(await sites.faq(newId())).toEqual([])
    })

    test('two orders at once: one of them holds as a whole', async () => {
      const { store, beside } = opened()
      const site = newId()
      await store.sites.create(site, makeSettings())
      const ids = []
      for (let place = 0; place < 8; place += 1) {
        const entry = makeEntry(site, place)
        ids.push(entry.id)
        await store.sites.createEntry(entry)
      }
      const reversed = [...ids].reverse()
      await Promise.all([store.sites.orderEntries(site, ids), beside.sites.orderEntries(site, reversed)])
      const found = (await store.sites.faq(site)).map(({ id }) => id)
      expect([ids, reversed]).toContainEqual(found)
    })
  })

  describe('documents', () => {
    test('[AS-12] are kept by site, and each change raises its revision', async () => {
      const { store, beside } = opened()
      const [site, other] = [newId(), newId()]
      for (const id of [site, other]) await store.sites.create(id, makeSettings())
      const revisionOf = async (id: string) => (await beside.sites.find(id))!.revision
      const first = await revisionOf(site)
      const make = (title: string) => ({ id: newId(), title, url: '', text: 'Żółw 😀\n\u2028', updatedAt: 5 })
      const [one, two] = [make('One'), make('Two')]
      await store.documents.put(site, two)
      await store.documents.put(site, one)
      expect(await beside.documents.ofSite(site)).toEqual([one, two])
      const changed = { ...one, title: 'Changed', url: 'https://shop.example/', text: '', updatedAt: 6 }
      await store.documents.put(site, changed)
      expect(await beside.documents.ofSite(site)).toEqual([changed, two])
      expect(await store.documents.ofSite(other)).toEqual([])
      expect(await store.documents.remove(other, one.id)).toBe(false)
      expect(await revisionOf(site)).toBe(first + 3)
      expect(await store.documents.remove(site, one.id)).toBe(true)
      expect(await store.documents.remove(site, one.id)).toBe(false)
      expect(await beside.documents.ofSite(site)).toEqual([two])
      expect(await revisionOf(site)).toBe(first + 4)
    })
  })

  describe('meta', () => {
    test('keeps values', async () => {
      const { meta } = opened().store
      const key = newId()
      expect(await meta.get(key)).toBeNull()
      await meta.put(key, 'a')
      await meta.put(key, 'b')
      expect(await meta.get(key)).toBe('b')
      expect(await meta.init(key, 'c')).toBe('b')
      expect(await meta.remove(key)).toBe(true)
      expect(await meta.remove(key)).toBe(false)
      expect(await meta.get(key)).toBeNull()
    })

    test('nodes that race to set a value first all get the same', async () => {
      const key = newId()
      const found = await Promise.all(
        Array.from({ length: 20 }, (_, index) => {
          const { store, beside } = opened()
          return (index % 2 === 0 ? store : beside).meta.init(key, `value ${index}`)
        }),
      )
      expect(new Set(found).size).toBe(1)
      expect(await opened().store.meta.get(key)).toBe(found[0])
    })
  })

  describe('files', () => {
    test('are found by id, and their bytes are counted by uploader and time', async () => {
      const { files } = opened().store
      const by = newId()
      const file = (createdAt: number, size: number, over: Partial<StoredFile> = {}): StoredFile => ({
        id: newId(),
        site: 'shop',
        by: { kind: 'visitor', id: by },
        name: '../"żółw".png',
        type: 'image/png',
        size,
        width: 640,
        height: null,
        createdAt,
        ...over,
      })
      const big = 5_000_000_000
      const stored = [
        file(10, 1),
        file(20, big),
        file(30, 3),
        file(30, 9, { by: { kind: 'agent', id: newId() } }),
      ]
      for (const one of stored) await files.create(one)
      expect(await files.find(stored[1]!.id)).toEqual(stored[1])
      expect(await files.find(newId())).toBeNull()
      expect(await files.bytesSince(by, 20)).toBe(big + 3)
      expect(await files.bytesSince(newId(), 0)).toBe(0)
    })
  })
}
