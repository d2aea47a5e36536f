/**
 * A short, quiet tone for an answer that nobody sees coming (WG-12), made here: there is no file. Never before the
 * visitor has touched the page, once for all tabs, and not at all where the visitor switched it off.
 */
import type { Seq } from '@foyer/protocol'
import { effect, type Signal, signal } from '@preact/signals-core'
import type { VNode } from 'preact'
import { Icon } from '../panel/icons.tsx'
import type { Model } from '../panel/model.ts'
import css from './sound.css?inline'

export { css }

const bell = 'M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 20.500q2 1.500 4 0'

/** By site, as it is kept. */
const muted = new Map<string, Signal<boolean>>()
const nameOf = (m: Model) => `foyer:${m.host.config.site}`

function mutedAt(m: Model): Signal<boolean> {
  const name = nameOf(m)
  const known = muted.get(name) ?? signal(false)
  muted.set(name, known)
  try {
    // Another tab may have changed it.
    const kept = localStorage.getItem(`${name}:muted`)
    if (kept !== null) known.value = kept === 'yes'
  } catch {
    // The page may not use storage.
  }
  return known
}

/** Kept only where this browser keeps the visitor anyway; it goes with what else is forgotten. */
function keep(m: Model, isMuted: boolean): void {
  mutedAt(m).value = isMuted
  try {
    if (localStorage.getItem(`${nameOf(m)}:token`) !== null)
      localStorage.setItem(`${nameOf(m)}:muted`, isMuted ? 'yes' : 'no')
  } catch {
    // Then it lasts as long as the page.
  }
}

export function SoundSwitch({ m }: { m: Model }): VNode {
  const { sound } = m.texts.value
  const isMuted = mutedAt(m).value
  return (
    <button
      type="button"
      part="sound"
      class="round"
      aria-label={sound}
      title={sound}
      aria-pressed={!isMuted}
      onClick={() => keep(m, !isMuted)}
    >
      <Icon path={isMuted ? `${bell}M4 4l16 16` : bell} />
    </button>
  )
}

/** Milliseconds by which a tab that does not show the answer waits for one that does, and for which one has it. */
const grace = 150
const held = 1_000

export function watchSound(m: Model): () => void {
  let heard = -1
  let isGone = false
  const off = effect(() => {
    const { head, items } = m.client.conversation.value
    if (head.value === null) {
      heard = -1
      return
    }
    const newest = items.value.findLast((item) => item.kind === 'message' && !item.mine)
    const seq = (newest?.kind === 'message' && newest.seq) || 0
    // What was there when it was opened is not news.
    const isNews = heard >= 0 && seq > heard
    heard = Math.max(heard, seq)
    if (isNews) void take(seq)
  })

  async function take(seq: Seq): Promise<void> {
    const isSeen = m.open.peek() && document.visibilityState === 'visible' && document.hasFocus()
    if (!isSeen) await sleep(grace)
    if (isGone) return
    if (!navigator.locks) return isSeen ? undefined : play(m)
    await navigator.locks.request(`${nameOf(m)}:sound:${seq}`, { ifAvailable: true }, (lock) => {
      if (lock === null) return
      if (!isSeen) play(m)
      return sleep(held)
    })
  }

  return () => {
    isGone = true
    off()
  }
}

const sleep = (time: number) => new Promise<void>((resolve) => setTimeout(resolve, time))

let last = -held

/** Two soft notes, the second higher; a third of a second. */
function play(m: Model): void {
  // A browser would refuse it, and say so in its console.
  if (mutedAt(m).peek() || !navigator.userActivation?.hasBeenActive) return
  // Several answers at once are one tone.
  if (performance.now() - last < held) return
  last = performance.now()
  const context = new AudioContext()
  const volume = context.createGain()
  const now = context.currentTime
  volume.gain.setValueAtTime(0.0001, now)
  volume.gain.exponentialRampToValueAtTime(0.05, now + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.36)
  volume.connect(context.destination)
  const tone = context.createOscillator()
  tone.frequency.setValueAtTime(660, now)
  tone.frequency.setValueAtTime(880, now + 0.11)
  tone.connect(volume)
  tone.onended = () => void context.close()
  tone.start(now)
  tone.stop(now + 0.38)
}
