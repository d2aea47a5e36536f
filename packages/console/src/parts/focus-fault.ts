/** The first field that something is wrong with gets the focus, once it has been drawn as such. */
export function focusFault(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid]')
    field?.focus()
    // At the foot of the window a toast would lie over it.
    field?.scrollIntoView({ block: 'center' })
  })
}
