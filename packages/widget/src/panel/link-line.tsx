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
  const hasThread = useValue(m.hasThread)
  const [offline, setOffline] = useState(!navigator.onLine)
  const [late, setLate] = useState(false)
  const away = state === 'waiting' || state === 'connecting' || (offline && hasThread)
  useEffect(() => {
    const page = new AbortController()
    const look = () => setOffline(!navigator.onLine)
    for (const event of ['online', 'offline']) addEventListener(event, look, { signal: page.signal })
    return () => page.abort()
  }, [])
  useEffect(() => {
    setLate(false)
    if (!away) return
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [away])
  const stopped =
    code === 4504 ? t.blocked : code === 4503 ? t.siteOff : code === 4505 ? t.outdated : t.stopped
  const text =
    state === 'stopped' ? stopped : away && late ? (offline ? t.offline : t.reconnecting) : ''
  return (
    <div part="link" role="status" data-state={text ? state : undefined}>
      {text}
      {state === 'stopped' && stopped === t.stopped && (
        <button type="button" part="reconnect" onClick={m.client.connect}>
          {t.reconnect}
        </button>
      )}
    </div>
  )
}
