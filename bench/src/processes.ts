// Server processes that a benchmark starts, watches and ends: Foyer's own demo, and anything else that
// prints one JSON line when it is ready. What a process used is read from the system.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

export interface Running<T> {
  readonly pid: number
  readonly ready: T
  stop(): Promise<void>
}

export interface Demo {
  url: string
  site: string
  agents: { email: string; password: string; token: string }[]
}

export function startFoyer(
  data: string,
  flags: string[] = ['--no-limits'],
  nodeFlags: string[] = [],
): Promise<Running<Demo>> {
  const main = resolve(root, 'packages/server/foyer.mjs')
  // What is measured is people talking, unless a benchmark says otherwise.
  const quiet = flags.includes('--assistant') ? [] : ['--assistant', 'off']
  return start([...nodeFlags, main, 'demo', '--json', '--port', '0', '--data', data, ...quiet, ...flags])
}

/** Resolves with the first line that the program prints. */
export function start<T>(args: string[]): Promise<Running<T>> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  return new Promise((ready, fail) => {
    child.once('error', fail)
    child.once('exit', (code) => fail(new Error(`ended with ${code}:\n${errors.slice(-2_000)}`)))
    child.stdout.on('data', (chunk) => {
      output += chunk
      const end = output.indexOf('\n')
      if (end === -1) return
      child.stdout.removeAllListeners('data').resume()
      ready({ pid: child.pid ?? 0, ready: JSON.parse(output.slice(0, end)) as T, stop: () => stop(child) })
    })
  })
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done()
    child.removeAllListeners('exit').once('exit', () => done())
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 20_000).unref()
  })
}

const ticks = Number(execFileSync('getconf', ['CLK_TCK']))

/** Milliseconds of CPU that the process has used so far, all threads. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name may hold spaces; the fields after it are counted from its closing bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) / ticks) * 1_000
}

/** Resident bytes. */
export function memoryOf(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1]) * 1_024
}
