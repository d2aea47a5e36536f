import type { WidgetGreeting } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { dueGreeting, fits, type Moment } from './rules.ts'

const rule = (over: Partial<WidgetGreeting> = {}): WidgetGreeting => ({
  id: 'a',
  text: 'Need a hand?',
  question: '',
  pages: [],
  seconds: 10,
  visitor: 'any',
  onlineOnly: false,
  once: 'session',
  ...over,
})
const moment = (over: Partial<Moment> = {}): Moment => ({
  url: 'https://shop.example/cart',
  since: 10_000,
  isReturning: false,
  isOnline: true,
  done: [],
  doneHere: [],
  ...over,
})

describe('[WG-12] which greeting is due', () => {
  it.each<[string, Partial<WidgetGreeting>, Partial<Moment>, boolean]>([
    ['after its seconds', {}, {}, true],
    ['not before', {}, { since: 9_999 }, false],
    ['at once', { seconds: 0 }, { since: 0 }, true],
    ['on its page', { pages: ['*/cart'] }, {}, true],
    ['on one of its pages', { pages: ['*/shoes', '*/cart'] }, {}, true],
    ['not on another', { pages: ['*/shoes'] }, {}, false],
    ['for one who is new', { visitor: 'new' }, {}, true],
    ['not for one who returns', { visitor: 'new' }, { isReturning: true }, false],
    ['for one who returns', { visitor: 'returning' }, { isReturning: true }, true],
    ['not for one who is new', { visitor: 'returning' }, {}, false],
    ['while people are there', { onlineOnly: true }, {}, true],
    ['not while nobody is', { onlineOnly: true }, { isOnline: false }, false],
    ['while nobody is, where that does not matter', {}, { isOnline: false }, true],
    ['not again in this tab', {}, { done: ['a'] }, false],
    ['not again for this visitor', { once: 'visitor' }, { done: ['a'] }, false],
    ['again on the next page', { once: 'page' }, { done: ['a'] }, true],
    ['not again on this page', { once: 'page' }, { doneHere: ['a'] }, false],
  ])('%s', (_name, over, at, isDue) => {
    expect(dueGreeting([rule(over)], moment(at))?.id).toBe(isDue ? 'a' : undefined)
  })

  it('is the first of several', () => {
    const rules = [rule({ seconds: 60 }), rule({ id: 'b' }), rule({ id: 'c' })]
    expect(dueGreeting(rules, moment())?.id).toBe('b')
  })

  it.each([
    ['https://shop.example/*', 'https://shop.example/a/b?c', true],
    ['*', 'https://shop.example/', true],
    ['*/CART', 'https://shop.example/cart', false],
    ['*/cart', 'https://shop.example/cart/2', false],
    ['https://shop.example/a.b', 'https://shop.example/aXb', false],
    ['*?size=*', 'https://shop.example/p?size=9', true],
    ['*(x', 'https://shop.example/(x', true],
  ])('%s takes %s: %s', (pattern, url, isIn) => {
    expect(fits(pattern, url)).toBe(isIn)
  })
})
