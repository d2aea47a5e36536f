/** Quick replies by owner and folder. One is moved within its folder by its handle, or with Alt and the arrows. */
import type { Id, QuickReply } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import type { Colleague } from '../../models/http.ts'
import { Nothing } from '../assistant/states.tsx'
import { Icon } from '../icon.tsx'
import { ownerOf } from './use-offers.ts'

interface ReplyListProps {
  replies: readonly QuickReply[]
  me: Id | null
  colleagues: readonly Colleague[]
  chosen: Id | 'new' | null
  /** Not while it is searched: then what stands between them is not seen. */
  isOrderable: boolean
  mayChange: (reply: QuickReply) => boolean
  onChoose: (id: Id) => void
  onOrder: (ids: Id[]) => void
}

interface Group {
  key: string
  name: string
  folder: string
  replies: QuickReply[]
}

export function ReplyList(props: ReplyListProps) {
  const { replies, me, colleagues, chosen, isOrderable, mayChange, onChoose, onOrder } = props
  const dragged = useSignal<Id | null>(null)
  const over = useSignal<Id | null>(null)
  const groups = groupsOf(replies, me, colleagues)
  if (groups.length === 0) {
    return isOrderable ? (
      <Nothing icon="bolt" title={t('quick.none')} text={t('quick.about')} />
    ) : (
      <p class="page-none">{t('quick.notFound')}</p>
    )
  }

  function move(group: Group, id: Id, to: number) {
    const ids = group.replies.map((reply) => reply.id)
    const from = ids.indexOf(id)
    if (from < 0 || to < 0 || to >= ids.length || from === to) return
    ids.splice(to, 0, ...ids.splice(from, 1))
    onOrder(ids)
  }

  return (
    <div class="reply-groups">
      {groups.map((group) => (
        <section key={group.key} aria-label={[group.name, group.folder].filter(Boolean).join(', ')}>
          <h2 class="reply-group">
            <bdi>{group.name}</bdi>
            {group.folder !== '' && <bdi class="offer-about">{group.folder}</bdi>}
          </h2>
          <ul>
            {group.replies.map((reply, index) => {
              const canMove = isOrderable && group.replies.length > 1 && mayChange(reply)
              return (
                <li
                  key={reply.id}
                  class={
                    over.value === reply.id && dragged.value !== null ? 'reply-line is-over' : 'reply-line'
                  }
                  draggable={canMove}
                  onDragStart={(event) => {
                    dragged.value = reply.id
                    event.dataTransfer?.setData('text/plain', reply.title)
                  }}
                  onDragEnd={() => {
                    dragged.value = null
                    over.value = null
                  }}
                  onDragOver={(event) => {
                    if (!group.replies.some(({ id }) => id === dragged.peek())) return
                    event.preventDefault()
                    over.value = reply.id
                  }}
                  onDrop={(event) => {
                    event.preventDefault()
                    if (dragged.peek() !== null) move(group, dragged.peek() as Id, index)
                  }}
                >
                  {canMove && <Icon name="drag" size={15} />}
                  <button
                    type="button"
                    aria-current={chosen === reply.id ? 'true' : undefined}
                    aria-keyshortcuts={canMove ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
                    title={canMove ? t('quick.moveKeys') : undefined}
                    data-foyer="reply-line"
                    onClick={() => onChoose(reply.id)}
                    onKeyDown={(event) => {
                      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
                      if (!event.altKey || step === 0 || !canMove) return
                      event.preventDefault()
                      event.stopPropagation()
                      move(group, reply.id, index + step)
                    }}
                  >
                    <span class="offer-title">
                      <bdi>{reply.title}</bdi>
                      {reply.shortcut !== '' && <kbd>/{reply.shortcut}</kbd>}
                    </span>
                    <span class="offer-preview" dir="auto">
                      {reply.text}
                    </span>
                  </button>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}

const order = ['own', 'site', 'department', 'colleague']

function groupsOf(replies: readonly QuickReply[], me: Id | null, colleagues: readonly Colleague[]): Group[] {
  const groups = new Map<string, Group>()
  for (const reply of replies) {
    const owner = ownerOf(reply, me)
    const key = `${order.indexOf(owner)} ${reply.owner ?? ''} ${reply.folder}`
    const group = groups.get(key) ?? {
      key,
      name: nameOf(reply, owner, colleagues),
      folder: reply.folder,
      replies: [],
    }
    group.replies.push(reply)
    groups.set(key, group)
  }
  return [...groups.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1))
}

function nameOf(
  { owner: id }: QuickReply,
  owner: ReturnType<typeof ownerOf>,
  colleagues: readonly Colleague[],
): string {
  if (owner === 'own') return t('quick.own')
  if (owner === 'site') return t('quick.ofSite')
  if (owner === 'department') return t('quick.ofDepartment')
  return colleagues.find((one) => one.id === id)?.name ?? t('quick.colleague')
}
