/**
 * Transcripts for either side (CV-14): as a link that works for some minutes and is the right to read by itself, or
 * by mail. A visitor may have one sent to the address that is known of it, or to one it types; each visitor,
 * network and address has limits, for a mail to a stranger is what others would misuse.
 */
import {
  cleanName,
  type Id,
  type ProtocolError,
  type SiteSettings,
  type TranscriptAnswer,
  type TranscriptFormat,
} from '@foyer/protocol'
import { readAddress } from '../core/mail/addresses.ts'
import { transcriptLetter, type Written } from '../core/mail/letters.ts'
import type { Chance, Clock } from '../ports/clock.ts'
import type { Conversations } from '../ports/conversations.ts'
import type { Mails } from '../ports/mails.ts'
import type { Visitors } from '../ports/visitors.ts'
import type { FileLinks } from './file-links.ts'
import type { Limits } from './limits.ts'
import { ownNameOf } from './nicknames.ts'
import { notFound, type Outcome } from './outcome.ts'
import { readNewest } from './read-newest.ts'
import { createSignature } from './signature.ts'

export interface TranscriptAsker {
  side: 'visitor' | 'agent'
  id: Id
  /** For limits. */
  address: string
}

export interface Transcripts {
  /** Of a conversation that the asker may see: whoever calls has made sure of it. */
  request(
    asker: TranscriptAsker,
    asked: { conversation: Id; site: string; format?: TranscriptFormat; email?: string },
  ): Promise<Outcome<TranscriptAnswer>>
  /** By a link that was made here. */
  read(
    conversation: Id,
    query: { format: TranscriptFormat; e: string; s: string },
  ): Promise<Outcome<{ name: string; text: string }>>
}

/** Milliseconds that a link works. */
export const linkWorksFor = 10 * 60_000
const mostEvents = 10_000

export function createTranscripts(ports: {
  secret: string
  mails: Pick<Mails, 'add'>
  hasMailer: boolean
  conversations: Pick<Conversations, 'load' | 'readLog'>
  visitors: Pick<Visitors, 'find'>
  links: Pick<FileLinks, 'sign'>
  settingsOf(site: string): SiteSettings | null
  limits: Limits
  url(): string
  clock: Clock
  chance: Chance
}): Transcripts {
  const { limits, clock, settingsOf } = ports
  const signature = createSignature(ports.secret, 'transcript link')
  const signed = (conversation: Id, format: string, expires: string) => `${conversation} ${format} ${expires}`

  async function written(conversation: Id): Promise<{ of: string; letter: Written } | null> {
    const stored = await ports.conversations.load(conversation)
    const settings = stored === null ? null : settingsOf(stored.state.site)
    if (stored === null || settings === null) return null
    const visitor = await ports.visitors.find(stored.state.visitor)
    const letter = transcriptLetter(
      {
        settings,
        locale: visitor?.locale ?? null,
        nickname: ownNameOf(visitor),
        events: await readNewest(ports.conversations, conversation, mostEvents),
        linkTo: (file) => ports.url() + ports.links.sign(file),
      },
      false,
    )
    return { of: fileName(settings.name) || stored.state.site, letter }
  }

  function limitOf({ side, id, address }: TranscriptAsker, to: string): ProtocolError | null {
    if (side === 'agent') return limits.check('transcriptsOfAgent', id)
    return (
      limits.check('transcriptsOfVisitor', id) ??
      limits.check('transcriptsOfNetwork', address) ??
      limits.check('transcriptsToAddress', to.toLowerCase())
    )
  }

  return {
    async request(asker, { conversation, site, format = 'text', email }) {
      if (asker.side === 'visitor' && settingsOf(site)?.mail.transcripts !== true) {
        return { error: { code: 'forbidden', message: 'This site gives no transcripts.' } }
      }
      if (email === undefined) {
        const refused = limits.check('reads', asker.id)
        if (refused !== null) return { error: refused }
        const expires = (clock.now() + linkWorksFor).toString(36)
        const s = signature.sign(signed(conversation, format, expires))
        return { ok: { url: `/v1/transcripts/${conversation}?format=${format}&e=${expires}&s=${s}` } }
      }
      if (!ports.hasMailer) {
        return { error: { code: 'forbidden', message: 'This server sends no e-mail.' } }
      }
      const to = readAddress(email)
      if (to === null) {
        return { error: { code: 'bad_request', message: 'This is no e-mail address.', path: '/email' } }
      }
      const refused = limitOf(asker, to)
      if (refused !== null) return { error: refused }
      const now = clock.now()
      await ports.mails.add({
        id: `${conversation}:transcript:${ports.chance.id()}`,
        site,
        conversation,
        kind: 'transcript',
        seq: 0,
        address: to,
        createdAt: now,
        at: now,
      })
      return { ok: { email: to } }
    },

    async read(conversation, { format, e, s }) {
      if (!signature.verify(signed(conversation, format, e), s)) return notFound
      if (!(Number.parseInt(e, 36) > clock.now())) {
        return { error: { code: 'not_found', message: 'This link works no more. Ask for another.' } }
      }
      const found = await written(conversation)
      if (found === null) return notFound
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      const name = `${found.of}-${day}.${format === 'html' ? 'html' : 'txt'}`
      return { ok: { name, text: format === 'html' ? found.letter.html : found.letter.text } }
    },
  }
}

/** A name without what no file's may have on some system. */
function fileName(name: string): string {
  return cleanName(name)
    .replace(/[\\/:*?"<>|]/g, ' ')
    .trim()
}
