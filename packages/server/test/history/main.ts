// The history checker from the command line: `main.ts --kills N --seed S [--visitors V] [--rate R] [--json]`.
// Prints what was found; exits with 1 when that is anything.
import { parseArgs } from 'node:util'
import { anomalyNames } from './record.ts'
import { run } from './run.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1e9) },
    visitors: { type: 'string', default: '5' },
    rate: { type: 'string', default: '200' },
    least: { type: 'string', default: '2000' },
    most: { type: 'string', default: '5000' },
    json: { type: 'boolean', default: false },
  },
})
const began = performance.now()
const {
  history: _history,
  anomalies,
  ...result
} = await run({
  seed: Number(values.seed),
  kills: Number(values.kills),
  every: [Number(values.least), Number(values.most)],
  rate: Number(values.rate),
  visitors: Number(values.visitors),
  tell: (line) => console.error(line),
})
const counts = Object.fromEntries(
  anomalyNames.map((name) => [name, anomalies.filter((anomaly) => anomaly.name === name).length]),
)
const seconds = Math.round((performance.now() - began) / 1_000)
const report = { ...result, seconds, anomalies: counts }
if (values.json) console.log(JSON.stringify(report))
else console.log(report)
for (const { name, what } of anomalies.slice(0, 20)) console.error(`${name}: ${what}`)
// Not by running dry: Node may wait for ever for the handle of a socket that was reset while it was closing.
process.exit(anomalies.length > 0 || result.integrity !== 'ok' ? 1 : 0)
