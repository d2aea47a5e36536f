import { expect, test } from 'vitest'
import { createPasswords } from './passwords.ts'

const cheap = { memoryCost: 1_024, timeCost: 1, parallelism: 1 }

test('a password belongs to its hash alone, and to no account that is not there', async () => {
  const passwords = createPasswords(cheap)
  const hash = await passwords.hash('mauve giraffe bicycle')
  expect(hash).toMatch(/^\$argon2id\$v=19\$/)
  expect(await passwords.hash('mauve giraffe bicycle')).not.toBe(hash)
  expect(await passwords.verify(hash, 'mauve giraffe bicycle')).toBe(true)
  expect(await passwords.verify(hash, 'mauve giraffe bicycles')).toBe(false)
  expect(await passwords.verify(null, 'mauve giraffe bicycle')).toBe(false)
})

test('[F11] a flood is told to wait, and who waits is answered', async () => {
  const passwords = createPasswords(cheap)
  const hash = await passwords.hash('mauve giraffe bicycle')
  const waiting = Array.from({ length: 66 }, () => passwords.verify(hash, 'mauve giraffe bicycle'))
  expect(await passwords.verify(hash, 'mauve giraffe bicycle')).toBe('busy')
  const answers = await Promise.all(waiting)
  expect(answers.filter((answer) => answer === true)).toHaveLength(66)
  expect(await passwords.verify(hash, 'mauve giraffe bicycle')).toBe(true)
})
