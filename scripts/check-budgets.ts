// Holds the built files to their budgets, in bytes of gzip: what a visitor's browser has to fetch is what
// the product promises. The figures come from the benchmark's own measure.
import { clientSizes, consoleSize, npmSizes, widgetSizes } from '../bench/src/widget/sizes.ts'

const kilobyte = 1024
const { loader, element, adapter, opened, pieces } = widgetSizes()
const client = await clientSizes()
const npm = await npmSizes()
/** What an import brings at once; an entry that is not here may bring nothing. */
const npmBudgets: Record<string, number> = {
  '@foyer/widget': 4,
  '@foyer/widget/element': 5,
  '@foyer/widget/adapter': 3,
  '@foyer/widget/text': 3,
  '@foyer/widget/texts': 3,
}
const budgets: [what: string, bytes: number, most: number][] = [
  ['loader', loader.gzip, 3],
  ['element (foyer-chat.js)', element.gzip, 4],
  ['adapter (foyer-adapter.js)', adapter.gzip, 3],
  ['opened', opened.gzip, 28],
  ...Object.entries(pieces).map(([name, { gzip }]): [string, number, number] => [`piece ${name}`, gzip, 4]),
  // Its entry; what it fetches once somebody talks is in the pieces above.
  ['client', client.entry.gzip, 6],
  ...Object.entries(npm).map(([name, { entry }]): [string, number, number] => [
    name,
    entry.gzip,
    npmBudgets[name] ?? 0,
  ]),
  ['console, first screen', consoleSize().gzip, 90],
]
let failed = 0
for (const [what, bytes, most] of budgets) {
  const isOver = bytes > most * kilobyte
  if (isOver) failed += 1
  console.log(
    `${isOver ? 'FAIL' : 'ok  '} ${what.padEnd(26)} ${String(bytes).padStart(6)} of ${most * kilobyte}`,
  )
}
console.log(`     client with all its pieces ${String(client.whole.gzip).padStart(4)}`)
process.exitCode = failed > 0 ? 1 : 0
