/** What is being written, below the last message: by the assistant word for word, by the visitor as far as it may be seen. */
import { cleanName } from '@foyer/widget/text'
import { t } from '../locale.ts'
import type { OpenThread } from '../models/open-thread.ts'
import { Avatar } from './avatar.tsx'
import { Text } from './text.tsx'

/** What the assistant is writing, as it stands: the message itself takes its place. */
export function Draft({ open }: { open: OpenThread }) {
  const draft = open.thread.draft.value
  if (draft === null) return null
  const name = cleanName(draft.by.name || t('by.assistant'))
  return (
    <div class="message ours first last is-draft" data-foyer="draft">
      <div class="message-column">
        <header class="message-author">
          <bdi>{name}</bdi>
        </header>
        <div class="bubble">
          <Text text={draft.text} />
        </div>
        <p class="message-meta">
          <span class="typing-dots" role="img" aria-label={t('thread.typing', { name })}>
            <i />
            <i />
            <i />
          </span>
        </p>
      </div>
    </div>
  )
}

export function Typing({ open }: { open: OpenThread }) {
  const typing = open.thread.typing.value
  const visitor = open.visitor.value
  if (typing === null) return null
  const { by, preview } = typing
  const name = cleanName((by.kind === 'visitor' && open.nickname.value) || by.name || '')
  return (
    <div class="message theirs first last is-typing" data-foyer="typing">
      <span class="message-face">
        <Avatar name={name} id={by.id ?? visitor?.id} size="medium" />
      </span>
      <div class="message-column">
        <div class="bubble">
          {preview ? <span class="typing-preview">{preview}</span> : null}
          <span class="typing-dots" role="img" aria-label={t('thread.typing', { name })}>
            <i />
            <i />
            <i />
          </span>
        </div>
      </div>
    </div>
  )
}
