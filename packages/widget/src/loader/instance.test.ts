// @vitest-environment happy-dom
import type { WidgetConfig } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Foyer } from '../api.ts'
import { en } from '../locales/en.ts'
import { later } from '../locales/en-later.ts'
import type { Panel, PanelHost, Pieces } from '../panel/host.ts'
import { createInstance } from './instance.ts'

const config = {
  site: 'demo',
  name: 'Shop',
  enabled: true,
  appearance: {
    color: '#2f6f4f',
    icon: 'chat',
    launcherText: '',
    position: 'end',
    offsetX: 20,
    offsetY: 20,
    title: 'Ask us',
  },
} as WidgetConfig

let answers: (WidgetConfig | number | Error)[]
let asked: string[]
let calls: unknown[][]
let host: PanelHost | undefined
let made: Foyer[]

/** A panel that only says what it was told. */
function listen(given: PanelHost): Panel {
  host = given
  const tell =
    (verb: string) =>
    (...words: unknown[]) =>
      void calls.push([verb, ...words])
  const verbs = ['setOpen', 'resume', 'send', 'startConversation', 'endConversation', 'setDress', 'destroy']
  return Object.fromEntries([...verbs, 'reset'].map((verb) => [verb, tell(verb)])) as unknown as Panel
}

const pieces: Pieces = {
  panel: async () => ({ createPanel: listen }),
  texts: async () => ({ texts: en, fetchLater: async () => ({ later }) }),
}
const settled = () =>
  vi.waitFor(() => expect(asked.length).toBeGreaterThan(0)).then(() => new Promise(setImmediate))
const widgets = () => [...document.querySelectorAll('foyer-widget')]
const button = () => widgets()[0]!.shadowRoot!.querySelector<HTMLButtonElement>('[part=launcher]')!

function create(options: object = {}): Foyer {
  const foyer = createInstance({ url: 'https://chat.example', site: 'demo', ...options }, pieces)
  made.push(foyer)
  return foyer
}

beforeEach(() => {
  answers = []
  asked = []
  calls = []
  made = []
  host = undefined
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const answer = answers.shift() ?? structuredClone(config)
    if (answer instanceof Error) throw answer
    return typeof answer === 'number' ? new Response('', { status: answer }) : Response.json(answer)
  })
})

