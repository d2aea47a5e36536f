import type { Permission, SiteRole } from '@foyer/protocol'
import { describe, expect, it } from 'vitest'
import { beyondOwn, covers, isRole, rolesProblem, tidyRoles } from './roles.ts'

const role = (over: Partial<SiteRole> = {}): SiteRole => ({
  id: 'writers',
  name: 'Writers',
  permissions: ['faq.edit'],
  ...over,
})
const pathOf = (roles: SiteRole[]) => rolesProblem(roles)?.error.path ?? null

describe('roles of a site', () => {
  it('[IN-16] ids, names and permissions are what they must be, and a refusal points at the field', () => {
    expect(pathOf([role(), role({ id: 'readers', name: 'Readers', permissions: [] })])).toBeNull()
    expect(pathOf([role({ id: 'Writers' })])).toBe('/roles/0/id')
    expect(pathOf([role({ id: '' })])).toBe('/roles/0/id')
    expect(pathOf([role({ id: 'owner' })])).toBe('/roles/0/id')
    expect(pathOf([role(), role({ name: 'Other' })])).toBe('/roles/1/id')
    expect(pathOf([role({ name: '  ' })])).toBe('/roles/0/name')
    expect(pathOf([role({ name: 'x'.repeat(61) })])).toBe('/roles/0/name')
    expect(pathOf([role(), role({ id: 'again', name: ' writers ' })])).toBe('/roles/1/name')
    const strange = 'conversation.everything' as Permission
    expect(pathOf([role({ permissions: ['faq.edit', strange] })])).toBe('/roles/0/permissions/1')
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => role({ id: `r${index}`, name: `Role ${index}` }))
    expect(pathOf(many(50))).toBeNull()
    expect(pathOf(many(51))).toBe('/roles')
  })

  it('[IN-16] a permission that is said twice is held once, in the usual order', () => {
    const said = role({ name: ' Writers ', permissions: ['faq.edit', 'message.translate', 'faq.edit'] })
    expect(tidyRoles([said])).toEqual([role({ permissions: ['message.translate', 'faq.edit'] })])
  })

  it('[IN-16] a role covers another where it may all that that one may', () => {
    const own = [role(), role({ id: 'half', name: 'Half', permissions: ['people.edit', 'faq.edit'] })]
    const table: [mine: string, other: string, boolean][] = [
      ['owner', 'owner', true],
      ['owner', 'half', true],
      ['admin', 'admin', true],
      ['admin', 'owner', false],
      ['admin', 'half', true],
      ['half', 'writers', true],
      ['half', 'agent', false],
      ['agent', 'supervisor', false],
      ['writers', 'half', false],
      // As one that was removed: what every agent may.
      ['supervisor', 'gone', true],
      ['half', 'gone', false],
    ]
    for (const [mine, other, is] of table)
      expect([mine, other, covers(mine, other, own)]).toEqual([mine, other, is])
    expect(isRole('half', own)).toBe(true)
    expect(isRole('supervisor', own)).toBe(true)
    expect(isRole('gone', own)).toBe(false)
    expect(isRole('constructor', own)).toBe(false)
  })

  it('[IN-16] nobody makes, widens or takes from a role beyond their own', () => {
    const keeper = role({ id: 'keeper', name: 'Keeper', permissions: ['roles.edit', 'faq.edit'] })
    const strong = role({ id: 'strong', name: 'Strong', permissions: ['settings.edit'] })
    const before = [keeper, strong]
    const path = (after: SiteRole[], mine = 'keeper') => beyondOwn(mine, before, after)?.error.path ?? null
    expect(path([...before, role()])).toBeNull()
    expect(path([keeper, { ...strong, name: 'Renamed' }])).toBe('/roles/1/permissions')
    expect(path([{ ...keeper, permissions: ['roles.edit', 'log.read'] }, strong])).toBe(
      '/roles/0/permissions',
    )
    expect(path([{ ...keeper, permissions: ['roles.edit'] }, strong])).toBeNull()
    expect(path([keeper, { ...strong, permissions: [] }], 'owner')).toBeNull()
  })
})
