import { describe, expect, it } from 'vitest'
import { type Route, readRoute, writeRoute } from './route.ts'

const home: Route = { screen: 'inbox', list: 'mine', conversation: null }

describe('[IN-18] places of the console', () => {
  it.each<[string, Route]>([
    ['#/inbox/all', { screen: 'inbox', list: 'all', conversation: null }],
    ['#/inbox/closed/01-a', { screen: 'inbox', list: 'closed', conversation: '01-a' }],
    ['#/faq', { screen: 'faq', site: null, entry: null }],
    ['#/faq/demo/new', { screen: 'faq', site: 'demo', entry: 'new' }],
    ['#/settings//install', { screen: 'settings', site: null, section: 'install' }],
    ['#/settings/demo/install', { screen: 'settings', site: 'demo', section: 'install' }],
    ['#/preferences', { screen: 'preferences' }],
    ['#/setup/a%2Fb', { screen: 'setup', code: 'a/b' }],
  ])('%s reads and writes back', (hash, route) => {
    expect(readRoute(hash)).toEqual(route)
    expect(writeRoute(route)).toBe(hash)
  })

  it.each(['', '#', '#/', '#/nowhere', '#/inbox/other', '#/setup', '#/%E0%A4%A'])('%j leads home', (hash) => {
    expect(readRoute(hash)).toEqual(home)
  })

  it('reads the settings without more as their first section', () => {
    expect(readRoute('#/settings')).toEqual({ screen: 'settings', site: null, section: 'appearance' })
  })

  it('shows the first section for one that is not there', () => {
    expect(readRoute('#/settings/demo/secrets')).toMatchObject({ section: 'appearance' })
  })
})
