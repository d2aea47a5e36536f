/**
 * What messages carry beside text (CV-9, CV-11), and what can be done with them afterwards (CV-13, CV-14): as a
 * site sets it, as its widget is told, and what a page hands over.
 */
import type { Card, Time } from './values.ts'

export interface MediaSettings {
  /** Visitors may record voice messages. */
  voice: boolean
  /**
   * Origins that pictures of cards come from, beside the site's own: such as a shop's image host. The server fetches
   * them; neither visitors' nor agents' browsers ask anybody else for anything.
   */
  pictures: string[]
}

/** What the widget is told of it. */
export interface WidgetMedia {
  voice: boolean
  /** Whether a visitor may have a transcript: to keep as a file, and by e-mail too where the server sends any. */
  transcripts: 'none' | 'file' | 'mail'
  /** Milliseconds within which the visitor's own message can be edited or deleted; 0 for never. */
  editWithin: Time
}

/** A card as a page hands it to its widget. */
export interface PageCard extends Card {
  /** Into the conversation at once, once per view of the page; else it is offered over the composer. */
  autoSend?: boolean
}
