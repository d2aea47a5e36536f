// What the golden tests share: two sockets whose frames are recorded in one order, and names in place of ids.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FakeClock } from '../support/fake-clock.ts'
import type { Wire } from '../support/wire.ts'

export type Recorded = Record<'visitor' | 'agent', { way: string; frame: unknown }[]>

/** Holds what was recorded to what stands in `name`; `FOYER_GOLDEN=write` records it anew, to be formatted. */
export function expectGolden(name: string, recorded: Recorded): void {
  const file = join(import.meta.dirname, name)
  if (process.env.FOYER_GOLDEN === 'write') writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`)
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Recorded
  for (const side of ['visitor', 'agent'] as const) {
    for (const [index, frame] of golden[side].entries()) {
      expect({ side, index, ...recorded[side][index] }).toEqual({ side, index, ...frame })
    }
    expect(recorded[side]).toHaveLength(golden[side].length)
  }
}

/** The way to take one step after the other, each until nobody is told anything more. */
export function pacer(clock: FakeClock, wires: Wire[], idle: () => Promise<void> = async () => undefined) {
  const told = () => wires.reduce((count, { pushes }) => count + pushes.length, 0)
  async function quiet(): Promise<void> {
    for (let seen = -1; seen !== told(); ) {
      seen = told()
      await idle()
      await Promise.all(wires.map((wire) => roundTrip(wire)))
    }
  }
  return {
    quiet,
    /** Rows and counts are gathered; then the clock stands again. */
    async after(ms: number): Promise<void> {
      await quiet()
      clock.advance(ms)
      await quiet()
    },
    async step(wire: Wire, name: string, keys: Record<string, unknown>): Promise<void> {
      await wire.ask(name, keys)
      await quiet()
    },
  }
}

/** Frames without the pings by which the test waits, and commands numbered as if there had been none. */
export function told(wire: Wire): { way: string; frame: Record<string, unknown> }[] {
  const numbers = new Map<unknown, number>()
  const frames = wire.record.flatMap(({ way, frame }) => {
    if (frame.do === 'ping' || pings.has(frame)) return []
    if (way === '>') numbers.set(frame.id, numbers.size + 1)
    const number =
      way === '>' ? { id: numbers.get(frame.id) } : 're' in frame ? { re: numbers.get(frame.re) } : {}
    const numbered: Record<string, unknown> = { ...frame, ...number }
    return [{ way, frame: numbered }]
  })
  // Rows and counts go out on timers of their own: which of them is first is no promise.
  for (const [index, { frame }] of frames.entries()) {
    const before = frames[index - 1]
    if (frame.on !== 'row' || before?.frame.on !== 'counts') continue
    frames.splice(index - 1, 2, { way: '<', frame }, before)
  }
  return frames
}

const pings = new WeakSet<object>()

async function roundTrip(wire: Wire): Promise<void> {
  pings.add(await wire.ask('ping'))
}

/** The same value gets the same name wherever it stands. */
export function renamer(token: string, agentToken: string): (value: unknown) => unknown {
  const names = new Map<string, string>([
    [token, 'visitor token'],
    [agentToken, 'agent token'],
  ])
  const name = (text: string) => {
    if (!/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text) && !/^Visitor \d+$/.test(text) && !names.has(text))
      return text
    if (!names.has(text)) names.set(text, text.startsWith('Visitor') ? 'nickname' : `id ${names.size - 1}`)
    return `<${names.get(text)}>`
  }
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') return name(value)
    if (Array.isArray(value)) return value.map(rename)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [name(key), rename(item)]))
  }
  return rename
}
