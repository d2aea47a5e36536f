// Holds the arrows between packages and between the server's folders, keeps cycles out,
// and keeps clocks, randomness, SQL and HTML sinks where they belong. Says each violation
// as file:line. `check-layers.ts <folder>` checks another tree (its own test does).
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path/posix'
import { type Import, importsOf, namesOf, parse, type Syntax } from './syntax.ts'

/** Besides `adapters/`, which these files of the server may read clocks and set timers. */
const CLOCK_ALLOWED = [
  'packages/server/src/socket/heartbeat.ts',
  'packages/server/src/app/timers.ts',
  'packages/server/src/app/sweep.ts',
  'packages/server/src/app/scheduler.ts',
]
/** Pure parts of the client: its driver alone has the clock, the timers and the socket. */
const CLIENT_PURE = /^packages\/client\/src\/(connection|outbox|transcript|messages)\.ts$/

const CLOCKS =
  /^(setTimeout|setInterval|randomUUID|Date\.now|new Date\(\)|Date\(\)|Math\.random|(.*\.)?crypto\.randomUUID|performance\.now)$/
const SINKS =
  /^'?(.*\.)?(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|dangerouslySetInnerHTML|setHTMLUnsafe|createContextualFragment)'?$|^(.*\.)?document\.write(ln)?$/
const SQL = /^(kysely|better-sqlite3|pg)(\/|$)/

