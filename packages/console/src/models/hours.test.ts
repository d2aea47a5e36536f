import { describe, expect, it } from 'vitest'
import { clockOf, faultOf, nextSpan, readClock, runsOf, weekOrder } from './hours.ts'

describe('[RT-6] hours while they are edited', () => {
  it('reads a clock and writes it, midnight as the end of a day too', () => {
    expect(readClock('09:30', false)).toBe(570)
    expect(readClock('00:00', false)).toBe(0)
    expect(readClock('00:00', true)).toBe(1_440)
    expect(clockOf(1_440)).toBe('00:00')
    expect(clockOf(570)).toBe('09:30')
    expect(readClock('', false)).toBeNull()
    expect(readClock('24:00', false)).toBeNull()
  })

  it('says what the server would refuse', () => {
    expect(faultOf([[540, 1_020]])).toBeNull()
    expect(faultOf([[540, 540]])).toEqual({ at: 0, fault: 'backwards' })
    expect(
      faultOf([
        [540, 720],
        [720, 900],
      ]),
    ).toEqual({ at: 1, fault: 'touching' })
  })

  it('offers more hours after the last, and none when the day is over', () => {
    expect(nextSpan([])).toEqual([540, 1_020])
    expect(nextSpan([[540, 1_020]])).toEqual([1_080, 1_200])
    expect(nextSpan([[540, 1_400]])).toBeNull()
  })

  it('tells days with the same hours together, in the order of the reader', () => {
    const day: [number, number][] = [[540, 1_020]]
    const runs = runsOf([day, day, day, day, day, [], []], weekOrder('en-GB'))
    expect(runs.map(({ days }) => days)).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6],
    ])
    expect(weekOrder('en-US')[0]).toBe(6)
  })
})
