/** Which role may do what (IN-16). A role that nobody knows, as one that was removed, may do what every agent may. Pure. */
import { type BuiltInRole, builtInRoles, type Permission, type SiteRole } from '@foyer/protocol'

export function isBuiltIn(role: string): role is BuiltInRole {
  return Object.hasOwn(builtInRoles, role)
}

export function permissionsOf(role: string, own: readonly SiteRole[]): readonly Permission[] {
  if (isBuiltIn(role)) return builtInRoles[role]
  return own.find(({ id }) => id === role)?.permissions ?? builtInRoles.agent
}
