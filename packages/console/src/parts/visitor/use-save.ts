/** Saves a change of a profile, says what was wrong, and offers to take it back. */
import type { ProfilePatch, VisitorProfile } from '@foyer/protocol'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { undoing } from '../undoing.ts'
import { errorText } from '../words.ts'

export function useSave(visitor: VisitorProfile, keep: (profile: VisitorProfile) => void) {
  const { http, notices } = useConsole()

  async function save(patch: ProfilePatch, before: ProfilePatch | null): Promise<boolean> {
    const answer = await http.visitors.save(visitor.id, patch)
    if (!answer.ok) {
      const { error } = answer
      const isTaken = error.code === 'conflict' && error.path === '/nickname'
      notices.tell(isTaken ? t('panel.nicknameTaken') : errorText(error), 'danger')
      return false
    }
    keep(answer.value)
    if (before !== null) notices.tell(t('saved'), 'plain', { action: undoing(() => void save(before, null)) })
    return true
  }

  return save
}
