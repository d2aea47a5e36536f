/** `window.$chatwoot`, and what it says as events of the window. */
import type { Surface } from './surface.ts'

export function chatwootOf(s: Surface, target: Window): Record<string, unknown> {
  const say = (name: string, detail?: unknown) =>
    void target.dispatchEvent(new CustomEvent(`chatwoot:${name}`, { detail }))
  s.hear('ready', () => say('ready'))
  s.hear('open', () => say('opened'))
  s.hear('close', () => say('closed'))
  s.hear('message', (message) => say('on-message', message))
  s.hear('error', (error) => say('error', error))
  const missing = [
    'setConversationCustomAttributes',
    'deleteConversationCustomAttribute',
    'deleteCustomAttribute',
    'setLabel',
    'removeLabel',
    'setColorScheme',
    'popoutChatWindow',
  ]
  return {
    hasLoaded: true,
    get isOpen() {
      return s.isOpen
    },
    toggle: (to?: 'open' | 'close') => void s.call(to ?? 'toggle'),
    toggleBubbleVisibility: (to: 'show' | 'hide') => void s.call(to === 'hide' ? 'hide' : 'show'),
    setUser: (identifier: string, facts: object = {}) =>
      s.tell(
        { user_id: identifier, ...facts },
        { phone_number: 'phone', avatar_url: '', identifier_hash: '', company_name: 'company' },
      ),
    setCustomAttributes: (facts: object = {}) => s.tell(facts),
    setLocale: (locale: string) => void s.call('setLocale', locale),
    reset: () => void s.call('reset'),
    ...Object.fromEntries(missing.map((name) => [name, () => s.miss(`$chatwoot.${name}`)])),
  }
}
