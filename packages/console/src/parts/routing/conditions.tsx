/** What a rule or a plan asks of a visitor: all of it must hold, and of several values one is enough. */
import type { Condition } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { asked, conditionOn, waysOf } from '../../models/routing-edit.ts'
import { WordsField } from '../assistant/words-field.tsx'
import { FieldGroup, FieldNote } from '../field.tsx'
import { Icon } from '../icon.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { subjects, ways } from './words.ts'

/** What the server takes. */
const most = 20

interface ConditionsProps {
  when: Condition[]
  onChange: (when: Condition[]) => void
  faultAt: (index: number) => string | null
}

export function Conditions({ when, onChange, faultAt }: ConditionsProps) {
  return (
    <FieldGroup label={t('when.title')} hook="conditions">
      {when.length === 0 && <p class="field-hint">{t('when.alwaysHint')}</p>}
      {when.map((condition, index) => (
        <ConditionRow
          // Conditions have no ids; nothing in a row but its focus is kept.
          key={`${index} ${condition.on}`}
          condition={condition}
          fault={faultAt(index)}
          onChange={(next) => onChange(when.with(index, next))}
          onRemove={() => onChange(when.toSpliced(index, 1))}
        />
      ))}
      <div>
        <Menu
          label={t('when.add')}
          placement="at-start"
          buttonClass="button"
          hook="condition-add"
          button={
            <>
              <Icon name="plus" size={15} />
              {t('when.add')}
            </>
          }
        >
          {asked
            .filter(() => when.length < most)
            .map((on) => (
              <MenuItem
                key={on}
                hook={`condition-${on}`}
                onChoose={() => onChange([...when, conditionOn(on)])}
              >
                {t(subjects[on])}
              </MenuItem>
            ))}
        </Menu>
      </div>
    </FieldGroup>
  )
}

interface RowProps {
  condition: Condition
  fault: string | null
  onChange: (condition: Condition) => void
  onRemove: () => void
}

function ConditionRow({ condition, fault, onChange, onRemove }: RowProps) {
  const subject = t(subjects[condition.on])
  return (
    <div class="condition" data-foyer="condition">
      <div class="condition-head">
        <span class="condition-on">{subject}</span>
        {condition.on === 'attribute' && (
          <input
            class="input"
            aria-label={t('when.attributeName')}
            placeholder={t('when.attributeName')}
            maxLength={100}
            value={condition.name}
            onInput={(event) => onChange({ ...condition, name: event.currentTarget.value })}
          />
        )}
        <select
          class="input"
          aria-label={t('when.how', { subject })}
          value={condition.how}
          onChange={(event) => onChange({ ...condition, how: event.currentTarget.value } as Condition)}
        >
          {waysOf[condition.on].map((how) => (
            <option key={how} value={how}>
              {t(ways[how])}
            </option>
          ))}
        </select>
        <button
          type="button"
          class="icon-button"
          aria-label={t('when.remove', { subject })}
          onClick={onRemove}
        >
          <Icon name="close" size={15} />
        </button>
      </div>
      {'values' in condition && (
        <WordsField
          label={t('when.values')}
          hint={t(condition.how === 'matches' ? 'when.matchesHint' : 'when.valuesHint')}
          words={condition.values}
          hook="condition-values"
          onChange={(values) => onChange({ ...condition, values })}
        />
      )}
      <FieldNote error={fault} />
    </div>
  )
}
