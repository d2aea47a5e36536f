/**
 * What the console's Assistant page asks: what would be done with a text now, what visitors asked and what
 * today's FAQ makes of it, what nothing answers, and figures. For agents of the site; it changes no
 * conversation.
 */
import type {
  AskedQuestion,
  AssistantFigures,
  ExplainedMatch,
  Id,
  PastQuestions,
  Seq,
  Time,
  TryAnswer,
  UnansweredGroups,
} from '@foyer/protocol'
import { bands } from '../core/assistant/bands.ts'
import { figuresOf } from '../core/assistant/figures.ts'
import { type Group, groupQuestions } from '../core/assistant/group-questions.ts'
import type { Matcher } from '../core/assistant/matcher.ts'
import { sharesOf } from '../core/assistant/shares.ts'
import { smallTalkIn } from '../core/assistant/small-talk.ts'
import { findPersonWord } from '../core/assistant/words.ts'
import type { Clock } from '../ports/clock.ts'
import type { Questions } from '../ports/questions.ts'
import type { Sites } from '../ports/sites.ts'
import type { TakeOver } from './can-take-over.ts'
import type { AgentIdentity } from './identities.ts'
import type { Knowledge, Known } from './knowledge.ts'
import { badRequest, notFound, type Outcome } from './outcome.ts'
import type { Rights } from './rights.ts'
import { inTurns, turn } from './turns.ts'

export interface AssistantDesk {
  tryOut(
    agent: AgentIdentity,
    site: string,
    draft: { text: string; locale?: string },
  ): Promise<Outcome<TryAnswer>>
  questions(agent: AgentIdentity, site: string, limit?: number): Promise<Outcome<PastQuestions>>
  unanswered(agent: AgentIdentity, site: string): Promise<Outcome<UnansweredGroups>>
  dismiss(
    agent: AgentIdentity,
    site: string,
    questions: { conversation: Id; seq: Seq }[],
  ): Promise<Outcome<Record<string, never>>>
  /** Without times: the last 30 days. */
  figures(
    agent: AgentIdentity,
    site: string,
    span: { from?: Time; to?: Time },
  ): Promise<Outcome<AssistantFigures>>
}

export const mostQuestions = 200
/** Unanswered ones that are looked at: the newest. Who answers those has the rest next. */
const mostUnanswered = 500
const mostMatches = 5
/** Texts that are matched between two turns of the event loop. */
const perTurn = 10
const day = 86_400_000
const usualSpan = 30 * day
const longestSpan = 366 * day

