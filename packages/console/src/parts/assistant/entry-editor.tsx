/** One FAQ entry: question, phrasings, answer with a preview, category, language, published or draft. */
import type { FaqEntry } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import type { Assistant } from '../../models/assistant.ts'
import { createEntryDraft } from '../../models/entry-draft.ts'
import { begun, draftOf, type EntryFields } from '../../models/entry-fields.ts'
import { categoriesOf, isError } from '../../models/faq.ts'
import { Field, Select, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { SideTitle } from '../side-title.tsx'
import { siteLocales } from '../site-locales.ts'
import { Text } from '../text.tsx'
import { TextEditor } from '../text-editor.tsx'
import { useLeaving } from '../use-leaving.ts'
import { errorText } from '../words.ts'
import { Phrasings } from './phrasings.tsx'

interface EntryEditorProps {
  assistant: Assistant
  entry: FaqEntry | null
  onOpen: (entry: string | null) => void
}

export function EntryEditor({ assistant, entry, onOpen }: EntryEditorProps) {
  const { notices } = useConsole()
  const { faq, past } = assistant
  const id = entry?.id
  const draft = useMemo(() => {
    const made = createEntryDraft(faq.entries, id ?? null)
    if (id === undefined) made.set(begun(assistant.beginning.peek()))
    return made
  }, [faq, id])
  const wasTried = useSignal(false)
  const isBusy = useSignal(false)
  const categoriesId = useId()
  const { question, phrasings, answer, category, locale, published } = draft.current.value
  const entries = faq.entries.value.state === 'ready' ? faq.entries.value.value : []
  const categories = categoriesOf(entries)
  const asked = past.value.value
  const offered =
    asked.state === 'ready' && id !== undefined
      ? asked.value.questions
          .filter(({ best, text }) => best?.faq === id && !best.isExact && text.length <= 200)
          .map(({ text }) => text)
      : []
  const errors = {
    question: question.trim() === '' ? t('faq.questionMissing') : null,
    answer: answer.trim() === '' ? t('faq.answerMissing') : null,
  }
  useLeaving(draft.isChanged)
  useEffect(() => {
    // Begun once: another new entry is empty again.
    assistant.beginning.value = null
    void past.need()
  }, [])

  const set = (change: Partial<EntryFields>) => draft.set(change)

  async function save() {
    wasTried.value = true
    if (errors.question !== null || errors.answer !== null || isBusy.peek()) return
    isBusy.value = true
    if (entry === null) {
      const made = await faq.create(draftOf(draft.current.peek()))
      if (isError(made)) notices.tell(errorText(made), 'danger')
      else {
        draft.discard()
        notices.tell(t('faq.created'))
        onOpen(made.id)
      }
    } else {
      // The phrasings are sent with those that colleagues have added meanwhile.
      await faq.load()
      const change = draft.isChanged.peek() ? draft.send() : null
      const error = change === null ? null : await faq.save(entry.id, change)
      draft.settle(error === null)
      notices.tell(error === null ? t('saved') : errorText(error), error === null ? 'plain' : 'danger')
    }
    isBusy.value = false
  }

  async function remove() {
    if (entry === null) return
    const yes = await notices.ask({
      title: t('faq.delete'),
      text: t('faq.deleteText', { question: entry.question }),
      confirm: t('delete'),
      isDangerous: true,
    })
    if (!yes) return
    const error = await faq.remove(entry.id)
    if (error !== null) return notices.tell(errorText(error), 'danger')
    draft.discard()
    notices.tell(t('faq.deleted'))
    onOpen(null)
  }

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && (event.key === 's' || event.key === 'Enter')) {
        event.preventDefault()
        void save()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })

  return (
    <form
      class="editor"
      data-foyer="faq-editor"
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
          data-foyer="back"
          onClick={() => onOpen(null)}
        >
          <Icon name="back" mirrored />
        </button>
        <SideTitle>{t(entry === null ? 'faq.newTitle' : 'faq.edit')}</SideTitle>
        {entry !== null && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('faq.delete')}
            data-tip={t('delete')}
            data-foyer="faq-delete"
            onClick={() => void remove()}
          >
            <Icon name="trash" />
          </button>
        )}
        <button
          type="submit"
          class="button primary"
          disabled={!draft.isChanged.value || isBusy.value}
          data-foyer="faq-save"
        >
          {t('save')}
        </button>
      </header>
      <div class="editor-body">
        <div class="editor-fields">
          <Field
            label={t('faq.question')}
            value={question}
            hasFocus={entry === null}
            maxLength={300}
            error={wasTried.value ? errors.question : null}
            placeholder={t('faq.questionExample')}
            hook="faq-question"
            onInput={(value) => set({ question: value })}
          />
          <TextEditor
            label={t('faq.answer')}
            value={answer}
            error={wasTried.value ? errors.answer : null}
            hook="faq-answer"
            onInput={(value) => set({ answer: value })}
          />
          <Phrasings
            question={question}
            phrasings={phrasings}
            offered={offered}
            onChange={(value) => set({ phrasings: value })}
          />
          <div class="field-pair">
            <Field
              label={t('faq.category')}
              value={category}
              maxLength={80}
              list={categoriesId}
              hook="faq-category"
              onInput={(value) => set({ category: value })}
            />
            <datalist id={categoriesId}>
              {categories.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <Select
              label={t('faq.locale')}
              value={locale}
              hook="faq-locale"
              options={[
                { value: '', label: t('faq.everyLocale') },
                ...siteLocales(entry?.locale ? [entry.locale] : []).map(({ tag, name }) => ({
                  value: tag,
                  label: name,
                })),
              ]}
              onChange={(value) => set({ locale: value })}
            />
          </div>
          <Switch
            label={t('faq.published')}
            hint={t(published ? 'faq.publishedHint' : 'faq.draftHint')}
            isOn={published}
            hook="faq-published"
            onChange={(value) => set({ published: value })}
          />
        </div>
        <aside class="editor-preview" aria-label={t('faq.preview')}>
          <p class="field-hint">{t('faq.preview')}</p>
          <div class="faq-card">
            <h3 dir="auto">{question || t('faq.questionExample')}</h3>
            {answer.trim() === '' ? (
              <p class="field-hint">{t('faq.answerExample')}</p>
            ) : (
              <Text text={answer} />
            )}
          </div>
        </aside>
      </div>
    </form>
  )
}
