/** Who has a conversation open, here and on other nodes. */
import type { Actor, Push } from '@foyer/protocol'
import { expect, test } from 'vitest'
import type { Hint } from '../ports/bus.ts'
import { createLooking } from './looking.ts'

const ada: Actor = { kind: 'agent', id: 'ada', name: 'Ada' }
const ben: Actor = { kind: 'agent', id: 'ben', name: 'Ben' }

/** Two nodes that hear each other at once. */
function twoNodes() {
  let now = 0
  const nodes: ReturnType<typeof createLooking>[] = []
  let isCut = false
  const bus = (own: number) => ({
    up: true,
    subscribe: () => () => {},
    publish(hint: Hint) {
      if (isCut || hint.kind !== 'looking') return
      for (const [index, node] of nodes.entries())
        if (index !== own) node.heard(`node ${own}`, hint.conversation, hint.agents, hint.until)
    },
  })
  const clock = { now: () => now, monotonic: () => now, after: () => () => {} }
  nodes.push(createLooking(bus(0), clock), createLooking(bus(1), clock))
  return {
    nodes: nodes as [ReturnType<typeof createLooking>, ReturnType<typeof createLooking>],
    pass: (ms: number) => {
      now += ms
    },
    cut: () => {
      isCut = true
    },
  }
}

function screen() {
  const told: Push<'presence'>[] = []
  const outlet = {
    isOpen: true,
    send() {},
    hint: (frame: string) => void told.push(JSON.parse(frame)),
    drained: () => Promise.resolve(),
  }
  return { outlet, names: () => told.at(-1)?.agents.map(({ name }) => name) }
}

test('[RT-12] everybody who looks is told who looks, each once, also from another node', () => {
  const { nodes } = twoNodes()
  const [one, tab, other] = [screen(), screen(), screen()]
  nodes[0].arrives('c', ada, one.outlet)
  nodes[0].arrives('c', ada, tab.outlet)
  expect(one.names()).toEqual(['Ada'])
  nodes[1].arrives('c', ben, other.outlet)
  expect(one.names()).toEqual(['Ada', 'Ben'])
  expect(other.names()).toEqual(['Ben', 'Ada'])
  nodes[0].leaves('c', one.outlet)
  expect(other.names()).toEqual(['Ben', 'Ada'])
  nodes[0].leaves('c', tab.outlet)
  expect(other.names()).toEqual(['Ben'])
})

test('[RT-12] who looks on a node that is gone is forgotten', () => {
  const { nodes, pass, cut } = twoNodes()
  const [one, other] = [screen(), screen()]
  nodes[0].arrives('c', ada, one.outlet)
  nodes[1].arrives('c', ben, other.outlet)
  cut()
  pass(60_000)
  nodes[0].tell()
  expect(one.names()).toEqual(['Ada'])
})
