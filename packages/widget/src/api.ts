/** What a page can say to a widget and hear from it: the same through the script tag and from npm. */
import type { Vouch } from '@foyer/client'
import type { ActorKind, Id, PageCard, Seq } from '@foyer/protocol'

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
  /**
   * An element, or its selector, that the panel fills: without a launcher, open from the start, and never over the
   * whole screen. The element's own height is the panel's.
   */
  inline?: string | Element
}

/** What a widget tells the page, by name. */
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
  /** The first agent of a conversation is there; `agent` is the name that visitors see. */
  agentJoined: { agent: string }
  /** Who has the conversation now; null for nobody. */
  assigned: { agent: string | null }
  /** The visitor asked for a person, or the assistant gave over. */
  handoff: Record<never, never>
  rating: { score: number; scale?: number; comment?: string }
  /** The token that `identify` gave is too old, and so was the one that was asked for anew. */
  identityExpired: { code: string }
  /** It was not accepted, or the page's own function failed. The visitor can write all the same. */
  identityFailed: { code: string }
  /** A message was refused, or the connection is over for good. */
  error: { code: string; message?: string }
}

/** The same as one union, for a listener of several: `{ type: 'unread', count: 2 }`. */
export type FoyerEvent = { [E in keyof FoyerEvents]: { type: E } & FoyerEvents[E] }[keyof FoyerEvents]

/** All that {@link Foyer.on} knows. */
export const eventNames = [
  'ready',
  'open',
  'close',
  'unread',
  'message',
  'conversationStarted',
  'conversationEnded',
  'agentJoined',
  'assigned',
  'handoff',
  'rating',
  'identityExpired',
  'identityFailed',
  'error',
] as const satisfies (keyof FoyerEvents)[]

/** Where a message stands once the server has it. */
export interface Stored {
  conversation: Id
  seq: Seq
}

/**
 * Why a verb was not done. `code` is one of the server's, or `not_shown` (the site is off, unknown or out of reach, the
 * options are wrong, or the widget was destroyed), `unknown_verb`, `bad_text`, `bad_card`, `bad_event`, `removed`.
 */
export interface FoyerError extends Error {
  code: string
}

/**
 * One widget. No verb throws: each returns a promise that rejects with a {@link FoyerError}. The same is told in the
 * browser's console, and a rejection that nobody waits for is none of the page's.
 */
export interface Foyer {
  /** Done when the panel is shown. */
  open(): Promise<void>
  close(): Promise<void>
  toggle(): Promise<void>
  /** Shows the launcher. */
  show(): Promise<void>
  /** Hides all of it, launcher included. Hiding does not end anything. */
  hide(): Promise<void>
  /** Sends a text as the visitor; this starts a conversation where there is none. Done when it is stored. */
  send(text: string): Promise<Stored>
  /**
   * A card of the page, such as the product being looked at: offered over the composer until the visitor sends it or
   * puts it away; another takes its place. With `autoSend` it goes into the conversation by itself, once per view of
   * the page, and not again where it stands there already; this starts one. Its `question` is put to the assistant.
   * Done when it is taken note of.
   */
  sendCard(card: PageCard): Promise<void>
  /**
   * Who the visitor is, by a token that your server signed, or a function that fetches one, asked again where the one
   * given has expired. Nothing is sent until the visitor acts; done when it is taken note of, or, while connected,
   * when the server has accepted it.
   */
  identify(token: string | Vouch): Promise<void>
  /** Facts that agents see as unverified; at most 50. Nothing is sent until the visitor acts. */
  setAttributes(attributes: Record<string, string | number | boolean>): Promise<void>
  /** Something of the page's own that happened, such as an order; it opens no connection. */
  track(name: string, data?: Record<string, string | number | boolean>): Promise<void>
  setLocale(locale: string): Promise<void>
  /** Opens the panel where one writes, past the FAQ; after an end it leaves the old thread. */
  startConversation(): Promise<void>
  endConversation(): Promise<void>
  /** Forgets this visitor in this browser: for the page's own sign-out. */
  reset(): Promise<void>
  logout(): Promise<void>
  /** Returns the way off. */
  on<E extends keyof FoyerEvents>(event: E, listener: (detail: FoyerEvents[E]) => void): () => void
  /** Removes the widget; nothing of it stays on the page. What is stored stays: `reset` forgets that. */
  destroy(): Promise<void>
}

/** All that a widget knows to do. */
export const verbNames = [
  'open',
  'close',
  'toggle',
  'show',
  'hide',
  'send',
  'sendCard',
  'identify',
  'setAttributes',
  'track',
  'setLocale',
  'startConversation',
  'endConversation',
  'reset',
  'logout',
  'on',
  'destroy',
] as const satisfies (keyof Foyer)[]
