/**
 * The assistant at work (AS-3, AS-5): what a visitor asked is looked up and replied to, at once on the node that
 * stored it, by the sweep where that was cut short. What is done with it is decided by `core/assistant/reply`
 * when the reply is stored; the cid derives from the question, so that twice is once. One conversation's
 * questions are answered in their order.
 */
import type { Actor, Event, FaqEntry, FormBody, Id, Outcome, SiteSettings } from '@foyer/protocol'
import { bands } from '../core/assistant/bands.ts'
import { type Found, isUnanswered, type Reply, type ReplyFacts, replyTo } from '../core/assistant/reply.ts'
import { smallTalkIn } from '../core/assistant/small-talk.ts'
import { wordsFor } from '../core/assistant/texts.ts'
import { findPersonWord } from '../core/assistant/words.ts'
import { dueAnswer, standInAfter } from '../core/conversation/policy.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import { leaveInThread } from '../core/forms/site-form.ts'
import type { ChooseAnswerer } from '../ports/answerer.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, Due } from '../ports/conversations.ts'
import type { Questions } from '../ports/questions.ts'
import type { Visitors } from '../ports/visitors.ts'
import { type AskAnswerer, type Asked, questionOf } from './asked.ts'
import type { TakeOver } from './can-take-over.ts'
import { derivedId } from './derived-id.ts'
import type { Conversing, Stored } from './handle-command.ts'
import type { Knowledge, Known } from './knowledge.ts'
import type { Queue } from './queue.ts'

export interface Answering {
  /** This node has stored something: what is due of it is done at once. */
  heard(stored: Stored): void
  /** Of the sweep. Settles it when it is done; one that is at work already is left alone. */
  answer(due: Due): void
  /** Resolves when what was asked in the conversation so far has been dealt with here. */
  settled(conversation: Id): Promise<void>
  /** Resolves when nothing is at work. */
  idle(): Promise<void>
}

export interface AnsweringPorts {
  conversations: Pick<Conversations, 'findEvent' | 'readLog' | 'postpone' | 'settle'>
  conversing: Pick<Conversing, 'find' | 'forget' | 'handle'>
  visitors: Pick<Visitors, 'find'>
  questions: Pick<Questions, 'record'>
  knowledge: Knowledge
  takeOver: TakeOver
  /** Whether the site's own is connected. */
  hasAssistant(site: string): boolean
  queue: Pick<Queue, 'nextOf'>
  settingsOf(site: string): SiteSettings | null
  chooseAnswerer: ChooseAnswerer
  askAnswerer: AskAnswerer
  clock: Clock
  report(fault: unknown): void
}

/** What the reply is made of, gathered before it is decided. */
interface Looked {
  asked: Asked
  found: Found
  score: number
  word: ReplyFacts['word']
  locale: string | undefined
}

