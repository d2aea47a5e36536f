/**
 * Neighbours in a thread. Out of sight they are neither laid out nor painted, once they were drawn and the browser
 * has seen how tall they are: so nothing moves while one scrolls past, and a thread of thousands costs a screenful.
 */
import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export function ThreadBlock({ rows }: { rows: VNode[] }) {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => settle(element.current))
  return (
    <div class="thread-block" ref={element}>
      {rows}
    </div>
  )
}

/** In another width each block has another height. Returns the way off. */
export function settleWithWidth(log: HTMLElement): () => void {
  let width = log.clientWidth
  const observer = new ResizeObserver(() => {
    if (log.clientWidth === width) return
    width = log.clientWidth
    for (const block of log.querySelectorAll<HTMLElement>('.thread-block')) settle(block)
  })
  observer.observe(log)
  return () => observer.disconnect()
}

function settle(block: HTMLElement | null): (() => void) | undefined {
  if (block === null) return
  delete block.dataset.settled
  // Heights are remembered at the end of a frame in which they were laid out.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      block.dataset.settled = ''
    })
  })
  return () => cancelAnimationFrame(frame)
}
