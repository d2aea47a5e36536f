// @vitest-environment happy-dom
import type { WidgetConfig } from '@foyer/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Foyer } from '../api.ts'
import { en } from '../locales/en.ts'
import { later } from '../locales/en-later.ts'
import type { Panel, PanelHost, Pieces } from '../panel/host.ts'
import { foyerOf } from '../verbs.ts'
import { createInstance } from './instance.ts'
import { fail } from './options.ts'

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
    lead: 'Chat: ',
  },
} as WidgetConfig

type Answer = WidgetConfig | number
let answers: (Answer | Promise<Answer>)[]
let asked: string[]
let calls: unknown[][]
let host: PanelHost | undefined
let made: Foyer[]

/** Answers as the test says: with settings or with a status, 0 where the network is gone. */
class Request {
  responseType = ''
  status = 0
  response: WidgetConfig | null = null
  onloadend = () => {}

  open(_method: string, url: string) {
    asked.push(url)
  }

  async send() {
    const answer = await (answers.shift() ?? structuredClone(config))
    const isStatus = typeof answer === 'number'
    this.status = isStatus ? answer : 200
    this.response = isStatus ? null : answer
    this.onloadend()
  }
}

/** A panel that only says what it was told. */
function listen(given: PanelHost): Panel {
  host = given
  const tell =
    (verb: string) =>
    (...words: unknown[]) =>
      void calls.push([verb, ...words])
  const verbs = ['setOpen', 'resume', 'on', 'identify', 'setAttributes', 'setDress', 'destroy']
  const say = (verb: string, ...words: unknown[]) => {
    if (verb === 'opne') throw fail('unknown_verb')
    return tell(verb)(...words)
  }
  return {
    ...Object.fromEntries([...verbs, 'reset'].map((verb) => [verb, tell(verb)])),
    say,
  } as unknown as Panel
}

const pieces: Pieces = {
  panel: async () => ({ createPanel: listen }),
  texts: (async () => ({ texts: en, fetchLater: async () => ({ later }) })) as unknown as Pieces['texts'],
}
const settled = () =>
  vi.waitFor(() => expect(asked.length).toBeGreaterThan(0)).then(() => new Promise(setImmediate))
const widgets = () => [...document.querySelectorAll('foyer-widget')]
const button = () => widgets()[0]!.shadowRoot!.querySelector<HTMLButtonElement>('[part=launcher]')!

