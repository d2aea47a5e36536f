/**
 * A product feed, CSV or JSON, as shops export them: columns are known by their usual names, and what has no
 * title is left out and counted. Pure.
 */
import type { Product } from '@foyer/protocol'
import { type Delimiter, parseCsv } from '../csv/csv.ts'
import { mendText } from '../mend-texts.ts'
import { isWebLink } from '../rule-words.ts'

/** Rows of a feed; the rest is not read. */
export const mostProducts = 20_000

export type Feed = { products: Product[]; skipped: number } | { problem: string }

/** Names of columns, in lower case without spaces and prefixes such as `g:`. */
const names: Record<keyof Product, string[]> = {
  id: ['id', 'sku', 'productid', 'handle', 'itemid'],
  title: ['title', 'name', 'productname', 'producttitle'],
  text: ['text', 'description', 'shortdescription', 'body', 'summary'],
  price: ['price', 'saleprice', 'amount'],
  image: ['image', 'imagelink', 'imageurl', 'picture', 'imagesrc', 'thumbnail'],
  url: ['url', 'link', 'producturl', 'permalink'],
}

export function readFeed(text: string): Feed {
  const body = text.replace(/^\ufeff/, '').trimStart()
  if (body === '') return { problem: 'The file is empty.' }
  return body.startsWith('[') || body.startsWith('{') ? readJson(body) : readCsv(body)
}

function readJson(text: string): Feed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: 'The file is not JSON.' }
  }
  const list = Array.isArray(value)
    ? value
    : Object.values(value as object).find((one): one is unknown[] => Array.isArray(one))
  if (list === undefined) return { problem: 'The file has no list of products.' }
  return collect(
    (list as unknown[]).slice(0, mostProducts).map((row) => {
      const cells = new Map<string, string>()
      if (typeof row !== 'object' || row === null) return cells
      for (const [key, cell] of Object.entries(row)) {
        if (typeof cell === 'string' || typeof cell === 'number') cells.set(plain(key), String(cell))
      }
      return cells
    }),
  )
}

function readCsv(text: string): Feed {
  const [head = ''] = text.split(/\r?\n/, 1)
  const delimiter = ([',', ';', '\t'] as Delimiter[]).toSorted(
    (a, b) => head.split(b).length - head.split(a).length,
  )[0] as Delimiter
  const parsed = parseCsv(text, delimiter, mostProducts + 1)
  if ('unclosed' in parsed) return { problem: `A quote that begins in row ${parsed.unclosed} never ends.` }
  const [first, ...rows] = parsed.ok
  const columns = first?.cells.map(plain) ?? []
  if (!columns.some((name) => names.title.includes(name))) {
    return { problem: 'The first row names no column “title” or “name”.' }
  }
  return collect(rows.map(({ cells }) => new Map(columns.map((name, at) => [name, cells[at] ?? '']))))
}

function collect(rows: Map<string, string>[]): Feed {
  const products = new Map<string, Product>()
  let skipped = 0
  for (const row of rows) {
    const title = cell(row, 'title', 300)
    const id = cell(row, 'id', 200) || title
    if (title === '') skipped += 1
    else {
      products.set(id, {
        id,
        title,
        text: cell(row, 'text', 500),
        price: cell(row, 'price', 64),
        image: address(row, 'image'),
        url: address(row, 'url'),
      })
    }
  }
  return { products: [...products.values()], skipped }
}

function cell(row: Map<string, string>, name: keyof Product, most: number): string {
  const found = names[name].map((alias) => row.get(alias)?.trim() ?? '').find((value) => value !== '')
  // A cut must not leave half a character.
  return mendText((found ?? '').replace(/\s+/g, ' ').slice(0, most)).replaceAll('\ufffd', '')
}

function address(row: Map<string, string>, name: 'image' | 'url'): string {
  const found = cell(row, name, 2_000)
  return isWebLink(found) ? found : ''
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/^.*:/, '')
    .replace(/[^a-z]/g, '')
}
