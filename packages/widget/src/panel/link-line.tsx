/** A slim line about the connection, only while something is to be said and only once it lasts. */
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Model } from './model.ts'
import { useValue } from './use-value.ts'

/** Milliseconds that a cut may last before it is mentioned; most are over by then. */
const patience = 1500

export function LinkLine({ m }: { m: Model }): VNode {
  const { texts: t } = useValue(m.dress)
  const { state, code } = useValue(m.client.connection)
  const away = state === 'waiting' || state === 'connecting'
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (!away) return
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [away])
  const stopped =
    code === 4504 ? t.blocked : code === 4503 ? t.siteOff : code === 4505 ? t.outdated : t.stopped
  const text =
    state === 'stopped' ? stopped : away && late ? (navigator.onLine ? t.reconnecting : t.offline) : ''
  return (
    <div part="link" role="status" data-state={text && state}>
      {text}
      {state === 'stopped' && stopped === t.stopped && (
        <button type="button" part="reconnect" onClick={m.client.connect}>
          {t.reconnect}
        </button>
      )}
    </div>
  )
}
