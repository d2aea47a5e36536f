/**
 * A thread's items as the screen lays them out: day separators, the line before what is new, and
 * neighbours of one author joined into a group. Pure; the client has already put the items in order.
 */
import type { Item, Message, Upload } from '@foyer/client'
import type { Id, Seq, Time } from '@foyer/protocol'
import { dayKey } from './time.ts'

export type ThreadRow =
  | { kind: 'day'; key: string; at: Time }
  | { kind: 'new'; key: 'new' }
  | { kind: 'item'; key: string; item: Item; first: boolean; last: boolean }

type DayRow = Extract<ThreadRow, { kind: 'day' }>

/** Neighbours on one day, which stay together whatever comes before or after them. */
export interface ThreadBlock {
  kind: 'block'
  key: string
  rows: Exclude<ThreadRow, DayRow>[]
}

/** Numbers of the log in one block: few enough to be drawn at once, many enough that there are few blocks. */
const inBlock = 40

/** Longer apart than this, two messages of one author stand for themselves. */
const together = 5 * 60_000

/** `readUpTo` is what was read when the thread was opened; null draws no line. Uploads are `me`'s. */
export function layOutThread(items: Item[], readUpTo: Seq | null, me: Id | null): ThreadRow[] {
  const rows: ThreadRow[] = []
  let isNewDrawn = readUpTo === null
  let before: Item | undefined
  items.forEach((item, index) => {
    if (before === undefined || dayKey(timeOf(before)) !== dayKey(timeOf(item))) {
      rows.push({ kind: 'day', key: `day ${dayKey(timeOf(item))} ${item.key}`, at: timeOf(item) })
      before = undefined
    }
    if (!isNewDrawn && isNew(item, readUpTo ?? 0)) {
      isNewDrawn = true
      rows.push({ kind: 'new', key: 'new' })
      before = undefined
    }
    const after = items[index + 1]
    rows.push({
      kind: 'item',
      key: item.key,
      item,
      first: before === undefined || !areTogether(before, item, me),
      last:
        after === undefined ||
        dayKey(timeOf(after)) !== dayKey(timeOf(item)) ||
        !areTogether(item, after, me),
    })
    before = item
  })
  return rows
}

/**
 * Rows in blocks, and between these the days, which stay in sight above all that follows them. Where a block begins
 * depends on numbers in the log alone, so that older history that comes in above changes none but the first.
 */
export function inBlocks(rows: readonly ThreadRow[]): (DayRow | ThreadBlock)[] {
  const parts: (DayRow | ThreadBlock)[] = []
  const keys = new Set<string>()
  let block: ThreadBlock | null = null
  let day = ''
  let number = 0
  rows.forEach((row, index) => {
    if (row.kind === 'day') {
      parts.push(row)
      block = null
      day = dayKey(row.at)
      return
    }
    // The line before what is new goes with what is new.
    const after = rows[index + 1]
    const item = row.kind === 'item' ? row.item : after?.kind === 'item' ? after.item : undefined
    // What has no number yet is at the end, and stays with what is there.
    const place = Math.max(number, Math.floor((seqOf(item) ?? 0) / inBlock))
    if (block === null || place !== number) {
      number = place
      let key = `${day} ${number}`
      // A clock that was put back brings a day twice.
      while (keys.has(key)) key += '+'
      keys.add(key)
      block = { kind: 'block', key, rows: [] }
      parts.push(block)
    }
    block.rows.push(row)
  })
  return parts
}

function seqOf(item: Item | undefined): Seq | null {
  if (item?.kind === 'notice') return item.event.seq
  return item?.kind === 'message' ? item.seq : null
}

export function timeOf(item: Item): Time {
  return item.kind === 'notice' ? item.event.at : item.at
}

function isNew(item: Item, readUpTo: Seq): boolean {
  return item.kind === 'message' && item.by.kind === 'visitor' && (item.seq ?? 0) > readUpTo
}

function areTogether(one: Item, other: Item, me: Id | null): boolean {
  if (one.kind === 'notice' || other.kind === 'notice') return one.kind === other.kind
  if (timeOf(other) - timeOf(one) > together) return false
  return authorOf(one, me) === authorOf(other, me)
}

function authorOf(item: Message | Upload, me: Id | null): string {
  if (item.kind === 'upload') return `own ${me}`
  const author = isOwn(item, me) ? `own ${me}` : `${item.by.kind} ${item.by.id}`
  return item.note ? `note ${author}` : author
}

/** Written by this agent: `mine` alone is also said of a colleague's and the assistant's. */
export function isOwn({ by, mine, seq }: Message, me: Id | null): boolean {
  if (!mine) return false
  // What waits in this browser's outbox is this agent's, also before the server has said who that is.
  return seq === null || (me !== null && by.id === me)
}
