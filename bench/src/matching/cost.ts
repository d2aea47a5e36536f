// What a matcher of 150 entries with 11 phrasings costs: milliseconds to build and the longest of its steps,
// microseconds a query, bytes held. Runs in a process of its own, so that memory is its own.
import { buildMatcher, type Matcher, type Phrased } from '@foyer/server/matching'
import { median } from '../figures.ts'
import { readSets } from './sets.ts'

export interface Cost {
  entries: number
  phrasings: number
  buildMs: number
  longestStepMs: number
  rebuildMs: number
  queryUs: number
  heldBytes: number
}

const wanted = 150
const each = 11
const rounds = 5

export function costOf(dir: string): Cost {
  const sets = readSets(dir)
  const set = sets
    .toSorted(
      (one, other) => other.entries.length * other.queries.length - one.entries.length * one.queries.length,
    )
    .find(
      ({ entries }) =>
        entries.length >= wanted && entries.every(({ similar = [] }) => similar.length >= each - 1),
    )
  const { lang, queries } = set ?? sets[0]!
  const entries = (set ?? sets[0]!).entries.slice(0, wanted).map(
    ({ id, question, similar = [] }): Phrased => ({
      id,
      phrasings: [question, ...similar].slice(0, each),
    }),
  )
  const builds: { ms: number; longest: number; matcher: Matcher }[] = []
  const before = held()
  builds.push(timeBuild(entries, lang))
  const heldBytes = held() - before
  for (let round = 0; round < rounds; round++) builds.push(timeBuild(entries, lang))
  const { matcher } = builds.at(-1)!
  const changed = entries.map((entry, at) =>
    at === 0 ? { ...entry, phrasings: entry.phrasings.slice(0, 5) } : entry,
  )
  const rebuilds = Array.from({ length: rounds }, () => timeBuild(changed, lang, matcher).ms)
  const queryUs = Array.from({ length: rounds }, () => {
    const start = performance.now()
    for (const { text } of queries) matcher.match(text)
    return ((performance.now() - start) * 1000) / queries.length
  })
  return {
    entries: entries.length,
    phrasings: entries.flatMap(({ phrasings }) => phrasings).length,
    buildMs: median(builds.map(({ ms }) => ms)),
    longestStepMs: median(builds.map(({ longest }) => longest)),
    rebuildMs: median(rebuilds),
    queryUs: median(queryUs),
    heldBytes,
  }
}

function timeBuild(entries: Phrased[], lang: string, from?: Matcher) {
  const steps = buildMatcher(entries, { lang, from })
  const start = performance.now()
  let last = start
  let longest = 0
  for (;;) {
    const step = steps.next()
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (step.done) return { ms: now - start, longest, matcher: step.value }
  }
}

function held(): number {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

if (process.send !== undefined) process.send(costOf(process.argv[2]!))
