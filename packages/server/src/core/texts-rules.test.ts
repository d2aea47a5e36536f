import { describe, expect, it } from 'vitest'
import { type KnownTexts, textsFor, textsProblem, widgetLanguage } from './texts-rules.ts'

const known: KnownTexts = {
  languages: ['en', 'pt', 'ar'],
  texts: {
    talk: { isPlural: false, places: [] },
    joined: { isPlural: false, places: ['name'] },
    unread: { isPlural: true, places: ['n'] },
  },
}

describe('[WG-15] the site’s own words', () => {
  it.each([
    [{ en: { talk: 'Ring the bell' } }],
    [{ en: { joined: '{name} is here' }, ar: { unread: { one: 'واحدة', other: '{n}' } } }],
    [{ pt: { unread: 'Há novidades' } }],
    [{}],
  ])('%j is taken', (own) => {
    expect(textsProblem(own, known)).toBeNull()
  })

  it.each([
    [{ xx: { talk: 'x' } }, '/texts/xx'],
    [{ 'pt-BR': { talk: 'x' } }, '/texts/pt-BR'],
    [{ en: { nothing: 'x' } }, '/texts/en/nothing'],
    [{ en: { constructor: 'x' } }, '/texts/en/constructor'],
    [{ en: { talk: ' ' } }, '/texts/en/talk'],
    [{ en: { talk: 'Talk to {name}' } }, '/texts/en/talk'],
    [{ en: { talk: { other: 'x' } } }, '/texts/en/talk'],
    [{ en: { unread: { other: '{n}', three: 'x' } } }, '/texts/en/unread/three'],
    [{ en: { unread: { other: '{m}' } } }, '/texts/en/unread'],
  ])('%j is refused at %s', (own, path) => {
    expect(textsProblem(own as never, known)).toMatchObject({ error: { code: 'bad_request', path } })
  })

  it('of a text in forms one is the form of every number; what the widget lost since is left out', () => {
    const own = { en: { unread: 'New', talk: 'Ring', gone: 'x' } }
    expect(textsFor(own, 'en', known)).toEqual({ unread: { other: 'New' }, talk: 'Ring' })
    expect(textsFor(own, 'pt', known)).toEqual({})
  })

  it('a tag is of the language that the widget will speak', () => {
    expect(['pt-BR', 'PT', 'ar-EG', 'tr', ''].map((tag) => widgetLanguage(tag, known))).toEqual([
      'pt',
      'pt',
      'ar',
      'en',
      'en',
    ])
  })
})
