// The seeded run in short, as every test run has it: several seeds, each with kills, cuts and stalls. The
// same, longer, is `npm run bench -- crash`.
import { expect, test } from 'vitest'
import { run } from './run.ts'

/** Seeds that once found something: commands that overtook one another, and news sent before hello was answered. */
const seeds = [1, 905_581_470, Math.floor(Math.random() * 1e9)]

test.each(seeds)(
  '[B01] [SC-5] killed three times under load, cut and stalled: nothing lost, doubled, moved or leaked (seed %i)',
  async (seed) => {
    const result = await run({ seed, kills: 3, every: [300, 1_200], rate: 200, visitors: 4 })
    expect(result.anomalies).toEqual([])
    expect(result.integrity).toBe('ok')
    // The run was about something: there was talk, and connections were lost in the middle of it.
    expect(result.stored).toBeGreaterThan(100)
    expect(result.reconnects).toBeGreaterThan(15)
    expect(result.unknown).toBeGreaterThan(0)
  },
  60_000,
)
