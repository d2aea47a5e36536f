// `npm start`: installs and builds what changed since the last time, then runs the demo
// under the Node that the install brought. What they print is shown where they fail. Plain JavaScript, since an older Node starts it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamps = join(root, 'node_modules/.cache/foyer')
const built = ['protocol', 'client', 'widget', 'console', 'server'].map((name) =>
  join(root, 'packages', name),
)

await once(
  'install',
  [join(root, 'package.json'), join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml')],
  () => pnpm('Installing what it is built with …', ['install', '--frozen-lockfile']),
)
await once('build', built.flatMap(filesIn), () => pnpm('Building …', ['-r', '--if-present', 'run', 'build']))

const args = process.argv.slice(2)
const data = has('--data') ? [] : ['--data', join(root, '.foyer')]
const port = has('--port') ? [] : ['--port', '8080']
const bundled = join(root, 'node_modules/.bin/node')
const node = existsSync(bundled) ? bundled : process.execPath
const server = spawn(node, [join(root, 'packages/server/foyer.mjs'), 'demo', ...data, ...port, ...args], {
  stdio: 'inherit',
})
// Ctrl-C reaches the server by itself, from the terminal; this process only has to outlive it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => server.kill('SIGTERM'))
// npm that is told to stop tells its shell and nobody else: seen by the parent being gone.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) server.kill('SIGTERM')
}, 500)
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))

/** @param {string} name */
function has(name) {
  return args.some((arg) => arg === name || arg.startsWith(`${name}=`))
}

/** Runs `work` unless the files are as they were when it last succeeded.
 * @param {string} name @param {string[]} files @param {() => Promise<void>} work */
async function once(name, files, work) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  const digest = hash.digest('hex')
  const stamp = join(stamps, name)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  await work()
  mkdirSync(stamps, { recursive: true })
  writeFileSync(stamp, digest)
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name === 'test') return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

/** @param {string} doing Said meanwhile, on standard error: what is printed on the other may be read by a script.
 * @param {string[]} args */
async function pnpm(doing, args) {
  process.stderr.write(`${doing}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'foyer-start-'))
  const path = join(folder, 'output')
  // Both kinds of output into one file: they stay in their order, and none of it is too long.
  const output = openSync(path, 'a')
  const result = spawnSync('npx', ['--yes', 'pnpm@12.21.0', ...args], {
    cwd: root,
    stdio: ['inherit', output, output],
    shell: process.platform === 'win32',
  })
  closeSync(output)
  const said = readFileSync(path, 'utf8')
  rmSync(folder, { recursive: true, force: true })
  if (result.status === 0) return
  const failed = `This failed: npx --yes pnpm@12.21.0 ${args.join(' ')}\n`
  const why = result.error === undefined ? '' : `${result.error.message}\n`
  // A process that ends does not wait for what it has yet to write.
  await new Promise((written) => process.stderr.write(`${said}${failed}${why}`, written))
  process.exit(result.status || 1)
}
