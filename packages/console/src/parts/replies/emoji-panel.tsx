/** Emoji for the composer: a grid that arrows walk through; what is picked goes where the cursor is. */
import { useEffect, useRef } from 'preact/hooks'
import { t } from '../../locale.ts'
import type { OpenThread } from '../../models/open-thread.ts'

const emoji = [
  ...'😀😄😊🙂😉😍😘😎🤩🥳😂🤣😅😇🤗🤔🙄😐😴😮😢😭😡🤯😱🥺😬🤝👍👎👌👏🙏💪👋✌🤞🫶❤💙💚💛🧡💜✨🎉🎁⭐🔥✅❌⚠❓❗💡📦🚚🛒💳🧾📞📧📎📷🔧⏳📅🏠🌍☀',
].filter((sign) => sign !== '\ufe0f')
const columns = 10

export function EmojiPanel({ open }: { open: OpenThread }) {
  const grid = useRef<HTMLFieldSetElement>(null)
  useEffect(() => grid.current?.querySelector('button')?.focus(), [])

  function close() {
    open.offering.value = null
    open.wantsFocus.value++
  }

  function pick(sign: string) {
    const area = document.querySelector<HTMLTextAreaElement>('[data-foyer="composer-text"]')
    const text = open.text.peek()
    const [start, end] = [area?.selectionStart ?? text.length, area?.selectionEnd ?? text.length]
    open.text.value = `${text.slice(0, start)}${sign}${text.slice(end)}`
    close()
    requestAnimationFrame(() => area?.setSelectionRange(start + sign.length, start + sign.length))
  }

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(grid.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const steps: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: -1,
      ArrowDown: columns,
      ArrowUp: -columns,
    }
    steps[forward] = 1
    const step = steps[event.key]
    if (event.key === 'Escape') close()
    else if (step !== undefined) buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <fieldset
      class="offer-panel is-emoji"
      aria-label={t('offer.emoji')}
      data-foyer="emoji"
      ref={grid}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const to = event.relatedTarget as Element | null
        if (to !== null && !grid.current?.contains(to) && to.closest('[data-foyer^="offer-"]') === null) {
          open.offering.value = null
        }
      }}
    >
      {emoji.map((sign, index) => (
        <button
          key={sign}
          type="button"
          tabIndex={index === 0 ? 0 : -1}
          data-foyer="emoji-pick"
          onClick={() => pick(sign)}
        >
          {sign}
        </button>
      ))}
    </fieldset>
  )
}
