/**
 * What a phone needs of a panel that fills its screen: room above the on-screen keyboard, a page that
 * does not scroll behind, a back button that closes, and focus that stays inside.
 */

/** As the sheets have it: a phone on its side is wide, a tablet's window is short while its keyboard is up. */
export const isFull = (): boolean =>
  matchMedia('(max-width: 640px), (max-width: 960px) and (max-height: 440px) and (pointer: coarse)').matches

/** Holds while the panel is open; returns the way off. */
export function holdPhone(panel: HTMLElement, close: () => void): () => void {
  if (!isFull()) return () => {}
  const off = new AbortController()
  const { signal } = off
  const { documentElement: page } = document
  const { style } = page
  const before = style.overflow
  style.overflow = 'hidden'
  // The keyboard covers the layout viewport but shrinks the visual one. So does somebody who zooms, who then moves
  // about in a panel that stays as it is.
  const view = window.visualViewport
  const adapt = () => {
    if (view === null) return
    panel.style.setProperty('--view-height', `${Math.round(view.height * Math.max(view.scale, 1))}px`)
    if (view.scale <= 1) panel.style.setProperty('--view-top', `${view.offsetTop}px`)
  }
  adapt()
  view?.addEventListener('resize', adapt, { signal })
  view?.addEventListener('scroll', adapt, { signal })
  // An entry of our own in the page's history, so that going back closes and leaves the page where it is.
  // After a reload it is still there.
  const isOurs = () => history.state?.foyer
  if (!isOurs()) history.pushState({ ...history.state, foyer: true }, '')
  addEventListener('popstate', () => isOurs() || close(), { signal })
  return () => {
    off.abort()
    style.overflow = before
    panel.style.removeProperty('--view-height')
    panel.style.removeProperty('--view-top')
    if (isOurs()) history.back()
  }
}

/** Keeps Tab inside a panel that covers the page; beside a page focus may leave it. */
export function trapFocus(event: KeyboardEvent, panel: HTMLElement): void {
  if (!isFull() || getComputedStyle(panel).position !== 'fixed') return
  const all = [
    ...panel.querySelectorAll<HTMLElement>('button, a[href], input, textarea, [tabindex="0"]'),
  ].filter((element) => element.checkVisibility?.({ visibilityProperty: true }) ?? true)
  const edge = event.shiftKey ? all[0] : all.at(-1)
  const { activeElement } = panel.getRootNode() as ShadowRoot
  if (activeElement !== edge && activeElement !== panel) return
  if (activeElement === panel && !event.shiftKey) return
  event.preventDefault()
  ;(event.shiftKey ? all.at(-1) : all[0])?.focus()
}