export function createAnswering(ports: AnsweringPorts): Answering {
  const { conversations, conversing, questions, clock } = ports
  const atWork = new Set<string>()
  /** The end of each conversation's line of questions. */
  const lines = new Map<Id, Promise<void>>()

  function begin(due: Due, event: Event | null): void {
    if (atWork.has(due.id)) return
    atWork.add(due.id)
    const before = lines.get(due.conversation) ?? Promise.resolve()
    const line = before
      .then(() => run(due, event))
      // Not settled: the sweep tries again.
      .catch(ports.report)
      .then(() => {
        atWork.delete(due.id)
        if (lines.get(due.conversation) === line) lines.delete(due.conversation)
      })
    lines.set(due.conversation, line)
  }

  async function run(due: Due, event: Event | null): Promise<void> {
    // Long after: another node may have moved on.
    if (event === null) conversing.forget(due.conversation)
    if (due.kind === 'standIn') {
      const state = (await conversing.find(due.conversation))?.state
      const isWaiting = state?.handler === 'assistant' && state.unrepliedSince !== null
      if (isWaiting && ports.hasAssistant(due.site)) {
        await conversations.postpone(due, { at: clock.now() + standInAfter, tries: 0 })
        return
      }
      if (isWaiting) await reply(due, event)
    } else await reply(due, event)
    await conversations.settle(due.id)
  }

  async function reply(due: Due, event: Event | null): Promise<void> {
    const state = (await conversing.find(due.conversation))?.state
    const settings = ports.settingsOf(due.site)
    if (state === undefined || settings === null || !isOpenFor(state)) return
    const seq = dueAnswer.askedOf(due)
    const asked = await questionOf(conversations, due.conversation, event ?? seq)
    if (asked === null) return
    const looked = await look(state, settings, asked)
    if (looked === null) return
    const place = await ports.queue.nextOf(due.site)
    const facts = () => factsOf(state, settings, looked, place)
    const foreseen = replyTo(state, facts())
    if (foreseen === null || foreseen.drafts.length === 0) {
      const outcome = foreseen?.outcome ?? (isUnanswered(state, facts()) ? 'unanswered' : null)
      if (outcome !== null) await record(due, looked, { outcome, faq: null, answer: null })
      return
    }
    await say(due, state, settings, looked, facts)
  }

  async function say(
    due: Due,
    { visitor }: ConversationState,
    settings: SiteSettings,
    looked: Looked,
    facts: () => ReplyFacts,
  ): Promise<void> {
    const cid = derivedId(due)
    const by = assistantOf(settings)
    let decided: Reply | null = null
    const done = await conversing.handle({
      visitor,
      conversation: due.conversation,
      cid,
      sender: { kind: 'assistant' },
      names: ['message.posted', 'handoff.requested', 'handoff.failed', 'assistant.stopped'],
      command(state) {
        const gathered = facts()
        decided = state === null ? null : replyTo(state, gathered)
        return { do: 'assistant.reply', at: clock.now(), by, cid, facts: gathered }
      },
    })
    // Somebody was quicker, or it was said before and recorded by whoever said it.
    if ('code' in done) return
    const { seq, sub, type } = done.recorded
    const { outcome, faq = null } = (decided as Reply | null) ?? (await recall(due.conversation, seq, sub))
    if (outcome === null) return
    const answers = outcome === 'answered' || outcome === 'recommended' || outcome === 'model'
    await record(due, looked, { outcome, faq, answer: type === 'message.posted' && answers ? seq : null })
  }

  /** What an earlier try came to that did not get as far as to record it. */
  async function recall(conversation: Id, seq: number, sub: number) {
    const event = await conversations.findEvent(conversation, seq, sub)
    return event === null ? { outcome: null } : outcomeOf(event)
  }

  async function record(
    due: Due,
    { asked, score, locale }: Looked,
    became: { outcome: Outcome; faq: Id | null; answer: number | null },
  ): Promise<void> {
    await questions.record({
      site: due.site,
      conversation: due.conversation,
      seq: asked.seq,
      at: asked.at,
      locale: locale ?? null,
      score,
      ...became,
    })
  }

  async function look(
    state: ConversationState,
    settings: SiteSettings,
    asked: Asked,
  ): Promise<Looked | null> {
    const { site } = state
    const locale = (await ports.visitors.find(state.visitor))?.locale ?? undefined
    const { knowledge, takeOver } = ports
    if (asked.kind === 'picked') {
      const entry = asked.entry === null ? null : await knowledge.entry(site, asked.entry)
      // An option of somebody else's, or one whose entry is gone.
      if (asked.entry !== null && entry === null) return null
      const found: Found =
        entry === null ? { band: 'none' } : { band: 'answer', faq: entry.id, text: entry.answer }
      return { asked, found, score: entry === null ? 0 : 1, word: null, locale }
    }
    const word = findPersonWord(asked.text, settings.assistant.words)?.kind ?? null
    const known = await knowledge.of(site, locale)
    const { found, score } = search(known, settings, asked.text, locale)
    const looked: Looked = { asked, found, score, word, locale }
    const isHandedOff = word === 'forced' || (word === 'soft' && takeOver.isFree(site, state.plan))
    if (state.handler !== 'assistant' || isHandedOff || asked.text === '') return looked
    if (!state.isHosted && !takeOver.isBotOn(site, state.plan)) return looked
    const answerer = await ports.chooseAnswerer(site, settings.assistant)
    if (answerer === null) return looked
    const by = assistantOf(settings)
    const said = await ports.askAnswerer({ answerer, state, settings, asked, known, locale, by })
    return said === null ? looked : { ...looked, found: said }
  }

  function factsOf(
    { site, plan }: ConversationState,
    settings: SiteSettings,
    looked: Looked,
    place: number,
  ): ReplyFacts {
    const { assistant } = settings
    const { takeOver } = ports
    const canTakeOver = takeOver.canTakeOver(site, plan)
    const isFree = takeOver.isFree(site, plan)
    const { waiting, offHours, elsewhere } = wordsFor(looked.locale, settings.locale, assistant.texts)
    return {
      found: looked.found,
      word: looked.word,
      isPicked: looked.asked.kind === 'picked',
      isBotActive: takeOver.isBotOn(site, plan),
      isForPeople: takeOver.receptionOf(site, plan)?.mode === 'humanFirst' && isFree,
      autoSend: assistant.recommend && assistant.autoSend,
      isFree,
      isOffHours: !takeOver.isWithinHours(site),
      handoff: {
        canTakeOver,
        place,
        to: assistant.handoff.to,
        texts: { waiting, offHours, elsewhere },
        ...leaveFor(settings, { site, plan, locale: looked.locale }),
      },
    }
  }

  /** The form to leave a message with, where the site or the plan wants that now (WG-11). */
  function leaveFor(
    { forms, locale: ofSite }: SiteSettings,
    { site, plan, locale }: { site: string; plan: Id | null; locale: string | undefined },
  ): { leave?: FormBody } {
    const { takeOver } = ports
    const when = takeOver.receptionOf(site, plan)?.leave ?? 'never'
    const isNow = when === 'nobody' || (when === 'offHours' && !takeOver.isWithinHours(site))
    const leave = isNow ? leaveInThread(forms.leave, { locale, ofSite }) : null
    return leave === null ? {} : { leave }
  }

  return {
    heard({ due, events }) {
      for (const one of due) {
        if (one.kind !== 'answer') continue
        const seq = dueAnswer.askedOf(one)
        begin(one, events.find((event) => event.seq === seq && event.sub === undefined) ?? null)
      }
    },
    answer: (due) => begin(due, null),
    settled: (conversation) => lines.get(conversation) ?? Promise.resolve(),
    async idle() {
      while (lines.size > 0) await Promise.all(lines.values())
    },
  }
}

