/** Mail that is to be sent, kept until it was or was given up: the outbox survives what the server does not. */
import type { Id, Seq, Time } from '@foyer/protocol'

export interface MailDraft {
  /** The cause's name: the same cause always gives the same, and is kept once. */
  id: string
  site: string
  conversation: Id
  /** `new`: to the site, of a new conversation. `answer`: to the visitor. `transcript`: to whom it was asked for. */
  kind: 'new' | 'answer' | 'transcript'
  /** Of the event that caused it; of an answer, what it tells of at least. */
  seq: Seq
  /** Null: who it goes to is looked up when it is sent. */
  address: string | null
  createdAt: Time
  /** Not before. */
  at: Time
}

export interface Mail extends MailDraft {
  /** How often it was tried in vain. */
  tries: number
}

export interface Mails {
  /** False where the cause is known. */
  add(mail: MailDraft): Promise<boolean>
  due(now: Time, limit: number): Promise<Mail[]>
  /** False where it was moved or settled since it was read: of two who try, one does. */
  postpone(mail: Pick<Mail, 'id' | 'at'>, to: { at: Time; tries: number }): Promise<boolean>
  /** `seq`: up to where it told of the log. */
  settle(id: string, state: 'sent' | 'skipped' | 'givenUp', seq: Seq): Promise<void>
  /** Up to where answers were sent by mail in that conversation; 0 for nowhere. */
  toldUpTo(conversation: Id): Promise<Seq>
}
