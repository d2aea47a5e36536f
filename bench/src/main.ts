// `npm run --silent bench -- NAME [--json]`. With --json standard output has one object and nothing else.
import { benchConnections } from './connections/index.ts'
import { benchCrash } from './crash.ts'
import { benchExport } from './export.ts'
import { benchInbox } from './inbox/index.ts'
import { benchMatching } from './matching/index.ts'
import { benchServer } from './server/index.ts'
import { benchWidget } from './widget/index.ts'

const benches: Record<string, (isJson: boolean, args: string[]) => Promise<void>> = {
  server: benchServer,
  widget: benchWidget,
  crash: benchCrash,
  connections: benchConnections,
  matching: benchMatching,
  inbox: benchInbox,
  export: benchExport,
}

const [name = '', ...args] = process.argv.slice(2)
const bench = benches[name]
if (bench === undefined) {
  console.error(`Say which: ${Object.keys(benches).join(', ')}. Each takes --json.`)
  process.exit(2)
}
await bench(
  args.includes('--json'),
  args.filter((arg) => arg !== '--json'),
)
