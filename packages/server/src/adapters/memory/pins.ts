/** Pins in a map, for tests. */
import type { Pins } from '../../ports/pins.ts'

export function createMemoryPins(): Pins {
  const pins = new Map<string, string[]>()
  const of = (agent: string) => pins.get(agent) ?? []
  return {
    async pin(agent, conversation, _at, most) {
      if (of(agent).includes(conversation)) return 'pinned'
      if (of(agent).length >= most) return 'full'
      pins.set(agent, [conversation, ...of(agent)])
      return 'pinned'
    },
    async unpin(agent, conversation) {
      pins.set(
        agent,
        of(agent).filter((one) => one !== conversation),
      )
    },
    ofAgent: async (agent) => [...of(agent)],
    async forget(conversation) {
      for (const agent of pins.keys()) await this.unpin(agent, conversation)
    },
  }
}
