// What is built once from a site's FAQ and asked for every query: the space, the model, the lists of
// neighbours. Building goes in steps of a few milliseconds, so that a server can do other things between.
import { type Features, featuresOf, mostLetters } from './features.ts'
import { fold } from './fold.ts'
import { leaveOut } from './left-out.ts'
import { type Model, train } from './model.ts'
import { createNeighbours, type Neighbours } from './neighbours.ts'
import { createPace } from './pace.ts'
import { createSpace, type Space, type Vector, vectorOf } from './space.ts'

/** What the matcher knows an FAQ entry by: its question and the other phrasings, the question first. */
export interface Phrased {
  id: string
  phrasings: string[]
}

export interface Index {
  lang: string
  entries: Phrased[]
  /** All phrasings, those of one entry together, and the entry of each. */
  phrasings: string[]
  entryOf: Uint32Array
  /** Per entry its first phrasing; one more at the end. */
  firstOf: Uint32Array
  /** From a folded phrasing to its entry: the first one, when two entries have the same. */
  exact: Map<string, number>
  features: Features[]
  space: Space
  vectors: Vector[]
  model: Model
  neighbours: Neighbours
  /** Per entry: what is added to its rank, and how well its phrasings know each other (see `leaveOut`). */
  corrections: Float64Array
  tight: Float64Array
}

/** What reading a letter, and looking up a feature, cost in multiplications. */
const readLetter = 600
const lookUp = 60

/** `from`: the index before a change; what both have is not read and learned anew. */
export function* buildIndex(entries: Phrased[], lang: string, from?: Index): Generator<void, Index> {
  const phrasings = entries.flatMap((entry) => entry.phrasings)
  const entryOf = Uint32Array.from(entries.flatMap((entry, at) => entry.phrasings.map(() => at)))
  const firstOf = new Uint32Array(entries.length + 1)
  for (let at = 0; at < entries.length; at++) firstOf[at + 1] = firstOf[at]! + entries[at]!.phrasings.length

  const isDue = createPace()
  const read =
    from?.lang === lang ? new Map(from.phrasings.map((text, at) => [text, from.features[at]!])) : null
  const features: Features[] = []
  const exact = new Map<string, number>()
  for (const [at, text] of phrasings.entries()) {
    features.push(read?.get(text) ?? featuresOf(text, lang))
    const folded = fold(text)
    if (folded !== '' && !exact.has(folded)) exact.set(folded, entryOf[at]!)
    if (isDue(Math.min(text.length, mostLetters) * readLetter)) yield
  }
  const space = yield* createSpace(features, entryOf, entries.length)
  const vectors: Vector[] = []
  for (const text of features) {
    vectors.push(vectorOf(text, space))
    if (isDue(text.hashes.length * lookUp)) yield
  }
  const start = from && pullsFrom(from, entries, phrasings.length)
  const model = yield* train(vectors, entryOf, entries.length, space, start)
  const neighbours = yield* createNeighbours(vectors, space.worth.length)
  const { corrections, tight } = yield* leaveOut(vectors, entryOf, firstOf, model, neighbours)
  return {
    lang,
    entries,
    phrasings,
    entryOf,
    firstOf,
    exact,
    features,
    space,
    vectors,
    model,
    neighbours,
    corrections,
    tight,
  }
}

/** The old pulls of what both have: same entry id, same phrasing. What is new starts at none. */
function pullsFrom(from: Index, entries: Phrased[], texts: number): Float32Array {
  const pulls = new Float32Array(texts * entries.length)
  const oldEntry = new Map(from.entries.map((entry, at) => [entry.id, at]))
  const columns = entries.map((entry) => oldEntry.get(entry.id))
  const width = from.entries.length
  let text = 0
  for (const [at, entry] of entries.entries()) {
    const old = columns[at]
    const oldTexts = old === undefined ? [] : from.entries[old]!.phrasings
    for (const phrasing of entry.phrasings) {
      const place = oldTexts.indexOf(phrasing)
      if (place >= 0) {
        const row = (from.firstOf[old!]! + place) * width
        for (const [to, column] of columns.entries()) {
          if (column !== undefined) pulls[text * entries.length + to] = from.model.pulls[row + column]!
        }
      }
      text++
    }
  }
  return pulls
}
