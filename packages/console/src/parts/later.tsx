/** A component in a piece of its own, fetched when it is first shown. Meanwhile `screen` holds the place of a whole one, `part` that of a part of one. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { t } from '../locale.ts'

export function later<Props extends object = object>(
  load: () => Promise<ComponentType<Props>>,
  holds: 'screen' | 'part' | 'nothing' = 'nothing',
) {
  let loaded: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const [state, setState] = useState<'waiting' | 'ready' | 'failed'>(
      loaded === undefined ? 'waiting' : 'ready',
    )
    useEffect(() => {
      if (loaded !== undefined) return
      load().then(
        (component) => {
          loaded = component
          setState('ready')
        },
        // After an update of the server the old pieces are gone: a reload brings the new ones.
        () => setState('failed'),
      )
    }, [])
    if (loaded !== undefined) {
      const Loaded = loaded
      return <Loaded {...props} />
    }
    if (state === 'waiting') {
      if (holds === 'nothing') return null
      return holds === 'part' ? (
        <div class="empty is-late" role="status" aria-label={t('loading')}>
          <span class="spinner" />
        </div>
      ) : (
        <main class="page" aria-busy="true">
          <h1 class="hidden-label">{t('loading')}</h1>
          <div class="empty is-late">
            <span class="spinner" />
          </div>
        </main>
      )
    }
    return (
      <div class="empty">
        <h2>{t('later.failed')}</h2>
        <button type="button" class="button" onClick={() => location.reload()}>
          {t('connection.reload')}
        </button>
      </div>
    )
  }
}
