/** What agents answer with: quick replies (IN-7), and texts that they sent before (IN-8). */
import type { Id, Phrase, QuickReply } from '@foyer/protocol'

export interface QuickReplies {
  /** Of everybody at the site, by owner and place. */
  ofSite(site: string): Promise<QuickReply[]>
  /** Again with the same id: replaced. */
  put(site: string, reply: QuickReply): Promise<void>
  /** False where there was none. */
  remove(site: string, id: Id): Promise<boolean>
}

/** A text that was sent now. */
export interface SentPhrase {
  site: string
  agent: Id
  text: string
  at: number
}

export interface Phrases {
  /** Counts each once more. */
  add(sent: SentPhrase[]): Promise<void>
  /** The newest first. */
  of(site: string, agent: Id, limit: number): Promise<Phrase[]>
  /** Forgets one text, so that it is not offered again. */
  forget(site: string, agent: Id, text: string): Promise<void>
  /** Keeps the newest `most` of an agent. */
  trim(site: string, agent: Id, most: number): Promise<void>
}
