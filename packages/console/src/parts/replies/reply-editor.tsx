/** One quick reply: title, text with placeholders at hand, folder, shortcut, and whose it is. */
import type { Id, ProtocolError, QuickReply, QuickReplyDraft } from '@foyer/protocol'
import { useComputed, useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { ReplySources } from '../../models/reply-sources.ts'
import { Field, FieldNote, Segments } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { SideTitle } from '../side-title.tsx'
import { useLeaving } from '../use-leaving.ts'
import { errorText } from '../words.ts'

interface ReplyEditorProps {
  sources: ReplySources
  /** Null: a new one. */
  reply: QuickReply | null
  mayShare: boolean
  mayChange: boolean
  /** Which one is shown then. */
  onDone: (id: Id | null) => void
}

const placeholders = ['visitor.name', 'visitor.nickname', 'agent.name', 'site.name', 'visitor.attributes.…']

export function ReplyEditor({ sources, reply, mayShare, mayChange, onDone }: ReplyEditorProps) {
  const { notices } = useConsole()
  const before = draftOf(reply)
  const draft = useSignal(before)
  const error = useSignal<ProtocolError | null>(null)
  const isChanged = useComputed(() => JSON.stringify(draft.value) !== JSON.stringify(before))
  useLeaving(isChanged)
  const folders = [...new Set(sources.replies.value.map(({ folder }) => folder).filter(Boolean))]
  const list = useId()
  const box = useRef<HTMLDivElement>(null)
  const { of, title, text, folder, shortcut } = draft.value
  const set = (change: Partial<typeof before>) => {
    draft.value = { ...draft.peek(), ...change }
    error.value = null
  }
  const errorAt = (path: string) =>
    error.value?.path === path
      ? error.value.code === 'conflict'
        ? t('quick.shortcutTaken')
        : t(path === '/shortcut' ? 'quick.shortcutWrong' : 'quick.needed')
      : null

  async function save() {
    const { verbs } = sources
    const answer = await (reply === null ? verbs.create(draft.peek()) : verbs.save(reply.id, draft.peek()))
    if (!answer.ok) {
      error.value = answer.error
      return
    }
    await sources.load()
    notices.tell(t('saved'))
    // Saved: nothing is left that leaving would lose.
    draft.value = before
    onDone(null)
    onDone(answer.value.id)
  }

  async function remove() {
    if (reply === null) return onDone(null)
    const yes = await notices.ask({
      title: t('quick.removeTitle', { title: reply.title }),
      text: t('quick.removeText'),
      confirm: t('remove'),
      isDangerous: true,
    })
    if (!yes) return
    const answer = await sources.verbs.remove(reply.id)
    if (!answer.ok) return notices.tell(errorText(answer.error), 'danger')
    await sources.load()
    onDone(null)
  }

  /** Where the cursor is; the dots are for the agent to write over. */
  function insert(name: string) {
    const area = box.current?.querySelector('textarea')
    const at = area?.selectionStart ?? text.length
    const end = area?.selectionEnd ?? at
    set({ text: `${text.slice(0, at)}{{${name}}}${text.slice(end)}` })
    requestAnimationFrame(() => {
      area?.focus()
      const cursor = at + name.length + 4
      if (name.endsWith('…')) area?.setSelectionRange(cursor - 3, cursor - 2)
      else area?.setSelectionRange(cursor, cursor)
    })
  }

  return (
    <form
      class="page-main"
      aria-label={t(reply === null ? 'quick.new' : 'quick.one')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <header class="bar">
        <button
          type="button"
          class="icon-button page-back"
          aria-label={t('back')}
          onClick={() => onDone(null)}
        >
          <Icon name="back" mirrored />
        </button>
        <SideTitle>
          <bdi>{title || t('quick.new')}</bdi>
        </SideTitle>
        {mayChange && reply !== null && (
          <button type="button" class="button quiet" data-foyer="quick-remove" onClick={() => void remove()}>
            {t('remove')}
          </button>
        )}
        {mayChange && (
          <button type="submit" class="button primary" disabled={!isChanged.value} data-foyer="quick-save">
            {t('save')}
          </button>
        )}
      </header>
      <fieldset class="settings-body reply-editor" disabled={!mayChange}>
        {!mayChange && <p class="callout">{t('quick.notYours')}</p>}
        <FieldNote
          error={error.value !== null && error.value.path === undefined ? errorText(error.value) : null}
        />
        <Field
          label={t('quick.title')}
          value={title}
          hasFocus={reply === null}
          maxLength={120}
          error={errorAt('/title')}
          hook="quick-title"
          onInput={(value) => set({ title: value })}
        />
        <div ref={box}>
          <Field
            label={t('quick.text')}
            value={text}
            isLong
            maxLength={5_000}
            error={errorAt('/text')}
            hint={t('quick.textHint')}
            hook="quick-text"
            onInput={(value) => set({ text: value })}
          />
        </div>
        <fieldset class="reply-holders" aria-label={t('quick.placeholders')}>
          {placeholders.map((name) => (
            <button
              key={name}
              type="button"
              class="chip"
              data-foyer="placeholder"
              onClick={() => insert(name)}
            >
              <span dir="ltr">{`{{${name}}}`}</span>
            </button>
          ))}
        </fieldset>
        <div class="field-pair">
          <Field
            label={t('quick.folder')}
            value={folder}
            maxLength={60}
            list={list}
            hint={t('quick.folderHint')}
            hook="quick-folder"
            onInput={(value) => set({ folder: value })}
          />
          <Field
            label={t('quick.shortcut')}
            value={shortcut}
            maxLength={30}
            hint={t('quick.shortcutHint')}
            error={errorAt('/shortcut')}
            hook="quick-shortcut"
            onInput={(value) => set({ shortcut: value })}
          />
        </div>
        <datalist id={list}>
          {folders.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {mayShare && of !== 'department' && (
          <Segments
            label={t('quick.whose')}
            value={of}
            hook="quick-of"
            options={[
              { value: 'agent', label: t('quick.own') },
              { value: 'site', label: t('quick.ofSite') },
            ]}
            onChange={(value) => set({ of: value })}
          />
        )}
      </fieldset>
    </form>
  )
}

function draftOf(reply: QuickReply | null): Required<QuickReplyDraft> {
  const { of = 'agent', owner = null, folder = '', title = '', text = '', shortcut = '' } = reply ?? {}
  return { of, owner, folder, title, text, shortcut }
}
