/** What became of visitors' questions. The text of each is read from the log beside it. */
import type { AskedQuestion, Event, Outcome } from '@foyer/protocol'
import { sql } from 'kysely'
import { questionText } from '../../core/assistant/question-text.ts'
import type { QuestionCount, Questions } from '../../ports/questions.ts'
import { ask, type Engine } from './engine.ts'
import type { QuestionsTable } from './schema.ts'
import { statement } from './statement.ts'

const put = statement((db, argument) =>
  db
    .insertInto('questions')
    .values({
      conversation_id: argument(0),
      seq: argument(1),
      site_id: argument(2),
      at: argument(3),
      locale: argument(4),
      outcome: argument<Outcome>(5),
      faq_id: argument(6),
      score: argument(7),
      answer: argument(8),
      dismissed: sql.lit(0),
    })
    .onConflict((conflict) =>
      conflict.columns(['conversation_id', 'seq']).doUpdateSet({
        outcome: sql<Outcome>`excluded.outcome`,
        faq_id: sql<string | null>`excluded.faq_id`,
        score: sql<number>`excluded.score`,
        answer: sql<number | null>`excluded.answer`,
      }),
    ),
)
const rate = statement<{ seq: number }>((db, argument) =>
  db
    .updateTable('questions')
    .set({ helpful: argument<number>(2) })
    .where('conversation_id', '=', argument<string>(0))
    .where('answer', '=', argument<number>(1))
    .returning('seq'),
)
const newestRating = statement<{ helpful: number | null }>((db, argument) =>
  db
    .selectFrom('questions')
    .select('helpful')
    .where('conversation_id', '=', argument<string>(0))
    .where('answer', 'is not', null)
    .orderBy('answer', 'desc')
    .limit(sql.lit(1)),
)

const outcomes: Outcome[] = [
  'answered',
  'recommended',
  'suggested',
  'unanswered',
  'repeated',
  'handedOff',
  'model',
]

/** Takes site, the place before (at, conversation, seq), limit, then as many outcomes as there are, or null. */
const page = statement<QuestionsTable & { event: string }>((db, argument) =>
  db
    .selectFrom('questions as q')
    .innerJoin('events as e', (join) =>
      join
        .onRef('e.conversation_id', '=', 'q.conversation_id')
        .onRef('e.seq', '=', 'q.seq')
        .on('e.sub', '=', sql.lit(0)),
    )
    .selectAll('q')
    .select('e.event')
    .where('q.site_id', '=', argument<string>(0))
    .where('q.dismissed', '=', sql.lit(0))
    .where(sql<boolean>`(q.at, q.conversation_id, q.seq) < (${argument(1)}, ${argument(2)}, ${argument(3)})`)
    .where(
      'q.outcome',
      'in',
      outcomes.map((_, index) => argument<Outcome>(5 + index)),
    )
    .orderBy('q.at', 'desc')
    .orderBy('q.conversation_id', 'desc')
    .orderBy('q.seq', 'desc')
    .limit(argument<number>(4)),
)
const dismiss = statement((db, argument) =>
  db
    .updateTable('questions')
    .set({ dismissed: sql.lit(1) })
    .where('conversation_id', '=', argument<string>(0))
    .where('seq', '=', argument<number>(1))
    .where('site_id', '=', argument<string>(2)),
)
const day = 86_400_000
const countByDay = statement<{
  day: number
  outcome: Outcome
  faq_id: string | null
  count: number
  helpful: number
  not_helpful: number
}>((db, argument) => {
  const dayOf = sql<number>`(at / ${sql.lit(day)}) * ${sql.lit(day)}`
  return db
    .selectFrom('questions')
    .select([
      dayOf.as('day'),
      'outcome',
      'faq_id',
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(case when helpful = 1 then 1 else 0 end), 0)`.as('helpful'),
      sql<number>`coalesce(sum(case when helpful = 0 then 1 else 0 end), 0)`.as('not_helpful'),
    ])
    .where('site_id', '=', argument<string>(0))
    .where('at', '>=', argument<number>(1))
    .where('at', '<', argument<number>(2))
    .groupBy([dayOf, 'outcome', 'faq_id'])
    .orderBy(dayOf)
    .orderBy('outcome')
    .orderBy('faq_id')
})
const countModel = statement<{ site: number; visitor: number }>((db, argument) =>
  db
    .selectFrom('questions as q')
    .innerJoin('conversations as c', 'c.id', 'q.conversation_id')
    .select([
      sql<number>`count(*)`.as('site'),
      sql<number>`coalesce(sum(case when c.visitor_id = ${argument(2)} then 1 else 0 end), 0)`.as('visitor'),
    ])
    .where('q.site_id', '=', argument<string>(0))
    .where('q.at', '>=', argument<number>(1))
    .where('q.outcome', '=', sql.lit<Outcome>('model')),
)

/** Rows read at a time: some are left out, for their text is gone. */
const pageSize = 200

export function createQuestions(engine: Engine): Questions {
  return {
    async record({ conversation, seq, site, at, locale, outcome, faq, score, answer }) {
      await engine.commit(() => ask(put, [conversation, seq, site, at, locale, outcome, faq, score, answer]))
    },
    async rate(conversation, answer, helpful) {
      const rows = await engine.commit(() => ask(rate, [conversation, answer, Number(helpful)]))
      return rows.length > 0
    },
    async isUnhelpful(conversation) {
      const [row] = await engine.read(newestRating, [conversation])
      return row?.helpful === 0
    },
    async newest(site, { limit, outcomes: wanted = outcomes }) {
      const found: AskedQuestion[] = []
      let place: [number, string, number] = [Number.MAX_SAFE_INTEGER, '~', 0]
      for (;;) {
        const kinds = outcomes.map((_, index) => wanted[index] ?? null)
        const rows = await engine.read(page, [site, ...place, pageSize, ...kinds])
        for (const row of rows) {
          const asked = askedOf(row)
          if (asked !== null) found.push(asked)
          if (found.length === limit) return found
        }
        const last = rows.at(-1)
        if (last === undefined || rows.length < pageSize) return found
        place = [last.at, last.conversation_id, last.seq]
      }
    },
    async dismiss(site, questions) {
      await engine.commit(function* () {
        for (const { conversation, seq } of questions) yield* ask(dismiss, [conversation, seq, site])
      })
    },
    async count(site, from, to) {
      const rows = await engine.read(countByDay, [site, from, to])
      return rows.map(
        ({ day: at, outcome, faq_id, count, helpful, not_helpful }): QuestionCount => ({
          day: at,
          outcome,
          faq: faq_id,
          count,
          helpful,
          notHelpful: not_helpful,
        }),
      )
    },
    async modelAnswers(site, visitor, from) {
      const [row] = await engine.read(countModel, [site, from, visitor])
      return { visitor: row?.visitor ?? 0, site: row?.site ?? 0 }
    },
  }
}

/** Null where the text is gone, or there was none. */
function askedOf(row: QuestionsTable & { event: string }): AskedQuestion | null {
  const text = questionText(JSON.parse(row.event) as Event)
  if (text.trim() === '') return null
  return {
    conversation: row.conversation_id,
    seq: row.seq,
    at: row.at,
    text,
    ...(row.locale === null ? {} : { locale: row.locale }),
    outcome: row.outcome,
    ...(row.faq_id === null ? {} : { faq: row.faq_id }),
    score: row.score,
    ...(row.helpful === null ? {} : { helpful: row.helpful === 1 }),
  }
}
