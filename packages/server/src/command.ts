/** What a command of the command line is, what it sees of its process, and how what went wrong is said. */
import { BadConfig, type Env, type readFlags, type Values } from './config.ts'

/** What a command sees of its process. */
export interface Console {
  env: Env
  stdin: NodeJS.ReadStream
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  on(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  exit(code: number): never
}

/** Something that a person asked for and cannot have: one line, and 1. */
export class Failure extends Error {}

export interface Command {
  about: string
  usage: string
  flags: Parameters<typeof readFlags>[1]
  /** Lines of `--help` on its own flags. */
  help: string[]
  run(args: Arguments, console: Console): Promise<number>
}

export interface Arguments {
  values: Values
  positionals: string[]
}

/** Lines of `--help` on the flags of every command that opens the data. */
export const dataHelp = [
  '--data DIR            folder of the database and of uploads (FOYER_DATA, ./foyer-data)',
  '--database-url URL    sqlite:PATH or postgres://… (FOYER_DATABASE_URL, sqlite in the data folder)',
]
/**
 * Of the data; for its owner alone when it is new. Step by step, because Node's own way never comes back from
 * a place, such as /proc, where nothing can be made.
 */
export async function makeFolder(path: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises')
  const { dirname } = await import('node:path')
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const { existsSync, statSync } = await import('node:fs')
    if (code === 'EEXIST' && statSync(path).isDirectory()) return
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error
    await makeFolder(dirname(path))
    await mkdir(path, { mode: 0o700 })
  }
}

/** A flag that the command cannot do without. */
export function needed(values: Values, flag: string): string {
  const value = values[flag]
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new BadConfig(`--${flag} is missing`)
}

export function refuseMore(positionals: string[]): void {
  if (positionals.length > 0) throw new BadConfig(`"${positionals[0]}" is one word too many`)
}

/** What a wrong flag leads to only when it is used: a folder, an address or a database that does not serve. */
const wrongFlags = new Set([
  ...['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['SQLITE_CANTOPEN', 'SQLITE_NOTADB', 'SQLITE_READONLY', 'NEWER_DATABASE', 'ERR_INVALID_URL'],
  // PostgreSQL: no such user, wrong password, no such database.
  ...['28000', '28P01', '3D000'],
])

export function isConfiguration(error: unknown): boolean {
  return wrongFlags.has((error as NodeJS.ErrnoException).code ?? '')
}

/** One line for a person. */
export function lineOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port, path } = error as NodeJS.ErrnoException & { port?: number }
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} is taken. Choose another with --port, or 0 for a free one.`
    case 'EADDRNOTAVAIL':
      return 'This machine does not have that address. Choose another with --host.'
    case 'EACCES':
      return path === undefined
        ? `Port ${String(port)} is not allowed to this user.`
        : `${path} cannot be written.`
    case 'ENOENT':
    case 'EPERM':
    case 'EROFS':
      return `${String(path)} cannot be made. Choose another folder with --data.`
    case 'SQLITE_NOTADB':
      return 'The database file is not a database. Choose another with --data or --database-url.'
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'ENOTFOUND':
      return `The database does not answer: ${error.message.split('\n')[0]}.`
    case 'ERR_INVALID_URL':
      return 'The database URL cannot be read: postgres://user:password@host:5432/name is one.'
    case 'ENOTDIR':
    case 'EEXIST':
      return `${String(path)} is not a folder.`
    default:
      return error.message.split('\n')[0] ?? error.name
  }
}
