/** A small choice of emoji above the composer, as the reader's own system draws them. */
import type { VNode } from 'preact'
import { useRef } from 'preact/hooks'
import type { Texts } from '../locales/texts.ts'
import css from './emoji.css?inline'

export { css }

const groups = {
  smileys:
    '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 🥰 😍 😘 😋 😜 🤔 🤗 🤫 😐 😏 😒 🙄 😬 😌 😴 😎 🤓 😕 😟 😮 😲 🥺 😢 😭 😱 😓 😡 🤯 🥳 🤒',
  gestures: '👍 👎 👌 ✌️ 🤞 👋 🙌 👏 🤝 🙏 💪 👀 🤷 🙋 👉 👈 ☝️ ✋',
  things: '❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ 🔥 ⭐ 🎉 🎁 ✅ ❌ ⚠️ ❓ ❗ 💡 📦 🚚 💳 🧾 📷 📎 📞 ⏰ 📅 🏠 ☕ 🍕 🐶',
} as const

export function EmojiPicker({ texts, onPick }: { texts: Texts; onPick(emoji: string): void }): VNode {
  const box = useRef<HTMLDivElement>(null)
  // One stop for Tab; the arrows move within.
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = getComputedStyle(box.current!).direction === 'rtl' ? -1 : 1
    const move = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: 8, ArrowUp: -8 }[event.key]
    if (!move) return
    event.preventDefault()
    const all = [...box.current!.querySelectorAll('button')]
    all[all.indexOf(event.target as HTMLButtonElement) + move]?.focus()
  }
  let first = true
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the buttons in it
    <div ref={box} part="emoji-picker" onKeyDown={onKeyDown}>
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
