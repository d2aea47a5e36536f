/** Who may come in and what is theirs, put together: agents, their sign-ins and tokens, sites, the first setup. */
import { createPasswords } from '../adapters/passwords.ts'
import type { Store } from '../adapters/sql/open.ts'
import { createApiTokens } from '../app/api-tokens.ts'
import type { Changes } from '../app/changes.ts'
import { createColleagues } from '../app/colleagues.ts'
import { createDemoSeed } from '../app/demo-seed.ts'
import { createFaqDesk } from '../app/faq.ts'
import type { Presence } from '../app/presence.ts'
import type { Rights } from '../app/rights.ts'
import { createSetup } from '../app/setup.ts'
import { createSignIn } from '../app/sign-in.ts'
import { createSiteDesk } from '../app/sites.ts'
import type { Chance, Clock } from '../ports/clock.ts'

export function buildPeople(parts: {
  store: Store
  changes: Changes
  clock: Clock
  chance: Chance
  noLimits: boolean
  presence: Pick<Presence, 'statusOf' | 'signedIn' | 'signedOut'>
  rights: Rights
}) {
  const { store, changes, clock, chance, noLimits, presence, rights } = parts
  const { agents, sites, meta } = store
  const passwords = createPasswords()
  const signIn = createSignIn({ agents, passwords, clock, chance, noLimits, changes, presence })
  const siteDesk = createSiteDesk({ sites, agents, changes, rights })
  const colleagues = createColleagues({
    agents,
    passwords,
    clock,
    chance,
    changes,
    statusOf: presence.statusOf,
  })
  const apiTokens = createApiTokens({ agents, clock, chance })
  const setup = createSetup({ meta, agents, siteDesk, colleagues, signIn, clock, chance })
  const faq = createFaqDesk({ sites, clock, chance, changes })
  const demo = createDemoSeed({
    agents,
    sites,
    meta,
    passwords,
    chance,
    siteDesk,
    faq,
    colleagues,
    apiTokens,
  })
  return { signIn, siteDesk, colleagues, apiTokens, setup, faq, demo }
}
