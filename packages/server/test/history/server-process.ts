// A real server process over a folder of its own: started, killed without a word, started again on the same
// folder and port.
import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { freePort } from '../support/free-port.ts'

export interface Ready {
  url: string
  site: string
  agents: { email: string; password: string; token: string }[]
}

export interface ServerProcess {
  readonly port: number
  readonly data: string
  readonly log: string[]
  /** Resolves once it says that it is ready. */
  start(): Promise<Ready>
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM; the exit code. */
  stop(): Promise<number | null>
  signal(name: NodeJS.Signals): void
  readonly isUp: boolean
  readonly pid: number
}

const root = resolve(import.meta.dirname, '../../../..')
const patience = 30_000

export async function createServerProcess(data: string, args: string[] = []): Promise<ServerProcess> {
  const port = await freePort()
  const log: string[] = []
  let child: ChildProcess | null = null
  let gone: Promise<number | null> = Promise.resolve(null)

  return {
    port,
    data,
    log,
    get isUp() {
      return child !== null
    },
    get pid() {
      return child?.pid ?? 0
    },
    start() {
      const main = join(root, 'packages/server/foyer.mjs')
      const started = spawn(
        process.execPath,
        [
          '--disable-warning=ExperimentalWarning',
          main,
          'demo',
          '--json',
          '--no-limits',
          '--port',
          String(port),
          '--data',
          data,
          ...args,
        ],
        { stdio: ['ignore', 'pipe', 'pipe'] },
      )
      child = started
      gone = new Promise((done) => {
        started.once('close', (code) => {
          if (child === started) child = null
          done(code)
        })
      })
      return new Promise((ready, fail) => {
        let output = ''
        const timer = setTimeout(() => fail(new Error(`not ready:\n${log.join('')}`)), patience)
        started.stderr?.on('data', (chunk) => log.push(String(chunk)))
        started.stdout?.on('data', (chunk) => {
          output += chunk
          if (!output.includes('\n')) return
          clearTimeout(timer)
          ready(JSON.parse(output.slice(0, output.indexOf('\n'))) as Ready)
        })
        started.once('error', fail)
        void gone.then((code) => {
          clearTimeout(timer)
          fail(new Error(`the server ended with ${code}:\n${log.slice(-20).join('')}`))
        })
      })
    },
    async kill() {
      child?.kill('SIGKILL')
      await gone
    },
    stop() {
      child?.kill('SIGTERM')
      return gone
    },
    signal: (name) => void child?.kill(name),
  }
}
