/**
 * Which messages were read: those in view in an open panel, in a visible page that has the focus (CV-7).
 * One path for all cases, so that a popped-out or covered panel cannot claim more.
 */
import type { Seq } from '@foyer/protocol'

export interface Reading {
  /** Follows the rows that are there now; their `data-seq` says which message they are. */
  follow(rows: Iterable<Element>): void
  off(): void
}

export function watchReading(box: Element, isOpen: () => boolean, read: (seq: Seq) => void): Reading {
  const inView = new Set<Element>()
  const off = new AbortController()
  const tell = () => {
    if (!isOpen() || document.visibilityState !== 'visible' || !document.hasFocus()) return
    const furthest = Math.max(0, ...[...inView].map((row) => Number((row as HTMLElement).dataset.seq)))
    if (furthest > 0) read(furthest)
  }
  const views = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
        const fills = rootBounds !== null && intersectionRect.height > rootBounds.height / 2
        if (intersectionRatio >= 0.5 || fills) inView.add(target)
        else inView.delete(target)
      }
      tell()
    },
    // Half of it must be seen, or as much of a long one as fits.
    { root: box, threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
  )
  addEventListener('focus', tell, { signal: off.signal })
  document.addEventListener('visibilitychange', tell, { signal: off.signal })
  const known = new Set<Element>()
  return {
    follow(rows) {
      const now = new Set(rows)
      for (const row of known) {
        if (now.has(row)) continue
        views.unobserve(row)
        known.delete(row)
        inView.delete(row)
      }
      for (const row of now) {
        if (known.has(row)) continue
        views.observe(row)
        known.add(row)
      }
      tell()
    },
    off() {
      views.disconnect()
      off.abort()
    },
  }
}
