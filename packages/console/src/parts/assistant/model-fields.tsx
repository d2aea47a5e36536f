/** A language model's endpoint, its key, what it is told, what it may cost, and what it may answer from. */
import { t } from '../../locale.ts'
import { Field } from '../field.tsx'
import type { CardProps } from './card-props.ts'
import { Documents } from './documents.tsx'
import { ModelKey } from './model-key.tsx'

export function ModelFields({ assistant, draft }: CardProps) {
  const settings = draft.settings.value
  if (settings === null) return null
  const { model } = settings.assistant
  const set = (change: Partial<typeof model>) => draft.setAssistant({ model: { ...model, ...change } })
  const setDaily = (who: 'visitor' | 'site', text: string) => {
    const count = Math.max(0, Math.floor(Number(text)))
    if (Number.isFinite(count)) set({ daily: { ...model.daily, [who]: count } })
  }
  return (
    <>
      <div class="field-pair">
        <Field
          label={t('model.url')}
          type="url"
          dir="ltr"
          placeholder="https://models.example/v1"
          hint={t('model.urlHint')}
          value={model.url}
          error={draft.faultAt('/assistant/model/url')}
          hook="model-url"
          onInput={(url) => set({ url: url.trim() })}
        />
        <Field
          label={t('model.name')}
          dir="ltr"
          maxLength={200}
          value={model.name}
          error={draft.faultAt('/assistant/model/name')}
          hook="model-name"
          onInput={(name) => set({ name })}
        />
      </div>
      <ModelKey assistant={assistant} />
      <Field
        label={t('model.instructions')}
        hint={t('model.instructionsHint')}
        placeholder={t('model.instructionsExample')}
        isLong
        maxLength={4_000}
        value={model.instructions}
        error={draft.faultAt('/assistant/model/instructions')}
        hook="model-instructions"
        onInput={(instructions) => set({ instructions })}
      />
      <div class="field-pair">
        <Field
          label={t('model.perVisitor')}
          type="number"
          min={0}
          max={1_000_000}
          value={String(model.daily.visitor)}
          error={draft.faultAt('/assistant/model/daily/visitor')}
          hook="model-visitor"
          onInput={(text) => setDaily('visitor', text)}
        />
        <Field
          label={t('model.perSite')}
          type="number"
          min={0}
          max={100_000_000}
          value={String(model.daily.site)}
          error={draft.faultAt('/assistant/model/daily/site')}
          hook="model-site"
          onInput={(text) => setDaily('site', text)}
        />
      </div>
      <p class="field-hint">{t('model.budgetHint')}</p>
      <Documents assistant={assistant} />
    </>
  )
}
