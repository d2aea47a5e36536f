/** Texts of the site that the model may answer from and cites (AS-12). */
import type { SiteDocument } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { Dialog } from '../dialog.tsx'
import { Field, FieldGroup, FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { errorText } from '../words.ts'

export function Documents({ assistant }: { assistant: Assistant }) {
  const { notices } = useConsole()
  const editing = useSignal<SiteDocument | 'new' | null>(null)
  const held = assistant.documents.value.value
  useEffect(() => void assistant.documents.need(), [assistant])

  async function remove({ id, title }: SiteDocument) {
    const yes = await notices.ask({
      title: t('document.delete'),
      text: t('document.deleteText', { title }),
      confirm: t('delete'),
      isDangerous: true,
    })
    if (!yes) return
    const error = await assistant.removeDocument(id)
    if (error !== null) notices.tell(errorText(error), 'danger')
  }

  return (
    <FieldGroup label={t('document.title')} hook="documents">
      {held.state === 'failed' && (
        <p class="field-error">
          <span>{errorText(held.error)}</span>
          <button type="button" class="button quiet" onClick={() => void assistant.documents.load()}>
            {t('retry')}
          </button>
        </p>
      )}
      {held.state === 'ready' && held.value.documents.length > 0 && (
        <ul class="lines">
          {held.value.documents.map((one) => (
            <li key={one.id} data-foyer="document">
              <Icon name="file" size={16} />
              <span>
                <bdi>{one.title}</bdi>
              </span>
              <small>{t('document.size', { n: one.text.length })}</small>
              <button
                type="button"
                class="icon-button"
                aria-label={t('document.edit', { title: one.title })}
                onClick={() => {
                  editing.value = one
                }}
              >
                <Icon name="edit" size={15} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('document.remove', { title: one.title })}
                onClick={() => void remove(one)}
              >
                <Icon name="trash" size={15} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="field-hint">{t('document.hint')}</p>
      <div>
        <button
          type="button"
          class="button"
          data-foyer="document-add"
          onClick={() => {
            editing.value = 'new'
          }}
        >
          <Icon name="plus" size={15} />
          {t('document.add')}
        </button>
      </div>
      {editing.value !== null && (
        <DocumentDialog
          assistant={assistant}
          document={editing.value === 'new' ? null : editing.value}
          onClose={() => {
            editing.value = null
          }}
        />
      )}
    </FieldGroup>
  )
}

interface DocumentDialogProps {
  assistant: Assistant
  document: SiteDocument | null
  onClose: () => void
}

function DocumentDialog({ assistant, document, onClose }: DocumentDialogProps) {
  const { notices } = useConsole()
  const fields = useSignal({
    title: document?.title ?? '',
    url: document?.url ?? '',
    text: document?.text ?? '',
  })
  const wasTried = useSignal(false)
  const error = useSignal<string | null>(null)
  const { title, url, text } = fields.value
  const set = (change: Partial<typeof fields.value>) => {
    fields.value = { ...fields.peek(), ...change }
  }

  async function save() {
    wasTried.value = true
    if (title.trim() === '' || text.trim() === '') return
    const refused = await assistant.saveDocument(document?.id ?? null, {
      title: title.trim(),
      url: url.trim(),
      text: text.trim(),
    })
    error.value = refused === null ? null : errorText(refused)
    if (refused !== null) return
    notices.tell(t('saved'))
    onClose()
  }

  async function close() {
    const isChanged =
      title !== (document?.title ?? '') || url !== (document?.url ?? '') || text !== (document?.text ?? '')
    const yes =
      !isChanged ||
      (await notices.ask({
        title: t('leave.title'),
        text: t('leave.text'),
        confirm: t('leave.yes'),
        isDangerous: true,
      }))
    if (yes) onClose()
  }

  return (
    <Dialog
      title={t(document === null ? 'document.add' : 'document.editTitle')}
      className="wide"
      hook="document-dialog"
      onClose={() => void close()}
    >
      <form
        class="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field
          label={t('document.name')}
          hasFocus
          maxLength={200}
          value={title}
          error={wasTried.value && title.trim() === '' ? t('document.nameMissing') : null}
          hook="document-title"
          onInput={(value) => set({ title: value })}
        />
        <Field
          label={t('document.url')}
          hint={t('document.urlHint')}
          type="url"
          dir="ltr"
          placeholder="https://shop.example/delivery"
          value={url}
          hook="document-url"
          onInput={(value) => set({ url: value })}
        />
        <Field
          label={t('document.text')}
          hint={t('document.size', { n: text.length })}
          isLong
          value={text}
          error={wasTried.value && text.trim() === '' ? t('document.textMissing') : null}
          hook="document-text"
          onInput={(value) => set({ text: value })}
        />
        <FieldNote error={error.value} />
        <div class="dialog-ends">
          <button type="button" class="button" onClick={() => void close()}>
            {t('cancel')}
          </button>
          <button type="submit" class="button primary" data-foyer="document-save">
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
