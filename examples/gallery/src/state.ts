/** Plays one state: `state.html?state=thread/talk&locale=ar&theme=dark&color=%231f5eff`. Says `data-ready` when it is there. */
import type { WidgetConfig } from '@foyer/protocol'
import { playServer } from './fake-server.ts'
import { conversation, type Hands } from './make.ts'
import { stage } from './states.ts'
import './state.css'

const query = new URLSearchParams(location.search)
const locale = query.get('locale') ?? 'en'
const { state, w, config, head, events } = stage(query.get('state') ?? 'home/faq', locale, query.get('color'))
const page = document.documentElement
page.lang = locale
page.dir = locale === 'ar' ? 'rtl' : 'ltr'
const theme = query.get('theme') as WidgetConfig['appearance']['theme'] | null
if (theme !== null) config.appearance.theme = theme
const isDark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
page.dataset.theme = isDark ? 'dark' : 'light'

// A storage of its own for each: what a visitor's browser holds. Tabs would share one.
config.site = `gallery-${state.name.replace(/\W/g, '-')}`
localStorage.clear()
sessionStorage.clear()
if (head !== null) {
  head.site = config.site
  localStorage.setItem(`foyer:${config.site}:token`, 'token')
  localStorage.setItem(`foyer:${config.site}:open`, JSON.stringify([conversation, 0, 'e']))
}
const server = playServer({
  config,
  head,
  events,
  refuses: state.refuses ?? {},
  isSlow: state.isSlow ?? false,
})

const script = document.createElement('script')
script.src = new URL('foyer.js', document.baseURI).href
script.dataset.site = config.site
script.dataset.locale = locale
if (state.isInline) {
  const place = document.createElement('div')
  place.id = 'chat'
  document.body.append(place)
  script.dataset.inline = '#chat'
}
document.head.append(script)

const frame = () => new Promise(requestAnimationFrame)
const find = (name: string, at: number) =>
  [
    ...(document
      .querySelector('foyer-widget')
      ?.shadowRoot?.querySelectorAll<HTMLElement>(`[part~="${name}"]`) ?? []),
  ].at(at)

async function part(name: string, at = name === 'quote-button' ? -1 : 0): Promise<HTMLElement> {
  for (;;) {
    const found = find(name, at)
    if (found?.checkVisibility()) return found
    await frame()
  }
}

const hands: Hands = {
  part,
  async click(name, at) {
    ;(await part(name, at)).click()
  },
  async fill(name, text) {
    const field = (await part(name)) as HTMLTextAreaElement
    field.focus()
    field.value = text
    field.dispatchEvent(new Event('input', { bubbles: true }))
  },
  async write(text) {
    await hands.fill('input', text)
    for (;;) {
      await frame()
      const send = (await part('send')) as HTMLButtonElement
      if (!send.disabled) return send.click()
    }
  },
  push: server.push,
  cut: server.cut,
  say: (...call) => void (window as unknown as { foyer(...call: unknown[]): unknown }).foyer(...call),
}

if (!state.isClosed) {
  if (!state.isInline) await hands.click('launcher')
  if (head !== null) await part('message')
}
await state.act?.(hands, w)
for (const name of state.shows) await part(name)
// Pieces come one after another, and with them more of the same state: it is there once nothing joins it.
const count = () => document.querySelector('foyer-widget')?.shadowRoot?.querySelectorAll('*').length
for (let still = 0, before = count(); still < 20; still += 1) {
  await frame()
  if (count() !== before) still = 0
  before = count()
}
page.dataset.ready = ''
