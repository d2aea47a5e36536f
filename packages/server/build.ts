// Builds dist/main.js: the server with those libraries that come as hundreds of small modules, for reading them one by
// one is half of a start. Others stay outside: they bring binaries, or are loaded when first needed.
import { existsSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build, type Rolldown } from 'vite'

const root = import.meta.dirname

const made = (await build({
  root,
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: ['typebox', 'kysely', /^@foyer\//] },
  build: {
    ssr: 'src/main.ts',
    target: 'node22',
    minify: false,
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
})) as Rolldown.RolldownOutput

// What foyer.mjs compares the build with.
const modules = made.output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
const sources = [...modules, join(root, '../../pnpm-lock.yaml'), import.meta.filename]
  .filter((file) => existsSync(file) && !file.includes('node_modules'))
  .map((file) => relative(root, file))
writeFileSync(join(root, 'dist/sources.json'), JSON.stringify([...new Set(sources)].toSorted()))
