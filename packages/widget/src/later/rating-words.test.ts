import { expect, test } from 'vitest'
import { locales } from '../locales/pick.ts'
import { ratingWords } from './rating-words.ts'

test('[WG-15] the rating is asked in every language of the widget', () => {
  const english = ratingWords('en')
  for (const tag of locales) {
    const words = ratingWords(tag)
    for (const [name, said] of Object.entries(words)) expect(said, `${tag} ${name}`).toBeTruthy()
    expect(words.of, tag).toMatch(/\{n\}.*\{most\}|\{most\}.*\{n\}/)
    if (tag !== 'en') expect(words.title, tag).not.toBe(english.title)
  }
  expect(ratingWords('pt-PT')).toEqual(ratingWords('pt-BR'))
  expect(ratingWords('xx')).toEqual(english)
})
