import { describe, expect, it } from 'vitest'
import { defaultSettings } from './site-defaults.ts'
import { glyphOf, themeProblem } from './theme-rules.ts'

const { appearance } = defaultSettings('Shop', [])

describe('[WG-2] looks', () => {
  it.each([
    [{}],
    [{ font: '' }],
    [{ font: 'inherit' }],
    [{ font: `Inter, "Segoe UI", 'Noto Sans', "思源黑体", sans-serif` }],
    [{ avatar: 'https://shop.example/face.png?size=40', launcherImage: 'http://localhost:8080/bell.svg' }],
  ])('%j is taken', (change) => {
    expect(themeProblem({ ...appearance, ...change })).toBeNull()
  })

  it.each([
    [{ font: 'Inter; color: red' }, '/appearance/font'],
    [{ font: 'url(x)' }, '/appearance/font'],
    [{ font: '"Inter' }, '/appearance/font'],
    [{ font: 'Inter}' }, '/appearance/font'],
    [{ logo: 'javascript:alert(1)' }, '/appearance/logo'],
    [{ avatar: 'data:image/png;base64,x' }, '/appearance/avatar'],
    [{ launcherImage: 'https://shop.example/a")' }, '/appearance/launcherImage'],
    [{ launcherImage: 'https://shop.example/a)b' }, '/appearance/launcherImage'],
  ])('%j is refused at %s', (change, path) => {
    expect(themeProblem({ ...appearance, ...change })).toMatchObject({ error: { path } })
  })

  it('the bubble is the widget’s own; other icons go along', () => {
    expect(glyphOf(appearance)).toEqual({})
    expect(glyphOf({ ...appearance, icon: 'hand' }).glyph).toMatch(/^M8/)
  })
})
