// The bus that flow and node tests run on: it must be able to do harm, and the same harm again.
import { expect, test } from 'vitest'
import { createMemoryBus } from '../../src/adapters/memory/bus.ts'
import type { Hint } from '../../src/ports/bus.ts'

const hint = (seq: number): Hint => ({
  kind: 'events',
  site: 's',
  visitor: 'v',
  conversation: 'c',
  seq,
  sub: 0,
})

async function received(trouble: Parameters<typeof createMemoryBus>[0], count: number) {
  const bus = createMemoryBus(trouble)
  const seen: number[] = []
  bus.join('b').subscribe((one, node) => {
    expect(node).toBe('a')
    if (one.kind === 'events') seen.push(one.seq)
  })
  const sender = bus.join('a')
  for (let seq = 1; seq <= count; seq += 1) sender.publish(hint(seq))
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  return seen
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('without trouble every other node gets every hint, in order, and never its own', async () => {
  const bus = createMemoryBus()
  const seen: string[] = []
  for (const node of ['a', 'b', 'c']) {
    bus
      .join(node)
      .subscribe((one, from) => seen.push(`${from}>${node}${one.kind === 'events' ? one.seq : ''}`))
  }
  bus.join('a').publish(hint(1))
  bus.join('b').publish(hint(2))
  expect(seen).toEqual([])
  await expect.poll(() => [...seen].sort()).toEqual(['a>b1', 'a>c1', 'b>a2', 'b>c2'])
  expect(await received({ seed: 1 }, 100)).toEqual(upTo(100))
})

test('who left gets nothing, and while it is down all is lost', async () => {
  const bus = createMemoryBus()
  const seen: Hint[] = []
  const sender = bus.join('a')
  const leave = bus.join('b').subscribe((one) => seen.push(one))
  leave()
  sender.publish(hint(1))
  bus.join('b').subscribe((one) => seen.push(one))
  bus.setUp(false)
  expect(sender.up).toBe(false)
  sender.publish(hint(2))
  bus.setUp(true)
  expect(sender.up).toBe(true)
  sender.publish(hint(3))
  await expect.poll(() => seen).toEqual([hint(3)])
})

test('it loses, repeats and reorders, the same for the same seed', async () => {
  const lossy = await received({ seed: 7, loss: 0.3 }, 300)
  expect(lossy.length).toBeLessThan(260)
  expect(lossy.length).toBeGreaterThan(150)
  expect(lossy).toEqual([...lossy].sort((a, b) => a - b))

  const repeated = await received({ seed: 7, repeat: 0.3 }, 300)
  expect(new Set(repeated).size).toBe(300)
  expect(repeated.length).toBeGreaterThan(340)

  const trouble = { seed: 7, loss: 0.1, repeat: 0.2, reorder: 0.5, delay: 5 }
  const troubled = await received(trouble, 300)
  expect(troubled).not.toEqual([...troubled].sort((a, b) => a - b))
  expect(await received(trouble, 300)).toEqual(troubled)
  expect(await received({ ...trouble, seed: 8 }, 300)).not.toEqual(troubled)
})