/** What each package may import of the others, by published entry. */
const PROTOCOL = ['@foyer/protocol', '@foyer/protocol/schema']
const CLIENT = ['@foyer/client', '@foyer/client/node']
const PACKAGES: [where: RegExp, may: string[]][] = [
  [/^packages\/protocol\//, []],
  [/^packages\/client\/test\//, ['@foyer/protocol', '@foyer/protocol/schema']],
  [/^packages\/client\//, ['@foyer/protocol']],
  [/^packages\/widget\//, ['@foyer/protocol', '@foyer/client']],
  [
    /^packages\/console\//,
    [
      '@foyer/protocol',
      '@foyer/client',
      '@foyer/widget/text',
      '@foyer/widget/texts',
      '@foyer/widget/preview',
      '@foyer/widget/menu-icons',
    ],
  ],
  [/^packages\/server\/test\//, [...PROTOCOL, ...CLIENT]],
  // What a site may say in its own words is the widget's list, read where parts are put together.
  [/^packages\/server\/(src\/build|test)\//, [...PROTOCOL, '@foyer/widget/texts']],
  [/^packages\/server\//, PROTOCOL],
  [/^bench\//, [...PROTOCOL, ...CLIENT, '@foyer/widget', '@foyer/server/matching']],
  [/^(examples|e2e)\//, [...PROTOCOL, ...CLIENT, '@foyer/widget']],
]

/**
 * What each folder of the server may import: `type` means types only. Core is pure, so that anybody may
 * call it; ports are types everywhere. Hashing is the only Node that app may use.
 */
type Layer = { folders: Record<string, 'all' | 'type'>; libraries: RegExp }
const edge: Layer = {
  folders: { app: 'all', core: 'all', ports: 'type' },
  libraries: /^(@foyer\/protocol(\/schema)?|fastify|fastify-plugin|@fastify\/.+|typebox(\/.+)?|node:.+)$/,
}
const LAYERS: Record<string, Layer> = {
  core: { folders: {}, libraries: /^@foyer\/protocol$/ },
  ports: { folders: { core: 'type' }, libraries: /^(@foyer\/protocol|node:stream)$/ },
  app: { folders: { core: 'all', ports: 'type' }, libraries: /^(@foyer\/protocol|node:(crypto|stream))$/ },
  socket: { ...edge, libraries: new RegExp(`${edge.libraries.source}|^ws$`) },
  http: edge,
  adapters: { folders: { ports: 'type', core: 'all' }, libraries: /./ },
}
/** Of the server's own files outside these folders, who may import build-app. */
const BUILDERS = ['packages/server/src/main.ts', 'packages/server/src/cli.ts']

type Source = { file: string; syntax: Syntax; imports: Import[] }

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'))
const files = globSync(
  ['packages/*/{src,test,migrations}/**/*.{ts,tsx}', '{examples,e2e,bench}/**/*.{ts,tsx}'],
  {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist)(\/|$)/.test(path),
  },
)
const sources = files.sort().map((file): Source => {
  const syntax = parse(file, readFileSync(join(root, file), 'utf8'))
  return { file, syntax, imports: importsOf(syntax) }
})
const violations = new Set<string>()

for (const source of sources) {
  checkPackages(source)
  if (isTest(source.file)) continue
  checkLayer(source)
  checkNames(source)
}
checkCycles()

for (const violation of violations) console.log(violation)
console.log(`${files.length} files, ${violations.size} violations`)
process.exitCode = violations.size > 0 ? 1 : 0

function isTest(file: string): boolean {
  return /\.test\.tsx?$|^packages\/[^/]+\/test\/|^(examples|e2e|bench)\//.test(file)
}

function report(source: Source, at: number, what: string): void {
  violations.add(`${source.file}:${source.syntax.lineOf(at)} ${what}`)
}

function checkPackages(source: Source): void {
  const { file } = source
  const may = PACKAGES.find(([where]) => where.test(file))?.[1] ?? []
  const home = file
    .split('/')
    .slice(0, /^(packages|examples)\//.test(file) ? 2 : 1)
    .join('/')
  for (const { specifier, at } of source.imports) {
    if (specifier.startsWith('@foyer/') && !may.includes(specifier)) {
      report(source, at, `imports ${specifier}, which its package may not`)
    }
    if (specifier.startsWith('.') && !isNear(file, specifier, home)) {
      report(source, at, `reaches out of its package to ${specifier}`)
    }
    if (
      /^packages\/(client|widget|console)\/src\//.test(file) &&
      !isTest(file) &&
      /^typebox/.test(specifier)
    ) {
      report(source, at, 'brings a schema library into the browser')
    }
    if (/^packages\/[^/]+\/src\//.test(file) && !isTest(file) && SQL.test(specifier) && !inSql(file)) {
      report(source, at, `imports ${specifier} outside adapters/sql`)
    }
  }
}

function inSql(file: string): boolean {
  return file.startsWith('packages/server/src/adapters/sql/')
}

function checkLayer(source: Source): void {
  const path = source.file.match(/^packages\/server\/src\/(.+)$/)?.[1]
  if (path === undefined) return
  const from = path.split('/')
  const layer = from.length > 1 ? LAYERS[from[0]!] : undefined
  if (from.length > 1 && !layer && from[0] !== 'build')
    report(source, 0, `is in src/${from[0]}, which is no layer`)
  if (from[0] === 'ports') checkTypesOnly(source)
  for (const { specifier, at, isType } of source.imports) {
    if (!specifier.startsWith('.')) {
      if (layer && !layer.libraries.test(specifier))
        report(source, at, `${from[0]} may not import ${specifier}`)
      continue
    }
    const to = target(source.file, specifier)
      .replace(/^packages\/server\/src\//, '')
      .split('/')
    if (to[0] === 'build' && layer) report(source, at, 'may not import what puts parts together')
    if (to[0] === 'build-app.ts' && !BUILDERS.includes(source.file))
      report(source, at, 'may not import build-app')
    if (!layer) continue
    if (from[0] === 'adapters') {
      if (to[0] === 'adapters' && to[1] !== from[1])
        report(source, at, `adapters/${from[1]} may not import adapters/${to[1]}`)
      if (from[1] === 'sql' && to.slice(0, 3).join('/') === 'packages/server/migrations') continue
    }
    if (to[0] === from[0]) continue
    const allowed = to.length > 1 ? layer.folders[to[0]!] : undefined
    if (!allowed) report(source, at, `${from[0]} may not import ${to.join('/')}`)
    else if (allowed === 'type' && !isType)
      report(source, at, `${from[0]} may import only types from ${to[0]}`)
  }
}

function checkTypesOnly(source: Source): void {
  for (const { isType, specifier, at } of source.imports) {
    if (!isType) report(source, at, `ports hold no code, so ${specifier} must be imported as a type`)
  }
  for (const at of source.syntax.code) report(source, at, 'ports hold no code')
}

function checkNames(source: Source): void {
  const { file } = source
  const server =
    /^packages\/(server|protocol)\/src\//.test(file) && !file.startsWith('packages/server/src/adapters/')
  const timeless = (server && !CLOCK_ALLOWED.includes(file)) || CLIENT_PURE.test(file)
  const browser = /^packages\/(widget|console|client)\/src\//.test(file)
  if (!timeless && !browser) return
  for (const { name, at } of namesOf(source.syntax)) {
    if (timeless && CLOCKS.test(name)) report(source, at, `uses ${name}, which comes from outside here`)
    if (browser && SINKS.test(name)) report(source, at, `uses ${name}, which turns text into markup`)
  }
}

// Tarjan's strongly connected components: each one of more than one file is a cycle.
function checkCycles(): void {
  const graph = new Map(sources.map((source) => [source.file, source]))
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const visit = (source: Source): void => {
    const { file } = source
    index.set(file, index.size)
    low.set(file, index.get(file)!)
    stack.push(file)
    for (const next of neighbours(source)) {
      if (!index.has(next.file)) {
        visit(next)
        low.set(file, Math.min(low.get(file)!, low.get(next.file)!))
      } else if (stack.includes(next.file)) {
        low.set(file, Math.min(low.get(file)!, index.get(next.file)!))
      }
    }
    if (low.get(file) !== index.get(file)) return
    const component = stack.splice(stack.indexOf(file))
    if (component.length > 1) reportCycle(component.map((member) => graph.get(member)!))
  }
  for (const source of sources) if (!index.has(source.file)) visit(source)

  function neighbours(source: Source): Source[] {
    return source.imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier }) => graph.get(target(source.file, specifier)))
      .filter((next) => next !== undefined)
  }
}

function reportCycle(members: Source[]): void {
  const names = new Set(members.map(({ file }) => file))
  for (const source of members) {
    for (const { specifier, at } of source.imports) {
      const to = target(source.file, specifier)
      if (specifier.startsWith('.') && names.has(to)) report(source, at, `is in a cycle with ${to}`)
    }
  }
}

/** In its own package; benchmarks start the browser the way that the stories do. */
function isNear(file: string, specifier: string, home: string): boolean {
  const path = target(file, specifier)
  return path.startsWith(`${home}/`) || (home === 'bench' && path === 'e2e/support/chromium.ts')
}

function target(file: string, specifier: string): string {
  const path = join(file, '..', specifier.replace(/\?.*$/, ''))
  return existsSync(join(root, path)) || !existsSync(join(root, `${path}.ts`)) ? path : `${path}.ts`
}
