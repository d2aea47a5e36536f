/** Visitors and their tokens. */
import type { Page } from '@foyer/protocol'
import type { Visitor, Visitors, VisitorToken } from '../../ports/visitors.ts'
import { ask, type Engine, Taken, type Unit } from './engine.ts'
import type { VisitorsTable, VisitorTokensTable } from './schema.ts'
import { statement, type Value } from './statement.ts'

/** As long as an id has digits to give, and more tries than ever needed. */
const mostDigits = 12

const selectVisitor = statement<VisitorsTable>((db, argument) =>
  db.selectFrom('visitors').selectAll().where('id', '=', argument<string>(0)),
)
/** An update of nothing, so that two patches at once do not undo each other. */
const lockVisitor = statement<VisitorsTable>((db, argument) =>
  db
    .updateTable('visitors')
    .set({ id: argument<string>(0) })
    .where('id', '=', argument<string>(0))
    .returningAll(),
)
/** Nothing comes back where the id or the nickname is taken. */
const insertVisitor = statement<VisitorsTable>((db, argument) =>
  db
    .insertInto('visitors')
    .values({ ...columns(argument), id: argument(8), site_id: argument(9), first_seen_at: argument(10) })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll(),
)
const updateVisitor = statement<VisitorsTable>((db, argument) =>
  db.updateTable('visitors').set(columns(argument)).where('id', '=', argument<string>(8)).returningAll(),
)
const nicknameOwner = statement<{ id: string }>((db, argument) =>
  db
    .selectFrom('visitors')
    .select('id')
    .where('site_id', '=', argument<string>(0))
    .where('nickname', '=', argument<string>(1)),
)

const insertToken = statement((db, argument) =>
  db
    .insertInto('visitor_tokens')
    .values({
      hash: argument(0),
      site_id: argument(1),
      visitor_id: argument(2),
      family: argument(3),
      origin: argument(4),
      started_at: argument(5),
      issued_at: argument(6),
      used_at: argument(7),
      replaced_at: argument(8),
      revoked: argument(9),
    })
    .onConflict((conflict) => conflict.column('hash').doNothing()),
)
const selectToken = statement<VisitorTokensTable>((db, argument) =>
  db.selectFrom('visitor_tokens').selectAll().where('hash', '=', argument<string>(0)),
)
const touchToken = statement((db, argument) =>
  db
    .updateTable('visitor_tokens')
    .set({ used_at: argument<number>(1) })
    .where('hash', '=', argument<string>(0)),
)
const retireToken = statement((db, argument) =>
  db
    .updateTable('visitor_tokens')
    .set({ replaced_at: argument<number>(1) })
    .where('hash', '=', argument<string>(0))
    .where('replaced_at', 'is', null),
)
const revokeFamily = statement((db, argument) =>
  db.updateTable('visitor_tokens').set({ revoked: 1 }).where('family', '=', argument<string>(0)),
)
const revokeTokens = statement((db, argument) =>
  db.updateTable('visitor_tokens').set({ revoked: 1 }).where('visitor_id', '=', argument<string>(0)),
)

export function createVisitors(engine: Engine): Visitors {
  return {
    create: (visitor, token) => engine.commit(() => create(visitor, token)),
    async find(id) {
      const [row] = await engine.read(selectVisitor, [id])
      return row ? visitorOf(row) : null
    },
    async update(id, patch) {
      try {
        return await engine.commit(() => update(id, patch))
      } catch (error) {
        // Another node took the nickname between the question and the update.
        if (error instanceof Taken) return 'taken'
        throw error
      }
    },
    async findToken(hash) {
      const [row] = await engine.read(selectToken, [hash])
      return row ? tokenOf(row) : null
    },
    async useToken(hash, at) {
      await engine.commit(() => ask(touchToken, [hash, at]))
    },
    async addToken(token) {
      await engine.commit(() => ask(insertToken, tokenValues(token)))
    },
    replaceToken: (hash, next) =>
      engine.commit(function* () {
        yield* ask(retireToken, [hash, next.issuedAt])
        yield* ask(insertToken, tokenValues(next))
      }),
    async revokeFamily(family) {
      await engine.commit(() => ask(revokeFamily, [family]))
    },
    async revokeTokens(visitor) {
      await engine.commit(() => ask(revokeTokens, [visitor]))
    },
  }
}

function* create(visitor: Visitor, token: VisitorToken): Unit<Visitor> {
  for (let digits = 0; digits <= mostDigits; digits += 1) {
    // Digits of the id: another visitor with the same nickname gets others.
    const nickname = visitor.nickname + digitsOf(visitor.id).slice(0, digits)
    const values = valuesOf({ ...visitor, nickname })
    const [row] = yield* ask(insertVisitor, [...values, visitor.id, visitor.site, visitor.firstSeenAt])
    if (row) {
      yield* ask(insertToken, tokenValues(token))
      return visitorOf(row)
    }
    const [present] = yield* ask(selectVisitor, [visitor.id])
    if (present) return visitorOf(present)
  }
  throw new Error('no free nickname was found')
}

function* update(id: string, patch: Partial<Visitor>): Unit<Visitor | 'taken' | null> {
  const [row] = yield* ask(lockVisitor, [id])
  if (!row) return null
  const visitor = { ...visitorOf(row), ...patch }
  if (visitor.nickname !== row.nickname) {
    const owners = yield* ask(nicknameOwner, [row.site_id, visitor.nickname])
    if (owners.length > 0) return 'taken'
  }
  const [after] = yield* ask(updateVisitor, [...valuesOf(visitor), id])
  return after ? visitorOf(after) : null
}

function digitsOf(id: string): string {
  return [...id.replaceAll('-', '').slice(-mostDigits)].map((one) => Number.parseInt(one, 36) % 10).join('')
}

function columns(argument: Parameters<Parameters<typeof statement>[0]>[1]) {
  return {
    nickname: argument<string>(0),
    search: argument<string>(1),
    locale: argument<string>(2),
    sdk: argument<string>(3),
    page: argument<string>(4),
    attributes: argument<string>(5),
    blocked: argument<number>(6),
    last_seen_at: argument<number>(7),
  }
}

function valuesOf(visitor: Visitor): Value[] {
  return [
    visitor.nickname,
    visitor.nickname.toLowerCase(),
    visitor.locale,
    visitor.sdk,
    visitor.page === null ? null : JSON.stringify(visitor.page),
    JSON.stringify(visitor.attributes),
    Number(visitor.blocked),
    visitor.lastSeenAt,
  ]
}

function visitorOf(row: VisitorsTable): Visitor {
  return {
    id: row.id,
    site: row.site_id,
    nickname: row.nickname,
    locale: row.locale,
    sdk: row.sdk,
    page: row.page === null ? null : (JSON.parse(row.page) as Page),
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    blocked: row.blocked === 1,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
  }
}

function tokenValues(token: VisitorToken): Value[] {
  return [
    token.hash,
    token.site,
    token.visitor,
    token.family,
    token.origin,
    token.startedAt,
    token.issuedAt,
    token.usedAt,
    token.replacedAt,
    Number(token.revoked),
  ]
}

function tokenOf(row: VisitorTokensTable): VisitorToken {
  return {
    hash: row.hash,
    family: row.family,
    visitor: row.visitor_id,
    site: row.site_id,
    origin: row.origin,
    startedAt: row.started_at,
    issuedAt: row.issued_at,
    usedAt: row.used_at,
    replacedAt: row.replaced_at,
    revoked: row.revoked === 1,
  }
}
