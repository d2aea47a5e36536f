/** What the loader and the panel are to each other. Types only: they are built apart. */
import type { Vouch } from '@foyer/client'
import type { Card, WidgetConfig } from '@foyer/protocol'
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
  open(): void
  /** The panel's own way to close: its button, Escape, the back button. */
  close(): void
  emit<E extends keyof FoyerEvents>(event: E, detail: FoyerEvents[E]): void
}

export interface Panel {
  setOpen(open: boolean): void
  /** Goes on with a conversation that this browser holds. */
  resume(): void
  send(text: string): void
  sendCard(card: Card): void
  identify(token: string | Vouch): void
  setAttributes(attributes: Record<string, string | number | boolean>): void
  startConversation(): void
  endConversation(): void
  setDress(dress: Dress): void
  reset(): Promise<void>
  logout(): Promise<void>
  destroy(): void
}

export interface PanelModule {
  createPanel(host: PanelHost): Panel
}

/** Where the parts that are fetched later come from. */
export interface Pieces {
  panel(): Promise<PanelModule>
  texts(locale: LocaleName): Promise<LocaleTexts>
}
