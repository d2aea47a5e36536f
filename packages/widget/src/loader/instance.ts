/**
 * One widget on a page. It asks for the site's settings, paints the launcher and fetches the panel when
 * somebody means to use it. Before that: no socket, no storage, no other request (case K01).
 */
import type { WidgetConfig } from '@foyer/protocol'
import type { Foyer } from '../api.ts'
import { pickLocale } from '../locales/pick.ts'
import type { Dress, Panel, PanelHost, Pieces } from '../panel/host.ts'
import { createLauncher } from './launcher.ts'
import { checkOptions, complain } from './options.ts'

/** Makes a widget. Wrong options are told in the console; what comes back then does nothing. */
export function createInstance(given: object, pieces: Pieces): Foyer {
  const options = checkOptions(given)
  const { site, url, hidden } = options
  const page = new AbortController()
  const { signal } = page
  let tag = options.locale || document.documentElement.lang || navigator.language
  let open = false
  let config: WidgetConfig | undefined
  let asking: Promise<unknown> | undefined
  let panel: Panel | undefined
  const held: [verb: keyof Panel, word: never][] = []
  let loading: Promise<Panel | undefined> | undefined

  // Asked again when somebody wants it after a failure, and when the network is back.
  const ask = () => (asking ??= fetchConfig())
  const fetchConfig = async () => {
    const wanted = tag
    try {
      if (!site || !url) throw 'no site or url'
      const response = await fetch(`${url}/v1/sites/${site}/widget?locale=${tag}`)
      if (!response.ok) throw response.status
      const answer: WidgetConfig = await response.json()
      if (signal.aborted || tag !== wanted || !answer.enabled) return
      // What the page says wins over the site's settings.
      const { position } = Object.assign(answer.appearance, options)
      host.dir = pickLocale(tag) === 'ar' ? 'rtl' : 'ltr'
      if (!config) {
        // Two in one corner would lie on each other: the first one keeps it.
        if (document.querySelector(`foyer-widget[data-corner=${position}]`)) throw 'corner taken'
        host.dataset.corner = position
        // As an attribute it is there or not, or says `false`.
        setHidden(/^(true|)$/.test(`${hidden}`))
        // A script in the head may come before there is a body.
        ;(document.body ?? document.documentElement).append(host)
      }
      launcher.paint(answer.appearance)
      config = answer
      emit('ready', {})
      // The first look into a browser's storage waits for the disk: after the launcher was drawn.
      if (!panel) setTimeout(resume)
    } catch (reason) {
      asking = undefined
      complain(site, 'hidden:', reason)
    }
  }

  // Before anything is made: what the launcher is made of is made while the answer is on its way.
  void ask()

  const host = document.createElement('foyer-widget')
  const root = host.attachShadow({ mode: 'open' })
  const launcher = createLauncher(root, () => foyer.toggle())
  const { button } = launcher

  const emit: PanelHost['emit'] = (event, detail) =>
    void host.dispatchEvent(new CustomEvent(event, { detail }))
  const setHidden = (value: boolean) => void host.toggleAttribute('data-off', value)

  // An open conversation (`open`) or a message that waits (`out:`). Reading is not storing.
  const kept = `foyer:${site}:o`
  const resume = () => {
    try {
      if (config && (config.listed || Object.keys(localStorage).some((key) => key.startsWith(kept))))
        void tell('resume')
    } catch {
      // The page may not use storage: then nothing is kept in it.
    }
  }

  const wear = async (): Promise<Dress> => {
    const locale = pickLocale(tag)
    return { config: config!, locale, tag, ...(await pieces.texts(locale)) }
  }
  // One load however many want it; a failed one may be tried again.
  const load = () => (loading ??= fetchPanel())
  const fetchPanel = async () => {
    await ask()
    try {
      if (config) {
        const [{ createPanel }, dress] = await Promise.all([pieces.panel(), wear()])
        if (!signal.aborted) {
          panel = createPanel({ ...dress, ...foyer, button, url: url!, root, emit, isOpen: open })
          for (const [verb, word] of held) panel[verb](word)
        }
        return panel
      }
    } catch (reason) {
      complain(reason)
    }
    loading = undefined
  }
  const tell = async <V extends keyof Panel>(verb: V, word?: Parameters<Panel[V]>[0]): Promise<void> =>
    ((await load())?.[verb] as ((word: unknown) => Promise<void>) | undefined)?.(word)
  const setOpen = async (wanted: boolean) => {
    if (wanted === open) return
    open = wanted
    const ready = await load()
    // It may have been closed again while the panel was fetched.
    if (!ready) open = false
    if (!ready || open !== wanted) return
    ready.setOpen(open)
    if (!open) button.focus()
    emit(open ? 'open' : 'close', {})
  }

  const some: Partial<Foyer> = {
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!open),
    show: () => setHidden(false),
    hide: () => setHidden(true),
    async setLocale(locale) {
      tag = locale
      asking = undefined
      await ask()
      if (panel) await tell('setDress', await wear())
    },
    on(event, listener) {
      const hear = ({ detail }: CustomEventInit) => listener(detail)
      host.addEventListener(event, hear as EventListener)
      return () => host.removeEventListener(event, hear as EventListener)
    },
    destroy() {
      page.abort()
      panel?.destroy()
      host.remove()
    },
  }
  const foyer = some as Foyer
  // The first two say who the visitor is: they wait until somebody wants the panel.
  const verbs = [
    'identify',
    'setAttributes',
    'send',
    'sendCard',
    'startConversation',
    'endConversation',
    'reset',
    'logout',
  ] as const
  const plain = some as Record<string, (word?: never) => unknown>
  verbs.forEach((verb, index) => {
    plain[verb] = (word) => (index > 1 || panel ? tell(verb, word!) : held.push([verb, word!]))
  })

  // A finger enters too, before it lets go.
  button.onpointerenter = button.onfocus = load
  addEventListener('online', ask, { signal })
  // Somebody began to write in another tab of this browser: it is this tab's conversation too.
  addEventListener('storage', ({ key }) => key?.startsWith(kept) && resume(), { signal })
  return foyer
}
