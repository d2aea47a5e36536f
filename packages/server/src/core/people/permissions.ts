/** Which role may do what (IN-16). A role that nobody knows, as one that was removed, may do what every agent may. Pure. */
import { type BuiltInRole, type Permission, permissions, type SiteRole } from '@foyer/protocol'

const everybody: Permission[] = ['conversation.transfer', 'visitor.mute', 'visitor.list', 'message.translate']

const supervising: Permission[] = [
  ...everybody,
  'conversation.transferOthers',
  'conversation.openOthers',
  'conversation.help',
  'conversation.pinOthers',
  'visitor.block',
  'quickReply.share',
  'records.read',
  'records.export',
  'reports.read',
  'faq.edit',
]

/** Only an owner edits roles, and so can give itself more. */
export const builtInRoles: Record<BuiltInRole, readonly Permission[]> = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'roles.edit'),
  supervisor: supervising,
  agent: everybody,
}

export function isBuiltIn(role: string): role is BuiltInRole {
  return Object.hasOwn(builtInRoles, role)
}

export function permissionsOf(role: string, own: readonly SiteRole[]): readonly Permission[] {
  if (isBuiltIn(role)) return builtInRoles[role]
  return own.find(({ id }) => id === role)?.permissions ?? builtInRoles.agent
}
