import { beforeAll, describe, expect, it } from 'vitest'
import { en } from '../locales/en.ts'
import { later } from '../locales/en-later.ts'
import { fetchRich } from '../panel/rich.tsx'
import { fileProblem } from './uploads.tsx'

beforeAll(fetchRich)

const problem = (file: { size: number; type: string }, name: string, types: string[]) =>
  fileProblem(file, name, 1000, types, { ...en, ...later }, 'en')

describe('fileProblem', () => {
  it('[CV-10] says which limit a file is over', () => {
    expect(problem({ size: 1001, type: 'image/png' }, 'a.png', [])).toBe('a.png is larger than 1 kB.')
    expect(problem({ size: 1000, type: 'image/png' }, 'a.png', [])).toBeNull()
  })

  it('[CV-10] an empty one is called so, before a server refuses it', () => {
    expect(problem({ size: 0, type: 'text/plain' }, 'a.txt', [])).toBe('a.txt is empty.')
  })

  it.each<[string, string, string[], boolean]>([
    ['image/png', 'a.png', ['image/*'], true],
    ['image/png', 'a.png', ['image/png'], true],
    ['application/pdf', 'A.PDF', ['image/*', '.pdf'], true],
    ['application/pdf', 'a.pdf', ['image/*'], false],
    ['imagex/png', 'a.png', ['image/*'], false],
    ['', 'a.png', ['image/*'], false],
  ])('[CV-10] %s %s against %j: %s', (type, name, types, fits) => {
    expect(problem({ size: 1, type }, name, types) === null).toBe(fits)
  })
})
