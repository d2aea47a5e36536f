/** `$crisp.push([…])`, and the same as methods. */
import type { Surface } from './surface.ts'

type Words = readonly unknown[]

export interface Crisp {
  push(...commands: Words[]): void
  do(name: string, words?: Words): void
  set(name: string, words?: Words): void
  on(name: string, listener: (what?: unknown) => void): void
  off(name: string): void
  is(name: string): boolean
  get(name: string): unknown
  config(name: string): void
}

export function crispOf(s: Surface): Crisp {
  const offs = new Map<string, () => void>()
  const first = ([value]: Words = []) => value
  const does: Record<string, (words?: Words) => unknown> = {
    'chat:open': () => s.call('open'),
    'chat:close': () => s.call('close'),
    'chat:toggle': () => s.call('toggle'),
    'chat:show': () => s.call('show'),
    'chat:hide': () => s.call('hide'),
    'session:reset': () => s.call('reset'),
    'message:send': ([kind, content] = []) =>
      kind === 'text' ? s.call('send', content) : s.miss(`$crisp: message:send of ${kind}`),
  }
  const fact = (name: string) => (words?: Words) => s.tell({ [name]: first(words) })
  const sets: Record<string, (words?: Words) => unknown> = {
    'user:email': fact('email'),
    'user:nickname': fact('name'),
    'user:phone': fact('phone'),
    'user:company': fact('company'),
    'session:data': (words) => {
      const [data, value] = words ?? []
      // One by its name, or a list of pairs.
      s.tell(Array.isArray(data) ? Object.fromEntries(data) : { [String(data)]: value })
    },
    'session:event': (words) => {
      for (const [name, data] of (first(words) ?? []) as [string, object?][]) void s.call('track', name, data)
    },
  }
  const hears: Record<string, (listener: (what?: unknown) => void) => () => void> = {
    'session:loaded': (listener) => s.hear('ready', () => listener()),
    'chat:opened': (listener) => s.hear('open', () => listener()),
    'chat:closed': (listener) => s.hear('close', () => listener()),
    'chat:initiated': (listener) => s.hear('conversationStarted', () => listener()),
    'message:sent': (listener) =>
      s.hear('message', ({ by, text }) => by === 'visitor' && listener({ content: text, from: 'user' })),
    'message:received': (listener) =>
      s.hear('message', ({ by, text }) => by !== 'visitor' && listener({ content: text, from: 'operator' })),
  }
  const is: Record<string, () => boolean> = {
    'chat:opened': () => s.isOpen,
    'chat:closed': () => !s.isOpen,
    'chat:visible': () => s.isShown,
    'chat:hidden': () => !s.isShown,
    'website:available': () => true,
  }
  const find = <T>(table: Record<string, T>, name: string): T | undefined => {
    if (Object.hasOwn(table, name)) return table[name]
    s.miss(`$crisp: ${name}`)
  }
  const crisp: Crisp = {
    do: (name, words) => void find(does, name)?.(words),
    set: (name, words) => void find(sets, name)?.(words),
    on(name, listener) {
      const off = find(hears, name)?.(listener)
      if (!off) return
      // One listener an event, as there.
      offs.get(name)?.()
      offs.set(name, off)
    },
    off(name) {
      offs.get(name)?.()
      offs.delete(name)
    },
    is: (name) => find(is, name)?.() ?? false,
    get(name) {
      if (name === 'chat:unread:count') return s.unread
      s.miss(`$crisp: ${name}`)
      return null
    },
    config: (name) => s.miss(`$crisp: config ${name}`),
    push(...commands) {
      for (const [verb, ...words] of commands) {
        // Says only that nothing may be thrown, which nothing is.
        if (verb === 'safe') continue
        const work = /^(do|set|on|off|config)$/.test(String(verb)) && crisp[verb as 'do']
        if (work) work(...(words as [string, Words?]))
        else s.miss(`$crisp: ${verb}`)
      }
    },
  }
  return crisp
}
