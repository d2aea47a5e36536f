/** Below what was changed, for as long as it is not saved: says so, saves, or takes it all back. */
import { t } from '../../locale.ts'
import { isApple } from '../keys.tsx'
import type { SiteDraft } from '../use-site-draft.ts'

export function SaveBar({ draft }: { draft: SiteDraft }) {
  if (!draft.isChanged.value) return null
  const isRefused = draft.problem.value !== null
  return (
    <section class="save-bar" aria-label={t('assistant.unsaved')} data-foyer="save-bar">
      <p class={isRefused ? 'is-refused' : undefined}>
        {t(isRefused ? 'assistant.notSaved' : 'assistant.unsaved')}
      </p>
      <button type="button" class="button quiet" data-foyer="discard" onClick={() => draft.discard()}>
        {t('discard')}
      </button>
      <button
        type="button"
        class="button primary"
        disabled={draft.isBusy.value}
        data-foyer="save"
        onClick={() => void draft.save()}
      >
        {t('save')}
        <span class="button-key" aria-hidden="true">
          {isApple ? '⌘S' : 'Ctrl S'}
        </span>
      </button>
    </section>
  )
}
