// The test command: every step in order, all of them even when one fails; at the end
// what failed, by name, and a last line with the sums. Names of steps as arguments run
// only those. A step that is not Vitest counts as one test.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, relative, resolve } from 'node:path'

type Counts = { passed: number; failed: number; skipped: number }
type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}

const root = resolve(import.meta.dirname, '..')
const cache = join(root, 'node_modules/.cache/foyer')
const binaries = join(root, 'node_modules/.bin')
const env = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH}` }

const steps: Record<string, () => Promise<Counts>> = {
  types: () => tool(['scripts/check-types.ts']),
  lint: () => tool(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
  layers: () => tool(['scripts/check-layers.ts']),
  build: async () => once(await run('npx', ['--yes', 'pnpm@12.21.0', '-r', '--if-present', 'run', 'build'])),
  budgets: () => tool(['scripts/check-budgets.ts']),
  unit: () => vitest('unit'),
  contract: () => vitest('contract'),
  flow: () => vitest('flow'),
  browser: () => vitest('browser'),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in steps))
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(', ')}. There are: ${Object.keys(steps).join(', ')}.`)
  process.exit(2)
}

mkdirSync(cache, { recursive: true })
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const lines: string[] = []
const failures: string[] = []
const again: string[] = []
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  if (name === 'budgets' && !existsSync(join(root, 'scripts/check-budgets.ts'))) continue
  console.log(`\n── ${name}`)
  const began = performance.now()
  const counts = await step()
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  lines.push(
    `${counts.failed > 0 ? 'FAIL' : 'ok  '} ${name.padEnd(9)}${seconds.padStart(6)} s  ${sentence(counts)}`,
  )
}
if (again.length > 0) console.log(`\nPassed at the second try:\n${again.join('\n')}`)
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`)
console.log(`\n${lines.join('\n')}\n`)
console.log(sentence(total))
process.exitCode = total.failed > 0 ? 1 : 0

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

async function tool(args: string[]): Promise<Counts> {
  return once(await run(process.execPath, args))
}

function once(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

async function vitest(project: string): Promise<Counts> {
  const file = join(cache, `${project}.json`)
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await run(process.execPath, [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    ...reporters,
  ])
  if (!existsSync(file)) return once(code)
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  failures.push(...report.testResults.flatMap((result) => tell(result, 'failed')))
  again.push(...report.testResults.flatMap((result) => tell(result, 'passed')))
  // A file that fails to load, or a hook or stray rejection that fails outside any
  // test, has no failed test to count: it counts as one, or the sum would hide it.
  const silent = report.testResults.filter(
    (result) =>
      result.status === 'failed' && !result.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + silent
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * What went wrong in a file and what was said of it, in two lines each: a log of thousands of lines is read from its
 * end. One that passed has something wrong in it where it took a second try.
 */
function tell(
  { name, status, message, assertionResults }: Report['testResults'][number],
  ended: string,
): string[] {
  const where = relative(root, name)
  const told = assertionResults.flatMap(({ status, fullName, failureMessages: [why] }) =>
    status === ended && why !== undefined ? [`${where}: ${fullName}\n  ${firstLine(why)}`] : [],
  )
  return told.length === 0 && status === ended && message !== ''
    ? [`${where}\n  ${firstLine(message)}`]
    : told
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

function run(command: string, args: string[]): Promise<number> {
  const { promise, resolve: done } = Promise.withResolvers<number>()
  const shell = process.platform === 'win32' && command === 'npx'
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', shell })
  child.on('error', (error) => {
    console.error(error.message)
    done(1)
  })
  child.on('close', (code) => done(code ?? 1))
  return promise
}
