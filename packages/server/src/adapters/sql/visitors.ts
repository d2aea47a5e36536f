/** Visitors, their tokens, and the directory of them. */
import type { Page, Profile } from '@foyer/protocol'
import { type Selectable, sql } from 'kysely'
import { searchText } from '../../core/visitors/profile.ts'
import type { DirectoryQuery, Visitor, VisitorPatch, Visitors, VisitorToken } from '../../ports/visitors.ts'
import { cursorOf, placeOf } from './conversation-rows.ts'
import { ask, type Engine, Taken, type Unit } from './engine.ts'
import { receiptOf } from './erasures.ts'
import type { VisitorsTable, VisitorTokensTable } from './schema.ts'
import { statement, type Value } from './statement.ts'

type VisitorRow = Selectable<VisitorsTable>

/** As long as an id has digits to give, and more tries than ever needed. */
const mostDigits = 12

const selectVisitor = statement<VisitorRow>((db, argument) =>
  db.selectFrom('visitors').selectAll().where('id', '=', argument<string>(0)),
)
/** An update of nothing, so that two patches at once do not undo each other. */
const lockVisitor = statement<VisitorRow>((db, argument) =>
  db
    .updateTable('visitors')
    .set({ id: argument<string>(0) })
    .where('id', '=', argument<string>(0))
    .returningAll(),
)
/** Nothing comes back where the id or the nickname is taken. */
const insertVisitor = statement<VisitorRow>((db, argument) =>
  db
    .insertInto('visitors')
    .values({ ...columns(argument), id: argument(17), site_id: argument(18), first_seen_at: argument(19) })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll(),
)
const updateVisitor = statement<VisitorRow>((db, argument) =>
  db.updateTable('visitors').set(columns(argument)).where('id', '=', argument<string>(17)).returningAll(),
)
const nicknameOwner = statement<{ id: string }>((db, argument) =>
  db
    .selectFrom('visitors')
    .select('id')
    .where('site_id', '=', argument<string>(0))
    .where('nickname', '=', argument<string>(1)),
)

/** How many visitors one search looks at. SQLite does so without letting anybody else by. */
const scanned = 2_000

/** Takes site, last_seen_at and id of the place before, since, limit, text. */
const directoryPage = statement<VisitorRow>((db, argument) =>
  placesFrom(db, argument).selectAll().limit(argument<number>(4)),
)
/** Among the next `scanned` only, so that a search has a bound. */
const directorySearch = statement<VisitorRow>((db, argument) =>
  db
    .selectFrom(placesFrom(db, argument).selectAll().limit(sql.lit(scanned)).as('near'))
    .selectAll()
    .where(sql<boolean>`near.found like ${argument(5)} escape '~'`)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(argument<number>(4)),
)
/** Where the search stopped: nothing when it saw all. */
const directoryHorizon = statement<{ id: string; last_seen_at: number }>((db, argument) =>
  placesFrom(db, argument)
    .select(['id', 'last_seen_at'])
    .limit(sql.lit(1))
    .offset(sql.lit(scanned - 1)),
)

type Builder = Parameters<Parameters<typeof statement>[0]>[0]
type Argument = Parameters<Parameters<typeof statement>[0]>[1]

function placesFrom(db: Builder, argument: Argument) {
  return db
    .selectFrom('visitors')
    .where('site_id', '=', argument<string>(0))
    .where(sql<boolean>`(last_seen_at, id) < (${argument(1)}, ${argument(2)})`)
    .where('last_seen_at', '>=', argument<number>(3))
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
}

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
    .onConflict((conflict) =>
      conflict
        .column('hash')
        .doUpdateSet({ issued_at: (excluded) => excluded.ref('excluded.issued_at') })
        .where('visitor_tokens.used_at', '=', 0),
    ),
)
const selectToken = statement<VisitorTokensTable>((db, argument) =>
  db.selectFrom('visitor_tokens').selectAll().where('hash', '=', argument<string>(0)),
)
const selectStandings = statement<{ hash: string; visitor_id: string; revoked: number; muted: number }>(
  (db, _argument, listed) =>
    db
      .selectFrom('visitor_tokens')
      .innerJoin('visitors', 'visitors.id', 'visitor_tokens.visitor_id')
      .select([
        'visitor_tokens.hash',
        'visitor_tokens.visitor_id',
        'visitor_tokens.revoked',
        'visitors.muted',
      ])
      .where('visitor_tokens.hash', 'in', listed(0)),
)
const touchToken = statement((db, argument) =>
  db
    .updateTable('visitor_tokens')
    .set({ used_at: argument<number>(1) })
    .where('hash', '=', argument<string>(0)),
)
const replaceBefore = statement((db, argument) =>
  db
    .updateTable('visitor_tokens')
    .set({ replaced_at: argument<number>(2) })
    .where('family', '=', argument<string>(0))
    .where('issued_at', '<', argument<number>(1))
    .where('replaced_at', 'is', null),
)
const revokeFamily = statement((db, argument) =>
  db.updateTable('visitor_tokens').set({ revoked: 1 }).where('family', '=', argument<string>(0)),
)
const revokeTokens = statement((db, argument) =>
  db.updateTable('visitor_tokens').set({ revoked: 1 }).where('visitor_id', '=', argument<string>(0)),
)

