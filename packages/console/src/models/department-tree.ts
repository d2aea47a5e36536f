/** Departments as an indented list: each below the one above it, in the order they were made. */
import type { Department } from '@foyer/protocol'

export interface Branch {
  department: Department
  depth: number
}

/** What hangs on nothing, or on itself, stands at the top: nobody loses sight of it. */
export function indented(departments: readonly Department[]): Branch[] {
  const shown = new Set<string>()
  const out: Branch[] = []
  function add(department: Department, depth: number): void {
    if (shown.has(department.id)) return
    shown.add(department.id)
    out.push({ department, depth })
    for (const one of departments) if (one.parent === department.id) add(one, depth + 1)
  }
  const ids = new Set(departments.map(({ id }) => id))
  for (const one of departments) if (one.parent === null || !ids.has(one.parent)) add(one, 0)
  for (const one of departments) add(one, 0)
  return out
}

/** The department itself and all below it: where it cannot be moved to. */
export function withBelow(id: string, departments: readonly Department[]): Set<string> {
  const found = new Set([id])
  for (let grew = true; grew; ) {
    grew = false
    for (const one of departments) {
      if (one.parent !== null && found.has(one.parent) && !found.has(one.id)) {
        found.add(one.id)
        grew = true
      }
    }
  }
  return found
}
