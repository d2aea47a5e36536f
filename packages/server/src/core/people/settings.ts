/** Which permission each of a site's settings takes, and the areas under which their changes are logged. Pure. */
import type { Permission, SiteSettings } from '@foyer/protocol'

/** By key; what is not named is one of the other settings. */
const special: Partial<Record<keyof SiteSettings | string, Permission>> = {
  assistant: 'assistant.edit',
  hours: 'routing.edit',
  idle: 'routing.edit',
  reception: 'routing.edit',
  routing: 'routing.edit',
  roles: 'roles.edit',
  people: 'people.edit',
}

export function permissionFor(key: string): Permission {
  return (Object.hasOwn(special, key) ? special[key] : undefined) ?? 'settings.edit'
}

/** The permissions that a change of these settings takes, each once. */
export function permissionsFor(keys: readonly string[]): Permission[] {
  return [...new Set(keys.map(permissionFor))]
}
