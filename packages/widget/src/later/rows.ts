/** A thread's items as rows: where a day begins, and which messages stand together as one group. */
import type { Item } from '@foyer/client'
import type { Time } from '@foyer/protocol'

/** Milliseconds within which messages of one sender stand together. */
const together = 5 * 60_000

export type Row =
  | { kind: 'day'; key: string; at: Time }
  | { kind: 'item'; key: string; item: Item; first: boolean; last: boolean }

export function arrangeRows(items: readonly Item[]): Row[] {
  const rows: Row[] = []
  let before: Item | undefined
  for (const item of items) {
    const newDay = before === undefined || dayOf(item) !== dayOf(before)
    if (newDay) rows.push({ kind: 'day', key: `day ${dayOf(item)}`, at: timeOf(item) })
    const joins = !newDay && before !== undefined && belong(before, item)
    const last = rows.at(-1)
    if (joins && last?.kind === 'item') last.last = false
    rows.push({ kind: 'item', key: item.key, item, first: !joins, last: true })
    before = item
  }
  return rows
}

const timeOf = (item: Item): Time => (item.kind === 'notice' ? item.event.at : item.at)
const dayOf = (item: Item): string => new Date(timeOf(item)).toDateString()

function belong(one: Item, other: Item): boolean {
  const from = senderOf(one)
  return from !== null && from === senderOf(other) && timeOf(other) - timeOf(one) < together
}

function senderOf(item: Item): string | null {
  if (item.kind === 'upload') return 'me'
  if (item.kind === 'notice') return null
  return item.mine ? 'me' : `${item.by.kind} ${item.by.id ?? item.by.name ?? ''} ${item.auto}`
}
