/**
 * A question put to whoever answers in the FAQ's place (AS-12): what was said before and what may be answered
 * from go with it, what it writes is shown as it grows, and it ends when its time is over or a person takes the
 * conversation. It sees this conversation alone.
 */
import type { Actor, Event, Id } from '@foyer/protocol'
import type { Found } from '../core/assistant/reply.ts'
import type { ConversationState } from '../core/conversation/state.ts'
import type { Answered, Passage, Question } from '../ports/answerer.ts'
import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Conversations, StoredConversation } from '../ports/conversations.ts'
import type { AskAnswerer } from './asked.ts'
import type { Hub } from './hub.ts'

/** More of what may be answered from, such as pieces of the site's documents, the best first. */
export type FindPassages = (site: string, text: string, locale: string | undefined) => Promise<Passage[]>

export interface AskingAnswerer {
  ask: AskAnswerer
  /** The conversation has changed: where it is not the assistant's any more, writing ends. */
  heard(conversation: StoredConversation): void
}

/** Milliseconds. */
const answersWithin = 60_000
/** A draft is a push to everybody who looks: it need not come more often than people see. */
const draftEvery = 100
const typingEvery = 4_000
/** Messages that go with a question, and entries that it may be answered from. */
const mostHistory = 20
const mostEntries = 5

export function createAskAnswerer(ports: {
  conversations: Pick<Conversations, 'readLog'>
  hub: Pick<Hub, 'draft' | 'typing'>
  bus: Pick<Bus, 'publish'>
  clock: Clock
  findPassages: FindPassages
  report(fault: unknown): void
}): AskingAnswerer {
  const { hub, bus, clock } = ports
  const writing = new Map<Id, AbortController>()

  /** Tells those who follow, here and on other nodes, what is being written. */
  function showing(conversation: Id, by: Actor, signal: AbortSignal) {
    let readAt = Number.NEGATIVE_INFINITY
    let shown = ''
    let isTyping = false
    let stopTyping: () => void = () => undefined
    let stopWaiting: (() => void) | null = null
    const tellTyping = (active: boolean) => {
      isTyping = active
      hub.typing(conversation, by, 'agent', active)
      bus.publish({ kind: 'typing', conversation, by, from: 'agent', active })
    }
    const tellDraft = (text: string) => {
      shown = text
      hub.draft(conversation, by, text)
      bus.publish({ kind: 'draft', conversation, by, text })
    }
    let newest = () => ''
    const show = () => {
      stopWaiting = null
      readAt = clock.monotonic()
      const text = newest()
      if (!signal.aborted && text !== '' && text !== shown) tellDraft(text)
    }
    const type = () => {
      stopTyping = clock.after(typingEvery, type)
      tellTyping(true)
    }
    type()
    return {
      /** At once, or when it is time: what stands while the answerer pauses is the newest. */
      say(draft: () => string): void {
        newest = draft
        if (signal.aborted || stopWaiting !== null) return
        const wait = readAt + draftEvery - clock.monotonic()
        if (wait <= 0) show()
        else stopWaiting = clock.after(wait, show)
      },
      /** `isSaid`: the message that comes takes the draft's place. */
      end(isSaid: boolean): void {
        stopTyping()
        stopWaiting?.()
        if (isTyping) tellTyping(false)
        if (shown !== '' && !isSaid) tellDraft('')
      },
    }
  }

  const ask: AskAnswerer = async ({ answerer, state, settings, asked, known, locale, by }) => {
    const { id: conversation, site, visitor } = state
    const history = await historyOf(conversation, asked.seq)
    const entries = known.matcher.match(asked.text, mostEntries).map(({ id }): Passage => {
      const { question, answer } = known.entries.get(id)!
      return { title: question, text: answer, faq: id }
    })
    const question: Question = {
      site,
      siteName: settings.name,
      conversation,
      visitor,
      text: asked.text,
      locale: locale ?? settings.locale,
      history,
      passages: [...entries, ...(await ports.findPassages(site, asked.text, locale))],
    }
    const control = new AbortController()
    writing.set(conversation, control)
    const cancel = clock.after(answersWithin, () => control.abort())
    const shown = showing(conversation, by, control.signal)
    let answered: Answered = { kind: 'failed', reason: 'unreachable' }
    try {
      answered = await Promise.race([
        answerer.answer(question, shown.say, control.signal),
        aborted(control.signal),
      ])
    } catch (fault) {
      ports.report(fault)
    } finally {
      cancel()
      if (writing.get(conversation) === control) writing.delete(conversation)
      shown.end(answered.kind === 'answer' && !control.signal.aborted)
      // What still comes is not waited for.
      control.abort()
    }
    return foundIn(answered, history)
  }

  async function historyOf(conversation: Id, before: number): Promise<Question['history']> {
    const { events } = await ports.conversations.readLog(conversation, {
      before: [before, 0],
      limit: mostHistory,
      audience: 'visitor',
    })
    return events.flatMap(lineOf)
  }

  return {
    ask,
    heard({ state }) {
      if (!isAssistants(state)) writing.get(state.id)?.abort()
    },
  }
}

function isAssistants({ status, handler }: ConversationState): boolean {
  return status === 'open' && handler === 'assistant'
}

function aborted(signal: AbortSignal): Promise<Answered> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'timeOut' }), { once: true })
  })
}

/** Null: the FAQ answers. */
function foundIn(answered: Answered, history: Question['history']): Found | null {
  switch (answered.kind) {
    case 'failed':
      return null
    case 'handOff':
      return { band: 'wish' }
    case 'answer': {
      const { text, sources } = answered
      if (text.trim() === '') return null
      const isRepeated = history.some((line) => line.by === 'assistant' && line.text === text)
      return isRepeated ? { band: 'repeat' } : { band: 'model', text, sources }
    }
  }
}

function lineOf(event: Event): Question['history'] {
  if (event.type !== 'message.posted' || event.by.kind === 'system') return []
  const { body, by } = event
  const text =
    body.kind === 'card' ? (body.card.question ?? body.card.title) : 'text' in body ? body.text : ''
  return text === '' ? [] : [{ by: by.kind as 'visitor' | 'assistant' | 'agent', text }]
}
