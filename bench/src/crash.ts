// `bench crash [--kills N] [--seed S]`: kills a server under load N times and prints what was lost, doubled
// or moved. The run is the server's own history checker, in a process of its own.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { printTable } from './figures.ts'
import { root } from './processes.ts'

interface CrashRun {
  seed: number
  kills: number
  seconds: number
  sent: number
  stored: number
  unknown: number
  resent: number
  reconnects: number
  events: number
  conversations: number
  integrity: string
  anomalies: Record<string, number>
}

export async function benchCrash(isJson: boolean, args: string[]): Promise<void> {
  const main = resolve(root, 'packages/server/test/history/main.ts')
  const child = spawn(process.execPath, [main, '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? 1)))
  if (output === '') throw new Error(`the run ended with ${code}`)
  const { anomalies, ...run } = JSON.parse(output) as CrashRun
  const { LOST: lost = 0, DUP: doubled = 0, REORDER: reordered = 0, GAP: gaps = 0, ...others } = anomalies
  const report = { ...run, lost, doubled, reordered, gaps, others }
  process.exitCode = code
  if (isJson) {
    console.log(JSON.stringify(report))
    return
  }
  printTable(`seed ${run.seed}: ${run.kills} kills in ${run.seconds} s, ${run.reconnects} connections`, [
    {
      sent: run.sent,
      'answered ok': run.stored,
      'cut before an answer': run.unknown,
      'sent again': run.resent,
    },
  ])
  printTable('what must be nought', [{ lost, doubled, reordered, gaps, ...others }])
  console.log(`  integrity of the database: ${run.integrity}`)
}
