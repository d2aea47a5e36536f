import { readLink } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { fillLink, type LinkFacts } from './fill-link.ts'

const facts: LinkFacts = {
  visitor: { id: 'v-1', name: 'Ann & Co' },
  attributes: { plan: 'gold', size: 42, odd: 'a b/c?d=e#f', 'two words': 'yes' },
  page: { url: 'https://shop.example/?q=1&r=2' },
}

describe('[WG-6] links with what is known of the visitor', () => {
  it.each([
    ['https://a.example/{visitor.id}', 'https://a.example/v-1'],
    ['https://a.example/?n={visitor.name}', 'https://a.example/?n=Ann%20%26%20Co'],
    ['https://a.example/?p={attributes.plan}&s={attributes.size}', 'https://a.example/?p=gold&s=42'],
    ['https://a.example/{attributes.odd}', 'https://a.example/a%20b%2Fc%3Fd%3De%23f'],
    ['https://a.example/?t={attributes.two words}', 'https://a.example/?t=yes'],
    ['https://a.example/?u={page.url}', 'https://a.example/?u=https%3A%2F%2Fshop.example%2F%3Fq%3D1%26r%3D2'],
    ['https://a.example/?x={attributes.none}', 'https://a.example/?x='],
    ['https://a.example/?x={attributes.constructor}', 'https://a.example/?x='],
    [
      'mailto:help@a.example?body={page.url}',
      'mailto:help@a.example?body=https%3A%2F%2Fshop.example%2F%3Fq%3D1%26r%3D2',
    ],
    ['tel:+4822', 'tel:+4822'],
  ])('%s', (template, filled) => {
    expect(fillLink(template, facts, readLink)).toBe(filled)
  })

  it('fills nothing twice', () => {
    const sly = { ...facts, attributes: { x: '{visitor.id}' } }
    expect(fillLink('https://a.example/?x={attributes.x}', sly, readLink)).toBe(
      'https://a.example/?x=%7Bvisitor.id%7D',
    )
  })

  it.each(['javascript:alert({visitor.id})', '{attributes.x}', 'data:text/html,x', '//a.example', ''])(
    'opens nothing but http, https, mailto and tel: %s',
    (template) => {
      expect(fillLink(template, { ...facts, attributes: { x: 'https://a.example' } }, readLink)).toBeNull()
    },
  )
})
