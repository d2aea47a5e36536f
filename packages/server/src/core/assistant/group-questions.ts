/**
 * Puts visitors' questions that mean alike together, by the features that the matcher reads; there is no
 * entry yet that they could be matched with. Pure.
 */
import { featuresOf } from './features.ts'
import { fold } from './fold.ts'

export interface Group<Q> {
  /** Whose words stand for all: what most asked, or what was asked first in this list. */
  leader: Q
  /** The newest first. */
  questions: Q[]
}

interface Asked {
  text: string
  at: number
  locale?: string
}

/**
 * Mean cosine to a group's texts from which a text joins it. On real questions, where the intents are known,
 * seven of ten pairs within a group then mean the same; higher tears groups apart, lower mixes them.
 */
const alike = 0.14
const textsPerStep = 20

/**
 * The largest group first, among equals the one asked last. `usual` is what the site's FAQ says anyway: words
 * that are common there say little, however few questions there are. `lang` is of questions that name none.
 * Goes in steps of a few milliseconds, like the building of a matcher.
 */
export function* groupQuestions<Q extends Asked>(
  questions: Q[],
  usual: string[],
  lang: string,
): Generator<void, Group<Q>[]> {
  const sameText = [...Map.groupBy(questions, (one) => fold(one.text) || one.text.trim()).values()]
  for (const same of sameText) same.sort((one, other) => other.at - one.at)
  // What is asked most begins the groups that others join.
  sameText.sort((one, other) => other.length - one.length || other[0]!.at - one[0]!.at)
  const texts: number[][] = []
  for (const [index, [first]] of sameText.entries()) {
    texts.push([...featuresOf(first!.text, first!.locale ?? lang).hashes])
    if (index % textsPerStep === textsPerStep - 1) yield
  }
  const common: number[][] = []
  for (const [index, text] of usual.entries()) {
    common.push([...featuresOf(text, lang).hashes])
    if (index % textsPerStep === textsPerStep - 1) yield
  }
  const groups = yield* cluster(weigh(texts, common))
  return groups
    .map((members) => ({
      leader: sameText[members[0]!]![0]!,
      questions: members.flatMap((text) => sameText[text]!).sort((one, other) => other.at - one.at),
    }))
    .sort(
      (one, other) =>
        other.questions.length - one.questions.length || other.questions[0]!.at - one.questions[0]!.at,
    )
}

interface Vector {
  /** Numbers from 0 on. */
  features: number[]
  values: number[]
}

/** Which groups have a feature, and the sum of their texts' values of it. */
interface Holders {
  groups: number[]
  sums: number[]
  placeOf: Map<number, number>
}

/**
 * Each text joins the group that it is most alike in the mean, or begins one. The mean of the cosines to a
 * group's texts is the product with their sum, so a group costs as much as one text.
 */
function* cluster(vectors: Vector[]): Generator<void, number[][]> {
  const groups: number[][] = []
  const holders: Holders[] = []
  const likeness = new Float64Array(vectors.length)
  for (const [text, { features, values }] of vectors.entries()) {
    likeness.fill(0)
    for (const [index, feature] of features.entries()) {
      const value = values[index]!
      holders[feature] ??= { groups: [], sums: [], placeOf: new Map() }
      // By index: this runs for all pairs of texts and groups, and iterators take ten times as long.
      const { groups: held, sums } = holders[feature]
      for (let at = 0; at < held.length; at++) likeness[held[at]!]! += value * sums[at]!
    }
    let best = groups.length
    let most = alike
    for (const [group, members] of groups.entries()) {
      const mean = likeness[group]! / members.length
      if (mean >= most) [best, most] = [group, mean]
    }
    groups[best] ??= []
    groups[best]!.push(text)
    for (const [index, feature] of features.entries()) {
      const { groups: held, sums, placeOf } = holders[feature]!
      const place = placeOf.get(best) ?? held.length
      placeOf.set(best, place)
      held[place] = best
      sums[place] = (sums[place] ?? 0) + values[index]!
    }
    if (text % textsPerStep === textsPerStep - 1) yield
  }
  return groups
}

/** Unit vectors, in which what many texts have counts little. */
function weigh(texts: number[][], usual: number[][]): Vector[] {
  const frequency = new Map<number, number>()
  const sets = texts.map((hashes) => new Set(hashes))
  for (const set of [...sets, ...usual.map((hashes) => new Set(hashes))]) {
    for (const hash of set) frequency.set(hash, (frequency.get(hash) ?? 0) + 1)
  }
  const count = texts.length + usual.length
  const numbers = new Map<number, number>()
  return sets.map((set) => {
    const vector: Vector = { features: [], values: [] }
    let squares = 0
    for (const hash of set) {
      const number = numbers.get(hash) ?? numbers.size
      numbers.set(hash, number)
      const value = Math.log(1 + count / frequency.get(hash)!)
      vector.features.push(number)
      vector.values.push(value)
      squares += value * value
    }
    const length = Math.sqrt(squares)
    vector.values = vector.values.map((value) => value / length)
    return vector
  })
}
