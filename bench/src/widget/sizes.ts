// Bytes of what was built, as a browser fetches it: every file compressed by itself. What belongs to the
// first opening is found by following static imports from the names that the loader has in it.
import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'

export interface Size {
  raw: number
  gzip: number
  brotli: number
}

const packages = resolve(import.meta.dirname, '../../../packages')
const widget = join(packages, 'widget/dist')
const consoleDist = join(packages, 'console/dist')

export function sizeOf(...files: (string | Uint8Array)[]): Size {
  const total: Size = { raw: 0, gzip: 0, brotli: 0 }
  for (const file of files) {
    const bytes = Buffer.from(file)
    total.raw += bytes.length
    total.gzip += gzipSync(bytes, { level: 9 }).length
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 }
    total.brotli += brotliCompressSync(bytes, { params }).length
  }
  return total
}

export interface WidgetSizes {
  loader: Size
  /** What else a page may name in a script tag. */
  element: Size
  adapter: Size
  /** Loader, panel with all that it imports at once, one locale. */
  opened: Size
  /** Each file that comes later, by its name without the hash. */
  pieces: Record<string, Size>
}

export function widgetSizes(): WidgetSizes {
  const loader = readFileSync(join(widget, 'foyer.js'), 'utf8')
  const files = new Map(
    globSync('*.js', { cwd: join(widget, 'widget') }).map((name) => [
      name,
      readFileSync(join(widget, 'widget', name), 'utf8'),
    ]),
  )
  const locales = [...files.keys()].filter((name) => /^[a-z]{2}-[\w-]{8}\.js$/.test(name))
  // What greets has a language's kind of name and is no part of opening.
  const panel = [...files.keys()].filter((name) => loader.includes(name) && !name.startsWith('greet-'))
  if (panel.length !== 1) throw new Error(`the loader names ${panel.length} panels`)
  const locale = locales.find((name) => name.startsWith('en-'))
  if (locale === undefined) throw new Error('no English was built')
  const first = closure(files, [...panel, locale])
  const later = [...files.keys()].filter((name) => !first.has(name) && !locales.includes(name))
  return {
    loader: sizeOf(loader),
    element: sizeOf(readFileSync(join(widget, 'foyer-chat.js'), 'utf8')),
    adapter: sizeOf(readFileSync(join(widget, 'foyer-adapter.js'), 'utf8')),
    opened: sizeOf(loader, ...[...first].map((name) => files.get(name) ?? '')),
    pieces: Object.fromEntries(later.sort().map((name) => [plainName(name), sizeOf(files.get(name) ?? '')])),
  }
}

export interface EntrySizes {
  /** What a page that imports it has at once, and all of it, later pieces too. */
  entry: Size
  whole: Size
}

/** The client by itself, as a page bundles it, without the library of signals. */
export function clientSizes(): Promise<EntrySizes> {
  return entrySizes('client/src/index.ts', '{ createVisitorClient }', [/^@preact\/signals-core/])
}

/** What the widget's npm package publishes, entry by entry, without the client and the libraries that they import. */
export async function npmSizes(): Promise<Record<string, EntrySizes>> {
  const { publishConfig, exports } = JSON.parse(
    readFileSync(join(packages, 'widget/package.json'), 'utf8'),
  ) as { publishConfig: { exports: Record<string, unknown> }; exports: Record<string, string> }
  const others = [/^preact/, /^@preact\//, /^@foyer\/(client|protocol)/]
  const sizes: [name: string, sizes: EntrySizes][] = []
  for (const name of Object.keys(publishConfig.exports)) {
    const file = join('widget', exports[name] ?? '')
    if (file.endsWith('.ts')) sizes.push([join('@foyer/widget', name), await entrySizes(file, '*', others)])
  }
  return Object.fromEntries(sizes)
}

/** `what` of a file under `packages`, as a page's own build has it. */
async function entrySizes(file: string, what: string, external: RegExp[]): Promise<EntrySizes> {
  const entry = '\0entry'
  const result = (await build({
    root: packages,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id.endsWith('the-entry') ? entry : null),
        load: (id) => (id === entry ? `export ${what} from '${join(packages, file)}'` : null),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      cssMinify: true,
      lib: { entry: 'the-entry', formats: ['es'] },
      rolldownOptions: { external, output: { minify: true } },
    },
  })) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[]
  const chunks = (Array.isArray(result) ? result : [result]).flatMap(({ output }) => output)
  const files = new Map(
    chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.code] as const] : [])),
  )
  const first = chunks
    .filter((chunk) => chunk.type === 'chunk' && chunk.isEntry)
    .map(({ fileName }) => fileName)
  return {
    entry: sizeOf(...[...closure(files, first)].map((name) => files.get(name) ?? '')),
    whole: sizeOf(...files.values()),
  }
}

/** What the console's document brings by itself, before anybody has signed in. */
export function consoleSize(): Size {
  const html = readFileSync(join(consoleDist, 'index.html'), 'utf8')
  const links = [...html.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
  const files = new Map(
    globSync('assets/*', { cwd: consoleDist }).map((name) => [
      basename(name),
      readFileSync(join(consoleDist, name), 'utf8'),
    ]),
  )
  const first = closure(
    files,
    links.map((path) => basename(path)),
  )
  return sizeOf(html, ...[...first].map((name) => files.get(name) ?? ''))
}

/** These files and what they import at once. */
function closure(files: ReadonlyMap<string, string>, names: string[]): Set<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    if (found.has(name)) return
    const text = files.get(name)
    if (text === undefined) throw new Error(`${name} was not built`)
    found.add(name)
    if (!name.endsWith('.js')) return
    for (const [, imported] of text.matchAll(/\b(?:from|import)\s*["']\.\/([^"']+)["']/g))
      visit(imported ?? '')
  }
  for (const name of names) visit(name)
  return found
}

function plainName(name: string): string {
  return name.replace(/-[\w-]{8}\.js$/, '')
}
