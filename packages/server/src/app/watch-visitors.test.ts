import { expect, test } from 'vitest'
import { createFakeClock } from '../../test/support/fake-clock.ts'
import { hashSecret } from './signature.ts'
import { type ConnectedVisitor, watchVisitors } from './watch-visitors.ts'

function watching(connected: ConnectedVisitor[], bus = { up: false }) {
  const clock = createFakeClock()
  const revoked = new Set<string>()
  const asked: number[] = []
  const changed: string[] = []
  const idOf = new Map(connected.map(({ id, token }) => [hashSecret(token), id]))
  const stop = watchVisitors({
    visitors: {
      async standings(hashes) {
        asked.push(hashes.length)
        return hashes.map((hash) => {
          const visitor = idOf.get(hash) ?? ''
          return { hash, visitor, revoked: revoked.has(visitor), muted: visitor === 'muted' }
        })
      },
    },
    bus,
    clock,
    connected: () => connected,
    changed: async (visitor) => void changed.push(visitor),
    report(fault) {
      throw fault
    },
  })
  const look = async () => {
    clock.advance(1_000)
    // What a look begins runs on by itself.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { look, asked, changed, revoked, stop }
}

const visitor = (id: string): ConnectedVisitor => ({ id, token: `token of ${id}`, isMuted: false })

test('[RT-14] who was muted elsewhere is told of at the next look, whose token ended at the one after it', async () => {
  const { look, changed, revoked } = watching([visitor('muted'), visitor('out'), visitor('in')])
  revoked.add('out')
  await look()
  expect(changed).toEqual(['muted'])
  await look()
  expect(changed).toEqual(['muted', 'out', 'muted'])
})

test('however many there are, one statement a look, and all of them in ten', async () => {
  const few = watching(Array.from({ length: 700 }, (_, index) => visitor(`v${index}`)))
  for (let looks = 0; looks < 3; looks += 1) await few.look()
  expect(few.asked).toEqual([500, 200, 500])
  const many = watching(Array.from({ length: 12_000 }, (_, index) => visitor(`v${index}`)))
  for (let looks = 0; looks < 10; looks += 1) await many.look()
  expect(many.asked).toEqual(Array.from({ length: 10 }, () => 1_200))
})

test('who hears others, or is alone, asks nothing', async () => {
  const { look, asked } = watching([visitor('muted')], { up: true })
  await look()
  expect(asked).toEqual([])
})
