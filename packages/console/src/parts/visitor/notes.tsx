/** What agents note of a visitor: free text, theirs alone. */
import { profileLimits } from '@foyer/protocol'
import { t } from '../../locale.ts'
import { Editable } from './editable.tsx'
import type { GroupProps } from './group-props.ts'
import { useSave } from './use-save.ts'

export function Notes({ visitor, keep }: GroupProps) {
  const save = useSave(visitor, keep)
  const notes = visitor.profile?.notes?.value ?? ''
  return (
    <Editable
      label={t('group.notes')}
      value={notes}
      limit={profileLimits.notes}
      hook="field-notes"
      isLong
      className="is-long"
      save={(value) => save({ notes: value }, { notes })}
    />
  )
}