export function createAssistantDesk(ports: {
  sites: Pick<Sites, 'find' | 'faq'>
  questions: Pick<Questions, 'newest' | 'dismiss' | 'count'>
  knowledge: Pick<Knowledge, 'of'>
  isFree: TakeOver['isFree']
  clock: Pick<Clock, 'now'>
  rights: Rights
}): AssistantDesk {
  const { rights, sites, questions, knowledge, isFree, clock } = ports

  /** Each with what is known in its own language, in turns. */
  async function withKnown<Q extends { locale?: string }, R>(
    site: string,
    asked: Q[],
    read: (question: Q, known: Known) => R,
  ): Promise<R[]> {
    const results: R[] = []
    for (const [index, question] of asked.entries()) {
      if (index % perTurn === perTurn - 1) await turn()
      results.push(read(question, await knowledge.of(site, question.locale)))
    }
    return results
  }

  return {
    async tryOut(agent, id, { text, locale }) {
      const barred = rights.bar(agent, id, 'assistant.edit')
      if (barred !== null) return barred
      const site = await sites.find(id)
      if (site === null) return notFound
      if (text.trim() === '') return badRequest('/text', 'Write what a visitor might ask.')
      const { assistant } = site.settings
      const { matcher, entries } = await knowledge.of(id, locale)
      const found = matcher.match(text, mostMatches)
      const word = findPersonWord(text, assistant.words)
      const isForPerson = word !== null && (word.kind === 'forced' || isFree(id))
      const isTalk = found[0]?.why !== 'exact' && smallTalkIn(text) !== null
      const { band } = isTalk ? ({ band: 'smallTalk' } as const) : bands(found, assistant.threshold)
      return {
        ok: {
          does: isForPerson || band === 'none' ? 'handOff' : band,
          ...(word === null ? {} : { word }),
          matches: found.flatMap(({ id: faq, score, why }): ExplainedMatch[] => {
            const entry = entries.get(faq)
            if (entry === undefined) return []
            const { question } = entry
            return [{ faq, question, score, isExact: why === 'exact', why: whyOf(matcher, text, faq) }]
          }),
        },
      }
    },

    async questions(agent, site, limit = mostQuestions) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      const asked = await questions.newest(site, { limit })
      return {
        ok: {
          questions: await withKnown(site, asked, (question, known) => {
            const best = bestOf(known, question.text)
            return best === undefined ? question : { ...question, best }
          }),
        },
      }
    },

    async unanswered(agent, id) {
      const barred = rights.bar(agent, id, 'assistant.edit')
      if (barred !== null) return barred
      const site = await sites.find(id)
      if (site === null) return notFound
      const { assistant, locale } = site.settings
      const asked = await questions.newest(id, { limit: mostUnanswered, outcomes: ['unanswered'] })
      // What somebody has written an entry for since is not unanswered any more.
      const isOpen = await withKnown(
        id,
        asked,
        ({ text }, { matcher }) =>
          smallTalkIn(text) === null && bands(matcher.match(text, 1), assistant.threshold).band !== 'answer',
      )
      const usual = (await sites.faq(id)).map(({ question }) => question)
      const open = asked.filter((_question, index) => isOpen[index])
      const grouped = await inTurns(groupQuestions(open, usual, locale))
      const nearest = await withKnown(
        id,
        grouped.map(({ leader }) => leader),
        ({ text }, known) => bestOf(known, text),
      )
      return { ok: { groups: grouped.map((group, index) => groupAnswer(group, nearest[index])) } }
    },

    async dismiss(agent, site, dismissed) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      await questions.dismiss(site, dismissed)
      return { ok: {} }
    },

    async figures(agent, site, { from, to = clock.now() }) {
      const barred = rights.bar(agent, site, 'assistant.edit')
      if (barred !== null) return barred
      const span = { from: from ?? to - usualSpan, to }
      if (span.from >= to) return badRequest('/from', 'The time begins before it ends.')
      if (to - span.from > longestSpan) return badRequest('/from', 'Figures are of at most a year.')
      const [counts, faq] = await Promise.all([questions.count(site, span.from, to), sites.faq(site)])
      return { ok: figuresOf(counts, faq, span) }
    },
  }
}

type Best = NonNullable<PastQuestions['questions'][number]['best']>

function bestOf({ matcher, entries }: Known, text: string): Best | undefined {
  const [first] = matcher.match(text, 1)
  const entry = first && entries.get(first.id)
  if (first === undefined || entry === undefined) return undefined
  return { faq: first.id, question: entry.question, score: first.score, isExact: first.why === 'exact' }
}

function whyOf(matcher: Matcher, text: string, faq: Id): ExplainedMatch['why'] {
  const explained = matcher.explain(text, faq)
  return explained === null ? [] : sharesOf(explained.words)
}

function groupAnswer(
  { leader, questions }: Group<AskedQuestion>,
  best: Best | undefined,
): UnansweredGroups['groups'][number] {
  return {
    text: leader.text,
    count: questions.length,
    newestAt: questions[0]!.at,
    questions: questions.map(({ conversation, seq, text, at }) => ({ conversation, seq, text, at })),
    ...(best === undefined ? {} : { nearest: { faq: best.faq, question: best.question, score: best.score } }),
  }
}
