/** The fields of one form: their order, and of each what it asks, whether it must be filled in, what it fills in. */
import type { FieldType, SetByForm, SiteField } from '@foyer/protocol'
import { formLimits } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { type MessageKey, t } from '../../locale.ts'
import { newField, newOptions, ofType, setsOf, textFor, withText } from '../../models/forms-edit.ts'
import { Field, FieldGroup, Select, Switch } from '../field.tsx'
import { fieldWord } from '../field-words.ts'
import { Icon } from '../icon.tsx'
import { Ordered } from '../routing/ordered.tsx'

interface FormFieldsProps {
  fields: SiteField[]
  /** The language that is edited, and the site's. */
  tag: string
  main: string
  takesFiles: boolean
  hook: string
  onChange: (fields: SiteField[]) => void
}

const types: Record<FieldType, MessageKey> = {
  text: 'forms.type.text',
  longText: 'forms.type.longText',
  email: 'forms.type.email',
  phone: 'forms.type.phone',
  number: 'forms.type.number',
  date: 'forms.type.date',
  choice: 'forms.type.choice',
  checkbox: 'forms.type.checkbox',
  files: 'forms.type.files',
}

const profile: Record<SetByForm, MessageKey> = {
  name: 'forms.word.name',
  email: 'forms.word.email',
  phone: 'forms.word.phone',
  company: 'forms.word.company',
}

export function FormFields({ fields, tag, main, takesFiles, hook, onChange }: FormFieldsProps) {
  const open = useSignal<string | null>(null)
  const nameOf = (field: SiteField) => textFor(field.label, tag, main) || fieldWord(field.id)
  const change = (at: number, field: SiteField) => onChange(fields.with(at, field))
  return (
    <FieldGroup label={t('forms.fields')} hook={hook}>
      <Ordered
        items={fields.map((field) => ({ ...field, name: nameOf(field) }))}
        label={t('forms.fields')}
        open={open}
        hook={`${hook}-field`}
        faultAt={(at) => faultOf(fields[at], nameOf)}
        summary={({ type, required }) => t(types[type]) + (required ? ` · ${t('forms.required')}` : '')}
        onOrder={(items) => onChange(items.map(({ name: _, ...field }) => field))}
        editor={(_, at) => {
          const field = fields[at]
          return field === undefined ? null : (
            <FieldEditor
              field={field}
              tag={tag}
              main={main}
              takesFiles={takesFiles}
              hook={hook}
              onChange={(changed) => change(at, changed)}
              onRemove={() => onChange(fields.toSpliced(at, 1))}
            />
          )
        }}
      />
      <div>
        <button
          type="button"
          class="button"
          disabled={fields.length >= formLimits.fields}
          data-foyer={`${hook}-add`}
          onClick={() => {
            const field = newField(fields)
            onChange([...fields, field])
            open.value = field.id
          }}
        >
          <Icon name="plus" size={15} />
          {t('forms.addField')}
        </button>
      </div>
    </FieldGroup>
  )
}

function faultOf(field: SiteField | undefined, nameOf: (field: SiteField) => string): string | null {
  if (field === undefined) return null
  if (nameOf(field) === '') return t('forms.needsLabel')
  return field.type === 'choice' && field.options.length === 0 ? t('forms.needsOptions') : null
}

interface FieldEditorProps extends Omit<FormFieldsProps, 'fields' | 'onChange'> {
  field: SiteField
  onChange: (field: SiteField) => void
  onRemove: () => void
}

function FieldEditor({ field, tag, main, takesFiles, hook, onChange, onRemove }: FieldEditorProps) {
  const { id, type, label, required, sets } = field
  const own = fieldWord(id)
  const kinds = (Object.keys(types) as FieldType[]).filter(
    (one) => one !== 'files' || takesFiles || type === one,
  )
  const fills = setsOf(type)
  return (
    <>
      <div class="form-pair">
        <Field
          label={t(type === 'checkbox' ? 'forms.boxLabel' : 'forms.label')}
          value={label[tag] ?? ''}
          placeholder={textFor(label, tag, main) || own}
          maxLength={formLimits.label}
          hasFocus
          hook={`${hook}-label`}
          error={textFor(label, tag, main) || own ? null : t('forms.needsLabel')}
          onInput={(text) => onChange({ ...field, label: withText(label, tag, text) })}
        />
        <Select
          label={t('forms.type')}
          value={type}
          hook={`${hook}-type`}
          options={kinds.map((value) => ({ value, label: t(types[value]) }))}
          onChange={(value) => onChange(ofType(field, value))}
        />
      </div>
      {type === 'choice' && <Choices field={field} tag={tag} main={main} hook={hook} onChange={onChange} />}
      {fills.length > 0 && (
        <Select<SetByForm | ''>
          label={t('forms.sets')}
          hint={t('forms.setsHint')}
          value={sets ?? ''}
          hook={`${hook}-sets`}
          options={[
            { value: '', label: t('forms.setsNothing') },
            ...fills.map((value) => ({ value, label: t(profile[value]) })),
          ]}
          onChange={(value) => {
            const { sets: _, ...rest } = field
            onChange(value === '' ? rest : { ...rest, sets: value })
          }}
        />
      )}
      <div class="form-field-end">
        <Switch
          label={t(type === 'checkbox' ? 'forms.mustTick' : 'forms.mustFill')}
          isOn={required}
          hook={`${hook}-required`}
          onChange={(isOn) => onChange({ ...field, required: isOn })}
        />
        <button type="button" class="button danger-text" data-foyer={`${hook}-remove`} onClick={onRemove}>
          <Icon name="trash" size={15} />
          {t('forms.removeField')}
        </button>
      </div>
    </>
  )
}

interface ChoicesProps extends Pick<FieldEditorProps, 'field' | 'tag' | 'main' | 'hook' | 'onChange'> {}

function Choices({ field, tag, main, hook, onChange }: ChoicesProps) {
  const { options } = field
  const set = (next: SiteField['options']) => onChange({ ...field, options: next })
  return (
    <FieldGroup label={t('forms.options')} hook={`${hook}-options`}>
      {options.map(({ id, label }, at) => (
        <div key={id} class="form-option">
          <Field
            label={t('forms.option', { n: at + 1 })}
            value={label[tag] ?? ''}
            placeholder={textFor(label, tag, main)}
            maxLength={100}
            hook={`${hook}-option-${at}`}
            onInput={(text) => set(options.with(at, { id, label: withText(label, tag, text) }))}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t('forms.removeOption', { n: at + 1 })}
            onClick={() => set(options.toSpliced(at, 1))}
          >
            <Icon name="close" size={15} />
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          class="button quiet"
          disabled={options.length >= formLimits.options}
          data-foyer={`${hook}-option-add`}
          onClick={() => set(newOptions(options))}
        >
          <Icon name="plus" size={15} />
          {t('forms.addOption')}
        </button>
      </div>
    </FieldGroup>
  )
}
