/**
 * The log of operations: lines are added and never changed. A line's number follows the one before it, which the
 * primary key holds: of two nodes that add at once one is refused, and asks again.
 */
import type { LogEntry } from '@foyer/protocol'
import type { People, SealedEntry } from '../../ports/people.ts'
import { ask, type Engine, Taken } from './engine.ts'
import type { OpLogTable } from './schema.ts'
import { statement } from './statement.ts'

const selectLast = statement<Pick<OpLogTable, 'n' | 'seal'>>((db, argument) =>
  db
    .selectFrom('op_log')
    .select(['n', 'seal'])
    .where('site_id', '=', argument<string>(0))
    .orderBy('n', 'desc')
    .limit(1),
)
const insertLine = statement((db, argument) =>
  db.insertInto('op_log').values({
    site_id: argument(0),
    n: argument(1),
    at: argument(2),
    agent_id: argument(3),
    agent_name: argument(4),
    what: argument(5),
    object: argument(6),
    before: argument(7),
    after: argument(8),
    origin: argument(9),
    seal: argument(10),
  }),
)
const selectLines = statement<OpLogTable>((db, argument) =>
  db
    .selectFrom('op_log')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .where('n', '<', argument<number>(1))
    .where('at', '>=', argument<number>(2))
    .where('at', '<=', argument<number>(3))
    .where('agent_id', '>=', argument<string>(4))
    .where('agent_id', '<=', argument<string>(5))
    .where('what', '>=', argument<string>(6))
    .where('what', '<=', argument<string>(7))
    .orderBy('n', 'desc')
    .limit(argument<number>(8)),
)

const mostTries = 20
const mostLines = 2_147_483_647
/** After every id and every name of a deed: those are of ASCII letters. */
const afterAll = '~'

export function createLog(engine: Engine): Pick<People, 'log' | 'readLog'> {
  return {
    async log(site, draft, seal) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await engine.commit(function* () {
            const [last] = yield* ask(selectLast, [site])
            const entry: LogEntry = { n: (last?.n ?? 0) + 1, ...draft }
            const { n, at, agent, what, object, before, after, from } = entry
            yield* ask(insertLine, [
              site,
              n,
              at,
              agent?.id ?? '',
              agent?.name ?? '',
              what,
              object,
              JSON.stringify(before),
              JSON.stringify(after),
              from ?? '',
              seal(entry, last?.seal ?? ''),
            ])
            return entry
          })
        } catch (fault) {
          if (!(fault instanceof Taken) || tries >= mostTries) throw fault
        }
      }
    },
    async readLog(site, { agent, what, from, to, before, limit }) {
      const isArea = what?.endsWith('.')
      const rows = await engine.read(selectLines, [
        site,
        before ?? mostLines,
        from ?? 0,
        to ?? Number.MAX_SAFE_INTEGER,
        agent ?? '',
        agent ?? afterAll,
        what ?? '',
        what === undefined ? afterAll : isArea ? `${what}${afterAll}` : what,
        limit,
      ])
      return rows.map(entryOf)
    },
  }
}

function entryOf(row: OpLogTable): SealedEntry {
  return {
    n: row.n,
    at: row.at,
    agent: row.agent_id === '' ? null : { id: row.agent_id, name: row.agent_name },
    what: row.what,
    object: row.object,
    before: JSON.parse(row.before),
    after: JSON.parse(row.after),
    from: row.origin === '' ? null : row.origin,
    seal: row.seal,
  }
}
