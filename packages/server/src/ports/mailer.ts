/** The way out for e-mail. One server, named by the operator; sites have none of their own. */

export interface OutgoingMail {
  /** The same for the same cause, so that receivers see what they have. Without angle brackets. */
  messageId: string
  fromName: string
  to: string
  subject: string
  text: string
  html: string
  /** Language of it all. */
  locale: string
}

/** `isFinal`: it would be refused again. */
export type Undelivered = { failed: string; isFinal: boolean }

export interface Mailer {
  /** The address that mail comes from. */
  readonly from: string
  /** Null when the server has taken it. Never throws, and never takes longer than a minute. */
  send(mail: OutgoingMail): Promise<Undelivered | null>
  close(): void
}
