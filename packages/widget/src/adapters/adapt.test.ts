// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { adaptTo } from './adapt.ts'
import type { Crisp } from './crisp.ts'

interface Page {
  Intercom(verb: string, ...words: unknown[]): void
  $crisp: Crisp
  $chatwoot: Record<string, (...words: unknown[]) => void> & { isOpen: boolean }
}

const page = window as unknown as Page
let said: unknown[][]
let ears: Map<string, (detail?: unknown) => void>[]
let off: () => void

function adapt(...names: string[]): void {
  off = adaptTo(
    names,
    (verb, ...words) => {
      if (verb !== 'on') return Promise.resolve(void said.push([verb, ...words]))
      const ear = new Map([[words[0] as string, words[1] as () => void]])
      ears.push(ear)
      return () => void ears.splice(ears.indexOf(ear), 1)
    },
    window,
  )
}
const happens = (event: string, detail: unknown = {}) => {
  for (const ear of [...ears]) ear.get(event)?.(detail)
}

beforeEach(() => {
  said = []
  ears = []
  off = () => {}
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  off()
  for (const name of ['Intercom', '$crisp']) delete (window as unknown as Record<string, unknown>)[name]
  vi.restoreAllMocks()
})

describe('adaptTo', () => {
  it.each<[string, (page: Page) => void, unknown[][]]>([
    ['intercom', (p) => p.Intercom('show'), [['open']]],
    ['intercom', (p) => p.Intercom('hide'), [['close']]],
    ['intercom', (p) => p.Intercom('showNewMessage'), [['startConversation']]],
    ['intercom', (p) => p.Intercom('trackEvent', 'order', { total: 3 }), [['track', 'order', { total: 3 }]]],
    ['intercom', (p) => p.Intercom('shutdown'), [['logout'], ['hide']]],
    [
      'intercom',
      (p) =>
        p.Intercom('boot', {
          app_id: 'x',
          user_hash: 'secret',
          email: 'ada@example.com',
          company: { name: 'Acme', size: 3 },
          hide_default_launcher: true,
        }),
      [['hide'], ['setAttributes', { email: 'ada@example.com', company: 'Acme', company_size: 3 }]],
    ],
    ['crisp', (p) => p.$crisp.push(['do', 'chat:open']), [['open']]],
    ['crisp', (p) => p.$crisp.push(['safe', true], ['do', 'chat:hide']), [['hide']]],
    ['crisp', (p) => p.$crisp.push(['do', 'message:send', ['text', 'Hi']]), [['send', 'Hi']]],
    ['crisp', (p) => p.$crisp.push(['set', 'user:nickname', ['Ada']]), [['setAttributes', { name: 'Ada' }]]],
    [
      'crisp',
      (p) => p.$crisp.push(['set', 'session:data', [[['plan', 'gold']]]]),
      [['setAttributes', { plan: 'gold' }]],
    ],
    ['crisp', (p) => p.$crisp.set('session:data', ['plan', 'gold']), [['setAttributes', { plan: 'gold' }]]],
    [
      'crisp',
      (p) => p.$crisp.set('session:event', [[['order', { total: 3 }]]]),
      [['track', 'order', { total: 3 }]],
    ],
    ['chatwoot', (p) => p.$chatwoot.toggle!('open'), [['open']]],
    ['chatwoot', (p) => p.$chatwoot.toggle!(), [['toggle']]],
    ['chatwoot', (p) => p.$chatwoot.toggleBubbleVisibility!('hide'), [['hide']]],
    [
      'chatwoot',
      (p) =>
        p.$chatwoot.setUser!('u1', {
          name: 'Ada',
          phone_number: '+1',
          identifier_hash: 's',
          avatar_url: 'a',
        }),
      [['setAttributes', { user_id: 'u1', name: 'Ada', phone: '+1' }]],
    ],
    ['chatwoot', (p) => p.$chatwoot.reset!(), [['reset']]],
  ])('[WG-16] %s: %s', (name, act, expected) => {
    adapt(name)
    act(page)
    expect(said).toEqual(expected)
    expect(console.error).not.toHaveBeenCalled()
  })

  it('[WG-16] does what was queued before it loaded, in its order', () => {
    Object.assign(page, {
      Intercom: Object.assign(() => {}, { q: [['boot', { plan: 'gold' }], ['show']] }),
      $crisp: [['do', 'chat:open']],
    })
    adapt('intercom', 'crisp')
    expect(said).toEqual([['setAttributes', { plan: 'gold' }], ['open'], ['open']])
  })

  it('[WG-16] tells the page in the other widgets’ own way', () => {
    adapt('intercom', 'crisp', 'chatwoot')
    const told: unknown[] = []
    page.Intercom('onUnreadCountChange', (count: number) => told.push(count))
    page.$crisp.on('message:received', (message) => told.push(message))
    addEventListener('chatwoot:opened', () => told.push('opened'), { once: true })
    happens('unread', { count: 2 })
    happens('message', { by: 'visitor', text: 'mine' })
    happens('message', { by: 'agent', text: 'Hello' })
    happens('open')
    expect(told).toEqual([0, 2, { content: 'Hello', from: 'operator' }, 'opened'])
    expect([
      page.$chatwoot.isOpen,
      page.$crisp.is('chat:opened'),
      page.$crisp.get('chat:unread:count'),
    ]).toEqual([true, true, 2])
    page.$crisp.off('message:received')
    happens('message', { by: 'agent', text: 'again' })
    expect(told).toHaveLength(4)
  })

  it('[WG-16] Intercom: hidden and shown in one go is neither', () => {
    adapt('intercom')
    happens('open')
    const told: string[] = []
    page.Intercom('onShow', () => told.push('shown'))
    page.Intercom('onHide', () => told.push('hidden'))
    // A widget tells of the opening alone.
    happens('open')
    expect(told).toEqual([])
    happens('close')
    happens('open')
    happens('open')
    expect(told).toEqual(['hidden', 'shown'])
  })

  it('[WG-16] Intercom: the text of a new message has no counterpart', () => {
    adapt('intercom')
    page.Intercom('showNewMessage', 'Hello')
    page.Intercom('showNewMessage', 'Hello')
    expect(said).toEqual([['startConversation'], ['startConversation']])
    expect(vi.mocked(console.error).mock.calls).toEqual([
      ['[foyer]', 'adapter', "Intercom('showNewMessage'): its text has no counterpart"],
    ])
  })

  it('[WG-16] what has no counterpart is said once, and is no exception of the page', () => {
    adapt('intercom', 'crisp', 'chatwoot', 'other')
    page.Intercom('startTour', 1)
    page.Intercom('startTour', 2)
    page.$crisp.push(['do', 'helpdesk:search'], ['constructor'], ['get'])
    page.$chatwoot.setLabel!('vip')
    expect(vi.mocked(console.error).mock.calls.map((words) => words.at(-1))).toEqual([
      'there is no “other”, but chatwoot, intercom, crisp',
      "Intercom('startTour') has no counterpart",
      '$crisp: helpdesk:search has no counterpart',
      '$crisp: constructor has no counterpart',
      '$crisp: get has no counterpart',
      '$chatwoot.setLabel has no counterpart',
    ])
    expect(said).toEqual([])
  })

  it('[WG-16] taken off, the page has what it had', () => {
    const own = () => {}
    Object.assign(page, { Intercom: own })
    adapt('intercom', 'chatwoot')
    off()
    expect([page.Intercom, '$chatwoot' in window, ears]).toEqual([own, false, []])
  })
})
