/**
 * What a site's own roles must be, and who may give which (IN-16). Nobody gives, edits or takes away a role that
 * may more than their own. Pure.
 */
import { type Permission, type ProtocolError, permissions, type SiteRole } from '@foyer/protocol'
import { wrong } from '../rule-words.ts'
import { isBuiltIn, permissionsOf } from './permissions.ts'

export const roleLimits = { roles: 50, name: 60 } as const
export const roleIdPattern = '^[a-z0-9][a-z0-9-]{0,39}$'

export function rolesProblem(roles: readonly SiteRole[]): { error: ProtocolError } | null {
  if (roles.length > roleLimits.roles) return wrong('/roles', `A site has at most ${roleLimits.roles} roles.`)
  const ids = new Set<string>()
  const names = new Set<string>()
  for (const [index, role] of roles.entries()) {
    const path = `/roles/${index}`
    if (!new RegExp(roleIdPattern).test(role.id)) {
      return wrong(`${path}/id`, 'A role’s id has lower-case letters, digits and hyphens, at most 40.')
    }
    if (isBuiltIn(role.id)) return wrong(`${path}/id`, 'This role is built in.')
    if (ids.has(role.id)) return wrong(`${path}/id`, 'Another role has this id.')
    const name = role.name.trim()
    if (name === '') return wrong(`${path}/name`, 'A role needs a name.')
    if ([...name].length > roleLimits.name) {
      return wrong(`${path}/name`, `A role’s name has at most ${roleLimits.name} characters.`)
    }
    if (names.has(name.toLowerCase())) return wrong(`${path}/name`, 'Another role has this name.')
    const strange = role.permissions.findIndex((permission) => !permissions.includes(permission))
    if (strange >= 0) return wrong(`${path}/permissions/${strange}`, 'There is no such permission.')
    ids.add(role.id)
    names.add(name.toLowerCase())
  }
  return null
}

/** In their one spelling: trimmed, each permission once and in the usual order. */
export function tidyRoles(roles: readonly SiteRole[]): SiteRole[] {
  return roles.map(({ id, name, permissions: held }) => ({
    id,
    name: name.trim(),
    permissions: permissions.filter((permission) => held.includes(permission)),
  }))
}

/** Whether a site has this role now. */
export function isRole(role: string, own: readonly SiteRole[]): boolean {
  return isBuiltIn(role) || own.some(({ id }) => id === role)
}

/** Whether `mine` may all that `other` may. An owner's alone is an owner's to give. */
export function covers(mine: string, other: string, own: readonly SiteRole[]): boolean {
  if (other === 'owner' && mine !== 'owner') return false
  return includesAll(permissionsOf(mine, own), permissionsOf(other, own))
}

/** Where somebody with the role `mine` would make or change a role beyond its own, or null. */
export function beyondOwn(
  mine: string,
  before: readonly SiteRole[],
  after: readonly SiteRole[],
): { error: ProtocolError } | null {
  const held = permissionsOf(mine, before)
  const index = after.findIndex((role) => {
    const known = before.find(({ id }) => id === role.id)
    const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(role)
    return !isSame && !includesAll(held, [...role.permissions, ...(known?.permissions ?? [])])
  })
  if (index < 0) return null
  return {
    error: {
      code: 'forbidden',
      message: 'Nobody can make a role that may more than their own.',
      path: `/roles/${index}/permissions`,
    },
  }
}

function includesAll(all: readonly Permission[], some: readonly Permission[]): boolean {
  return some.every((permission) => all.includes(permission))
}
