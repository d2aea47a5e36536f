/** The function `Intercom('verb', …)`. */
import type { Surface } from './surface.ts'

type Intercom = (verb: string, ...words: unknown[]) => void

/** Settings of the other widget, and proofs made for its server: no facts about anybody. */
const left = {
  app_id: '',
  api_base: '',
  user_hash: '',
  intercom_user_jwt: '',
  hide_default_launcher: '',
  language_override: '',
  alignment: '',
  horizontal_padding: '',
  vertical_padding: '',
  action_color: '',
  background_color: '',
  custom_launcher_selector: '',
  z_index: '',
  company_name: 'company',
}

export function intercomOf(s: Surface): Intercom {
  const know = (settings: unknown) => {
    const all = (settings ?? {}) as Record<string, unknown>
    if (typeof all.language_override === 'string') void s.call('setLocale', all.language_override)
    if (typeof all.hide_default_launcher === 'boolean')
      void s.call(all.hide_default_launcher ? 'hide' : 'show')
    s.tell(all, left)
  }
  // Closed and opened in one go, a widget tells of the opening alone: for the page nothing happened then.
  const turns = (wanted: 'open' | 'close') => (listener: () => void) => {
    let last = s.isOpen ? 'open' : ''
    for (const event of ['open', 'close'] as const) {
      s.hear(event, () => {
        const isTurn = event !== last
        last = event
        if (isTurn && event === wanted) listener()
      })
    }
  }
  const verbs: Record<string, (...words: never[]) => unknown> = {
    boot(settings: object) {
      if (!s.isShown) void s.call('show')
      know(settings)
    },
    update: know,
    shutdown() {
      void s.call('logout')
      void s.call('hide')
    },
    show: () => s.call('open'),
    hide: () => s.call('close'),
    showMessages: () => s.call('open'),
    showNewMessage(text?: string) {
      if (text) s.miss("Intercom('showNewMessage'): its text")
      return s.call('startConversation')
    },
    trackEvent: (name: string, data: object) => s.call('track', name, data),
    onShow: turns('open'),
    onHide: turns('close'),
    onUnreadCountChange(listener: (count: number) => void) {
      listener(s.unread)
      s.hear('unread', ({ count }) => listener(count))
    },
  }
  return (verb, ...words) => {
    const work = Object.hasOwn(verbs, verb) && verbs[verb]
    if (work) work(...(words as never[]))
    else s.miss(`Intercom('${verb}')`)
  }
}
