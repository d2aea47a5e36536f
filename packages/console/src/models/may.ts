/** What whoever is signed in may do, so that the rest is not offered. The server decides; this only spares the try. */
import type { Permission } from '@foyer/protocol'
import { type PeopleTab, peopleTabs } from './route.ts'
import type { Session } from './session.ts'

/** At one site, any of these. */
export function mayAt(session: Session, site: string, ...any: Permission[]): boolean {
  if (session.state !== 'signedIn') return false
  const held = session.sites.find(({ id }) => id === site)?.permissions ?? []
  return any.some((permission) => held.includes(permission))
}

/** At any of its sites. */
export function mayAnywhere(session: Session, ...any: Permission[]): boolean {
  return session.state === 'signedIn' && session.sites.some(({ id }) => mayAt(session, id, ...any))
}

export const peoplePermissions: Record<PeopleTab, Permission> = {
  agents: 'people.edit',
  roles: 'roles.edit',
  departments: 'people.edit',
  log: 'log.read',
}

export function peopleTabsFor(session: Session, site: string): PeopleTab[] {
  return peopleTabs.filter((tab) => mayAt(session, site, peoplePermissions[tab]))
}
