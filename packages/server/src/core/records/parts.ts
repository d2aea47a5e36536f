/** Raw figures of a span as a store sums them up; `report.ts` makes a report of them. */
import type { AssistantPart, Id, Time } from '@foyer/protocol'
import type { Speaker } from './facts.ts'

export interface Spread {
  count: number
  /** By nearest rank, milliseconds. */
  median: Time
  p90: Time
}

export interface ReportParts {
  /** By quarter of an hour. */
  started: { at: Time; count: number }[]
  closed: { at: Time; count: number }[]
  messages: { at: Time; by: Speaker; count: number }[]
  responses: (Spread & { of: 'site' | 'agent' | 'group'; key: string; isFirst: boolean })[]
  replies: { of: 'agent' | 'group'; key: string; served: number; replies: number }[]
  rated: { agent: Id | null; group: string | null; part: AssistantPart; score: number; count: number }[]
  invited: number
  parts: { part: AssistantPart; conversations: number }[]
  answers: (Spread & { part: AssistantPart })[]
  comments: { conversation: Id; at: Time; score: number; comment: string; agent: string }[]
}
