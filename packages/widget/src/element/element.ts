/**
 * `<foyer-chat site="demo"></foyer-chat>`: a widget that is an element of the page and fills it, or, with `floating`,
 * one in the corner. It lives as long as the element is in the document. Attributes count when it is put in; `locale`
 * also later, since the widget has no verb for the others.
 */
import { eventNames, type Foyer, verbNames } from '../api.ts'
import { createSheet } from '../loader/sheet.ts'

/** The element has the widget's verbs; what it tells are events of the element, with what there is to say in `detail`. */
export interface FoyerChatElement extends HTMLElement, Omit<Foyer, 'on'> {}

/** Attributes by the option that they say. `title` and `hidden` mean something else to every element. */
const named: Record<string, string> = {
  site: 'site',
  url: 'url',
  locale: 'locale',
  theme: 'theme',
  color: 'color',
  heading: 'title',
  position: 'position',
  'offset-x': 'offsetX',
  'offset-y': 'offsetY',
  'launcher-text': 'launcherText',
}

// Of no weight, so that any rule of the page wins.
const css =
  ':where(foyer-chat:not([hidden])){display:block;block-size:37.5rem;max-block-size:100%}:where(foyer-chat[floating]){display:contents}'

/** Makes the browser know the element; once. Where there is no document it does nothing. */
export function defineElement(create: (options: Record<string, unknown>) => Foyer): void {
  if (!globalThis.customElements || customElements.get('foyer-chat')) return
  const sheet = createSheet(css)

  class FoyerChat extends HTMLElement {
    static observedAttributes = ['locale']
    #foyer: Foyer | undefined
    #isAsked = false

    connectedCallback(): void {
      this.#settle()
    }

    disconnectedCallback(): void {
      this.#settle()
    }

    attributeChangedCallback(_name: string, _before: string | null, locale: string | null): void {
      if (locale) void this.#foyer?.setLocale(locale)
    }

    // What only moves within the page is taken out and put in again in one turn: it keeps its conversation.
    #settle(): void {
      if (this.#isAsked) return
      this.#isAsked = true
      queueMicrotask(() => {
        this.#isAsked = false
        if (!this.isConnected) {
          void this.#foyer?.destroy()
          this.#foyer = undefined
          return
        }
        // The page's own, or that of a component of the page, which no sheet of the page reaches.
        const { adoptedStyleSheets } = this.getRootNode() as Document | ShadowRoot
        if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet)
        this.#foyer ??= this.#make()
      })
    }

    #make(): Foyer {
      const options: Record<string, unknown> = this.hasAttribute('floating') ? {} : { inline: this }
      for (const [attribute, option] of Object.entries(named)) {
        const value = this.getAttribute(attribute)
        if (value !== null) options[option] = value
      }
      const foyer = create(options)
      for (const name of eventNames)
        foyer.on(name, (detail) => void this.dispatchEvent(new CustomEvent(name, { detail })))
      return foyer
    }

    /** Before it is in the document there is nothing to say it to. */
    async say(verb: string, words: unknown[]): Promise<unknown> {
      await Promise.resolve()
      const foyer = this.#foyer as unknown as Record<string, (...words: unknown[]) => unknown> | undefined
      if (!foyer) throw Object.assign(Error('not_shown'), { code: 'not_shown' })
      return foyer[verb]!(...words)
    }
  }

  for (const verb of verbNames) {
    if (verb === 'on') continue
    Object.defineProperty(FoyerChat.prototype, verb, {
      value(this: FoyerChat, ...words: unknown[]) {
        return this.say(verb, words)
      },
    })
  }
  customElements.define('foyer-chat', FoyerChat)
}
