/** The title of what lies beside a page's list: on a phone it is alone on the screen, and so the page's own heading. */
import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'

/** The same width as in pages.css, from which on a list gives way to what was opened of it. */
const narrow = matchMedia('(max-width: 47.99rem)')
const isNarrow = signal(narrow.matches)
narrow.addEventListener('change', () => {
  isNarrow.value = narrow.matches
})

export function SideTitle({ children }: { children: ComponentChildren }) {
  return isNarrow.value ? <h1>{children}</h1> : <h2>{children}</h2>
}
