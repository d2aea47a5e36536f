/**
 * Backups of a store on SQLite: a folder with the database and the uploads' bytes, made while the server
 * writes on. A copy with `cp` would be torn; this one never is. A restored store gets a new epoch, so that
 * clients who saw what came after the backup begin anew.
 */
import { cp, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import type { Store } from './open.ts'
import { openSqlite } from './sqlite.ts'

const databaseName = 'foyer.db'
const blobsName = 'files'
const ourTables = ['meta', 'sites', 'conversations', 'events']
const tableNamed = `select 1 from sqlite_schema where type = 'table' and name = ?`

export interface Backup {
  /** A folder that is empty or not there yet. */
  to: string
  /** The folder of the uploads' bytes. */
  blobs: string
}

/** Holds all that was stored when this was called. Rejects, leaving nothing of its own behind, when it fails. */
export async function backUp(store: Pick<Store, 'copyTo'>, { to, blobs }: Backup): Promise<void> {
  await fill(to, async (unfinished) => {
    // The database first: what its messages name is then among the bytes.
    await store.copyTo(unfinished)
    leaveLog(unfinished)
    await copyBlobs(blobs, join(to, blobsName))
  })
}

export interface Restore {
  /** What `backUp` made. */
  from: string
  /** A data folder that is empty or not there yet. */
  to: string
  epoch: string
}

/** Rejects, with one line to show, where the target is not empty or the backup is damaged, or none of Foyer's. */
export async function restoreBackup({ from, to, epoch }: Restore): Promise<void> {
  const source = join(from, databaseName)
  checkIntegrity(source)
  await fill(to, async (unfinished) => {
    await copyBlobs(join(from, blobsName), join(to, blobsName))
    await cp(source, unfinished)
    checkIntegrity(unfinished)
    await setEpoch(unfinished, epoch)
  })
}

/** The database gets its name when all else is there; what fails is taken back, folders that were made for it too. */
async function fill(folder: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw new Error(`the folder is not empty: ${folder}`)
  const [database, unfinished] = [join(folder, databaseName), join(folder, `${databaseName}.unfinished`)]
  try {
    await write(unfinished)
    await rename(unfinished, database)
    await flushFolder(folder)
  } catch (error) {
    const besides = ['-journal', '-wal', '-shm'].map((end) => `${unfinished}${end}`)
    for (const made of [database, unfinished, ...besides, join(folder, blobsName)]) {
      await rm(made, { recursive: true, force: true })
    }
    if (firstMade !== undefined) await removeEmpty(resolve(folder), resolve(firstMade))
    throw error
  }
}

/** Up to `last`, and no folder that somebody has put something into meanwhile. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  for (let made = folder; made.length >= last.length; made = dirname(made)) {
    try {
      await rmdir(made)
    } catch {
      return
    }
  }
}

async function copyBlobs(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  const names = await readdir(from).catch(() => [])
  for (const name of names) {
    if (name === 'unfinished') continue
    await cp(join(from, name), join(to, name), { recursive: true })
  }
}

/** Without a write-ahead log the file can be read from where nothing can be written. */
function leaveLog(path: string): void {
  const database = new Database(path)
  try {
    database.pragma('journal_mode = DELETE')
  } finally {
    database.close()
  }
}

function checkIntegrity(path: string): void {
  let found: unknown
  let isOurs: boolean
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true })
    try {
      found = database.pragma('integrity_check', { simple: true })
      // A file of no bytes is a database too, whole and empty: so a copy that was cut off would pass.
      isOurs = ourTables.every((name) => database.prepare(tableNamed).get(name) !== undefined)
    } finally {
      database.close()
    }
  } catch (error) {
    throw new Error(`the backup cannot be read: ${path}`, { cause: error })
  }
  if (found !== 'ok') throw new Error(`the backup is damaged: ${path}: ${String(found)}`)
  if (!isOurs) throw new Error(`this is no backup of Foyer: ${path}`)
}

/** Closing moves the log into the file, so that the file alone is the database. */
async function setEpoch(path: string, epoch: string): Promise<void> {
  const sqlite = await openSqlite(path)
  sqlite
    .database()
    .prepare(
      `insert into meta (key, value) values ('epoch', ?) on conflict (key) do update set value = excluded.value`,
    )
    .run(epoch)
  await sqlite.close()
}

async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
