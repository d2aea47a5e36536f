/** Tells an outage (the disk is full, the database is away) from a mistake of ours. */

/** Says why the store cannot be used, in words for an operator; null when the error means something else. */
export function outageOf(error: unknown): string | null {
  const code = codeOf(error)
  if (code === null) return isLostConnection(error) ? 'the connection to the database was lost' : null
  if (code.startsWith('SQLITE_')) {
    if (code === 'SQLITE_FULL') return 'the disk is full'
    if (/^SQLITE_(IOERR|CANTOPEN|READONLY|NOMEM|CORRUPT|NOTADB|PROTOCOL)/.test(code))
      return `the disk failed (${code})`
    if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'the database file is locked by another process'
    return null
  }
  // SQLSTATE classes: connection, resources (53100 is a full disk), operator, system; read-only, idle for too long.
  if (/^(08|53|57|58)...$/.test(code) || code === '25006' || code === '25P03')
    return `PostgreSQL refuses (${code})`
  if (/^E[A-Z_]+$/.test(code)) return `PostgreSQL is out of reach (${code})`
  return null
}

/** A unique constraint said no. */
export function isTaken(error: unknown): boolean {
  const code = codeOf(error)
  return code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
}

/** Another transaction was in the way, and this one can simply be run again. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

/** After a failed read, write or fsync nobody knows what SQLite's connection believes. */
export function leavesDoubt(error: unknown): boolean {
  return /^SQLITE_(IOERR|CORRUPT|READONLY_DBMOVED)/.test(codeOf(error) ?? '')
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error && /connection|timeout exceeded|read timeout|not queryable/i.test(error.message)
  )
}
