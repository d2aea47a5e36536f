import { describe, expect, it } from 'vitest'
import { formsOf, sayForms, setWords, strayPlace } from './own-texts.ts'

describe('[WG-15] the site’s own words', () => {
  it('know the forms of a language', () => {
    expect(formsOf('en')).toEqual(['one', 'other'])
    expect(formsOf('ar')).toEqual(['zero', 'one', 'two', 'few', 'many', 'other'])
    expect(formsOf('ja')).toEqual(['other'])
  })

  it('hold what is said otherwise, and nothing else', () => {
    const own = setWords({}, 'en', 'talk', 'Ring the bell', 'Talk to us')
    expect(own).toEqual({ en: { talk: 'Ring the bell' } })
    expect(setWords(own, 'de', 'talk', 'Läuten', 'Schreiben')).toEqual({ ...own, de: { talk: 'Läuten' } })
    for (const words of [null, '', 'Talk to us'])
      expect(setWords(own, 'en', 'talk', words, 'Talk to us')).toEqual({})
    const two = setWords(own, 'en', 'back', 'Home', 'Back')
    expect(setWords(two, 'en', 'talk', null, 'Talk to us')).toEqual({ en: { back: 'Home' } })
  })

  it('say each form, from the usual ones where nothing was written', () => {
    const usual = { one: '{n} answer', other: '{n} answers' }
    expect(sayForms(undefined, usual, ['one', 'other'])).toEqual(usual)
    expect(sayForms({ other: '{n} hits' }, usual, ['one', 'other'])).toEqual({
      one: '{n} hits',
      other: '{n} hits',
    })
    expect(sayForms('Hits', usual, ['other'])).toEqual({ other: 'Hits' })
  })

  it('find a place that nothing fills', () => {
    expect(strayPlace('We are back {time}', ['time'])).toBeNull()
    expect(strayPlace('We are back {day}', ['time'])).toBe('{day}')
  })
})
