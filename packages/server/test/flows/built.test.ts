// Which of the two runs: what was built, or the sources.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-built-'))
  for (const name of ['src', 'dist']) mkdirSync(join(folder, name))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  copyFileSync(join(import.meta.dirname, '../../foyer.mjs'), join(folder, 'foyer.mjs'))
  file('src/main.ts', 'console.log("sources" as string)', 100)
  file('src/other.ts', '', 100)
})
afterEach(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string, changedAt: number): void {
  writeFileSync(join(folder, name), text)
  utimesSync(join(folder, name), changedAt, changedAt)
}

function build(at: number): void {
  file('dist/main.js', 'console.log("build")', at)
  file('dist/sources.json', '["src/main.ts","src/other.ts","src/not-shipped.ts"]', at)
}

const run = () => execFileSync(process.execPath, [join(folder, 'foyer.mjs')], { encoding: 'utf8' }).trim()

test('what was built runs, until one of its sources is newer; without a build the sources run', () => {
  expect(run()).toBe('sources')
  build(200)
  expect(run()).toBe('build')
  file('src/other.ts', '', 300)
  expect(run()).toBe('sources')
  build(400)
  expect(run()).toBe('build')
})
