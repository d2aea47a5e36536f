/** The summary of a conversation (IN-11): what is typed is kept until it is saved; who said what before is beside it. */
import type { Id, Summary, SummaryDraft, SummaryField, SummarySettings } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole, useDesk } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { summaryHttp } from '../../models/replies-http.ts'
import { writeRoute } from '../../models/route.ts'
import { summaryDraftsOf } from '../../models/summary-drafts.ts'
import { dateAndTime } from '../../models/time.ts'
import { Dialog } from '../dialog.tsx'
import { Field, FieldNote, Segments, Select } from '../field.tsx'
import { errorText } from '../words.ts'

interface SummaryDialogProps {
  conversation: Id
  settings: SummarySettings
  /** It comes before another conversation is answered. */
  isOwed?: boolean
  onClose: () => void
}

const empty: SummaryDraft = { category: '', progress: '', values: {} }

export function SummaryDialog({ conversation, settings, isOwed = false, onClose }: SummaryDialogProps) {
  const { http, storage, notices } = useConsole()
  const desk = useDesk()
  const drafts = summaryDraftsOf(storage)
  const verbs = summaryHttp(http, conversation)
  const draft = useSignal<SummaryDraft | null>(drafts.of(conversation))
  const saved = useSignal<Summary | null>(null)
  const error = useSignal<{ text: string; path: string } | null>(null)
  const isSaving = useSignal(false)

  useEffect(() => {
    void verbs.read().then((answer) => {
      if (!answer.ok) {
        if (answer.error.code === 'not_found') drafts.settle(conversation)
        error.value = { text: errorText(answer.error), path: '' }
      } else saved.value = answer.value.summary
      draft.value ??= saved.peek() ?? empty
    })
  }, [conversation])

  function set(change: Partial<SummaryDraft>) {
    const { category, progress, values } = { ...(draft.peek() ?? empty), ...change }
    draft.value = { category, progress, values }
    drafts.keep(conversation, draft.value)
  }

  async function save() {
    const { category, progress, values } = draft.peek() ?? empty
    const missing = settings.fields.find(({ id, required }) => required && !values[id]?.trim())
    if (missing !== undefined) {
      error.value = { text: t('summary.missing'), path: `/values/${missing.id}` }
      return
    }
    isSaving.value = true
    const answer = await verbs.save({ category, progress, values })
    isSaving.value = false
    if (!answer.ok) {
      const { path = '' } = answer.error
      // What was refused is said beside its field, in the words of the field.
      error.value = { text: path === '' ? errorText(answer.error) : t('summary.wrong'), path }
      return
    }
    drafts.keep(conversation, null)
    drafts.settle(conversation)
    notices.tell(t('summary.saved'))
    onClose()
  }

  const held = draft.value
  const wrongAt = (path: string) => (error.value?.path === path ? error.value.text : null)
  return (
    <Dialog title={t('summary.title')} className="summary-dialog" hook="summary-dialog" onClose={onClose}>
      {isOwed && (
        <p class="callout">
          {t('summary.owed')}{' '}
          <a href={writeRoute({ screen: 'inbox', list: desk.list.value, conversation })} onClick={onClose}>
            {t('summary.look')}
          </a>
        </p>
      )}
      {held === null ? (
        <div class="empty" role="status" aria-label={t('loading')}>
          <span class="spinner" />
        </div>
      ) : (
        <form
          class="summary-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void save()
          }}
        >
          {settings.categories.length > 0 && (
            <Select
              label={t('summary.category')}
              value={held.category}
              hook="summary-category"
              options={[{ value: '', label: t('summary.noCategory') }, ...settings.categories.map(asOption)]}
              onChange={(category) => set({ category })}
            />
          )}
          {settings.progress.length > 0 && (
            <Segments
              label={t('summary.progress')}
              value={held.progress}
              hook="summary-progress"
              options={settings.progress.map(asOption)}
              onChange={(progress) => set({ progress })}
            />
          )}
          {settings.fields.map((field) => (
            <OneField
              key={field.id}
              field={field}
              value={held.values[field.id] ?? ''}
              error={wrongAt(`/values/${field.id}`)}
              onInput={(value) => set({ values: { ...held.values, [field.id]: value } })}
            />
          ))}
          {settings.categories.length + settings.progress.length + settings.fields.length === 0 && (
            <p class="field-hint">{t('summary.noFields')}</p>
          )}
          <FieldNote error={error.value?.path.startsWith('/values/') ? null : (error.value?.text ?? null)} />
          {saved.value !== null && <History summary={saved.value} />}
          <div class="dialog-ends">
            <button type="button" class="button" onClick={onClose}>
              {t('summary.later')}
            </button>
            <button type="submit" class="button primary" disabled={isSaving.value} data-foyer="summary-save">
              {t('save')}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}

interface OneFieldProps {
  field: SummaryField
  value: string
  error: string | null
  onInput: (value: string) => void
}

function OneField({ field, value, error, onInput }: OneFieldProps) {
  const { id, label, type, choices, required } = field
  const name = required ? t('summary.needed', { label }) : label
  if (type !== 'choice') {
    return (
      <Field
        label={name}
        value={value}
        isLong={type === 'longText'}
        type={type === 'number' ? 'number' : 'text'}
        error={error}
        isRequired={required}
        maxLength={4_000}
        hook={`summary-${id}`}
        onInput={onInput}
      />
    )
  }
  return (
    <>
      <Select
        label={name}
        value={value}
        hook={`summary-${id}`}
        options={[{ value: '', label: '–' }, ...choices.map(asOption)]}
        onChange={onInput}
      />
      <FieldNote error={error} />
    </>
  )
}

function History({ summary }: { summary: Summary }) {
  const versions = [summary, ...summary.history]
  return (
    <details class="summary-history" data-foyer="summary-history">
      <summary>
        {t('summary.by', {
          who: cleanName(summary.by.name ?? ''),
          when: dateAndTime(summary.at, locale.value),
        })}
      </summary>
      <ol>
        {versions.map(({ by, at, category, progress, values }) => (
          <li key={at}>
            <strong>
              <bdi>{cleanName(by.name ?? '')}</bdi>, {dateAndTime(at, locale.value)}
            </strong>
            <span dir="auto">
              {[category, progress, ...Object.values(values)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}

function asOption(name: string) {
  return { value: name, label: name }
}
