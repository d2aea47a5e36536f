// `bench connections`: ten thousand visitors on one server, which is then killed and started again.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { printTable, round } from '../figures.ts'
import { memoryOf, startFoyer } from '../processes.ts'
import type { HerdPlan, HerdResult } from './herd.ts'

const visitors = Number(process.env.BENCH_IDLE ?? 10_000)

export async function benchConnections(isJson: boolean): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
  let foyer = await startFoyer(data)
  try {
    const { port } = new URL(foyer.ready.url)
    const plan: HerdPlan = { port: Number(port), site: foyer.ready.site, visitors, atOnce: 50 }
    const herd = fork(resolve(import.meta.dirname, 'herd.ts'), [JSON.stringify(plan)])
    const heard = (wanted: (message: unknown) => boolean) =>
      new Promise<unknown>((done, fail) => {
        herd.on('message', (message) => {
          if (wanted(message)) done(message)
        })
        herd.once('exit', (code) => fail(new Error(`the visitors ended with ${code}`)))
      })
    await heard((message) => message === 'held')
    const heldBytes = memoryOf(foyer.pid)
    const back = heard((message) => typeof message === 'object') as Promise<HerdResult>
    herd.send('killing')
    const killedAt = performance.now()
    process.kill(foyer.pid, 'SIGKILL')
    await foyer.stop()
    foyer = await startFoyer(data, ['--no-limits', '--port', port])
    const restarted = performance.now() - killedAt
    const result = await back
    const report = summarise(result, { restarted, heldBytes, bytes: memoryOf(foyer.pid) })
    herd.kill()
    if (isJson) console.log(JSON.stringify(report))
    else print(report)
  } finally {
    await foyer.stop()
    rmSync(data, { recursive: true, force: true })
  }
}

function summarise(
  { back, greeted, failed, notResumed }: HerdResult,
  { restarted, heldBytes, bytes }: { restarted: number; heldBytes: number; bytes: number },
) {
  const at = (all: number[], share: number) =>
    round(all[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0)
  return {
    visitors,
    held: { residentBytes: heldBytes },
    /** Milliseconds after the kill. */
    crash: {
      serverReady: round(restarted),
      back: { p50: at(back, 0.5), p99: at(back, 0.99), last: at(back, 1) },
      greeted: { p50: at(greeted, 0.5), p99: at(greeted, 0.99), last: at(greeted, 1) },
      attemptsThatFailed: failed,
      notResumed,
      residentBytes: bytes,
    },
  }
}

function print({ held, crash, ...report }: ReturnType<typeof summarise>): void {
  console.log(`\n${report.visitors} visitors held, server's resident memory ${megabytes(held.residentBytes)}`)
  printTable('killed and started again, ms', [
    { '': 'the server was ready after', p50: crash.serverReady },
    { '': 'each visitor was back after', ...crash.back },
    { '': 'an attempt until it was greeted', ...crash.greeted },
  ])
  console.log(
    `  ${crash.attemptsThatFailed} attempts failed, ${crash.notResumed} did not resume; then ${megabytes(crash.residentBytes)}`,
  )
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`
}