/** Whose name stands on what the assistant says; the widget has a word of its own for none. */
export function assistantOf({ assistant }: SiteSettings): Actor {
  return { kind: 'assistant', ...(assistant.name === '' ? {} : { name: assistant.name }) }
}

function isOpenFor({ status, handler }: ConversationState): boolean {
  return status === 'open' && handler !== 'agent'
}

/** Entries that a greeting is answered with, where the site has not chosen guided questions. */
const mostOffered = 3

/** What the FAQ has to say. */
function search(
  { matcher, entries }: Known,
  settings: SiteSettings,
  text: string,
  locale: string | undefined,
): { found: Found; score: number } {
  const matches = text === '' ? [] : matcher.match(text)
  const score = matches[0]?.score ?? 0
  const words = wordsFor(locale, settings.locale, settings.assistant.texts)
  const asOption = ({ id, question }: FaqEntry) => ({ faq: id, question })
  const talk = matches[0]?.why === 'exact' ? null : smallTalkIn(text)
  if (talk === 'closing') return { found: { band: 'closing' }, score }
  if (talk === 'greeting') {
    const guided = settings.assistant.guided.flatMap((id) => entries.get(id) ?? [])
    const offered = guided.length > 0 ? guided : [...entries.values()].slice(0, mostOffered)
    return { found: { band: 'greeting', text: words.hello, entries: offered.map(asOption) }, score }
  }
  const band = bands(matches, settings.assistant.threshold)
  switch (band.band) {
    case 'answer': {
      const { id, answer } = entries.get(band.entry.id)!
      return { found: { band: 'answer', faq: id, text: answer }, score }
    }
    case 'suggest': {
      const offered = band.entries.map(({ id }) => asOption(entries.get(id)!))
      return {
        found: { band: 'suggest', text: words.didYouMean, none: words.none, entries: offered },
        score,
      }
    }
    case 'none':
      return { found: { band: 'none' }, score }
  }
}

function outcomeOf(event: Event): { outcome: Outcome | null; faq?: Id } {
  switch (event.type) {
    case 'message.posted': {
      const { faq, auto, body } = event
      if (auto === 'recommended') return { outcome: 'recommended', ...(faq === undefined ? {} : { faq }) }
      if (faq !== undefined) return { outcome: 'answered', faq }
      return { outcome: body.kind === 'options' ? 'suggested' : 'model' }
    }
    case 'handoff.failed':
      return { outcome: 'unanswered' }
    case 'handoff.requested':
      return {
        outcome: event.how === 'repeated' || event.how === 'unanswered' ? event.how : 'handedOff',
      }
    case 'assistant.stopped':
      return { outcome: 'repeated' }
    default:
      return { outcome: null }
  }
}
