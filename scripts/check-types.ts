// Checks types: everything once with the root settings, then each package's own
// sources under its own, so that Node's types stay out of the browser and the DOM's
// out of the server. A package without sources yet is passed over.
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const tsc = join(root, 'node_modules/typescript/bin/tsc')

const configs = globSync('packages/*/tsconfig.json', { cwd: root }).filter(
  (file) => globSync(`${dirname(file)}/src/**/*.{ts,tsx}`, { cwd: root }).length > 0,
)
const codes = await Promise.all(['tsconfig.json', ...configs.sort()].map(check))
process.exitCode = codes.some((code) => code !== 0) ? 1 : 0

function check(config: string): Promise<number> {
  const { promise, resolve: done } = Promise.withResolvers<number>()
  const child = spawn(process.execPath, [tsc, '-p', config, '--pretty', 'false'], { cwd: root })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  child.on('close', (code) => {
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${config}`)
    if (output !== '') console.log(output.trimEnd())
    done(code ?? 1)
  })
  return promise
}
