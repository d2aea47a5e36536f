/** The installation's few values. */
import type { Meta } from '../../ports/sites.ts'
import { ask, type Engine } from './engine.ts'
import { statement } from './statement.ts'

const read = statement<{ value: string }>((db, argument) =>
  db.selectFrom('meta').select('value').where('key', '=', argument<string>(0)),
)
const write = statement((db, argument) =>
  db
    .insertInto('meta')
    .values({ key: argument(0), value: argument(1) })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: argument<string>(1) })),
)
const writeOnce = statement((db, argument) =>
  db
    .insertInto('meta')
    .values({ key: argument(0), value: argument(1) })
    .onConflict((conflict) => conflict.column('key').doNothing()),
)
const remove = statement<{ key: string }>((db, argument) =>
  db.deleteFrom('meta').where('key', '=', argument<string>(0)).returning('key'),
)

export function createMeta(engine: Engine): Meta {
  return {
    async get(key) {
      const [row] = await engine.read(read, [key])
      return row?.value ?? null
    },
    async put(key, value) {
      await engine.commit(() => ask(write, [key, value]))
    },
    init: (key, value) =>
      engine.commit(function* () {
        // On PostgreSQL this waits for another node that is doing the same, then sees its row.
        yield* ask(writeOnce, [key, value])
        const [row] = yield* ask(read, [key])
        return row?.value ?? value
      }),
    async remove(key) {
      const rows = await engine.commit(() => ask(remove, [key]))
      return rows.length > 0
    },
  }
}
