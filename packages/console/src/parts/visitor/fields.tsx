/** The fields of the profile: each is edited where it stands, and says where it comes from if no agent set it. */
import { type FieldValue, type ProfileField, profileLimits } from '@foyer/protocol'
import { cleanName } from '@foyer/widget/text'
import { type MessageKey, t } from '../../locale.ts'
import { Icon } from '../icon.tsx'
import { Editable } from './editable.tsx'
import type { GroupProps } from './group-props.ts'
import { useSave } from './use-save.ts'

const fields: [field: ProfileField, name: MessageKey, dir?: 'ltr'][] = [
  ['name', 'field.name'],
  ['phone', 'field.phone', 'ltr'],
  ['email', 'field.email', 'ltr'],
  ['company', 'field.company'],
  ['region', 'field.region'],
  ['language', 'field.language'],
  ['age', 'field.age'],
  ['gender', 'field.gender'],
  ['wechat', 'field.wechat', 'ltr'],
  ['qq', 'field.qq', 'ltr'],
]
/** Shown only where they say something. */
const rare: ProfileField[] = ['wechat', 'qq']

export function Fields({ visitor, keep }: GroupProps) {
  const save = useSave(visitor, keep)
  return (
    <dl class="fields">
      {visitor.identity !== undefined && (
        <div class="fields-line" data-foyer="verified">
          <dt>{t('field.verified')}</dt>
          <dd>
            <bdi class="fields-fixed">
              {[visitor.identity.name, visitor.identity.email, visitor.identity.id]
                .filter((one) => one !== undefined)
                .map(cleanName)
                .join(' · ')}
            </bdi>
            <Icon name="shield" size={13} />
          </dd>
        </div>
      )}
      {fields.map(([field, name, dir = 'auto']) => {
        const held = visitor.profile?.[field]
        if (held === undefined && rare.includes(field)) return null
        return (
          <div class="fields-line" key={field}>
            <dt>{t(name)}</dt>
            <dd>
              <Editable
                label={t(name)}
                value={held?.value ?? ''}
                limit={profileLimits[field]}
                hook={`field-${field}`}
                dir={dir as 'auto' | 'ltr'}
                save={(value) => save({ [field]: value }, { [field]: held?.value ?? '' })}
              >
                <bdi dir={dir as 'auto' | 'ltr'}>{shownValue(field, held)}</bdi>
              </Editable>
              <Source held={held} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function shownValue(field: ProfileField, held: FieldValue | undefined): string {
  const value = held?.value ?? ''
  if (field !== 'gender') return value
  return value === 'male' ? t('gender.male') : value === 'female' ? t('gender.female') : value
}

/** What no agent set is not proven. */
function Source({ held }: { held: FieldValue | undefined }) {
  if (held === undefined || held.source === 'agent') return null
  const words = t(held.source === 'visitor' ? 'source.visitor' : 'source.extracted')
  return (
    <span class="field-source" role="img" aria-label={words} title={words} data-foyer="unverified">
      <Icon name={held.source === 'visitor' ? 'person' : 'spark'} size={13} />
    </span>
  )
}
