/** Events that a decision makes, before they have numbers, and the small helpers that build them. */
import type { Actor, Event, EventKeys, EventType, Id } from '@foyer/protocol'
import type { Rejection } from './rejection.ts'

/** `by`: where it is not the one who asked. `named`: carries the cid, and the answer names it. */
export type Draft = {
  [T in EventType]: { type: T; agentsOnly?: true; named?: true; by?: Actor } & EventKeys[T]
}[EventType]

/** `rewrites` are older events with another body; `filesGone` are uploads that nobody may see any more. */
export type Drafts = Draft[] | { drafts: Draft[]; rewrites: Event[]; filesGone?: Id[] } | Rejection

export const system: Actor = { kind: 'system' }

export function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V })
}

export function nonEmpty<K extends string, V>(key: K, value: V[]): { [P in K]?: V[] } {
  return optional(key, value.length === 0 ? undefined : value)
}
