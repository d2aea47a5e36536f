/** A small choice of emoji above the composer, as the reader's own system draws them. */
import type { TargetedKeyboardEvent, VNode } from 'preact'
import type { Model } from '../panel/model.ts'
import css from './emoji.css?inline'

export { css }

const groups = {
  smileys:
    '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 🥰 😍 😘 😋 😜 🤔 🤗 🤫 😐 😏 😒 🙄 😬 😌 😴 😎 🤓 😕 😟 😮 😲 🥺 😢 😭 😱 😓 😡 🤯 🥳 🤒',
  gestures: '👍 👎 👌 ✌️ 🤞 👋 🙌 👏 🤝 🙏 💪 👀 🤷 🙋 👉 👈 ☝️ ✋',
  things: '❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ 🔥 ⭐ 🎉 🎁 ✅ ❌ ⚠️ ❓ ❗ 💡 📦 🚚 💳 🧾 📷 📎 📞 ⏰ 📅 🏠 ☕ 🍕 🐶',
} as const

interface PickerProps {
  m: Model
  onPick(emoji: string): void
}

// One stop for Tab; the arrows move within.
function move(event: TargetedKeyboardEvent<HTMLElement>): void {
  const box = event.currentTarget
  const forward = getComputedStyle(box).direction === 'rtl' ? -1 : 1
  const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 8, ArrowUp: -8 }[event.key]
  if (!step) return
  event.preventDefault()
  const all = [...box.querySelectorAll('button')]
  all[all.indexOf(event.target as HTMLButtonElement) + step]?.focus()
}

export function EmojiPicker({ m, onPick }: PickerProps): VNode {
  const texts = m.texts.value
  let first = true
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the buttons in it
    <div part="emoji-picker" onKeyDown={move}>
      {Object.entries(groups).map(([name, list]) => (
        <fieldset key={name}>
          <legend>{texts[name as keyof typeof groups]}</legend>
          {list.split(' ').map((emoji) => {
            const tabIndex = first ? 0 : -1
            first = false
            return (
              <button key={emoji} type="button" tabIndex={tabIndex} onClick={() => onPick(emoji)}>
                {emoji}
              </button>
            )
          })}
        </fieldset>
      ))}
    </div>
  )
}
