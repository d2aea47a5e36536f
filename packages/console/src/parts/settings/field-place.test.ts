import { describe, expect, it } from 'vitest'
import { addWords } from '../../locale.ts'
import { placeOf, refusalText } from './field-place.ts'

const names = (section: string) => section.toUpperCase()
const refused = (path?: string) =>
  refusalText({ code: 'bad_request', message: 'Wrong.', ...(path !== undefined && { path }) }, names)

describe('what a refused field is called', () => {
  it.each([
    ['/name', 'GENERAL › Name of the site: Wrong.'],
    ['/welcome/xx', 'WELCOME: Wrong.'],
    ['/nothing/known/0', 'Wrong.'],
    ['', 'Wrong.'],
    [undefined, 'Wrong.'],
    ['/links/terms', 'PRIVACY › Terms: A link begins with https:// or http://, or is empty.'],
    ['/constructor', 'Wrong.'],
  ])('[IN-18] %s', (path, said) => {
    expect(refused(path)).toBe(said)
  })

  it('[IN-18] the section alone, until its words are there', async () => {
    expect(refused('/summary/fields/0/label')).toBe('AFTERWARDS: Wrong.')
    await addWords('replies')
    expect(refused('/summary/fields/0/label')).toBe('AFTERWARDS › Summary by the agent: Wrong.')
    expect(refused('/rating/tags/3')).toMatch(/^AFTERWARDS › [^/]+: Wrong\.$/)
  })

  it('[IN-18] the longest start that is known counts, whole parts only', () => {
    expect(placeOf('/upload/types/2')?.field).toBe('messages.fileTypes')
    expect(placeOf('/upload/other')?.field).toBe('messages.files')
    expect(placeOf('/named')).toBeNull()
  })
})
