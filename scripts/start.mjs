// `npm start`: installs and builds what changed since the last time, then runs the demo
// under the Node that the install brought. Plain JavaScript, since an older Node starts it.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamps = join(root, 'node_modules/.cache/foyer')
const built = ['protocol', 'client', 'widget', 'console', 'server'].map((name) =>
  join(root, 'packages', name),
)

once(
  'install',
  [join(root, 'package.json'), join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml')],
  () => pnpm(['install', '--frozen-lockfile']),
)
once('build', built.flatMap(filesIn), () => pnpm(['-r', '--if-present', 'run', 'build']))

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
 * @param {string} name @param {string[]} files @param {() => void} work */
function once(name, files, work) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  const digest = hash.digest('hex')
  const stamp = join(stamps, name)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  work()
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

/** @param {string[]} args */
function pnpm(args) {
  const result = spawnSync('npx', ['--yes', 'pnpm@12.21.0', ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) process.exit(result.status ?? 1)
}
