/** How an image is zoomed and moved: pure sums, and gestures as they come from pointers. */

export interface Spot {
  x: number
  y: number
}

/** Pixels that it is moved from the middle, and how many times as large as it fits. */
export interface View extends Spot {
  scale: number
}

export const still: View = { x: 0, y: 0, scale: 1 }
const most = 8

/** Not smaller than it fits, not larger than can be made out, and never moved out of sight. */
export function within({ x, y, scale }: View, width: number, height: number): View {
  const size = Math.min(Math.max(scale, 1), most)
  const hold = (value: number, side: number) => {
    const room = ((size - 1) * side) / 2
    return Math.min(Math.max(value, -room), room)
  }
  // `+ 0`: not the negative zero.
  return { x: hold(x, width) + 0, y: hold(y, height) + 0, scale: size }
}

/** What lies under `spot` stays there. */
export function zoomAt(view: View, by: number, spot: Spot, middle: Spot): View {
  const scale = Math.min(Math.max(view.scale * by, 1), most)
  const grows = scale / view.scale
  const from = { x: spot.x - middle.x, y: spot.y - middle.y }
  return { scale, x: from.x - (from.x - view.x) * grows, y: from.y - (from.y - view.y) * grows }
}

/** Milliseconds between the taps of a double one; pixels that a finger moves while it taps, and that are a swipe. */
const twice = 320
const steady = 10
const far = 60

interface Pointer {
  type: string
  pointerId: number
  clientX: number
  clientY: number
  timeStamp: number
}

export interface GestureParts {
  view(): View
  show(view: View): void
  /** The way that the finger went. */
  swipe(to: 'left' | 'right' | 'down'): void
}

/** Takes every pointer event. `beside`: pressed and let go where there is no image. */
export function gestures({ view, show, swipe }: GestureParts) {
  const down = new Map<number, Spot>()
  let began: Spot | null = null
  let isOne = false
  let tapped = Number.NEGATIVE_INFINITY
  const gap = () => {
    const [a, b] = [...down.values()] as [Spot, Spot]
    return { size: Math.hypot(a.x - b.x, a.y - b.y), spot: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
  }

  return (event: Pointer, middle: Spot, isOnImage: boolean): 'beside' | undefined => {
    const { type, pointerId, timeStamp } = event
    const spot = { x: event.clientX, y: event.clientY }
    if (type === 'pointerdown') {
      isOne = down.size === 0
      down.set(pointerId, spot)
      began = spot
      return
    }
    const before = down.get(pointerId)
    if (!before || !began) return
    const now = view()
    if (type === 'pointermove') {
      if (down.size === 2) {
        const old = gap()
        down.set(pointerId, spot)
        const next = gap()
        const zoomed = zoomAt(now, next.size / (old.size || 1), next.spot, middle)
        show({ ...zoomed, x: zoomed.x + next.spot.x - old.spot.x, y: zoomed.y + next.spot.y - old.spot.y })
        return
      }
      down.set(pointerId, spot)
      if (now.scale > 1) show({ ...now, x: now.x + spot.x - before.x, y: now.y + spot.y - before.y })
      return
    }
    down.delete(pointerId)
    if (type !== 'pointerup' || !isOne || down.size > 0) return
    const across = spot.x - began.x
    const along = spot.y - began.y
    if (Math.hypot(across, along) < steady) {
      if (timeStamp - tapped < twice) {
        tapped = Number.NEGATIVE_INFINITY
        show(now.scale > 1 ? still : zoomAt(now, 2.5, spot, middle))
        return
      }
      tapped = timeStamp
      return isOnImage ? undefined : 'beside'
    }
    if (now.scale > 1) return
    if (Math.abs(across) > far && Math.abs(across) > 2 * Math.abs(along)) swipe(across > 0 ? 'right' : 'left')
    else if (along > far && along > 2 * Math.abs(across)) swipe('down')
  }
}
