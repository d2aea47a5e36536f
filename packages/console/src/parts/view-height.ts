/**
 * The keyboard on the glass covers the layout viewport of iOS without making it smaller: the shell is
 * as high as what can be seen, so that the composer stays above it.
 */
export function keepViewHeight(): () => void {
  const view = window.visualViewport
  const { style } = document.documentElement
  if (view === null) return () => {}
  const follow = () => {
    // A page that is zoomed in is not a smaller window.
    if (view.scale > 1.01) return
    style.setProperty('--view-height', `${view.height}px`)
    if (document.documentElement.scrollTop !== 0) document.documentElement.scrollTop = 0
  }
  follow()
  view.addEventListener('resize', follow)
  return () => {
    view.removeEventListener('resize', follow)
    style.removeProperty('--view-height')
  }
}
