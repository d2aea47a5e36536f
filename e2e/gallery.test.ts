// Every state of the widget's gallery: what it is made of, what axe finds, and, for people, pictures (FOYER_SHOTS).
// Pictures are not compared: fonts differ from machine to machine.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { audit } from './support/axe.ts'
import { desktop, type Look, phone, setGallery, stateNames } from './support/gallery.ts'
import { outline } from './support/outline.ts'
import { shoot } from './support/stage.ts'

const gallery = setGallery()
/** Light and dark, both directions, both sizes; all of their pairs with FOYER_GALLERY=whole. */
const looks: [string, Look][] = [
  ['light', { size: desktop }],
  ['dark-rtl-phone', { theme: 'dark', locale: 'ar', size: phone }],
]
if (process.env.FOYER_GALLERY === 'whole')
  looks.push(
    ['dark-phone', { theme: 'dark', size: phone }],
    ['dark-rtl', { theme: 'dark', locale: 'ar', size: desktop }],
    ['rtl-phone', { locale: 'ar', size: phone }],
    ['german-phone', { locale: 'de', size: phone }],
    ['japanese', { locale: 'ja', theme: 'dark', size: desktop }],
    ['chinese-phone', { locale: 'zh', size: phone }],
    ['yellow', { color: '#ffd400', size: desktop }],
  )
const fileOf = (name: string) => name.replace('/', '-')

describe('[WG-2] [WG-14] gallery', () => {
  it.each(stateNames)('%s: is made of what it was made of, and axe finds nothing', async (name) => {
    const found: string[] = []
    for (const [look, options] of looks) {
      const page = await gallery.show(name, options)
      await shoot(page, `${fileOf(name)}-${look}`)
      if (look === 'light')
        await expect
          .soft(await outline(page))
          .toMatchFileSnapshot(join(import.meta.dirname, 'gallery', `${fileOf(name)}.txt`))
      // Under a modal one nothing else can be reached, which axe does not see.
      const isModal = await page.locator('[part="viewer"]').isVisible()
      const within = isModal ? ['foyer-widget', '[part="viewer"]'] : 'foyer-widget'
      for (const line of await audit(page, within)) found.push(`${look}: ${line}`)
    }
    expect(found).toEqual([])
  })
})
