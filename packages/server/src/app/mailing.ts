/**
 * Sends what stands in the outbox of mail (IN-15, WG-11, CV-5, CV-14). Each is moved ahead in the store before it is
 * tried, so that one node tries, and one that dies in the middle of it leaves it due; it then goes out again with the
 * same Message-ID. After the last try agents read a note in the conversation.
 */
import type { Event, Id, SiteSettings, Time } from '@foyer/protocol'
import type { ConversationState } from '../core/conversation/state.ts'
import { readAddress } from '../core/mail/addresses.ts'
import { answerLetter, newLetter, transcriptLetter, type Written } from '../core/mail/letters.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, StoredConversation } from '../ports/conversations.ts'
import type { Mailer, Undelivered } from '../ports/mailer.ts'
import type { Mail, MailDraft, Mails } from '../ports/mails.ts'
import type { Visitor, Visitors } from '../ports/visitors.ts'
import { derivedId } from './derived-id.ts'
import type { FileLinks } from './file-links.ts'
import type { Conversing } from './handle-command.ts'
import { ownNameOf } from './nicknames.ts'
import { readNewest } from './read-newest.ts'
import { repeat } from './repeat.ts'

export interface Mailing {
  /** What is to be mailed because of these events; nothing where there is no server for mail. */
  mailsOf(state: ConversationState, events: readonly Event[]): Promise<MailDraft[]>
  /** Tries what is due now; resolves when it was tried. */
  run(): Promise<void>
  idle(): Promise<void>
  stop(): void
}

/** Milliseconds after each failure; after the last there is no other try. */
export const mailPauses = [30_000, 120_000, 600_000, 3_600_000, 21_600_000] as const
const every = 2_000
const claimedFor = 90_000
const mostAtOnce = 4
const mostDue = 20
/** What happened before is told to nobody any more. */
const oldest = 24 * 60 * 60_000
/** So that the first words are in it, and agents who come back are there. */
const newAfter = 5_000
/** A visitor who is still here reads it here. */
export const answerAfter = 120_000
const waitsFor = 3_600_000
const mostEvents = 2_000

export interface MailingPorts {
  mails: Mails
  mailer: Mailer | null
  conversations: Pick<Conversations, 'load' | 'readLog'>
  conversing: Pick<Conversing, 'find' | 'handle'>
  visitors: Pick<Visitors, 'find'>
  links: Pick<FileLinks, 'sign'>
  settingsOf(site: string): SiteSettings | null
  /** Whether an agent of the site takes work now. */
  isAnybodyOnline(site: string): boolean
  isPresent(visitor: Id): boolean
  url(): string
  clock: Clock
  failed(site: string, reason: string): void
  report(fault: unknown): void
}

