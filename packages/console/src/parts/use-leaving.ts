/** Asks before unsaved changes are left: within the console by our own question, beyond it by the browser's. */
import type { ReadonlySignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useConsole } from '../console.ts'
import { t } from '../locale.ts'

/** `discard` is for a screen that stays: what was given up must not be saved with what is changed next. */
export function useLeaving(isChanged: ReadonlySignal<boolean>, discard?: () => void): void {
  const { leaving, notices } = useConsole()
  useEffect(() => {
    const mayLeave = async () => {
      if (!isChanged.peek()) return true
      const yes = await notices.ask({
        title: t('leave.title'),
        text: t('leave.text'),
        confirm: t('leave.yes'),
        isDangerous: true,
      })
      if (yes) discard?.()
      return yes
    }
    const onUnload = (event: BeforeUnloadEvent) => {
      if (isChanged.peek()) event.preventDefault()
    }
    leaving.value = mayLeave
    window.addEventListener('beforeunload', onUnload)
    return () => {
      if (leaving.peek() === mayLeave) leaving.value = null
      window.removeEventListener('beforeunload', onUnload)
    }
  }, [isChanged])
}
