// `bench matching --data DIR`: whether the assistant finds the right FAQ entry, whether it knows when
// there is none, and what that costs. The data stays outside the project.
import { fork } from 'node:child_process'
import { resolve } from 'node:path'
import { printTable, round } from '../figures.ts'
import type { Cost } from './cost.ts'
import { type At, type Figures, figuresOf } from './figures-of.ts'
import { ask, readSets } from './sets.ts'

export async function benchMatching(isJson: boolean, args: string[]): Promise<void> {
  const data = args[args.indexOf('--data') + 1]
  if (!args.includes('--data') || data === undefined) {
    console.error('Say where the sets are: --data DIR.')
    process.exitCode = 2
    return
  }
  const dir = resolve(data)
  const cost = await measureCost(dir)
  const sets = readSets(dir)
  const report = {
    ...figuresOf(ask(sets)),
    cost,
    counts: sets.map(({ name, entries, queries }) => ({
      name,
      entries: entries.length,
      queries: queries.length,
    })),
  }
  if (isJson) console.log(JSON.stringify(report))
  else print(report)
}

function measureCost(dir: string): Promise<Cost> {
  const { promise, resolve: done, reject } = Promise.withResolvers<Cost>()
  const child = fork(resolve(import.meta.dirname, 'cost.ts'), [dir], { execArgv: ['--expose-gc'] })
  child.once('message', (cost) => done(cost as Cost))
  child.once('exit', (code) => reject(new Error(`measuring the cost ended with ${code}`)))
  return promise
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function print({ ranking, sets, lowest, safe, cost }: Figures & { cost: Cost }): void {
  const rows = Object.entries({ ...sets, 'all groups': ranking }).map(([name, byK]) => {
    const row: Record<string, string | number> = { set: name }
    for (const [k, { top1, mrr5, inThree }] of Object.entries(byK)) {
      row[`top-1 at ${k}`] = percent(top1)
      row[`MRR@5 at ${k}`] = round(mrr5)
      row[`in 3 at ${k}`] = percent(inThree)
    }
    return row
  })
  printTable('Ranking', rows)
  const point = (name: string, { threshold, coverage, precision }: At) => {
    const row: Record<string, string | number> = { point: name, threshold: round(threshold) }
    for (const k of Object.keys(coverage))
      row[`at ${k}`] = `${percent(coverage[k]!)} (${percent(precision[k]!)})`
    return row
  }
  printTable('Answered, and right of these', [point('lowest at 95 %', lowest), point('safe', safe)])
  const falseAnswers = (name: string, { falseAnswers: shares, falseAnswersByGroup }: At) => ({
    point: name,
    ...Object.fromEntries(Object.entries(shares).map(([kind, share]) => [kind, percent(share)])),
    'by group': percent(falseAnswersByGroup),
  })
  printTable('Out of scope, and answered', [
    falseAnswers('lowest at 95 %', lowest),
    falseAnswers('safe', safe),
  ])
  printTable('Cost', [
    {
      entries: cost.entries,
      phrasings: cost.phrasings,
      'build ms': round(cost.buildMs),
      'longest step ms': round(cost.longestStepMs),
      'rebuild ms': round(cost.rebuildMs),
      'query µs': round(cost.queryUs),
      'held MB': round(cost.heldBytes / 1e6),
    },
  ])
}
