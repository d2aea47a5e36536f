/** Persons, the keys that verify them, and which tokens were used. */
import type { VerifiedIdentity } from '@foyer/protocol'
import type { Identities, StoredIdentityKey } from '../../ports/identities.ts'
import { ask, type Engine } from './engine.ts'
import type { IdentitiesTable, IdentityKeysTable } from './schema.ts'
import { statement } from './statement.ts'

const selectKeys = statement<IdentityKeysTable>((db, argument) =>
  db
    .selectFrom('identity_keys')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .orderBy('created_at')
    .orderBy('kid'),
)
const insertKey = statement((db, argument) =>
  db.insertInto('identity_keys').values({
    site_id: argument(0),
    kid: argument(1),
    algorithm: argument<IdentityKeysTable['algorithm']>(2),
    key: argument(3),
    created_at: argument(4),
  }),
)
const deleteKey = statement<{ kid: string }>((db, argument) =>
  db
    .deleteFrom('identity_keys')
    .where('site_id', '=', argument<string>(0))
    .where('kid', '=', argument<string>(1))
    .returning('kid'),
)
const insertUse = statement<{ jti: string }>((db, argument) =>
  db
    .insertInto('identity_uses')
    .values({ site_id: argument(0), jti: argument(1), until: argument(2) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jti'),
)
const forgetUses = statement((db, argument) =>
  db.deleteFrom('identity_uses').where('until', '<', argument<number>(0)),
)
const selectPerson = statement<IdentitiesTable>((db, argument) =>
  db
    .selectFrom('identities')
    .selectAll()
    .where('site_id', '=', argument<string>(0))
    .where('sub', '=', argument<string>(1)),
)
const selectOfVisitor = statement<IdentitiesTable>((db, argument) =>
  db.selectFrom('identities').selectAll().where('visitor_id', '=', argument<string>(0)),
)
const upsertPerson = statement<{ visitor_id: string }>((db, argument) =>
  db
    .insertInto('identities')
    .values({ site_id: argument(0), sub: argument(1), visitor_id: argument(2), identity: argument(3) })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'sub']).doUpdateSet((row) => ({ identity: row.ref('excluded.identity') })),
    )
    .returning('visitor_id'),
)

export function createIdentities(engine: Engine): Identities {
  return {
    keys: async (site) => (await engine.read(selectKeys, [site])).map(keyOf),
    async addKey({ site, kid, algorithm, key, createdAt }) {
      await engine.commit(() => ask(insertKey, [site, kid, algorithm, key, createdAt]))
    },
    removeKey: async (site, kid) => (await engine.commit(() => ask(deleteKey, [site, kid]))).length > 0,
    use: (site, jti, until, now) =>
      engine.commit(function* () {
        yield* ask(forgetUses, [now])
        return (yield* ask(insertUse, [site, jti, until])).length > 0
      }),
    async visitorOf(site, sub) {
      const [row] = await engine.read(selectPerson, [site, sub])
      return row?.visitor_id ?? null
    },
    async of(visitor) {
      const [row] = await engine.read(selectOfVisitor, [visitor])
      return row === undefined ? null : (JSON.parse(row.identity) as VerifiedIdentity)
    },
    async link(site, visitor, identity) {
      const values = [site, identity.id, visitor, JSON.stringify(identity)]
      const [row] = await engine.commit(() => ask(upsertPerson, values))
      return row?.visitor_id ?? visitor
    },
  }
}

function keyOf({ site_id, kid, algorithm, key, created_at }: IdentityKeysTable): StoredIdentityKey {
  return { site: site_id, kid, algorithm, key, createdAt: created_at }
}
