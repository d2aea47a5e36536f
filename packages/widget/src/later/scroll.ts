/**
 * Where a thread is scrolled to: it stays at the end while one is there, stays where one reads otherwise,
 * and does not jump when older messages come in above.
 */

export interface Scroll {
  /** Call after each drawing with the first and last key shown; `mine`: the last one is one's own. */
  settle(first: string | undefined, last: string | undefined, mine: boolean): void
  toEnd(smooth?: boolean): void
  /** Right before one is taken elsewhere: what grows on the way there does not lead back to the end. */
  leave(): void
  off(): void
}

export interface ScrollTold {
  /** Near the beginning: time to load older. */
  onTop(): void
  onEnd(atEnd: boolean): void
}

export function createScroll(box: HTMLElement, content: HTMLElement, told: ScrollTold): Scroll {
  let atEnd = true
  let height = box.scrollHeight
  let firstKey: string | undefined
  let lastKey: string | undefined
  let top = box.scrollTop
  let room = box.clientHeight
  /** Until then one is on the way elsewhere. */
  let away = 0
  // Only going up leaves the end: what grows below while one is there does not, nor a box that has another size, by
  // a keyboard.
  const measure = () => {
    const { clientHeight } = box
    const near = box.scrollHeight - clientHeight - box.scrollTop < 48
    const stays = box.scrollTop >= top - 1 || clientHeight !== room
    const now = performance.now() > away && (near || (atEnd && stays))
    top = box.scrollTop
    room = clientHeight
    if (now !== atEnd) told.onEnd(now)
    atEnd = now
    if (box.scrollTop < 240) told.onTop()
  }
  const toEnd = (smooth = false) => {
    if (!atEnd) told.onEnd(true)
    atEnd = true
    away = 0
    box.scrollTo({ top: box.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
  }
  box.addEventListener('scroll', measure, { passive: true })
  // Images that load, a composer that grows, a keyboard that opens: all change what fits.
  // Except where a form says what is wrong in it: there the focus is.
  const sizes = new ResizeObserver(() => {
    if (atEnd && !content.querySelector('[aria-invalid]')) toEnd()
    height = box.scrollHeight
  })
  sizes.observe(box)
  sizes.observe(content)
  return {
    settle(first, last, mine) {
      const grewAbove = first !== firstKey && firstKey !== undefined && last === lastKey
      if (grewAbove) box.scrollTop += box.scrollHeight - height
      else if (last !== lastKey && (atEnd || mine)) toEnd()
      firstKey = first
      lastKey = last
      height = box.scrollHeight
    },
    toEnd,
    leave() {
      away = performance.now() + 1000
      measure()
    },
    off() {
      sizes.disconnect()
      box.removeEventListener('scroll', measure)
    },
  }
}
