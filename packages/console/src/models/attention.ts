/**
 * Draws an agent's attention: title and favicon, a chime, a notification of the desktop (IN-15).
 * Permission is asked for by a click alone; without it, everything else still works.
 */
import { effect, type ReadonlySignal } from '@preact/signals'
import type { Preferences } from './preferences.ts'

export interface Attention {
  /** `open` is called when the notification is clicked. */
  alert(title: string, text: string, tag: string, open: () => void): void
  chime(): void
  destroy(): void
}

export function createAttention(preferences: Preferences, count: ReadonlySignal<number>): Attention {
  let audio: AudioContext | undefined
  let quietUntil = 0

  const stop = effect(() => {
    const unread = count.value
    document.title = unread > 0 ? `(${unread}) Foyer` : 'Foyer'
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
    const name = unread > 0 ? 'favicon-unread.svg' : 'favicon.svg'
    if (icon !== null && !icon.href.endsWith(`/${name}`)) icon.href = `${import.meta.env.BASE_URL}${name}`
  })

  function chime(): void {
    // A busy minute should not ring like a slot machine.
    if (performance.now() < quietUntil) return
    quietUntil = performance.now() + 1_500
    audio ??= new AudioContext()
    // Before any click in this tab the browser keeps it suspended, and stays silent: nothing to be done.
    if (audio.state === 'suspended') void audio.resume()
    playTone(audio, 659.25, 0, 0.16)
    playTone(audio, 880, 0.11, 0.32)
  }

  return {
    chime,
    alert(title, text, tag, open) {
      const { sound, desktop } = preferences.choices.peek()
      if (sound) chime()
      const isSeen = document.visibilityState === 'visible' && document.hasFocus()
      if (!desktop || isSeen || !('Notification' in window) || Notification.permission !== 'granted') return
      const shown = new Notification(title, {
        body: text,
        tag,
        icon: `${import.meta.env.BASE_URL}favicon.svg`,
      })
      shown.onclick = () => {
        window.focus()
        shown.close()
        open()
      }
    },
    destroy() {
      stop()
      document.title = 'Foyer'
      void audio?.close()
    },
  }
}

function playTone(audio: AudioContext, frequency: number, after: number, length: number): void {
  const start = audio.currentTime + after
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, start)
  volume.gain.linearRampToValueAtTime(0.09, start + 0.015)
  volume.gain.exponentialRampToValueAtTime(0.0001, start + length)
  tone.connect(volume).connect(audio.destination)
  tone.start(start)
  tone.stop(start + length)
}
