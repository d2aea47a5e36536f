/** What visitors are asked by form: instead of a message while nobody is there, before the first, and by agents. */
import '../../styles/routing.css'
import '../../styles/forms.css'
import type { FormSettings, LeaveWhen, SavedForm, Texts, WidgetForms } from '@foyer/protocol'
import { formLimits } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { t } from '../../locale.ts'
import { asBody, formTags, newForm, withText } from '../../models/forms-edit.ts'
import { freeName } from '../../models/routing-edit.ts'
import { Field, Select, Switch } from '../field.tsx'
import { fieldWord } from '../field-words.ts'
import { Icon } from '../icon.tsx'
import { Ordered } from '../routing/ordered.tsx'
import { TextEditor } from '../text-editor.tsx'
import { FormFields } from './form-fields.tsx'
import { Languages } from './languages.tsx'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

export function FormsSection({ site, settings, set }: SectionProps) {
  const { forms, locale: main } = settings
  const tag = useSignal(main)
  const change = (some: Partial<FormSettings>) => set({ forms: { ...forms, ...some } })
  const { leave, preChat, saved } = forms
  return (
    <div class="with-preview">
      <div class="settings-fields forms">
        <Languages
          tags={[main, ...Object.keys(settings.welcome), ...formTags(forms)]}
          chosen={tag}
          hook="forms-languages"
        />
        <fieldset>
          <legend>{t('forms.leave')}</legend>
          <Select<LeaveWhen>
            label={t('forms.leaveWhen')}
            hint={t('forms.leaveHint')}
            value={leave.when}
            hook="leave-when"
            options={[
              { value: 'never', label: t('forms.leaveNever') },
              { value: 'offHours', label: t('forms.leaveOffHours') },
              { value: 'nobody', label: t('forms.leaveNobody') },
            ]}
            onChange={(when) => change({ leave: { ...leave, when } })}
          />
          {leave.when !== 'never' && (
            <>
              <Above
                texts={leave.text}
                tag={tag.value}
                example={t('forms.leaveExample')}
                hook="leave-text"
                onChange={(text) => change({ leave: { ...leave, text } })}
              />
              <FormFields
                fields={leave.fields}
                tag={tag.value}
                main={main}
                takesFiles
                hook="leave"
                onChange={(fields) => change({ leave: { ...leave, fields } })}
              />
            </>
          )}
        </fieldset>
        <fieldset>
          <legend>{t('forms.preChat')}</legend>
          <Switch
            label={t('forms.preChatOn')}
            hint={t('forms.preChatHint')}
            isOn={preChat.isOn}
            hook="pre-chat-on"
            onChange={(isOn) => change({ preChat: { ...preChat, isOn } })}
          />
          {preChat.isOn && (
            <>
              <Above
                texts={preChat.text}
                tag={tag.value}
                example={t('forms.preChatExample')}
                hook="pre-chat-text"
                onChange={(text) => change({ preChat: { ...preChat, text } })}
              />
              <FormFields
                fields={preChat.fields}
                tag={tag.value}
                main={main}
                takesFiles={false}
                hook="pre-chat"
                onChange={(fields) => change({ preChat: { ...preChat, fields } })}
              />
            </>
          )}
        </fieldset>
        <fieldset>
          <legend>{t('forms.saved')}</legend>
          <SavedForms
            saved={saved}
            tag={tag.value}
            main={main}
            onChange={(next) => change({ saved: next })}
          />
        </fieldset>
      </div>
      <Preview site={site} settings={settings} locale={tag.value} screen="thread" forms={askedFirst()} />
    </div>
  )

  function askedFirst(): WidgetForms {
    if (!preChat.isOn) return {}
    const form = { ...preChat, id: '', name: t('forms.preChatExample') }
    return { preChat: asBody(form, tag.value, main, fieldWord) }
  }
}

interface AboveProps {
  texts: Texts
  tag: string
  example: string
  hook: string
  onChange: (texts: Texts) => void
}

function Above({ texts, tag, example, hook, onChange }: AboveProps) {
  return (
    <TextEditor
      key={tag}
      label={t('forms.text')}
      hint={t('forms.textHint')}
      placeholder={example}
      value={texts[tag] ?? ''}
      hook={hook}
      onInput={(text) => onChange(withText(texts, tag, text))}
    />
  )
}

interface SavedFormsProps {
  saved: SavedForm[]
  tag: string
  main: string
  onChange: (saved: SavedForm[]) => void
}

function SavedForms({ saved, tag, main, onChange }: SavedFormsProps) {
  const open = useSignal<string | null>(null)
  return (
    <>
      <p class="field-hint">{t('forms.savedHint')}</p>
      <Ordered
        items={saved}
        label={t('forms.saved')}
        open={open}
        hook="saved-form"
        faultAt={(at) => (saved[at]?.name.trim() === '' ? t('forms.needsName') : null)}
        summary={({ fields }) => t('forms.count', { n: fields.length })}
        onOrder={onChange}
        editor={(form, at) => {
          const set = (some: Partial<SavedForm>) => onChange(saved.with(at, { ...form, ...some }))
          return (
            <>
              <Field
                label={t('forms.name')}
                hint={t('forms.nameHint')}
                value={form.name}
                maxLength={100}
                hasFocus
                error={form.name.trim() === '' ? t('forms.needsName') : null}
                hook="saved-form-name"
                onInput={(name) => set({ name })}
              />
              <TextEditor
                key={tag}
                label={t('forms.text')}
                value={form.text[tag] ?? ''}
                hook="saved-form-text"
                onInput={(text) => set({ text: withText(form.text, tag, text) })}
              />
              <FormFields
                fields={form.fields}
                tag={tag}
                main={main}
                takesFiles={false}
                hook="saved"
                onChange={(fields) => set({ fields })}
              />
              <div>
                <button
                  type="button"
                  class="button danger-text"
                  data-foyer="saved-form-remove"
                  onClick={() => onChange(saved.toSpliced(at, 1))}
                >
                  <Icon name="trash" size={15} />
                  {t('forms.removeForm')}
                </button>
              </div>
            </>
          )
        }}
      />
      <div>
        <button
          type="button"
          class="button"
          disabled={saved.length >= formLimits.saved}
          data-foyer="saved-form-add"
          onClick={() => {
            const form = newForm(freeName(t('forms.newName'), saved))
            onChange([...saved, form])
            open.value = form.id
          }}
        >
          <Icon name="plus" size={15} />
          {t('forms.addForm')}
        </button>
      </div>
    </>
  )
}
