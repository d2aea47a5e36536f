/** Pins over SQL. */
import { sql } from 'kysely'
import type { Pins } from '../../ports/pins.ts'
import { ask, type Engine } from './engine.ts'
import { statement } from './statement.ts'

const count = statement<{ count: number; there: number }>((db, argument) =>
  db
    .selectFrom('pins')
    .select([
      sql<number>`count(*)`.as('count'),
      sql<number>`coalesce(sum(case when conversation_id = ${argument(1)} then 1 else 0 end), 0)`.as('there'),
    ])
    .where('agent_id', '=', argument<string>(0)),
)
const insert = statement((db, argument) =>
  db
    .insertInto('pins')
    .values({ agent_id: argument(0), conversation_id: argument(1), at: argument(2) })
    .onConflict((conflict) => conflict.doNothing()),
)
const remove = statement((db, argument) =>
  db
    .deleteFrom('pins')
    .where('agent_id', '=', argument<string>(0))
    .where('conversation_id', '=', argument<string>(1)),
)
const removeAll = statement((db, argument) =>
  db.deleteFrom('pins').where('conversation_id', '=', argument<string>(0)),
)
const ofAgent = statement<{ conversation_id: string }>((db, argument) =>
  db
    .selectFrom('pins')
    .select('conversation_id')
    .where('agent_id', '=', argument<string>(0))
    .orderBy('at', 'desc')
    .orderBy('conversation_id', 'desc'),
)

export function createPins(engine: Engine): Pins {
  return {
    pin: (agent, conversation, at, most) =>
      engine.commit(function* () {
        const [held] = yield* ask(count, [agent, conversation])
        if (held !== undefined && held.there === 0 && held.count >= most) return 'full'
        yield* ask(insert, [agent, conversation, at])
        return 'pinned'
      }),
    async unpin(agent, conversation) {
      await engine.commit(() => ask(remove, [agent, conversation]))
    },
    async ofAgent(agent) {
      const rows = await engine.read(ofAgent, [agent])
      return rows.map((row) => row.conversation_id)
    },
    async forget(conversation) {
      await engine.commit(() => ask(removeAll, [conversation]))
    },
  }
}
