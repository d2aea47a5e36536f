import { builtInRoles, permissions } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { permissionsOf } from './permissions.ts'

describe('roles', () => {
  it('[IN-16] each built-in role may all that the one below it may', () => {
    const order = ['agent', 'supervisor', 'admin', 'owner'] as const
    for (const [index, role] of order.entries()) {
      const below = order[index - 1]
      if (below !== undefined)
        expect(builtInRoles[role]).toEqual(expect.arrayContaining([...builtInRoles[below]]))
    }
    expect(builtInRoles.owner).toEqual(permissions)
    expect(builtInRoles.admin).not.toContain('roles.edit')
  })

  it("[IN-16] a site's own role may what it says, and never takes a built-in one's name", () => {
    const own = [
      { id: 'writers', name: 'Writers', permissions: ['faq.edit' as const] },
      { id: 'owner', name: 'False', permissions: [] },
    ]
    expect(permissionsOf('writers', own)).toEqual(['faq.edit'])
    expect(permissionsOf('owner', own)).toEqual(permissions)
  })

  it('[IN-16] a role that was removed, or is a word of the language, leaves what every agent may', () => {
    for (const role of ['gone', 'constructor', '__proto__']) {
      expect(permissionsOf(role, [])).toBe(builtInRoles.agent)
    }
  })
})
