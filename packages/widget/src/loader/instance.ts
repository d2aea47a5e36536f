/**
 * One widget on a page. It asks for the site's settings, paints the launcher and fetches the panel when
 * somebody means to use it. Before that: no socket, no storage, no other request (case K01).
 */
import type { PageCard, WidgetConfig } from '@foyer/protocol'
import { pickLocale } from '../locales/pick.ts'
import type { Call, Dress, Panel, PanelHost, Pieces } from '../panel/host.ts'
import { createLauncher } from './launcher.ts'
import { attempt, checkOptions, complain, fail } from './options.ts'

type Work = (...words: never[]) => unknown

/** Makes a widget and gives its ear. Wrong options are told in the console; it does nothing then. */
export function createInstance(given: object, pieces: Pieces): Call {
  const options = checkOptions(given)
  const { site, url, inline } = options
  const page = new AbortController()
  const { signal } = page
  let tag = options.locale || document.documentElement.lang || navigator.language
  let open = false
  let config: WidgetConfig | undefined
  let asking: Promise<unknown> | undefined
  let panel: Panel | undefined
  const held: [verb: string, ...words: never[]][] = []
  let loading: Promise<Panel> | undefined

  // Asked again when somebody wants it after a failure, and when the network is back.
  const ask = () => (asking ??= fetchConfig())
  const fetchConfig = async () => {
    const wanted = tag
    try {
      if (!site || !url) throw 'no site or url'
      // Not by `fetch`, whose answer goes through more tasks: what the page has to draw comes in between.
      const request = new XMLHttpRequest()
      request.open('GET', `${url}/v1/sites/${site}/widget?locale=${tag}&set=${Object.keys(options)}`)
      request.responseType = 'json'
      request.send()
      await new Promise((done) => (request.onloadend = done))
      if (request.status !== 200) throw request.status
      const answer: WidgetConfig = request.response
      if (signal.aborted || tag !== wanted || !answer.enabled) return
      // What the page says wins over the site's settings.
      const { position } = Object.assign(answer.appearance, options)
      host.dir = pickLocale(tag) === 'ar' ? 'rtl' : 'ltr'
      if (!config) {
        // Two in one place would lie on each other: the first one keeps it.
        const corner = inline ? 'inline' : position
        const place = home()
        if (!place) throw 'no element'
        if (place.querySelector(`foyer-widget[data-corner=${corner}]`)) throw 'corner taken'
        host.dataset.corner = corner
        place.append(host)
        if (answer.greetings && !inline) setTimeout(greet, answer.greetings.after)
      }
      const before = config
      config = answer
      if (inline) {
        // Before it is opened, which connects: what goes on is shown at once.
        resume()
        call('open')
      } else {
        launcher.paint(answer.appearance, answer.glyph)
        // The first look into a browser's storage waits for the disk: after the launcher was drawn.
        if (!panel) setTimeout(resume)
      }
      // Asked for again in another language it is what it was.
      if (!before) emit('ready', {})
    } catch (reason) {
      asking = undefined
      complain(site, 'hidden:', reason)
    }
  }

  // Before anything is made: what the launcher is made of is made while the answer is on its way.
  void ask()

  const host = document.createElement('foyer-widget')
  const root = host.attachShadow({ mode: 'open' })
  const launcher = createLauncher(root, () => call('toggle'))
  const { button } = launcher

  const emit: PanelHost['emit'] = (event, detail) => {
    host.dispatchEvent(new CustomEvent(event, { detail }))
  }
  // A script in the head may come before there is a body.
  const home = (): Element | null =>
    !inline
      ? (document.body ?? document.documentElement)
      : (inline as Element).append
        ? (inline as Element)
        : document.querySelector(inline as string)
  // A page's router may put another body into the page's. What is taken out has no size any more, so that
  // nothing of the page has to be watched.
  const keep = () => {
    if (config && !host.isConnected) home()?.append(host)
  }
  const setHidden = (value: boolean) => {
    keep()
    host.toggleAttribute('data-off', value)
  }
  // As an attribute it is there or not, or says `false`.
  setHidden(/^(true|)$/.test(options.hidden as unknown as string))

  // An open conversation (`open`) or a message that waits (`out:`). Reading is not storing.
  const kept = `foyer:${site}:o`
  const resume = () => {
    try {
      if (config && (config.listed || `${Object.keys(localStorage)}`.includes(kept))) call('resume')
    } catch {
      // The page may not use storage: then nothing is kept in it.
    }
  }

  // A page may go on without loading: whether it fits is looked at again and again, which costs next to nothing.
  const greet = () =>
    config &&
    (location.href.match(config.greetings?.at as string)
      ? pieces.texts('greet').then(({ greet }) => greet(root, call as Call, config!, tag, url!), complain)
      : setTimeout(greet, 1e3))

  const wear = async (): Promise<Dress> => {
    const locale = pickLocale(tag)
    return { config: config!, locale, tag, ...(await pieces.texts(locale)) }
  }
  // One load however many want it; a failed one may be tried again.
  const check = () => {
    if (!config) throw fail('not_shown')
  }
  const load = () => (loading ??= fetchPanel())
  const fetchPanel = async () => {
    try {
      await ask()
      check()
      const [{ createPanel }, dress] = await Promise.all([pieces.panel(), wear()])
      check()
      panel = createPanel({ ...dress, ...own, button, url: url!, root, emit, inline, isOpen: open })
      for (const [verb, ...words] of held) void attempt(verb, () => say(panel!, verb, ...words))
      return panel
    } catch (reason) {
      loading = undefined
      open = false
      throw reason
    }
  }
  const say = (ready: Panel, verb: string, ...words: never[]) => {
    const work = ready[verb as keyof Panel] as Work | undefined
    return work ? work(...words) : ready.say(verb, ...words)
  }
  const toggle = async (wanted = !open) => {
    // Asked again while it is being fetched: done when that is.
    if (wanted === open) return void (await loading)
    open = wanted
    const ready = await load()
    keep()
    // It may have been closed again while the panel was fetched.
    if (open !== wanted) return
    ready.setOpen(open)
    if (!open) button.focus()
    emit(open ? 'open' : 'close', {})
  }

  const own = {
    open: () => toggle(true),
    close: () => toggle(false),
    toggle,
    show: () => setHidden(false),
    hide() {
      setHidden(true)
      return toggle(false)
    },
    async setLocale(locale: string) {
      tag = locale
      asking = undefined
      await ask()
      // One that is being made is made of the language that was.
      ;(await loading)?.setDress(await wear())
    },
    destroy() {
      page.abort()
      call.live = false
      loading = config = undefined
      open = false
      panel?.destroy()
      host.remove()
    },
  }
  const call: { live?: boolean } & ((verb: string, ...words: never[]) => unknown) = (verb, ...words) => {
    const done = attempt(verb, async () => {
      const work = (own as Record<string, Work>)[verb]
      if (work) return work(...words)
      // `on`, `identify`, `setAttributes`, `track` and a card to offer wait until somebody wants the panel.
      const waits = /^(on|id|setA|tr|sendC)/.test(verb) && !(words[0] as PageCard | undefined)?.autoSend
      if (panel || !waits) return say(await load(), verb, ...words)
      held.push([verb, ...words])
    })
    if (verb !== 'on') return done
    const [event, listener] = words as unknown as [string, Work]
    const hear = ({ detail = {} }: CustomEventInit) => listener?.call?.(0, detail as never)
    host.addEventListener(event, hear as EventListener)
    // Whoever comes late to it is not kept waiting.
    if (config && event === 'ready') hear({})
    return () => host.removeEventListener(event, hear as EventListener)
  }

  // A finger enters too, before it lets go.
  button.onpointerenter = button.onfocus = () => attempt('open', load)
  new ResizeObserver(keep).observe(button)
  addEventListener('online', ask, { signal })
  // Somebody began to write in another tab of this browser: it is this tab's conversation too.
  addEventListener('storage', ({ key }) => key?.includes(kept) && resume(), { signal })
  call.live = true
  return call as Call
}
