/** The panel of a thread: the visitor's groups, and what of the conversation belongs beside them. */
import type { OpenThread } from '../../models/open-thread.ts'
import { VisitorGroups } from './groups.tsx'

export function ThreadVisitor({ open }: { open: OpenThread }) {
  const visitor = open.visitor.value
  if (visitor === null) return null
  const started = open.thread.items.value.find(
    (item) => item.kind === 'notice' && item.event.type === 'conversation.started',
  )
  const read =
    started?.kind === 'notice' && started.event.type === 'conversation.started'
      ? started.event.faq
      : undefined
  return (
    <VisitorGroups
      key={visitor.id}
      visitor={visitor}
      head={open.thread.head.value}
      read={read ?? []}
      keep={(profile) => {
        open.profile.value = profile
      }}
    />
  )
}
