/** Whether an agent may do something at a site: by its role there, as the site's settings are now (IN-16). */
import type { Id, Permission, ProtocolError, SiteSettings } from '@foyer/protocol'
import type { Viewer } from '../core/people/access.ts'
import { permissionsOf } from '../core/people/permissions.ts'
import { notFound } from './outcome.ts'

/** Role by site: whoever belongs to no site may nothing there. */
export type Roles = Readonly<Record<string, string>>

export interface Rights {
  may(who: { roles: Roles }, site: string, permission: Permission): boolean
  /** Null where it may; else what it is told, which names the permission and nothing of the site. */
  refusal(who: { roles: Roles }, site: string, permission: Permission): { error: ProtocolError } | null
  /** As `refusal`; a site that it does not belong to looks as if there were none. Null: belonging is enough. */
  bar(who: { roles: Roles }, site: string, permission: Permission | null): { error: ProtocolError } | null
  /** As `core/people/access` wants it. */
  viewer(who: { id: Id; roles: Roles }, site: string): Viewer
  /** All that it may, as one that is compared: an own role of a site may have been edited. */
  print(roles: Roles): string
}

export function createRights(settingsOf: (site: string) => Pick<SiteSettings, 'roles'> | null): Rights {
  function may({ roles }: { roles: Roles }, site: string, permission: Permission): boolean {
    if (!Object.hasOwn(roles, site)) return false
    return permissionsOf(roles[site] ?? '', settingsOf(site)?.roles ?? []).includes(permission)
  }
  function refusal(who: { roles: Roles }, site: string, permission: Permission) {
    if (may(who, site, permission)) return null
    const message = `Your role does not have the permission ${permission}.`
    return { error: { code: 'forbidden' as const, message } }
  }
  return {
    may,
    refusal,
    bar(who, site, permission) {
      if (!Object.hasOwn(who.roles, site)) return notFound
      return permission === null ? null : refusal(who, site, permission)
    },
    viewer: (who, site) => ({ id: who.id, may: (permission) => may(who, site, permission) }),
    print: (roles) =>
      JSON.stringify(
        Object.entries(roles).map(([site, role]) => [
          site,
          role,
          permissionsOf(role, settingsOf(site)?.roles ?? []),
        ]),
      ),
  }
}
