/** A role and a department, to be chosen. Roles that may more than one's own are not offered. */
import type { Department, SiteRole } from '@foyer/protocol'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { indented } from '../../models/department-tree.ts'
import { builtInNames, roleName } from './words.ts'

interface RoleProps {
  label: string
  value: string
  site: string
  own: readonly SiteRole[]
  hook?: string
  onChange: (role: string) => void
}

export function RoleSelect({ label, value, site, own, hook, onChange }: RoleProps) {
  const { session } = useConsole()
  const who = session.session.value
  const mine = who.state === 'signedIn' ? who.sites.find(({ id }) => id === site) : undefined
  const mayAll = (role: SiteRole) => role.permissions.every((one) => mine?.permissions.includes(one))
  const offered = [
    ...builtInNames.filter((role) => role !== 'owner' || mine?.role === 'owner'),
    ...own.filter(mayAll).map(({ id }) => id),
  ]
  const isKnown = offered.includes(value)
  // What an agent has who may more: shown, and not to be taken away here.
  const isBeyond = value === 'owner' && mine?.role !== 'owner'
  return (
    <select
      class="input"
      aria-label={label}
      value={value}
      disabled={isBeyond}
      data-foyer={hook ?? 'role'}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {!isKnown && <option value={value}>{roleName(value, own)}</option>}
      {offered.map((role) => (
        <option key={role} value={role}>
          {roleName(role, own)}
        </option>
      ))}
    </select>
  )
}

interface DepartmentProps {
  label: string
  value: string | null
  departments: Department[]
  hook?: string
  onChange: (department: string | null) => void
}

export function DepartmentSelect({ label, value, departments, hook, onChange }: DepartmentProps) {
  if (departments.length === 0) return null
  return (
    <select
      class="input"
      aria-label={label}
      value={value ?? ''}
      data-foyer={hook ?? 'department'}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    >
      <option value="">{t('people.noDepartment')}</option>
      {indented(departments).map(({ department, depth }) => (
        <option key={department.id} value={department.id}>
          {`${'\u2003'.repeat(depth)}${department.name}`}
        </option>
      ))}
    </select>
  )
}
