/** The log of the open conversation, line by line; where its reader stands is `use-thread-scroll`'s. */
import type { Seq } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import { useDesk } from '../console.ts'
import { locale, t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { inBlocks, layOutThread, type ThreadBlock, type ThreadRow } from '../models/thread-rows.ts'
import { dayLabel } from '../models/time.ts'
import { Icon } from './icon.tsx'
import { later } from './later.tsx'
import { Message } from './message.tsx'
import { Notice } from './notice.tsx'
import { now } from './now.ts'
import { ThreadBlock as Block } from './thread-block.tsx'
import { Draft, Typing } from './typing.tsx'
import { Upload } from './upload.tsx'
import { useThreadScroll } from './use-thread-scroll.ts'

const ThreadMenu = later<{ at: { x: number; y: number }; onClose: () => void }>(
  async () => (await import('./thread-menu.tsx')).ThreadMenu,
)

export function Thread({ open }: { open: OpenThread }) {
  const { thread } = open
  const me = useDesk().me.value
  const menuAt = useSignal<{ x: number; y: number } | null>(null)
  const active = useSignal<string | null>(null)
  const items = thread.items.value
  const rows = layOutThread(items, open.readUpTo.value, me)
  const lastKey = items.findLast((item) => item.kind === 'message')?.key ?? null
  const activeKey = active.value ?? lastKey
  const { box, log, isLoading, newBelow, toEnd, onScroll, jump } = useThreadScroll(open, items, me)

  // A row that is the same gets the same element, which Preact then leaves alone: in a thread of a
  // thousand messages a new one costs one. What else a row shows are signals, which it follows itself.
  const drawn = useRef(new Map<string, { row: ThreadRow; isActive: boolean; element: VNode }>())
  const verbs = useRef({
    activate: (key: string) => {
      active.value = key
    },
    jump: (seq: Seq) => void jump(seq),
  })

  const drawnBlocks = useRef(new Map<string, { rows: VNode[]; element: VNode }>())

  function drawPart(part: ThreadRow | ThreadBlock): VNode {
    if (part.kind !== 'block') return drawRow(part, false)
    const rows = part.rows.map((row) => drawRow(row, row.key === activeKey))
    const before = drawnBlocks.current.get(part.key)
    const isSameBlock =
      before?.rows.length === rows.length && rows.every((row, at) => row === before.rows[at])
    if (before !== undefined && isSameBlock) return before.element
    const element = <Block key={part.key} rows={rows} />
    drawnBlocks.current.set(part.key, { rows, element })
    return element
  }

  function drawRow(row: ThreadRow, isActive: boolean): VNode {
    const before = drawn.current.get(row.key)
    if (before !== undefined && before.isActive === isActive && isSame(before.row, row)) return before.element
    const element = <Row key={row.key} row={row} open={open} isActive={isActive} verbs={verbs.current} />
    drawn.current.set(row.key, { row, isActive, element })
    return element
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    const article = (event.target as HTMLElement).closest<HTMLElement>('article')
    if (article === null || event.target !== article) return
    const all = [...(box.current?.querySelectorAll<HTMLElement>('article') ?? [])]
    const next = all[all.indexOf(article) + (event.key === 'ArrowUp' ? -1 : 1)]
    event.preventDefault()
    event.stopPropagation()
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div class="thread-holder">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer; the menu above has the same for all */}
      <div
        class="thread"
        ref={box}
        onScroll={onScroll}
        tabIndex={-1}
        onContextMenu={(event) => {
          const isWords = (event.target as HTMLElement).closest('article, a, button, .notice') !== null
          if (isWords || getSelection()?.isCollapsed === false) return
          event.preventDefault()
          menuAt.value = { x: event.clientX, y: event.clientY }
        }}
      >
        <div
          class="thread-log"
          ref={log}
          role="log"
          aria-label={t('region.thread')}
          aria-busy={isLoading.value}
          data-foyer="thread"
          onKeyDown={onKeyDown}
        >
          {thread.hasOlder.value && (
            <div class="thread-older">{isLoading.value ? <span class="spinner" /> : null}</div>
          )}
          {inBlocks(rows).map(drawPart)}
        </div>
        <Draft open={open} />
        <Typing open={open} />
      </div>
      {menuAt.value !== null && (
        <ThreadMenu
          at={menuAt.value}
          onClose={() => {
            menuAt.value = null
          }}
        />
      )}
      {newBelow.value > 0 && (
        <button type="button" class="new-pill" data-foyer="new-messages" onClick={toEnd}>
          <Icon name="down" size={14} />
          {t('thread.newMessages', { n: newBelow.value })}
        </button>
      )}
    </div>
  )
}

interface RowProps {
  row: ThreadRow
  open: OpenThread
  isActive: boolean
  verbs: { activate: (key: string) => void; jump: (seq: Seq) => void }
}

function isSame(one: ThreadRow, other: ThreadRow): boolean {
  if (one.kind !== 'item' || other.kind !== 'item') return one.kind === other.kind
  return one.item === other.item && one.first === other.first && one.last === other.last
}

function Row({ row, open, isActive, verbs }: RowProps) {
  if (row.kind === 'day') {
    return (
      <div class="thread-day">
        <time dateTime={new Date(row.at).toISOString()}>{dayLabel(row.at, now.value, locale.value)}</time>
      </div>
    )
  }
  if (row.kind === 'new') {
    return (
      <div class="thread-new" data-foyer="new-line">
        <span>{t('thread.new')}</span>
      </div>
    )
  }
  const { item, first, last } = row
  if (item.kind === 'notice') return <Notice item={item} />
  if (item.kind === 'upload') return <Upload upload={item} open={open} />
  return (
    <Message
      message={item}
      first={first}
      last={last}
      open={open}
      isActive={isActive}
      onActivate={() => verbs.activate(row.key)}
      onJump={verbs.jump}
    />
  )
}
