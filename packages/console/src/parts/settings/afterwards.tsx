/** What is asked once a conversation is over: the visitor's rating (WG-10) and the agent's summary (IN-11). */
import '../../styles/replies.css'
import type { RatingScale, SummaryField } from '@foyer/protocol'
import { locale, t } from '../../locale.ts'
import { writeRoute } from '../../models/route.ts'
import { spanText } from '../../models/time.ts'
import { Field, FieldGroup, Segments, Select, Switch } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { LinesField } from '../replies/lines-field.tsx'
import type { SectionProps } from './section.ts'

const hour = 3_600_000
const deadlines = [hour, 24 * hour, 72 * hour, 168 * hour, 720 * hour]
const scores: Record<RatingScale, number[]> = {
  stars: [1, 2, 3, 4, 5],
  ten: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  thumbs: [0, 1],
}

export function AfterwardsSection(props: SectionProps) {
  return (
    <div class="settings-fields">
      <RatingFields {...props} />
      <SummaryFields {...props} />
    </div>
  )
}

function RatingFields({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { rating } = settings
  const change = (some: Partial<typeof rating>) => set({ rating: { ...rating, ...some } })
  const known = [...new Set([...deadlines, rating.deadline])].toSorted((a, b) => a - b)
  return (
    <fieldset>
      <legend>{t('rating.legend')}</legend>
      <Segments
        label={t('rating.scale')}
        value={rating.scale}
        hook="rating-scale"
        options={[
          { value: 'stars', label: t('rating.stars') },
          { value: 'ten', label: t('rating.ten') },
          { value: 'thumbs', label: t('rating.thumbs') },
        ]}
        // Tags of scores that the new scale does not have are of no use.
        onChange={(scale) => change({ scale, tags: {} })}
      />
      <Switch
        label={t('rating.askAtEnd')}
        hint={t('rating.askAtEndHint')}
        isOn={rating.askAtEnd}
        hook="rating-ask"
        onChange={(askAtEnd) => change({ askAtEnd })}
      />
      <Switch
        label={t('rating.comment')}
        isOn={rating.comment}
        hook="rating-comment"
        onChange={(comment) => change({ comment })}
      />
      <Select
        label={t('rating.deadline')}
        hint={t('rating.deadlineHint')}
        value={String(rating.deadline)}
        hook="rating-deadline"
        error={faultAt('/rating/deadline')}
        options={known.map((time) => ({ value: String(time), label: spanText(time, locale.value) }))}
        onChange={(value) => change({ deadline: Number(value) })}
      />
      <FieldGroup label={t('rating.tags')}>
        <p class="field-hint">{t('rating.tagsHint')}</p>
        {scores[rating.scale].map((score) => (
          <LinesField
            key={`${rating.scale} ${score}`}
            label={
              rating.scale === 'thumbs'
                ? t(score === 1 ? 'rating.up' : 'rating.down')
                : t('rating.tagsOf', { score })
            }
            lines={rating.tags[score] ?? []}
            parts=","
            error={faultAt(`/rating/tags/${score}`)}
            hook={`rating-tags-${score}`}
            onChange={(lines) => {
              const { [score]: _, ...others } = rating.tags
              change({ tags: lines.length === 0 ? others : { ...others, [score]: lines } })
            }}
          />
        ))}
      </FieldGroup>
      <p>
        <a href={writeRoute({ screen: 'ratings', site })} data-foyer="to-ratings">
          {t('rating.seeReport')}
        </a>
      </p>
    </fieldset>
  )
}

function SummaryFields({ settings, set, faultAt = () => null }: SectionProps) {
  const { summary } = settings
  const change = (some: Partial<typeof summary>) => set({ summary: { ...summary, ...some } })
  const changeField = (at: number, some: Partial<SummaryField>) =>
    change({ fields: summary.fields.map((field, index) => (index === at ? { ...field, ...some } : field)) })
  const nextId = () => {
    const taken = new Set(summary.fields.map(({ id }) => id))
    let count = summary.fields.length + 1
    while (taken.has(`field-${count}`)) count += 1
    return `field-${count}`
  }
  return (
    <fieldset>
      <legend>{t('summary.legend')}</legend>
      <Switch
        label={t('summary.isAsked')}
        hint={t('summary.isAskedHint')}
        isOn={summary.isAsked}
        hook="summary-asked"
        onChange={(isAsked) => change({ isAsked, isRequired: isAsked && summary.isRequired })}
      />
      <Switch
        label={t('summary.isRequired')}
        hint={t('summary.isRequiredHint')}
        isOn={summary.isRequired}
        hook="summary-required"
        onChange={(isRequired) => change({ isRequired, isAsked: isRequired || summary.isAsked })}
      />
      <LinesField
        label={t('summary.categories')}
        hint={t('summary.categoriesHint')}
        lines={summary.categories}
        error={faultAt('/summary/categories')}
        hook="summary-categories"
        onChange={(categories) => change({ categories })}
      />
      <LinesField
        label={t('summary.progressValues')}
        lines={summary.progress}
        error={faultAt('/summary/progress')}
        hook="summary-progress-values"
        onChange={(progress) => change({ progress })}
      />
      {summary.fields.map((field, at) => (
        <fieldset key={field.id} class="summary-field" data-foyer="summary-field">
          <legend class="hidden-label">{field.label || t('summary.field')}</legend>
          <div class="field-pair">
            <Field
              label={t('summary.fieldName')}
              value={field.label}
              error={faultAt(`/summary/fields/${at}/label`) ?? faultAt(`/summary/fields/${at}/id`)}
              maxLength={120}
              hook={`field-label-${at}`}
              onInput={(label) => changeField(at, { label })}
            />
            <Select
              label={t('summary.fieldType')}
              value={field.type}
              hook={`field-type-${at}`}
              options={[
                { value: 'text', label: t('summary.typeText') },
                { value: 'longText', label: t('summary.typeLong') },
                { value: 'number', label: t('summary.typeNumber') },
                { value: 'choice', label: t('summary.typeChoice') },
              ]}
              onChange={(type) => changeField(at, { type })}
            />
          </div>
          {field.type === 'choice' && (
            <LinesField
              label={t('summary.choices')}
              lines={field.choices}
              error={faultAt(`/summary/fields/${at}/choices`)}
              hook={`field-choices-${at}`}
              onChange={(choices) => changeField(at, { choices })}
            />
          )}
          <div class="summary-field-end">
            <Switch
              label={t('summary.required')}
              isOn={field.required}
              onChange={(required) => changeField(at, { required })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t('summary.removeField', { label: field.label })}
              onClick={() => change({ fields: summary.fields.filter((_, index) => index !== at) })}
            >
              <Icon name="trash" size={16} />
            </button>
          </div>
        </fieldset>
      ))}
      <div>
        <button
          type="button"
          class="button"
          disabled={summary.fields.length >= 30}
          data-foyer="summary-add"
          onClick={() =>
            change({
              fields: [
                ...summary.fields,
                { id: nextId(), label: '', type: 'text', choices: [], required: false },
              ],
            })
          }
        >
          <Icon name="plus" size={15} />
          {t('summary.addField')}
        </button>
      </div>
    </fieldset>
  )
}
