/** What a page can say to a widget and hear from it: the same through the script tag and from npm. */
import type { Vouch } from '@foyer/client'
import type { ActorKind, Id, PageCard } from '@foyer/protocol'

/**
 * How a page sets a widget up. What is said here wins over the site's settings. As attributes of the
 * script tag: `data-site`, `data-launcher-text`, `data-offset-x`, …
 */
export interface FoyerOptions {
  /** The site's id, as the console shows it. */
  site: string
  /** Origin of the server, such as `https://chat.example`; the script tag knows its own. */
  url: string
  /** A language tag; else the page's `lang`, else the browser's. */
  locale?: string
  theme?: 'light' | 'dark' | 'auto'
  /** The brand's colour, `#rrggbb`. */
  color?: string
  position?: 'start' | 'end'
  /** CSS pixels from the corner. */
  offsetX?: number
  offsetY?: number
  title?: string
  launcherText?: string
  /** Starts without a launcher; `show` brings it, `open` works all the same. */
  hidden?: boolean
}

/** What a widget tells the page. */
export interface FoyerEvents {
  /** The settings have come and the launcher is there. */
  ready: Record<never, never>
  open: Record<never, never>
  close: Record<never, never>
  unread: { count: number }
  /** A message was shown, of either side; `text` is there where it has one. */
  message: { by: ActorKind; text?: string }
  conversationStarted: { id: Id }
  conversationEnded: { id: Id }
}

/** One widget. No verb throws: what cannot be done is told in the browser's console. */
export interface Foyer {
  open(): void
  close(): void
  toggle(): void
  /** Shows and hides all of it, launcher included. Hiding does not end anything. */
  show(): void
  hide(): void
  /** Sends a text as the visitor; this starts a conversation where there is none. */
  send(text: string): void
  /**
   * A card of the page, such as the product being looked at: offered over the composer until the visitor sends it or
   * puts it away; another takes its place. With `autoSend` it goes into the conversation by itself, once per view of
   * the page, and not again where it stands there already; this starts one. Its `question` is put to the assistant.
   */
  sendCard(card: PageCard): void
  /**
   * Who the visitor is, by a token that your server signed, or a function that fetches one. Nothing is sent
   * until the visitor acts.
   */
  identify(token: string | Vouch): void
  /** Facts that agents see as unverified; at most 50. Nothing is sent until the visitor acts. */
  setAttributes(attributes: Record<string, string | number | boolean>): void
  setLocale(locale: string): void
  /** Opens the panel where one writes, past the FAQ; after an end it leaves the old thread. */
  startConversation(): void
  endConversation(): void
  /** Forgets this visitor in this browser: for the page's own sign-out. */
  reset(): Promise<void>
  logout(): Promise<void>
  /** Returns the way off. */
  on<E extends keyof FoyerEvents>(event: E, listener: (detail: FoyerEvents[E]) => void): () => void
  /** Removes the widget; nothing of it stays on the page. */
  destroy(): void
}
