/**
 * Where the visitor is, told when a page that draws itself anew goes on without loading (WG-16, RT-8). Nothing of
 * the page is patched and nothing of its document observed: the browser says so, or a click, going back or coming
 * back is a moment to look.
 */
import type { WidgetConfig } from '@foyer/protocol'
import { effect } from '@preact/signals-core'
import type { Model } from '../panel/model.ts'

/** Milliseconds: by then a page has its new title, and one that leads on has led on. */
const settled = 400

/** The browser's own list of navigations, where it has one. */
const navigations = (): EventTarget | undefined =>
  (window as unknown as { navigation?: EventTarget }).navigation

export function watchWhere(m: Model): () => void {
  const { client, dress, host } = m
  const off = new AbortController()
  const { signal } = off
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = location.href
  let spoken = dress.peek().tag
  let wasOnline = false
  let wasClosed = false

  async function tell(): Promise<void> {
    told = location.href
    client.setPage({ url: told, title: document.title, referrer: document.referrer })
    const { config, tag } = dress.peek()
    if (!config.byPage || client.connection.peek().state === 'online') return
    // Not connected: what this page's plan has is read as the loader read the site's own.
    const { href } = location
    try {
      const words = `locale=${encodeURIComponent(tag)}&page=${encodeURIComponent(href)}`
      const answer = await fetch(`${host.url}/v1/sites/${config.site}/widget?${words}`, { signal })
      if (!answer.ok || location.href !== href || client.reception.peek()) return
      const { welcome, assistant, typeAhead, menu, notice }: WidgetConfig = await answer.json()
      put({ welcome, assistant, typeAhead, menu, notice })
    } catch {
      // Away: what the site has for all pages stays.
    }
  }

  function put(reception: Partial<WidgetConfig>): void {
    const worn = dress.peek()
    dress.value = { ...worn, config: { ...worn.config, ...reception } }
  }

  const look = (isWorthWhile = false) => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (isWorthWhile || location.href !== told) void tell()
    }, settled)
  }
  const onMove = () => look()
  const list = navigations()
  list?.addEventListener('currententrychange', onMove, { signal })
  if (!list)
    for (const event of ['popstate', 'hashchange', 'click']) addEventListener(event, onMove, { signal })
  document.addEventListener(
    'visibilitychange',
    // Another tab may have told where it is meanwhile.
    () => document.visibilityState === 'visible' && look(dress.peek().config.byPage),
    { signal },
  )

  const offs = [
    effect(() => {
      const reception = client.reception.value
      if (reception) put(reception)
    }),
    // A neighbour's hello said the neighbour's page.
    effect(() => {
      const isOnline = client.connection.value.state === 'online'
      if (isOnline && !wasOnline && !client.leads()) look(document.visibilityState === 'visible')
      wasOnline = isOnline
    }),
    // What comes after the end is received by the plan of that moment.
    effect(() => {
      const isClosed = m.isClosed.value
      if (isClosed && !wasClosed && client.reception.peek()) look(true)
      wasClosed = isClosed
    }),
    effect(() => {
      const { tag } = dress.value
      if (tag !== spoken && (client.reception.peek() || dress.peek().config.byPage)) look(true)
      spoken = tag
    }),
  ]
  if (dress.peek().config.byPage && client.connection.peek().state !== 'online') void tell()

  return () => {
    clearTimeout(timer)
    off.abort()
    for (const end of offs) end()
  }
}
