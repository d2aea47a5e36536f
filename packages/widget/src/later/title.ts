/** Puts the number of unread messages before the page's title while the page is out of sight. */
import { effect, type ReadonlySignal } from '@preact/signals-core'

export function watchTitle(unread: ReadonlySignal<number>, open: ReadonlySignal<boolean>): () => void {
  let mark = ''
  // The page may change its title meanwhile: only our own mark is taken away.
  const show = (count: number) => {
    if (mark !== '' && document.title.startsWith(mark)) document.title = document.title.slice(mark.length)
    mark = count > 0 ? `(${count}) ` : ''
    if (mark !== '') document.title = mark + document.title
  }
  const update = () => {
    const isSeen = open.peek() && document.visibilityState === 'visible' && document.hasFocus()
    show(isSeen ? 0 : unread.peek())
  }
  const page = new AbortController()
  const { signal } = page
  addEventListener('focus', update, { signal })
  addEventListener('blur', update, { signal })
  document.addEventListener('visibilitychange', update, { signal })
  const off = effect(() => {
    void unread.value
    void open.value
    update()
  })
  return () => {
    off()
    page.abort()
    show(0)
  }
}
