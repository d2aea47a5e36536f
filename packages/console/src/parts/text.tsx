/** A text of a message, parsed once for as long as it stays the same. */
import { cleanText, isEmojiOnly, RichText } from '@foyer/widget/text'
import { useMemo } from 'preact/hooks'

export function Text({ text }: { text: string }) {
  return useMemo(
    () => (
      <div class={isEmojiOnly(text) ? 'text is-emoji' : 'text'}>
        <RichText text={cleanText(text)} />
      </div>
    ),
    [text],
  )
}
