import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../site-defaults.ts'
import { permissionFor, permissionsFor } from './settings.ts'

describe('permissions of settings', () => {
  it('[IN-16] each key takes the permission of its area', () => {
    const keys = Object.keys(defaultSettings('Shop', []))
    const table = Object.fromEntries(keys.map((key) => [key, permissionFor(key)]))
    expect(table).toMatchObject({
      name: 'settings.edit',
      origins: 'settings.edit',
      assistant: 'assistant.edit',
      hours: 'routing.edit',
      idle: 'routing.edit',
      reception: 'routing.edit',
      roles: 'roles.edit',
      people: 'people.edit',
    })
    expect(permissionFor('constructor')).toBe('settings.edit')
    expect(permissionsFor(['hours', 'idle', 'name'])).toEqual(['routing.edit', 'settings.edit'])
  })
})
