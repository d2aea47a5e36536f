import { describe, expect, it } from 'vitest'
import { gestures, still, type View, within, zoomAt } from './zoom.ts'

const middle = { x: 200, y: 100 }

describe('[CV-9] zooming', () => {
  it.each([
    ['smaller than it fits', { x: 50, y: 0, scale: 0.3 }, still],
    ['larger than can be made out', { x: 0, y: 0, scale: 30 }, { x: 0, y: 0, scale: 8 }],
    ['moved out of sight', { x: 900, y: -900, scale: 2 }, { x: 200, y: -100, scale: 2 }],
    ['as it was', { x: -12, y: 7, scale: 3 }, { x: -12, y: 7, scale: 3 }],
  ])('is held: %s', (_what, view, held) => {
    expect(within(view, 400, 200)).toEqual(held)
  })

  it.each([
    ['in the middle', middle, { x: 0, y: 0, scale: 2 }],
    ['at a corner', { x: 400, y: 200 }, { x: -200, y: -100, scale: 2 }],
  ])('what lies under the finger stays there: %s', (_what, spot, view) => {
    expect(zoomAt(still, 2, spot, middle)).toEqual(view)
  })
})

describe('[CV-9] gestures', () => {
  function hand() {
    let view: View = still
    const swiped: string[] = []
    let time = 0
    const take = gestures({
      view: () => view,
      show: (next) => {
        view = next
      },
      swipe: (to) => swiped.push(to),
    })
    const event = (type: string, x: number, y: number, pointerId = 1) => {
      time += 20
      return take(
        { type: `pointer${type}`, pointerId, clientX: x, clientY: y, timeStamp: time },
        middle,
        true,
      )
    }
    return { event, swiped, view: () => view, wait: (ms: number) => (time += ms) }
  }

  it('two fingers that part enlarge what is between them', () => {
    const { event, view } = hand()
    event('down', 150, 100, 1)
    event('down', 250, 100, 2)
    event('move', 100, 100, 1)
    event('move', 300, 100, 2)
    expect(view()).toMatchObject({ scale: 2 })
    event('up', 100, 100, 1)
    event('up', 300, 100, 2)
    expect(view()).toMatchObject({ scale: 2 })
  })

  it('two taps enlarge at their spot, two more give it back; slow ones do neither', () => {
    const { event, view, wait } = hand()
    const tap = () => {
      event('down', 200, 100)
      event('up', 201, 100)
    }
    tap()
    wait(400)
    tap()
    expect(view()).toEqual(still)
    tap()
    expect(view().scale).toBe(2.5)
    wait(400)
    tap()
    tap()
    expect(view()).toEqual(still)
  })

  it.each([
    ['left', 300, 100, 200, 104],
    ['right', 100, 100, 200, 96],
    ['down', 200, 20, 204, 120],
  ])('a swipe %s', (to, x1, y1, x2, y2) => {
    const { event, swiped } = hand()
    event('down', x1, y1)
    event('move', x2, y2)
    event('up', x2, y2)
    expect(swiped).toEqual([to])
  })

  it('one finger moves what is enlarged, and swipes nothing', () => {
    const { event, view, swiped } = hand()
    for (const type of ['down', 'up', 'down', 'up']) event(type, 200, 100)
    event('down', 200, 100)
    event('move', 100, 100)
    event('up', 100, 100)
    expect(view()).toMatchObject({ x: -100, scale: 2.5 })
    expect(swiped).toEqual([])
  })
})