afterEach(() => {
  for (const foyer of made) foyer.destroy()
  localStorage.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('createInstance', () => {
  it('[WG-1] asks once, for the settings, and paints a launcher', async () => {
    const ready = vi.fn()
    create({ locale: 'pl' }).on('ready', ready)
    await settled()
    expect(asked).toEqual(['https://chat.example/v1/sites/demo/widget?locale=pl'])
    expect([button().ariaLabel, button().ariaExpanded]).toEqual(['Chat: Ask us', 'false'])
    expect([ready.mock.calls.length, host]).toEqual([1, undefined])
  })

  it('[WG-1] shows nothing for a site that is off', async () => {
    answers = [{ ...config, enabled: false }]
    create().open()
    await settled()
    expect([widgets(), host]).toEqual([[], undefined])
  })

  it('[WG-2] what the page says wins over the site', async () => {
    create({ color: '#ffcc00', title: 'Chat', position: 'start' })
    await settled()
    expect(button().style.getPropertyValue('--brand')).toBe('#ffcc00')
    expect([button().ariaLabel, (widgets()[0] as HTMLElement).dataset.corner]).toEqual([
      'Chat: Chat',
      'start',
    ])
  })

  it('[WG-15] stands on the other side in a language from right to left', async () => {
    create({ locale: 'ar-EG' })
    await settled()
    expect(widgets()[0]!.getAttribute('dir')).toBe('rtl')
  })

  it('[WG-16] with wrong options it says so, and no verb throws', async () => {
    const foyer = createInstance({ url: 'https://chat.example', site: '../x' }, pieces)
    for (const verb of [
      'open',
      'close',
      'toggle',
      'show',
      'hide',
      'startConversation',
      'endConversation',
    ] as const)
      foyer[verb]()
    foyer.send('hello')
    await foyer.reset()
    foyer.on('open', () => {})()
    foyer.destroy()
    expect([asked, widgets()]).toEqual([[], []])
    expect(console.error).toHaveBeenCalledWith('[foyer]', 'bad site:', '../x')
  })

  it('[WG-1] without the settings it is not there, and asks again when the network is back', async () => {
    answers = [404]
    create()
    await settled()
    expect(widgets()).toEqual([])
    expect(console.error).toHaveBeenCalledWith('[foyer]', 'demo', 'hidden:', 404)
    dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(widgets()).toHaveLength(1))
    dispatchEvent(new Event('online'))
    expect(asked).toHaveLength(2)
  })

  it('[WG-3] two share a page, one in each corner; a second in one corner gives way', async () => {
    create()
    await settled()
    create({ site: 'other', position: 'start' })
    create({ site: 'third' })
    await vi.waitFor(() => expect(asked).toHaveLength(3))
    await vi.waitFor(() => expect(console.error).toHaveBeenCalledOnce())
    expect(
      widgets()
        .map((widget) => (widget as HTMLElement).dataset.corner)
        .sort(),
    ).toEqual(['end', 'start'])
  })

  it('[WG-16] opens and closes, tells of it, and gives the focus back', async () => {
    const heard: string[] = []
    const foyer = create()
    foyer.on('open', () => heard.push('open'))
    foyer.on('close', () => heard.push('close'))
    await settled()
    foyer.open()
    foyer.open()
    await vi.waitFor(() => expect(heard).toEqual(['open']))
    foyer.toggle()
    await vi.waitFor(() => expect(heard).toEqual(['open', 'close']))
    expect(calls).toEqual([
      ['setOpen', true],
      ['setOpen', false],
    ])
    expect(widgets()[0]!.shadowRoot!.activeElement).toBe(button())
  })

  it('[WG-16] closed again before the panel has come, it does not open', async () => {
    const foyer = create()
    foyer.open()
    foyer.close()
    await settled()
    await vi.waitFor(() => expect(host).toBeDefined())
    await new Promise(setImmediate)
    expect(calls).toEqual([['setOpen', false]])
  })

  it('[WG-16] a load that failed is tried again', async () => {
    const panel = vi.spyOn(pieces, 'panel').mockRejectedValueOnce(new Error('no network'))
    const foyer = create()
    foyer.open()
    await vi.waitFor(() => expect(console.error).toHaveBeenCalledWith('[foyer]', new Error('no network')))
    foyer.open()
    await vi.waitFor(() => expect(calls).toEqual([['setOpen', true]]))
    expect(panel).toHaveBeenCalledTimes(2)
  })

  it('[WG-13] goes on with a conversation that this browser holds, and with one of another tab', async () => {
    localStorage.setItem('foyer:other:open', '1')
    localStorage.setItem('foyer:demo:token', 't')
    create()
    await settled()
    await new Promise((done) => setTimeout(done))
    expect(host).toBeUndefined()
    localStorage.setItem('foyer:demo:open', '1')
    dispatchEvent(new StorageEvent('storage', { key: 'foyer:demo:open', newValue: '1' }))
    await vi.waitFor(() => expect(calls).toEqual([['resume', undefined]]))
  })

  it('[WG-15] in another language it asks again and dresses the panel anew', async () => {
    const foyer = create({ locale: 'en' })
    foyer.open()
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    foyer.setLocale('ar')
    await vi.waitFor(() => expect(calls[1]).toMatchObject(['setDress', { locale: 'ar', tag: 'ar' }]))
    expect(asked[1]).toMatch(/locale=ar$/)
  })

  it('[WG-16] a language chosen before the first answer wins, whichever answer comes last', async () => {
    const late = Promise.withResolvers<Response>()
    const replies = [late.promise, Promise.resolve(Response.json(config))]
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url)
      return replies.shift()
    })
    create({ locale: 'en' }).setLocale('ar')
    await vi.waitFor(() => expect(widgets()).toHaveLength(1))
    late.resolve(Response.json({ ...config, appearance: { ...config.appearance, title: 'Late' } }))
    await new Promise(setImmediate)
    expect([button().ariaLabel, widgets()[0]!.getAttribute('dir')]).toEqual(['Chat: Ask us', 'rtl'])
  })

  it('[WG-16] hides and shows all of it', async () => {
    const foyer = create({ hidden: '' })
    await settled()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(true)
    foyer.show()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(false)
    foyer.hide()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(true)
  })

  it('[WG-16] destroyed it leaves nothing, also while it is being fetched', async () => {
    const foyer = create()
    foyer.open()
    foyer.destroy()
    await settled()
    expect([widgets(), calls]).toEqual([[], []])
    dispatchEvent(new Event('online'))
    expect(asked).toHaveLength(1)
  })
})
