/** A table that scrolls sideways in a box of its own, which the keyboard can reach. */
import type { ComponentChildren } from 'preact'

export function TableBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section class="table-box" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
