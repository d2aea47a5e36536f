/** Whether an agent may do something at a site: by its role there, as the site's settings are now (IN-16). */
import type { Permission, ProtocolError, SiteSettings } from '@foyer/protocol'
import { permissionsOf } from '../core/people/permissions.ts'

/** Role by site: whoever belongs to no site may nothing there. */
export type Roles = Readonly<Record<string, string>>

export interface Rights {
  may(who: { roles: Roles }, site: string, permission: Permission): boolean
  /** Null where it may; else what it is told, which names the permission and nothing of the site. */
  refusal(who: { roles: Roles }, site: string, permission: Permission): { error: ProtocolError } | null
}

export function createRights(settingsOf: (site: string) => SiteSettings | null): Rights {
  function may({ roles }: { roles: Roles }, site: string, permission: Permission): boolean {
    if (!Object.hasOwn(roles, site)) return false
    return permissionsOf(roles[site] ?? '', settingsOf(site)?.roles ?? []).includes(permission)
  }
  return {
    may,
    refusal(who, site, permission) {
      if (may(who, site, permission)) return null
      return {
        error: { code: 'forbidden', message: `Your role does not have the permission ${permission}.` },
      }
    },
  }
}
