// Each rule of the layer check, seen red: a small tree that breaks it, and what is said.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'

const server = 'packages/server/src'

function check(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'foyer-layers-'))
  try {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, file)), { recursive: true })
      writeFileSync(join(root, file), text)
    }
    const script = join(import.meta.dirname, 'check-layers.ts')
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, root], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const lines = stdout.trim().split('\n').slice(0, -1)
    expect(status).toBe(lines.length > 0 ? 1 : 0)
    return lines
  } finally {
    rmSync(root, { recursive: true })
  }
}

const rules: [what: string, file: string, text: string, says: string][] = [
  [
    'core takes no port',
    `${server}/core/a.ts`,
    "import type { P } from '../ports/p.ts'",
    'core may not import ports/p.ts',
  ],
  ['core takes no library', `${server}/core/a.ts`, "import fs from 'node:fs'", 'core may not import node:fs'],
  ['ports hold types', `${server}/ports/p.ts`, 'export const a = 1', 'ports hold no code'],
  [
    'app takes no adapter',
    `${server}/app/a.ts`,
    "import { b } from '../adapters/x/b.ts'",
    'app may not import adapters/x/b.ts',
  ],
  ['app takes no Fastify', `${server}/app/a.ts`, "import f from 'fastify'", 'app may not import fastify'],
  [
    'socket and http are apart',
    `${server}/http/a.ts`,
    "import { b } from '../socket/b.ts'",
    'http may not import socket/b.ts',
  ],
  [
    'http takes types of ports only',
    `${server}/http/a.ts`,
    "import { b } from '../ports/b.ts'",
    'http may import only types from ports',
  ],
  [
    'adapters are apart',
    `${server}/adapters/a/a.ts`,
    "import { b } from '../b/b.ts'",
    'adapters/a may not import adapters/b',
  ],
  [
    'build-app is for main',
    `${server}/app/a.ts`,
    "import { b } from '../build-app.ts'",
    'may not import build-app',
  ],
  [
    'no layer of one’s own',
    `${server}/utils/a.ts`,
    'export const a = 1',
    'is in src/utils, which is no layer',
  ],
  ['a clock in core', `${server}/core/a.ts`, '\nexport const a = Date.now()', 'uses Date.now'],
  ['a date in app', `${server}/app/a.ts`, 'export const a = new Date()', 'uses new Date()'],
  [
    'chance in app',
    `${server}/app/a.ts`,
    'export const a = globalThis.crypto.randomUUID()',
    'uses crypto.randomUUID',
  ],
  ['a timer as a value', `${server}/socket/a.ts`, 'export const a = { setTimeout }', 'uses setTimeout'],
  [
    'SQL in http',
    `${server}/http/a.ts`,
    "import type { Kysely } from 'kysely'",
    'imports kysely outside adapters/sql',
  ],
  ['server takes no client', `${server}/a.ts`, "import { a } from '@foyer/client'", 'imports @foyer/client'],
  [
    'no schema in the widget',
    'packages/widget/src/a.ts',
    "import '@foyer/protocol/schema'",
    'imports @foyer/protocol/schema',
  ],
  [
    'stories use what is published',
    'e2e/a.test.ts',
    "import '../packages/widget/src/b.ts'",
    'reaches out of its package',
  ],
  [
    'a sink',
    'packages/widget/src/a.ts',
    'export const a = (e: Element) => (e.innerHTML = "")',
    'uses e.innerHTML',
  ],
  [
    'a sink by name',
    'packages/console/src/a.ts',
    "document.body['outerHTML'] = ''",
    'uses document.body.outerHTML',
  ],
  ['a sink in JSX', 'packages/console/src/a.tsx', "export const a = <iframe srcdoc='' />", 'uses srcdoc'],
  ['document.write', 'packages/client/src/a.ts', "window.document.write('')", 'uses document.write'],
]

// All in one tree, each in a file of its own: a run of the check costs more than the check.
const own = rules.map(([what, file, text, says], at) => ({
  what,
  file: file.replace(/\ba\./, `rule-${at}.`),
  text,
  says,
}))
let lines: string[]
beforeAll(() => {
  lines = check(Object.fromEntries(own.map(({ file, text }) => [file, text])))
})

test.each(own)('$what', ({ file, text, says }) => {
  const line = text.startsWith('\n') ? 2 : 1
  expect(lines.filter((said) => said.startsWith(`${file}:${line} `)).join()).toContain(says)
})

test('a cycle of types is a cycle', () => {
  const lines = check({
    [`${server}/core/a.ts`]: "import type { B } from './b.ts'\nexport type A = B",
    [`${server}/core/b.ts`]: "import type { A } from './a.ts'\nexport type B = A",
  })
  expect(lines).toEqual([
    `${server}/core/a.ts:1 is in a cycle with ${server}/core/b.ts`,
    `${server}/core/b.ts:1 is in a cycle with ${server}/core/a.ts`,
  ])
})

test('what the rules allow passes', () => {
  const lines = check({
    [`${server}/core/a.ts`]:
      "import type { A } from '@foyer/protocol'\nexport const at = (now: number) => new Date(now)",
    [`${server}/ports/p.ts`]: "import type { A } from '../core/a.ts'\nexport type P = { now: () => number }",
    [`${server}/app/timers.ts`]: 'export const later = setTimeout',
    [`${server}/adapters/sql/a.ts`]: "import { Kysely } from 'kysely'\nexport const now = Date.now",
    [`${server}/app/b.ts`]:
      'export type T = ReturnType<typeof setTimeout>\nexport const a = (clock: { setTimeout: T }) => clock.setTimeout',
    'packages/widget/src/a.ts': "import { b } from '@foyer/client'\nexport const html = 'x'",
  })
  expect(lines).toEqual([])
})
