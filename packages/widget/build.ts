// Builds what the server serves (dist/foyer.js and the pieces in dist/widget) and what npm publishes
// (dist/npm, dist/types). The loader is built last, since it has the hashed names of the pieces in it.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type InlineConfig, type Rolldown } from 'vite'
import { type LocaleName, locales } from './src/locales/pick.ts'

const root = import.meta.dirname
const out = join(root, 'dist')

const common: InlineConfig = {
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
}
// A library, because Vite puts its preloading of style sheets into everything else; minified whole, which
// it leaves out for libraries.
const library = { write: false, target: 'es2022', modulePreload: false } as const

const panel = 'src/panel/index.tsx'
const greeting = 'src/greet/greet.ts'
const sourceOf = (locale: LocaleName) => `src/locales/${locale}.ts`

// Chromium then compiles all of it while it comes, on another thread, and not each function when it is first
// called, on the page's own: a quarter of what opening costs there. Other browsers read over it.
const eager = '//# allFunctionsCalledOnLoad'

// All that opening needs goes into one file: one request, one dictionary for compression. Left to itself the
// bundler makes a file of each set of modules that several pieces share.
// What is only named on the way, such as the agents' side of the client, is found by bundling the panel alone.
const alone = await bundle({
  ...common,
  plugins: [{ name: 'alone', resolveDynamicImport: (id) => ({ id: String(id), external: true }) }],
  build: { ...library, lib: { entry: join(root, panel), formats: ['es'] } },
})
const first = new Set(alone.flatMap(({ modules }) => Object.keys(modules)))

const pieces = await bundle({
  ...common,
  build: {
    ...library,
    lib: {
      entry: [panel, greeting, ...locales.map(sourceOf)].map((file) => join(root, file)),
      formats: ['es'],
    },
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: true,
        postBanner: ({ name }) => (name === 'index' ? eager : ''),
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: {
          groups: [{ debugName: 'panel', name: (id) => (first.has(id) ? 'panel' : null) }],
        },
      },
    },
  },
})
const nameOf = (source: string): string => {
  const found = pieces.find((chunk) => chunk.facadeModuleId?.endsWith(source))
  if (found === undefined) throw new Error(`no piece was built from ${source}`)
  return found.fileName
}
// The retry of a fetch that failed names one file anew (fetchPiece); what that file imports would stay failed.
for (const { fileName, imports } of pieces) {
  const other = imports.find((name) => name !== nameOf(panel))
  if (other !== undefined)
    throw new Error(`${fileName} imports ${other}: both belong into one piece, or ask the model`)
}
// One hash for all languages, and the greeting: ten of them in the loader would be a tenth of it.
const spoken = new Map(
  [...locales.map((name) => [name, sourceOf(name)] as const), ['greet', greeting] as const].map(
    ([name, source]) => [name, pieces.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source))],
  ),
)
const code = [...spoken.values()].map((chunk) => chunk?.code).join()
const ending = `-${createHash('sha256').update(code).digest('base64url').slice(0, 8)}.js`

// What pages name in a script tag, each a file by itself.
const scripts: Rolldown.OutputChunk[] = []
for (const [folder, file] of [
  ['loader', 'foyer.js'],
  ['element', 'foyer-chat.js'],
  ['adapters', 'foyer-adapter.js'],
]) {
  scripts.push(
    ...(await bundle({
      ...common,
      define: { PANEL: JSON.stringify(nameOf(panel)), LOCALES: JSON.stringify(ending) },
      build: {
        ...library,
        lib: { entry: join(root, `src/${folder}/entry.ts`), formats: ['iife'], name: 'Foyer' },
        rolldownOptions: { output: { minify: true, entryFileNames: file } },
      },
    })),
  )
}

const npm = await bundle({
  ...common,
  build: {
    ...library,
    minify: false,
    cssMinify: true,
    lib: {
      entry: {
        index: join(root, 'src/index.ts'),
        element: join(root, 'src/element/index.ts'),
        adapter: join(root, 'src/adapters/index.ts'),
        text: join(root, 'src/text/index.ts'),
        texts: join(root, 'src/locales/all.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: [/^preact/, /^@preact\//, /^@foyer\/(client|protocol)/],
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})

// All at once and only when all was built: a server may be running on what is there.
rmSync(out, { recursive: true, force: true })
write('.', scripts)
write(
  'widget',
  pieces.map((chunk) => {
    const name = [...spoken.keys()].find((one) => spoken.get(one) === chunk)
    return name === undefined ? chunk : { fileName: name + ending, code: chunk.code }
  }),
)
write('npm', npm)

const types = [
  '--noEmit',
  'false',
  '--emitDeclarationOnly',
  '--declaration',
  '--rootDir',
  'src',
  '--outDir',
  'dist/types',
]
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
execFileSync(process.execPath, [tsc, '-p', root, ...types], { cwd: root, stdio: 'inherit' })

async function bundle(config: InlineConfig): Promise<Rolldown.OutputChunk[]> {
  const result = (await build(config)) as Rolldown.RolldownOutput | Rolldown.RolldownOutput[]
  const outputs = Array.isArray(result) ? result.flatMap((each) => each.output) : result.output
  const other = outputs.find((output) => output.type !== 'chunk')
  if (other !== undefined) throw new Error(`${other.fileName} would have to be fetched by itself`)
  return outputs.filter((output) => output.type === 'chunk')
}

function write(folder: string, chunks: Pick<Rolldown.OutputChunk, 'fileName' | 'code'>[]): void {
  mkdirSync(join(out, folder), { recursive: true })
  for (const chunk of chunks) writeFileSync(join(out, folder, chunk.fileName), chunk.code)
}
