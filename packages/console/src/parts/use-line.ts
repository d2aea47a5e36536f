/** How the line to the server stands, as people are told: a cut is one once it has lasted long enough to matter. */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useDesk } from '../console.ts'

export type ShownLine = 'online' | 'connecting' | 'stopped'

/** Most cuts heal sooner; a word that flickers would only worry. */
const patience = 1_200

export function useLine(): ShownLine {
  const desk = useDesk()
  const isLong = useSignal(false)
  useSignalEffect(() => {
    if (desk.client.connection.value.state === 'online') {
      isLong.value = false
      return
    }
    const timer = setTimeout(() => {
      isLong.value = true
    }, patience)
    return () => clearTimeout(timer)
  })
  const { state } = desk.client.connection.value
  if (!isLong.value || state === 'online') return 'online'
  return state === 'stopped' ? 'stopped' : 'connecting'
}
