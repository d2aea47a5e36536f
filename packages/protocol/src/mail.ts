/** E-mail of a site (IN-15, CV-14, WG-11): its settings, and what the console reads of the server's. */
import type { Id } from './values.ts'

export interface MailSettings {
  /** Tell `to` of every new conversation, only of those that begin while nobody can answer, or of none. */
  notify: 'all' | 'nobodyOnline' | 'none'
  to: string[]
  /** Shown as the sender; empty: the site's name. */
  fromName: string
  /** Whether visitors may have a transcript. */
  transcripts: boolean
  /** Answers that a visitor who has gone did not see are sent to the address that is known of them. */
  answers: boolean
}

/** `GET /v1/sites/:site/mail`. */
export interface MailState {
  /** The operator has named a server for e-mail. */
  isSet: boolean
  /** The sender's address; null where none is set. */
  from: string | null
}

export type TranscriptFormat = 'text' | 'html'

/** By mail to `email`, else a link, relative to the server, that works for some minutes. */
export interface TranscriptRequest {
  conversation: Id
  format?: TranscriptFormat
  email?: string
}

export type TranscriptAnswer = { url: string } | { email: string }