export function createMailing(ports: MailingPorts): Mailing {
  const { mails, mailer, conversations, clock, report } = ports
  const atWork = new Set<Promise<void>>()
  const stop = repeat(clock, () => every, run, report)

  async function run(): Promise<void> {
    if (mailer === null) return
    for (const mail of await mails.due(clock.now(), mostDue)) {
      while (atWork.size >= mostAtOnce) await Promise.race(atWork)
      const work = tryOne(mail, mailer)
        .catch(report)
        .then(() => void atWork.delete(work))
      atWork.add(work)
    }
    await Promise.all(atWork)
  }

  async function tryOne(mail: Mail, way: Mailer): Promise<void> {
    const claim = { at: clock.now() + claimedFor, tries: mail.tries + 1 }
    if (!(await mails.postpone(mail, claim))) return
    const claimed = { ...mail, ...claim }
    const letter = await letterOf(mail)
    if (letter === 'none') return mails.settle(mail.id, 'skipped', 0)
    if (letter === 'later') {
      await mails.postpone(claimed, { at: clock.now() + answerAfter, tries: mail.tries })
      return
    }
    const { settings, to, upTo, written } = letter
    const failure = await way.send({
      messageId: derivedId({ id: mail.id, at: mail.createdAt }),
      fromName: settings.mail.fromName || settings.name,
      to,
      ...written,
    })
    if (failure === null) return mails.settle(mail.id, 'sent', upTo)
    ports.failed(mail.site, failure.failed)
    const pause = failure.isFinal ? undefined : mailPauses[mail.tries]
    if (pause !== undefined) {
      await mails.postpone(claimed, { at: clock.now() + pause, tries: claim.tries })
      return
    }
    await tellAgents(mail, to, failure)
    await mails.settle(mail.id, 'givenUp', 0)
  }

  type LetterNow = { settings: SiteSettings; to: string; upTo: number; written: Written }

  /** `none`: there is nothing to tell any more. `later`: the visitor is here, and may read it here. */
  async function letterOf(mail: Mail): Promise<LetterNow | 'none' | 'later'> {
    const settings = ports.settingsOf(mail.site)
    const stored = await conversations.load(mail.conversation)
    if (settings === null || stored === null) return 'none'
    const visitor = await ports.visitors.find(stored.state.visitor)
    switch (mail.kind) {
      case 'new':
        return newNow(mail, settings, stored, visitor)
      case 'answer':
        return answerNow(mail, settings, stored, visitor)
      case 'transcript': {
        if (mail.address === null) return 'none'
        const events = await readNewest(conversations, mail.conversation, mostEvents)
        const facts = { ...factsOf(settings, visitor), nickname: ownNameOf(visitor), events }
        return { settings, to: mail.address, upTo: 0, written: transcriptLetter(facts, true) }
      }
    }
  }

  async function newNow(
    mail: Mail,
    settings: SiteSettings,
    { state }: StoredConversation,
    visitor: Visitor | null,
  ): Promise<LetterNow | 'none'> {
    const { notify, to } = settings.mail
    if (mail.address === null || notify === 'none' || !to.includes(mail.address)) return 'none'
    if (notify === 'nobodyOnline' && mail.tries === 0 && ports.isAnybodyOnline(mail.site)) return 'none'
    const events = await readNewest(conversations, state.id, mostEvents)
    const started = events.find((event) => event.type === 'conversation.started')
    const written = newLetter({
      ...factsOf(settings, visitor),
      locale: null,
      events,
      url: `${ports.url()}/console/#/inbox/all/${state.id}`,
      page: started?.page?.url ?? null,
    })
    return { settings, to: mail.address, upTo: 0, written }
  }

  async function answerNow(
    mail: Mail,
    settings: SiteSettings,
    { state, markers }: StoredConversation,
    visitor: Visitor | null,
  ): Promise<LetterNow | 'none' | 'later'> {
    const to = visitor && addressOf(visitor)
    const known = Math.max(markers.read.visitor, await mails.toldUpTo(state.id))
    if (!settings.mail.answers || to === null || visitor === null || known >= mail.seq) return 'none'
    const isHere = state.status !== 'closed' && ports.isPresent(visitor.id)
    if (isHere && clock.now() < mail.createdAt + waitsFor) return 'later'
    const events = await readNewest(conversations, state.id, mostEvents)
    const told = events.filter(
      ({ seq, type, by }) => type === 'message.posted' && seq > known && by.kind === 'agent',
    )
    const upTo = told.at(-1)?.seq
    if (upTo === undefined) return 'none'
    const page = visitor.page?.url ?? null
    const written = answerLetter({
      ...factsOf(settings, visitor),
      nickname: ownNameOf(visitor),
      events,
      told,
      page: page !== null && /^https?:\/\//i.test(page) ? page : null,
    })
    return { settings, to, upTo, written }
  }

  function factsOf(settings: SiteSettings, visitor: Visitor | null) {
    return {
      settings,
      locale: visitor?.locale ?? null,
      nickname: visitor?.nickname ?? '',
      linkTo: (file: Id) => ports.url() + ports.links.sign(file),
    }
  }

  async function tellAgents(mail: Mail, to: string, { failed }: Undelivered): Promise<void> {
    const state = (await ports.conversing.find(mail.conversation))?.state
    if (state === undefined) return
    const cid = derivedId({ id: `${mail.id}:givenUp`, at: mail.createdAt })
    await ports.conversing.handle({
      visitor: state.visitor,
      conversation: state.id,
      cid,
      sender: { kind: 'system' },
      names: ['note.posted'],
      command: () => ({
        do: 'note.post',
        at: clock.now(),
        by: { kind: 'system' },
        cid,
        text: `An e-mail to ${to} was given up (${failed}). ${lost[mail.kind]}`,
      }),
    })
  }

  return {
    async mailsOf(state, events) {
      const settings = ports.settingsOf(state.site)
      if (mailer === null || settings === null) return []
      const { notify, to, answers } = settings.mail
      const { id: conversation, site } = state
      const recent = events.filter(({ at }) => at > clock.now() - oldest)
      const drafts: MailDraft[] = []
      const make = (event: Event, more: Pick<MailDraft, 'id' | 'kind' | 'address'> & { wait: Time }) => {
        const { wait, ...rest } = more
        drafts.push({
          site,
          conversation,
          seq: event.seq,
          createdAt: event.at,
          at: event.at + wait,
          ...rest,
        })
      }
      const started = recent.find(({ type }) => type === 'conversation.started')
      if (started !== undefined && notify !== 'none') {
        for (const address of to) {
          make(started, { id: `${conversation}:new:${address}`, kind: 'new', address, wait: newAfter })
        }
      }
      const answer = recent.findLast(({ type, by }) => type === 'message.posted' && by.kind === 'agent')
      if (answer?.type === 'message.posted' && answers) {
        const visitor = await ports.visitors.find(state.visitor)
        if (visitor !== null && addressOf(visitor) !== null) {
          make(answer, {
            id: `${conversation}:answer:${answer.seq}`,
            kind: 'answer',
            address: null,
            wait: answer.offline === true ? 0 : answerAfter,
          })
        }
      }
      return drafts
    },
    run,
    async idle() {
      await Promise.all(atWork)
    },
    stop: () => void stop(),
  }
}

const lost: Record<Mail['kind'], string> = {
  new: 'It told of this conversation.',
  answer: 'The visitor has not seen your answer.',
  transcript: 'It was a transcript that somebody asked for.',
}

/**
 * What an agent put right, or the visitor or its page said (WG-11, WG-17). What was only read from a message may be
 * anybody's.
 */
function addressOf({ profile, attributes }: Visitor): string | null {
  const { email } = profile
  const known = email === undefined || email.source === 'extracted' ? undefined : email.value
  return readAddress(known) ?? readAddress(attributes.email)
}