function create(options: object = {}): Foyer {
  const foyer = foyerOf(createInstance({ url: 'https://chat.example', site: 'demo', ...options }, pieces))
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
  vi.stubGlobal('XMLHttpRequest', Request)
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
    expect(asked).toEqual(['https://chat.example/v1/sites/demo/widget?locale=pl&set=url,site,locale'])
    expect([button().ariaLabel, button().ariaExpanded]).toEqual(['Chat: Ask us', 'false'])
    expect([ready.mock.calls.length, host]).toEqual([1, undefined])
  })

  it('[WG-16] is ready once, also for who speaks on being ready, and for who comes late to it', async () => {
    const foyer = create({ locale: 'en' })
    const ready = vi.fn(() => void foyer.setLocale('de'))
    foyer.on('ready', ready)
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    await vi.waitFor(() => expect(button()?.ariaLabel).toBeTruthy())
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(ready.mock.calls).toEqual([[{}]])
    const late = vi.fn()
    foyer.on('ready', late)
    expect(late.mock.calls).toEqual([[{}]])
    expect(asked).toHaveLength(2)
  })

  it('[WG-1] shows nothing for a site that is off', async () => {
    answers = [{ ...config, enabled: false }]
    void create().open()
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
    const foyer = foyerOf(createInstance({ url: 'https://chat.example', site: '../x' }, pieces))
    for (const verb of [
      'open',
      'close',
      'toggle',
      'show',
      'hide',
      'startConversation',
      'endConversation',
    ] as const)
      await foyer[verb]().catch(() => {})
    await expect(foyer.send('hello')).rejects.toMatchObject({ code: 'not_shown' })
    await expect(foyer.reset()).rejects.toMatchObject({ code: 'not_shown' })
    foyer.on('open', () => {})()
    void foyer.destroy()
    expect([asked, widgets()]).toEqual([[], []])
    expect(console.error).toHaveBeenCalledWith('[foyer]', 'bad site:', '../x', expect.any(RegExp))
  })

  it('[WG-1] without the settings it is not there, and asks again when the network is back', async () => {
    answers = [404, 0]
    create()
    await settled()
    expect(widgets()).toEqual([])
    expect(console.error).toHaveBeenCalledWith('[foyer]', 'demo', 'hidden:', 404)
    dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(console.error).toHaveBeenCalledWith('[foyer]', 'demo', 'hidden:', 0))
    expect(widgets()).toEqual([])
    dispatchEvent(new Event('online'))
    await vi.waitFor(() => expect(widgets()).toHaveLength(1))
    dispatchEvent(new Event('online'))
    expect(asked).toHaveLength(3)
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
    void foyer.open()
    void foyer.open()
    await vi.waitFor(() => expect(heard).toEqual(['open']))
    void foyer.toggle()
    await vi.waitFor(() => expect(heard).toEqual(['open', 'close']))
    expect(calls.slice(2)).toEqual([
      ['setOpen', true],
      ['setOpen', false],
    ])
    expect(widgets()[0]!.shadowRoot!.activeElement).toBe(button())
  })

  it('[WG-16] closed again before the panel has come, it does not open', async () => {
    const foyer = create()
    void foyer.open()
    void foyer.close()
    await settled()
    await vi.waitFor(() => expect(host).toBeDefined())
    await new Promise(setImmediate)
    expect(calls).toEqual([['setOpen', false]])
  })

  it('[WG-16] a load that failed is tried again', async () => {
    const panel = vi.spyOn(pieces, 'panel').mockRejectedValueOnce(new Error('no network'))
    const foyer = create()
    await expect(foyer.open()).rejects.toThrow('no network')
    await vi.waitFor(() =>
      expect(console.error).toHaveBeenCalledWith('[foyer]', 'open', new Error('no network')),
    )
    void foyer.open()
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
    await vi.waitFor(() => expect(calls).toEqual([['resume']]))
  })

  it('[WG-15] in another language it asks again and dresses the panel anew', async () => {
    const foyer = create({ locale: 'en' })
    void foyer.open()
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    void foyer.setLocale('ar')
    await vi.waitFor(() => expect(calls[1]).toMatchObject(['setDress', { locale: 'ar', tag: 'ar' }]))
    expect(asked[1]).toMatch(/locale=ar&/)
  })

  it('[WG-16] a language chosen while the panel is fetched is the panel’s', async () => {
    const fetched = Promise.withResolvers<void>()
    vi.spyOn(pieces, 'panel').mockImplementationOnce(async () => {
      await fetched.promise
      return { createPanel: listen }
    })
    const foyer = create({ locale: 'en' })
    await settled()
    void foyer.open()
    await new Promise(setImmediate)
    const spoken = foyer.setLocale('ar')
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    await new Promise(setImmediate)
    fetched.resolve()
    await spoken
    expect(host?.locale).toBe('en')
    expect(calls.at(-1)).toMatchObject(['setDress', { locale: 'ar', tag: 'ar' }])
  })

  it('[WG-16] a language chosen before the first answer wins, whichever answer comes last', async () => {
    const late = Promise.withResolvers<WidgetConfig>()
    answers = [late.promise, config]
    void create({ locale: 'en' }).setLocale('ar')
    await vi.waitFor(() => expect(widgets()).toHaveLength(1))
    late.resolve({ ...config, appearance: { ...config.appearance, title: 'Late' } })
    await new Promise(setImmediate)
    expect([button().ariaLabel, widgets()[0]!.getAttribute('dir')]).toEqual(['Chat: Ask us', 'rtl'])
  })

  it('[WG-16] hides and shows all of it', async () => {
    const foyer = create({ hidden: '' })
    await settled()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(true)
    void foyer.show()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(false)
    void foyer.hide()
    expect(widgets()[0]!.hasAttribute('data-off')).toBe(true)
  })

  it('[WG-16] a verb that is not there is told, and is no exception of the page', async () => {
    const call = createInstance({ url: 'https://chat.example', site: 'demo' }, pieces)
    await expect(call('opne')).rejects.toMatchObject({ code: 'unknown_verb' })
    expect(console.error).toHaveBeenCalledWith(
      '[foyer]',
      'opne',
      expect.objectContaining({ code: 'unknown_verb' }),
    )
    call('on', 'open', 'not a function')
    await call('open')
    await call('destroy')
    await expect(call('send', 'late')).rejects.toMatchObject({ code: 'not_shown' })
    expect(widgets()).toEqual([])
  })

  it('[WG-17] who the visitor is waits for the panel, and is said before anything else', async () => {
    const foyer = create()
    await settled()
    await foyer.identify('a.b.c')
    await foyer.setAttributes({ plan: 'gold' })
    await foyer.track('order', { total: 3 })
    expect(host).toBeUndefined()
    await foyer.send('Hello')
    expect(calls).toEqual([
      ['identify', 'a.b.c'],
      ['setAttributes', { plan: 'gold' }],
      ['track', 'order', { total: 3 }],
      ['send', 'Hello'],
    ])
  })

  it('[WG-3] fills an element of the page, without a launcher, one in each', async () => {
    document.body.innerHTML = '<div id="one"></div><div id="two"></div>'
    create({ inline: '#one' })
    create({ inline: document.querySelector('#two')! })
    create({ inline: '#one' })
    create({ inline: '#none' })
    await vi.waitFor(() => expect(widgets()).toHaveLength(2))
    await vi.waitFor(() => expect(console.error).toHaveBeenCalledTimes(2))
    expect(widgets().map((one) => one.parentElement!.id)).toEqual(['one', 'two'])
    expect(console.error).toHaveBeenCalledWith('[foyer]', 'demo', 'hidden:', 'corner taken')
    await vi.waitFor(() => expect(calls.filter(([verb]) => verb === 'setOpen')).toHaveLength(2))
    expect(widgets()[0]!.shadowRoot!.querySelector('[part=launcher]')).toBeNull()
    document.body.innerHTML = ''
  })

  it('[WG-16] comes back where a router has put another body into the page', async () => {
    const foyer = create()
    await settled()
    document.body.replaceWith(document.createElement('body'))
    expect(widgets()).toEqual([])
    await foyer.show()
    expect(widgets()).toHaveLength(1)
    await foyer.destroy()
    await foyer.show()
    expect(widgets()).toEqual([])
  })

  it('[WG-16] destroyed it leaves nothing, also while it is being fetched', async () => {
    const foyer = create()
    void foyer.open()
    void foyer.destroy()
    await settled()
    expect([widgets(), calls]).toEqual([[], []])
    dispatchEvent(new Event('online'))
    expect(asked).toHaveLength(1)
  })
})
