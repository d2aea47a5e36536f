// The data of `bench matching`: one JSON file a set, as its README describes them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMatcher, type Entry } from '../../matcher.ts'

export const kinds = ['near', 'far', 'chitchat', 'real'] as const
export type Kind = (typeof kinds)[number]

export interface QuestionSet {
  name: string
  group: string
  lang: string
  entries: Entry[]
  queries: { text: string; id: string | null; kind?: Kind }[]
}

/** What the matcher said of one query. */
export interface Asked {
  set: string
  group: string
  /** Similar phrasings an entry at most has. */
  k: number
  /** Null: in scope. */
  kind: Kind | null
  score: number
  /** Place of the right entry, 0 the first; infinite where it was not ranked, or there is none. */
  place: number
  /** In scope and out of scope apart, every group at every k weighs 1. */
  weight: number
}

export const phrasingCounts = [0, 5, 10] as const

export function readSets(dir: string): QuestionSet[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.json') && file !== 'manifest.json')
    .sort()
    .map((file) => JSON.parse(readFileSync(join(dir, file), 'utf8')) as QuestionSet)
}

export function withPhrasings(entries: Entry[], k: number): Entry[] {
  return entries.map((entry) => ({ ...entry, similar: entry.similar?.slice(0, k) }))
}

export function ask(sets: QuestionSet[]): Asked[] {
  const asked: Asked[] = []
  for (const set of sets) {
    for (const k of phrasingCounts) {
      const match = createMatcher(withPhrasings(set.entries, k), { lang: set.lang })
      for (const { text, id, kind } of set.queries) {
        const ranked = match(text)
        const at = id === null ? -1 : ranked.findIndex((entry) => entry.id === id)
        asked.push({
          set: set.name,
          group: set.group,
          k,
          kind: id === null ? (kind ?? 'far') : null,
          score: ranked[0]?.score ?? 0,
          place: at < 0 ? Number.POSITIVE_INFINITY : at,
          weight: 0,
        })
      }
    }
  }
  const cell = ({ group, k, kind }: Asked) => `${group} ${k} ${kind === null}`
  const sizes = new Map<string, number>()
  for (const one of asked) sizes.set(cell(one), (sizes.get(cell(one)) ?? 0) + 1)
  for (const one of asked) one.weight = 1 / sizes.get(cell(one))!
  return asked
}
