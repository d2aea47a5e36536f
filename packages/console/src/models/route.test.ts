import { describe, expect, it } from 'vitest'
import { type Route, readRoute, writeRoute } from './route.ts'

const home: Route = { screen: 'inbox', list: 'mine', conversation: null }

describe('[IN-18] places of the console', () => {
  it.each<[string, Route]>([
    ['#/inbox/all', { screen: 'inbox', list: 'all', conversation: null }],
    ['#/inbox/closed/01-a', { screen: 'inbox', list: 'closed', conversation: '01-a' }],
    ['#/inbox/bot', { screen: 'inbox', list: 'bot', conversation: null }],
    ['#/assistant//answers', { screen: 'assistant', site: null, tab: 'answers', entry: null }],
    ['#/assistant/demo/answers/new', { screen: 'assistant', site: 'demo', tab: 'answers', entry: 'new' }],
    ['#/assistant/demo/figures', { screen: 'assistant', site: 'demo', tab: 'figures', entry: null }],
    ['#/settings//install', { screen: 'settings', site: null, section: 'install' }],
    ['#/settings/demo/install', { screen: 'settings', site: 'demo', section: 'install' }],
    ['#/preferences', { screen: 'preferences' }],
    ['#/people//agents', { screen: 'people', site: null, tab: 'agents' }],
    ['#/people/demo/log', { screen: 'people', site: 'demo', tab: 'log' }],
    ['#/invitation/a-b', { screen: 'invitation', code: 'a-b' }],
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
