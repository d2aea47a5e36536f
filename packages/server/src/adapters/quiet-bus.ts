/** For a node that nobody else can hear: alone it misses nothing; beside others, heads are polled instead. */
import type { Bus } from '../ports/bus.ts'

export function createQuietBus(isAlone: boolean): Bus {
  return {
    up: isAlone,
    publish() {},
    subscribe: () => () => {},
  }
}
