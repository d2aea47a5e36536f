// A real server process in a folder of its own: started, killed without a word, and started again on the same
// folder and port. What it stored can be looked into, read-only.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface DemoAgent {
  email: string
  password: string
  token: string
}

export interface FoyerServer {
  readonly url: string
  readonly site: string
  readonly agents: DemoAgent[]
  /** What it wrote to standard error, and `serve` to standard output. */
  readonly log: string[]
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** Starts again after a kill, on the same port and data. */
  restart(): Promise<void>
  /** How many rows each table has. */
  countRows(): Record<string, number>
  /** Ends it and removes what it stored. */
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '../..')
const main = join(root, 'packages/server/foyer.mjs')
/** Milliseconds: a slow machine that runs other things too. */
const patience = 30_000

export async function startFoyer(
  command: 'demo' | 'serve' = 'demo',
  flags: string[] = [],
): Promise<FoyerServer> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-e2e-'))
  const port = await freePort()
  const log: string[] = []
  let child: ChildProcess | null = null
  let gone: Promise<void> = Promise.resolve()
  let ready = { url: `http://localhost:${port}`, site: 'demo', agents: [] as DemoAgent[] }

  async function start(): Promise<void> {
    // Two people talk in most stories: what is automatic has stories of its own.
    const quiet = flags.includes('--assistant') ? [] : ['--assistant', 'off']
    const demo = command === 'demo' ? ['--json', ...quiet] : []
    const words = [main, command, ...demo, '--port', String(port), '--data', data, ...flags]
    const started = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    gone = new Promise((done) => {
      started.once('close', () => {
        if (child === started) child = null
        done()
      })
    })
    const said = await new Promise<string>((done, fail) => {
      let output = ''
      const timer = setTimeout(() => fail(new Error(`not ready in time:\n${log.join('')}`)), patience)
      const settle = (then: () => void) => {
        clearTimeout(timer)
        then()
      }
      started.stderr.on('data', (chunk: Buffer) => log.push(String(chunk)))
      started.stdout.on('data', (chunk: Buffer) => {
        output += String(chunk)
        if (command === 'serve') log.push(String(chunk))
        if (output.includes('\n')) settle(() => done(output.slice(0, output.indexOf('\n'))))
      })
      started.once('error', (error) => settle(() => fail(error)))
      started.once('close', (code) => settle(() => fail(new Error(`ended with ${code}:\n${log.join('')}`))))
    })
    if (command === 'demo') ready = JSON.parse(said) as typeof ready
  }

  await start()
  return {
    get url() {
      return ready.url
    },
    get site() {
      return ready.site
    },
    get agents() {
      return ready.agents
    },
    log,
    async kill() {
      child?.kill('SIGKILL')
      await gone
    },
    restart: start,
    countRows() {
      const database = new DatabaseSync(join(data, 'foyer.db'), { readOnly: true })
      try {
        const tables = database
          .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`)
          .all() as { name: string }[]
        const count = (name: string) =>
          database.prepare(`select count(*) as n from "${name}"`).get() as { n: number }
        // What follows the log, and agents' comings and goings, are written behind the stories' backs.
        const kept = tables.filter(({ name }) => !/^(agent_|text|record|op_log|due|mails)/.test(name))
        return Object.fromEntries(kept.map(({ name }) => [name, count(name).n]))
      } finally {
        database.close()
      }
    },
    async stop() {
      child?.kill('SIGKILL')
      await gone
      rmSync(data, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
