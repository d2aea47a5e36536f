/** Ids of the files that an event names, wherever in it they stand: as a message, or as an answer to a form. Pure. */
export function filesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(filesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) => [
    ...(key === 'file' || key === 'files' ? [held].flat().flatMap(idIn) : []),
    ...filesIn(held),
  ])
}

function idIn(held: unknown): string[] {
  const id = typeof held === 'object' && held !== null && 'id' in held ? held.id : held
  return typeof id === 'string' ? [id] : []
}
