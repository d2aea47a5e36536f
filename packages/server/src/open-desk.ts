/**
 * The few use cases that the command line calls, over the data of an installation and without a server: one
 * may be running on the same data, and hears of what changed when it next reads.
 */
import { join } from 'node:path'
import { openBlobs } from './adapters/files/blobs.ts'
import { createPasswords } from './adapters/passwords.ts'
import { createQuietBus } from './adapters/quiet-bus.ts'
import { openStore } from './adapters/sql/open.ts'
import { createChance, createClock } from './adapters/system.ts'
import { createApiTokens } from './app/api-tokens.ts'
import { createChanges } from './app/changes.ts'
import { createColleagues } from './app/colleagues.ts'
import { createErasing } from './app/erasing.ts'
import { createConversing } from './app/handle-command.ts'
import { createOperationLog } from './app/operation-log.ts'
import { createReleaseAgent } from './app/release-agent.ts'
import { createRights } from './app/rights.ts'
import { createSiteDesk } from './app/sites.ts'
import { widgetTexts } from './build/widget-texts.ts'

export async function openDesk(databaseUrl: string, dataDir: string) {
  const store = await openStore({ url: databaseUrl })
  const { agents, sites, people } = store
  const clock = createClock()
  const chance = createChance(clock)
  const passwords = createPasswords()
  const changes = createChanges(createQuietBus(true))
  const rights = createRights(() => null)
  const operationLog = createOperationLog({ people, rights, clock })
  const nobody = { statusOf: () => 'offline' as const, present: () => [] }
  return {
    agents,
    sites,
    siteDesk: createSiteDesk({ sites, agents, people, changes, rights, operationLog, texts: widgetTexts }),
    release: createReleaseAgent({
      conversations: store.conversations,
      conversing: createConversing(store.conversations, () => undefined),
      clock,
    }),
    colleagues: createColleagues({ agents, passwords, clock, chance, changes, presence: nobody }),
    operationLog,
    erasing: createErasing({
      ...store,
      blobs: await openBlobs(join(dataDir, 'files')),
      rights,
      operationLog,
      // Closing the store does it.
      clearLog() {},
      clock,
      report() {},
    }),
    apiTokens: createApiTokens({ agents, clock, chance }),
    close: store.close,
  }
}

export type Desk = Awaited<ReturnType<typeof openDesk>>
