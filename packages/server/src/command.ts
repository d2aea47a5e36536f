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
/** Of the data; for its owner alone when it is new. */
export async function makeFolder(path: string): Promise<void> {
  const { mkdir } = await import('node:fs/promises')
  await mkdir(path, { recursive: true, mode: 0o700 })
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

/** What a wrong flag leads to only when it is used. */
export function isConfiguration(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return ['EADDRINUSE', 'EADDRNOTAVAIL', 'EACCES', 'ENOTDIR', 'EEXIST', 'ENOTFOUND'].includes(code ?? '')
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
    case 'ENOTDIR':
    case 'EEXIST':
      return `${String(path)} is not a folder.`
    default:
      return error.message.split('\n')[0] ?? error.name
  }
}
