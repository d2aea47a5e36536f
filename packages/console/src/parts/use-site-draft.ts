/** A tab's changes to a site's settings: kept until saved, with why they could not be, field by field. */
import type { ProtocolError, SiteSettings } from '@foyer/protocol'
import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'
import { createSettingsDraft } from '../models/settings-draft.ts'
import { useLeaving } from './use-leaving.ts'
import { errorText } from './words.ts'

export interface SiteDraft {
  /** As they would be; null until they are there. */
  settings: ReadonlySignal<SiteSettings | null>
  isChanged: ReadonlySignal<boolean>
  isBusy: ReadonlySignal<boolean>
  problem: ReadonlySignal<ProtocolError | null>
  set: (change: Partial<SiteSettings>) => void
  setAssistant: (change: Partial<SiteSettings['assistant']>) => void
  /** What was said of the field at `path` or within it. */
  faultAt: (path: string) => string | null
  discard: () => void
  save: () => Promise<void>
}

/** `wordsOf` says a refusal in a toast. */
export function useSiteDraft(site: string, wordsOf: (error: ProtocolError) => string = errorText): SiteDraft {
  const { sites, session, notices } = useConsole()
  const saved = sites.of(site)
  const draft = useMemo(() => createSettingsDraft(saved), [saved])
  const problem = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)
  useLeaving(draft.isChanged, discard)

  function discard() {
    problem.value = null
    notices.withdraw('settings')
    draft.discard()
  }

  // What was said of a field is not true any more of what is being typed.
  function set(change: Partial<SiteSettings>) {
    problem.value = null
    draft.set(change)
  }

  async function save() {
    if (isBusy.peek() || !draft.isChanged.peek()) return
    isBusy.value = true
    // Refused for the same again, it is told again, and its field found again.
    problem.value = null
    // What is taken whole is sent with what colleagues changed in it.
    await sites.load(site)
    const change = draft.isChanged.peek() ? draft.send() : {}
    const error = Object.keys(change).length > 0 ? await sites.save(site, change) : null
    draft.settle(error === null)
    // Lists call the site by its name there.
    if ('name' in change && error === null) void session.refresh()
    isBusy.value = false
    problem.value = error
    if (error !== null) return notices.tell(wordsOf(error), 'danger', { about: 'settings' })
    notices.tell(t('saved'), 'plain', { about: 'settings' })
  }

  useEffect(() => () => notices.withdraw('settings'), [])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 's') {
        event.preventDefault()
        void save()
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  })

  return {
    settings: draft.settings,
    isChanged: draft.isChanged,
    isBusy,
    problem,
    set,
    setAssistant(change) {
      const held = draft.settings.peek()
      if (held !== null) set({ assistant: { ...held.assistant, ...change } })
    },
    faultAt(path) {
      const at = problem.value
      if (at?.path === undefined || !(at.path === path || at.path.startsWith(`${path}/`))) return null
      return errorText(at)
    },
    discard,
    save,
  }
}
