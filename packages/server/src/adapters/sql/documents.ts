/** Documents of sites. Every change raises the site's revision, so that all nodes read them again. */
import type { SiteDocument } from '@foyer/protocol'
import type { Documents } from '../../ports/documents.ts'
import { ask, type Engine } from './engine.ts'
import type { DocumentsTable } from './schema.ts'
import { raiseRevision } from './sites.ts'
import { statement } from './statement.ts'

const selectAll = statement<DocumentsTable>((db, argument) =>
  db.selectFrom('documents').selectAll().where('site_id', '=', argument<string>(0)).orderBy('id'),
)
const write = statement((db, argument) =>
  db
    .insertInto('documents')
    .values({
      site_id: argument(0),
      id: argument(1),
      title: argument(2),
      url: argument(3),
      text: argument(4),
      updated_at: argument(5),
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'id']).doUpdateSet((row) => ({
        title: row.ref('excluded.title'),
        url: row.ref('excluded.url'),
        text: row.ref('excluded.text'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    ),
)
const erase = statement<{ id: string }>((db, argument) =>
  db
    .deleteFrom('documents')
    .where('site_id', '=', argument<string>(0))
    .where('id', '=', argument<string>(1))
    .returning('id'),
)

export function createDocuments(engine: Engine): Documents {
  return {
    async ofSite(site) {
      const rows = await engine.read(selectAll, [site])
      return rows.map(documentOf)
    },
    put: (site, { id, title, url, text, updatedAt }) =>
      engine.commit(function* () {
        yield* ask(write, [site, id, title, url, text, updatedAt])
        yield* ask(raiseRevision, [site])
      }),
    remove: (site, id) =>
      engine.commit(function* () {
        const rows = yield* ask(erase, [site, id])
        if (rows.length > 0) yield* ask(raiseRevision, [site])
        return rows.length > 0
      }),
  }
}

function documentOf({ id, title, url, text, updated_at: updatedAt }: DocumentsTable): SiteDocument {
  return { id, title, url, text, updatedAt }
}
