/** Products of sites. Four words are searched for at most: more narrow a catalogue no further. */
import type { Product } from '@foyer/protocol'
import { sql } from 'kysely'
import type { Products } from '../../ports/products.ts'
import { ask, type Engine } from './engine.ts'
import type { ProductsTable } from './replies-tables.ts'
import { statement } from './statement.ts'

const words = [1, 2, 3, 4]

const find = statement<Pick<ProductsTable, 'product'>>((db, argument) => {
  let query = db
    .selectFrom('products')
    .select('product')
    .where('site_id', '=', argument<string>(0))
    .orderBy('place')
    .orderBy('id')
    .limit(argument<number>(5))
  for (const word of words) {
    query = query.where(sql<boolean>`search like ${argument<string>(word)} escape '\\'`)
  }
  return query
})
const countAll = statement<{ count: number }>((db, argument) =>
  db
    .selectFrom('products')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('site_id', '=', argument<string>(0)),
)
const write = statement((db, argument) =>
  db
    .insertInto('products')
    .values({
      site_id: argument(0),
      id: argument(1),
      place: argument(2),
      stamp: argument(3),
      search: argument(4),
      product: argument(5),
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'id']).doUpdateSet((row) => ({
        place: row.ref('excluded.place'),
        stamp: row.ref('excluded.stamp'),
        search: row.ref('excluded.search'),
        product: row.ref('excluded.product'),
      })),
    ),
)
const eraseOthers = statement((db, argument) =>
  db
    .deleteFrom('products')
    .where('site_id', '=', argument<string>(0))
    .where('stamp', '<>', argument<number>(1)),
)

export function createProducts(engine: Engine): Products {
  return {
    async search(site, wanted, limit) {
      const patterns = words.map((_, index) => `%${escaped(wanted[index] ?? '')}%`)
      const rows = await engine.read(find, [site, ...patterns, limit])
      return rows.map(({ product }) => JSON.parse(product) as Product)
    },
    async count(site) {
      const [row] = await engine.read(countAll, [site])
      return Number(row?.count ?? 0)
    },
    put: (site, products, place, stamp) =>
      engine.commit(function* () {
        for (const [index, product] of products.entries()) {
          const { id, title, text, price } = product
          const search = `${title} ${id} ${price} ${text}`.toLowerCase()
          yield* ask(write, [site, id, place + index, stamp, search, JSON.stringify(product)])
        }
      }),
    keepOnly: (site, stamp) =>
      engine.commit(function* () {
        yield* ask(eraseOthers, [site, stamp])
      }),
  }
}

function escaped(word: string): string {
  return word.replace(/[\\%_]/g, (sign) => `\\${sign}`)
}
