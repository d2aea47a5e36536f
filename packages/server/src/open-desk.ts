/**
 * The few use cases that the command line calls, over the data of an installation and without a server: one
 * may be running on the same data, and hears of what changed when it next reads.
 */
import { createPasswords } from './adapters/passwords.ts'
import { createQuietBus } from './adapters/quiet-bus.ts'
import { openStore } from './adapters/sql/open.ts'
import { createChance, createClock } from './adapters/system.ts'
import { createApiTokens } from './app/api-tokens.ts'
import { createChanges } from './app/changes.ts'
import { createColleagues } from './app/colleagues.ts'
import { createRights } from './app/rights.ts'
import { createSiteDesk } from './app/sites.ts'

export async function openDesk(databaseUrl: string) {
  const store = await openStore({ url: databaseUrl })
  const { agents, sites } = store
  const clock = createClock()
  const chance = createChance(clock)
  const passwords = createPasswords()
  const changes = createChanges(createQuietBus(true))
  const statusOf = () => 'offline' as const
  return {
    agents,
    sites,
    siteDesk: createSiteDesk({ sites, agents, changes, rights: createRights(() => null) }),
    colleagues: createColleagues({ agents, passwords, clock, chance, changes, statusOf }),
    apiTokens: createApiTokens({ agents, clock, chance }),
    close: store.close,
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>
