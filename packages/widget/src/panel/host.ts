/** What the loader and the panel are to each other. Types only: they are built apart. */
import type { Vouch } from '@foyer/client'
import type { WidgetConfig } from '@foyer/protocol'
import type { FoyerEvents } from '../api.ts'
import type { LocaleName } from '../locales/pick.ts'
import type { LocaleTexts } from '../locales/texts.ts'

/** What changes with the language: the site's answer and the widget's own words. */
export interface Dress extends LocaleTexts {
  config: WidgetConfig
  locale: LocaleName
  /** As the page or the browser said it: formats of dates and numbers follow it. */
  tag: string
}

export interface PanelHost extends Dress {
  url: string
  root: ShadowRoot
  /** The launcher. */
  button: HTMLElement
  /** Whether it is opened as soon as it is made: then it is drawn once. */
  isOpen: boolean
  /** It fills an element of the page, which goes on around it (WG-3). */
  inline?: unknown
  open(): void
  /** The panel's own way to close: its button, Escape, the back button. */
  close(): void
  emit<E extends keyof FoyerEvents>(event: E, detail: FoyerEvents[E]): void
}

/** What throws or rejects is told to whoever called the verb. */
export interface Panel {
  setOpen(open: boolean): void
  /** Goes on with a conversation that this browser holds. */
  resume(): void
  /** What the page wants to hear of: only to be checked. */
  on(event: string, listener: unknown): void
  identify(token: string | Vouch): Promise<void>
  setAttributes(attributes: Record<string, string | number | boolean>): void
  /** Verbs that come with a piece of their own, since pages seldom say them, and those that are not there. */
  say(verb: string, ...words: unknown[]): Promise<unknown>
  setDress(dress: Dress): void
  reset(): Promise<void>
  destroy(): void
}

export interface PanelModule {
  createPanel(host: PanelHost): Panel
}

/** `on` returns the way off, every other verb a promise. */
export interface Call {
  (verb: string, ...words: unknown[]): unknown
  /** Until it is destroyed. */
  live?: boolean
}

export interface GreetModule {
  /** By place and not by name, as the loader has no room for names. `url` is the server's. */
  greet(root: ShadowRoot, call: Call, config: WidgetConfig, tag: string, url: string): void
}

/** Where the parts that are fetched later come from. */
export interface Pieces {
  panel(): Promise<PanelModule>
  texts(locale: LocaleName): Promise<LocaleTexts>
  /** By the same way: the loader has no room for another name. */
  texts(piece: 'greet'): Promise<GreetModule>
}
