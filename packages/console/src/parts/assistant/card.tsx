/** A part of a long form: what it is about at the start, its fields beside that, on a phone below. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Props {
  title: string
  hint: ComponentChildren
  hook?: string
  children: ComponentChildren
}

export function Card({ title, hint, hook, children }: Props) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id} data-foyer={hook}>
      <div class="card-about">
        <h2 id={id}>{title}</h2>
        <p>{hint}</p>
      </div>
      <div class="card-fields">{children}</div>
    </section>
  )
}
