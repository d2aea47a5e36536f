/** What agents answer with: quick replies (IN-7), and texts that they sent before (IN-8). */
import type { Id, Phrase, QuickReply, Seq } from '@foyer/protocol'

export interface QuickReplies {
  /** Of everybody at the site, by owner and place. */
  ofSite(site: string): Promise<QuickReply[]>
  /** Again with the same id: replaced. */
  put(site: string, reply: QuickReply): Promise<void>
  /** False where there was none. */
  remove(site: string, id: Id): Promise<boolean>
}

/** A text that was sent now, and the message that says it. */
export interface SentPhrase {
  site: string
  agent: Id
  conversation: Id
  seq: Seq
  text: string
  at: number
}

export interface Phrases {
  /** Counts each message that still says its text, once. One that is edited, deleted or erased later counts no more. */
  add(sent: SentPhrase[]): Promise<void>
  /** The newest first. */
  of(site: string, agent: Id, limit: number): Promise<Phrase[]>
  /** Forgets one text, so that it is not offered again. */
  forget(site: string, agent: Id, text: string): Promise<void>
  /** Keeps the newest `most` of an agent. */
  trim(site: string, agent: Id, most: number): Promise<void>
}
