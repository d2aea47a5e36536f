// `npm start` with a package manager that is told what to do: quiet while all goes well, and all of it when not.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

/** A tree that has all that is looked at, and an `npx` that runs this. */
function tree(npx: string): string {
  const root = mkdtempSync(join(tmpdir(), 'foyer-start-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const name of ['protocol', 'client', 'widget', 'console', 'server', '../bin', '../scripts']) {
    mkdirSync(join(root, 'packages', name), { recursive: true })
  }
  for (const name of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    writeFileSync(join(root, name), name)
  cpSync(join(import.meta.dirname, 'start.mjs'), join(root, 'scripts/start.mjs'))
  writeFileSync(join(root, 'packages/server/foyer.mjs'), "console.log('up')\n")
  writeFileSync(join(root, 'bin/npx'), `#!/bin/sh\n${npx}\n`)
  chmodSync(join(root, 'bin/npx'), 0o755)
  return root
}

async function start(root: string) {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (part) => {
    stdout += part
  })
  child.stderr.on('data', (part) => {
    stderr += part
  })
  const [code] = await once(child, 'close')
  return { code, stdout, stderr }
}

test('[SC-7] says what it is doing and nothing of how, and the second time nothing', async () => {
  const root = tree('echo chatter; echo more chatter >&2')
  expect(await start(root)).toEqual({
    code: 0,
    stdout: 'up\n',
    stderr: 'Installing what it is built with …\nBuilding …\n',
  })
  expect(await start(root)).toEqual({ code: 0, stdout: 'up\n', stderr: '' })
})

test('[SC-7] a build that fails is shown whole and in its order, ends with its code, and is tried again', async () => {
  const long =
    'i=0; while [ $i -lt 20000 ]; do echo "line $i of something long enough to fill what is kept of it"; i=$((i+1)); done'
  const root = tree(`case "$*" in *build*) echo first; echo second >&2; ${long}; echo last; exit 7;; esac`)
  for (const isAgain of [false, true]) {
    const { code, stdout, stderr } = await start(root)
    expect([code, stdout]).toEqual([7, ''])
    expect(
      stderr.startsWith(
        `${isAgain ? '' : 'Installing what it is built with …\n'}Building …\nfirst\nsecond\nline 0 `,
      ),
    ).toBe(true)
    expect(stderr).toMatch(/line 19999 [^\n]+\nlast\nThis failed: npx [^\n]+ build\n$/)
  }
})