export function createVisitors(engine: Engine): Visitors {
  async function change(id: string, decide: (visitor: Visitor) => VisitorPatch | null) {
    try {
      return await engine.commit(() => update(id, decide))
    } catch (error) {
      // Another node took the nickname between the question and the update.
      if (error instanceof Taken) return 'taken'
      throw error
    }
  }

  return {
    create: (visitor, token) => engine.commit(() => create(visitor, token)),
    async find(id) {
      const [row] = await engine.read(selectVisitor, [id])
      return row ? visitorOf(row) : null
    },
    update: (id, patch) => change(id, () => patch),
    change,
    directory: (query) => directory(engine, query),
    async findToken(hash) {
      const [row] = await engine.read(selectToken, [hash])
      return row ? tokenOf(row) : null
    },
    async standings(hashes) {
      const rows = await engine.read(selectStandings, [JSON.stringify(hashes)])
      return rows.map(({ hash, visitor_id: visitor, revoked, muted }) => ({
        hash,
        visitor,
        revoked: revoked !== 0,
        muted: muted !== 0,
      }))
    },
    async useToken(hash, at) {
      await engine.commit(() => ask(touchToken, [hash, at]))
    },
    async addToken(token) {
      await engine.commit(() => ask(insertToken, tokenValues(token)))
    },
    showToken: ({ hash, family, issuedAt }, at) =>
      engine.commit(function* () {
        yield* ask(touchToken, [hash, at])
        yield* ask(replaceBefore, [family, issuedAt, at])
      }),
    async revokeFamily(family) {
      await engine.commit(() => ask(revokeFamily, [family]))
    },
    async revokeTokens(visitor) {
      await engine.commit(() => ask(revokeTokens, [visitor]))
    },
  }
}

function* create(visitor: Visitor, token: VisitorToken): Unit<Visitor | null> {
  if ((yield* ask(receiptOf, [visitor.id])).length > 0) return null
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

function* update(
  id: string,
  decide: (visitor: Visitor) => VisitorPatch | null,
): Unit<Visitor | 'taken' | null> {
  const [row] = yield* ask(lockVisitor, [id])
  if (!row) return null
  const before = visitorOf(row)
  const patch = decide(before)
  if (patch === null) return before
  const visitor = { ...before, ...patch }
  if (visitor.nickname !== row.nickname) {
    const owners = yield* ask(nicknameOwner, [row.site_id, visitor.nickname])
    if (owners.length > 0) return 'taken'
  }
  const [after] = yield* ask(updateVisitor, [...valuesOf(visitor), id])
  return after ? visitorOf(after) : null
}

async function directory(
  engine: Engine,
  { site, text = '', since = 0, limit, after }: DirectoryQuery,
): Promise<{ visitors: Visitor[]; after?: string }> {
  const from = (after === undefined ? null : placeOf(after)) ?? newest
  const wanted = text.trim().toLowerCase()
  const pattern = `%${wanted.replace(/[%_~]/g, '~$&')}%`
  const values = [site, from.last_at, from.id, since, limit + 1, pattern]
  const [rows, [horizon]] = await Promise.all([
    engine.read(wanted === '' ? directoryPage : directorySearch, values),
    wanted === '' ? [] : engine.read(directoryHorizon, values),
  ])
  const shown = rows.slice(0, limit)
  // Enough were found before the search stopped, so its end does not matter.
  const end = rows.length > limit ? shown.at(-1) : horizon
  return {
    visitors: shown.map(visitorOf),
    ...(end === undefined ? {} : { after: cursorOf({ last_at: end.last_seen_at, id: end.id }) }),
  }
}

const newest = { last_at: Number.MAX_SAFE_INTEGER, id: '~' }

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
    muted: argument<number>(8),
    profile: argument<string>(9),
    tags: argument<string>(10),
    visits: argument<number>(11),
    referrer: argument<string>(12),
    device: argument<string>(13),
    network: argument<string>(14),
    spoke_at: argument<number>(15),
    found: argument<string>(16),
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
    Number(visitor.muted),
    JSON.stringify(visitor.profile),
    JSON.stringify(visitor.tags),
    visitor.visits,
    visitor.referrer,
    visitor.device,
    visitor.network,
    visitor.spokeAt,
    searchText(visitor),
  ]
}

function visitorOf(row: VisitorRow): Visitor {
  return {
    id: row.id,
    site: row.site_id,
    nickname: row.nickname,
    locale: row.locale,
    sdk: row.sdk,
    page: row.page === null ? null : (JSON.parse(row.page) as Page),
    attributes: JSON.parse(row.attributes) as Record<string, string>,
    blocked: row.blocked === 1,
    muted: row.muted === 1,
    profile: JSON.parse(row.profile) as Profile,
    tags: JSON.parse(row.tags) as string[],
    visits: row.visits,
    referrer: row.referrer,
    device: row.device,
    network: row.network,
    spokeAt: row.spoke_at,
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
