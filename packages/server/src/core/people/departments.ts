/** The departments of a site as a tree: what they must be, and who is in whose department or below it (RT-12). Pure. */
import type { Department, PeopleSettings, ProtocolError } from '@foyer/protocol'
import { wrong } from '../rule-words.ts'

export const departmentLimits = { departments: 200, name: 60, depth: 10 } as const
export const departmentIdPattern = '^[a-z0-9][a-z0-9-]{0,39}$'

export function departmentsProblem({ departments }: PeopleSettings): { error: ProtocolError } | null {
  const { departments: most, name: longest, depth } = departmentLimits
  const at = (index: number, key: keyof Department) => `/people/departments/${index}/${key}`
  if (departments.length > most) {
    return wrong('/people/departments', `A site has at most ${most} departments.`)
  }
  const byId = new Map(departments.map((one) => [one.id, one]))
  const seen = new Set<string>()
  for (const [index, { id, name, parent }] of departments.entries()) {
    if (!new RegExp(departmentIdPattern).test(id)) {
      return wrong(
        at(index, 'id'),
        'A department’s id has lower-case letters, digits and hyphens, at most 40.',
      )
    }
    if (seen.has(id)) return wrong(at(index, 'id'), 'Another department has this id.')
    seen.add(id)
    if (name.trim() === '') return wrong(at(index, 'name'), 'A department needs a name.')
    if ([...name.trim()].length > longest) {
      return wrong(at(index, 'name'), `A department’s name has at most ${longest} characters.`)
    }
    if (parent !== null && !byId.has(parent))
      return wrong(at(index, 'parent'), 'There is no such department.')
    const above = aboveOf(id, departments)
    if (above === null) return wrong(at(index, 'parent'), 'A department cannot be below itself.')
    if (above.length >= depth) return wrong(at(index, 'parent'), `Departments go at most ${depth} deep.`)
  }
  return null
}

/**
 * Whether somebody in `other` is seen by somebody in `own`: the same department, or one below it. Who has none
 * sees everybody, and is seen by those who have none either. A department that was removed is none.
 */
export function isWithin(
  own: string | null,
  other: string | null,
  departments: readonly Department[],
): boolean {
  const has = (id: string | null) => id !== null && departments.some((one) => one.id === id)
  if (!has(own)) return true
  if (!has(other)) return false
  return other === own || (aboveOf(other as string, departments) ?? []).includes(own as string)
}

/** From the nearest on; null where they go in a circle. */
function aboveOf(id: string, departments: readonly Department[]): string[] | null {
  const above: string[] = []
  let parent = departments.find((one) => one.id === id)?.parent ?? null
  while (parent !== null) {
    if (parent === id || above.includes(parent)) return null
    above.push(parent)
    const next: string = parent
    parent = departments.find((one) => one.id === next)?.parent ?? null
  }
  return above
}
