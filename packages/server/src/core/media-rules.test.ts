import { expect, test } from 'vitest'
import { defaultMedia, isPictureOf, mediaProblem } from './media-rules.ts'

test('[CV-9] a new site takes voice messages, and pictures of cards from its own origins alone', () => {
  expect(defaultMedia()).toEqual({ voice: true, pictures: [] })
  expect(mediaProblem(defaultMedia())).toBeNull()
})

test.each([
  [['https://images.shop.example', 'http://localhost:8080'], null],
  [['https://images.shop.example/chairs'], '/media/pictures/0'],
  [['https://images.shop.example', 'javascript:alert(1)'], '/media/pictures/1'],
  [['*'], '/media/pictures/0'],
  [[''], '/media/pictures/0'],
  [Array.from({ length: 21 }, (_, at) => `https://s${at}.example`), '/media/pictures'],
])('[CV-9] origins of pictures %j are wrong at %s', (pictures, path) => {
  const problem = mediaProblem({ voice: true, pictures })
  expect(problem?.error.path ?? null).toBe(path)
})

const settings = {
  origins: ['https://shop.example'],
  media: { voice: true, pictures: ['https://images.shop.example'] },
}

test.each([
  ['https://shop.example/chair.png', true],
  ['https://images.shop.example/chair.png?w=300', true],
  ['https://images.shop.example:8443/chair.png', false],
  ['http://images.shop.example/chair.png', false],
  ['https://other.example/chair.png', false],
  ['https://images.shop.example.other.example/a.png', false],
  ['https://user:word@images.shop.example/a.png', false],
  ['data:image/png;base64,AAAA', false],
  ['javascript:alert(1)', false],
  ['//images.shop.example/a.png', false],
  ['/chair.png', false],
  ['', false],
])('[SC-6] the server fetches %s: %s', (address, fetches) => {
  expect(isPictureOf(settings, address)).toBe(fetches)
})
