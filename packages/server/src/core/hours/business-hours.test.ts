import type { BusinessHours, Span } from '@foyer/protocol'
import { describe, expect, test } from 'vitest'
import { isWithinHours, nextOpening } from './business-hours.ts'
import { dateOf, offsetAt, weekdayOf } from './zone.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const nineToFive: Span[] = [[540, 1020]]
const at = (text: string) => Date.parse(text)

function hours(over: Partial<BusinessHours> = {}): BusinessHours {
  return {
    isOn: true,
    zone: 'Europe/Warsaw',
    week: [nineToFive, nineToFive, nineToFive, nineToFive, nineToFive, [], []],
    holidays: [],
    ...over,
  }
}
const daily = (...spans: Span[]): BusinessHours['week'] => Array.from({ length: 7 }, () => spans)

describe('[RT-6] business hours', () => {
  // 2026-11-27 is a Friday; Warsaw is an hour ahead of UTC then.
  test.each([
    ['2026-11-27T07:59:59Z', false],
    ['2026-11-27T08:00:00Z', true],
    ['2026-11-27T15:59:59Z', true],
    ['2026-11-27T16:00:00Z', false],
    ['2026-11-28T10:00:00Z', false],
    ['2026-07-15T07:00:00Z', true],
    ['2026-07-15T15:00:00Z', false],
  ])('%s is within: %s', (text, isOpen) => {
    expect(isWithinHours(hours(), at(text))).toBe(isOpen)
  })

  test('without hours it is always open, and never opens', () => {
    const off = hours({ isOn: false, week: daily() })
    expect(isWithinHours(off, at('2026-11-28T03:00:00Z'))).toBe(true)
    expect(nextOpening(off, at('2026-11-28T03:00:00Z'))).toBeNull()
  })

  test.each([
    ['before the day begins', '2026-11-27T05:00:00Z', '2026-11-27T08:00:00Z'],
    ['after it, over the weekend', '2026-11-27T16:00:00Z', '2026-11-30T08:00:00Z'],
    ['over the change to summer time', '2026-03-27T20:00:00Z', '2026-03-30T07:00:00Z'],
    ['over the change to winter time', '2026-10-23T20:00:00Z', '2026-10-26T08:00:00Z'],
  ])('the next opening %s', (_, from, opens) => {
    expect(nextOpening(hours(), at(from))).toBe(at(opens))
  })

  test('is null while it is open', () => {
    expect(nextOpening(hours(), at('2026-11-27T12:00:00Z'))).toBeNull()
  })

  test('a holiday has hours of its own, or none', () => {
    const festive = hours({
      holidays: [
        { date: '2026-12-24', name: 'Christmas Eve', spans: [[540, 720]] },
        { date: '2026-12-25', name: 'Christmas', spans: [] },
        { date: '2026-12-26', name: 'A Saturday that is open', spans: [[600, 660]] },
      ],
    })
    expect(isWithinHours(festive, at('2026-12-24T10:59:00Z'))).toBe(true)
    expect(isWithinHours(festive, at('2026-12-24T11:00:00Z'))).toBe(false)
    expect(nextOpening(festive, at('2026-12-24T11:00:00Z'))).toBe(at('2026-12-26T09:00:00Z'))
  })

  test('a lunch break and hours until midnight', () => {
    const late = hours({ week: daily([0, 30], [720, 1440]) })
    expect(isWithinHours(late, at('2026-11-27T22:59:59Z'))).toBe(true)
    expect(isWithinHours(late, at('2026-11-27T23:00:00Z'))).toBe(true)
    expect(nextOpening(late, at('2026-11-27T23:30:00Z'))).toBe(at('2026-11-28T11:00:00Z'))
  })

  test('where it never opens there is no opening', () => {
    expect(nextOpening(hours({ week: daily() }), at('2026-11-27T10:00:00Z'))).toBeNull()
  })

  test('a span that clocks skip does not open that day', () => {
    // On 2026-03-29 Warsaw goes from 02:00 to 03:00.
    const night = hours({ week: daily([130, 170]) })
    expect(nextOpening(night, at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-30T00:10:00Z'))
    const over = hours({ week: daily([130, 200]) })
    expect(nextOpening(over, at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-29T01:00:00Z'))
  })

  test('an hour that comes twice opens twice', () => {
    // On 2026-10-25 Warsaw goes from 03:00 back to 02:00.
    const night = hours({ week: daily([150, 170]) })
    expect(nextOpening(night, at('2026-10-24T12:00:00Z'))).toBe(at('2026-10-25T00:30:00Z'))
    expect(nextOpening(night, at('2026-10-25T00:50:00Z'))).toBe(at('2026-10-25T01:30:00Z'))
    expect(nextOpening(night, at('2026-10-25T01:50:00Z'))).toBe(at('2026-10-26T01:30:00Z'))
  })

  test('a zone that skipped a whole day', () => {
    // Samoa had no 2011-12-30: it went from ten hours behind UTC to fourteen ahead.
    const samoa = hours({ zone: 'Pacific/Apia', week: daily([540, 600]) })
    expect(nextOpening(samoa, at('2011-12-29T20:30:00Z'))).toBe(at('2011-12-30T19:00:00Z'))
  })
})

/** Changes of a zone's offset within a year, by the hour and then to the minute. */
function changesOf(zone: string, year: number): number[] {
  const found: number[] = []
  const end = Date.UTC(year + 1, 0)
  for (let time = Date.UTC(year, 0); time < end; time += day) {
    if (offsetAt(zone, time) === offsetAt(zone, time + day)) continue
    let [low, high] = [time, time + day]
    while (high - low > minute) {
      const middle = Math.floor((low + high) / 2 / minute) * minute
      if (offsetAt(zone, middle) === offsetAt(zone, low)) low = middle
      else high = middle
    }
    found.push(high)
  }
  return found
}

describe('[RT-6] every change of clocks of every zone', () => {
  // Zones that change alike need one look: what differs is when and by how much.
  const seen = new Set<string>()
  const changes = Intl.supportedValuesOf('timeZone').flatMap((zone) =>
    changesOf(zone, 2026).flatMap((change) => {
      const key = `${change} ${offsetAt(zone, change - minute)} ${offsetAt(zone, change)}`
      if (seen.has(key)) return []
      seen.add(key)
      return [{ zone, change }]
    }),
  )

  test('there are changes to look at', () => {
    expect(changes.length).toBeGreaterThan(20)
  })

  test.each(changes)('$zone at $change', ({ zone, change }) => {
    const wallMinute = (time: number) => {
      const local = time + offsetAt(zone, time)
      return Math.floor((local - Math.floor(local / day) * day) / minute)
    }
    const around = wallMinute(change - minute)
    // Around the change, over it, away from it, and over midnight's edges.
    const weeks = [
      daily([Math.max(0, around - 30), Math.min(1440, around + 15)]),
      daily([wallMinute(change), Math.min(1440, wallMinute(change) + 20)]),
      daily([Math.max(0, around - 90), Math.min(1440, around + 90)]),
      daily([0, 5], [1435, 1440]),
    ]
    for (const week of weeks) {
      const tried = hours({ zone, week })
      // Minute by minute, by nothing but the wall clock itself.
      const from = change - 3 * hour
      const until = change + 27 * hour
      const isOpen = (time: number) => {
        const local = time + offsetAt(zone, time)
        const number = Math.floor(local / day)
        return (week[weekdayOf(number)] ?? []).some(([start, end]) => {
          const shown = Math.floor((local - number * day) / minute)
          return start <= shown && shown < end
        })
      }
      let opening: number | null = null
      for (let time = until; time >= from; time -= minute) {
        const open = isOpen(time)
        if (isWithinHours(tried, time) !== open) throw new Error(`within hours differs at ${time}`)
        if ((time - from) % (7 * minute) === 0 && !open && opening !== null) {
          expect(nextOpening(tried, time)).toBe(opening)
        }
        if (open && !isOpen(time - minute)) opening = time
      }
    }
  })
})

test('days have dates and weekdays', () => {
  expect([dateOf(0), weekdayOf(0), weekdayOf(-4)]).toEqual(['1970-01-01', 3, 6])
  expect(weekdayOf(Date.parse('2026-11-27T00:00:00Z') / day)).toBe(4)
})
