/**
 * The order of a list's rows: pinned ones on top (IN-3), each part newest first, as the server pages them. A row that
 * comes is put in its place: with ten thousand of them, sorting all anew for each would be felt. Pure but for `byId`,
 * which holds the rows by id and is kept up.
 */
import type { Id, Row } from '@foyer/protocol'

export function placeRows(rows: readonly Row[], fresh: readonly Row[], byId: Map<Id, Row>): Row[] {
  const next = [...rows]
  for (const row of fresh) {
    remove(next, row.head.id, byId)
    next.splice(placeOf(next, row), 0, row)
    byId.set(row.head.id, row)
  }
  return next
}

export function withoutRow(rows: readonly Row[], id: Id, byId: Map<Id, Row>): Row[] {
  const next = [...rows]
  remove(next, id, byId)
  byId.delete(id)
  return next
}

function remove(rows: Row[], id: Id, byId: ReadonlyMap<Id, Row>): void {
  const known = byId.get(id)
  if (known) rows.splice(placeOf(rows, known), 1)
}

/** Where it is, or would be. */
function placeOf(rows: readonly Row[], row: Row): number {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (inOrder(rows[middle]!, row) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** Of two different conversations never 0: each row has one place only. */
export function inOrder(one: Row, other: Row): number {
  return (
    Number(other.pinned ?? false) - Number(one.pinned ?? false) ||
    other.at - one.at ||
    (one.head.id === other.head.id ? 0 : one.head.id > other.head.id ? -1 : 1)
  )
}
