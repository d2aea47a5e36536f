// What a run leaves behind: everything that clients did and were told, in the order in which it happened,
// and the logs as they stood at the end. The checker reads this and nothing else.
import type { Position, WireEvent } from '../support/wire.ts'

export type Side = 'visitor' | 'agent'

/** One thing that happened at one client. Its place in the list is its time. */
export type Entry =
  /** A command that changes something went out; `first` the first time that this cid did. */
  | { kind: 'send'; client: string; cid: string; conversation: string | null; first: boolean }
  | { kind: 'ok'; client: string; cid: string; conversation: string; seq: number; sub?: number }
  | { kind: 'refused'; client: string; cid: string; code: string; isFinal: boolean }
  /** The connection ended before an answer: stored or not, nobody knows. */
  | { kind: 'unknown'; client: string; cid: string }
  /** Hello went out; `synced` belongs to the last one before it. */
  | { kind: 'hello'; client: string; conversations: string[] }
  | { kind: 'synced'; client: string }
  /** The list of this conversation is thrown away and read anew. */
  | { kind: 'reset'; client: string; conversation: string }
  /** Events came in one piece; `prev` is what the piece joins on to, null for a page of history. */
  | { kind: 'events'; client: string; conversation: string; prev: Position | null; events: WireEvent[] }
  /** A reader noticed that a push does not join on to what it holds. */
  | { kind: 'hole'; client: string; conversation: string }

export interface Client {
  name: string
  side: Side
  /** Of a visitor: whose conversations it may see. */
  visitor?: string
  /** What its lists show at the end, by conversation. */
  shows: Record<string, WireEvent[]>
}

export interface Log {
  conversation: string
  visitor: string
  events: WireEvent[]
}

export interface History {
  entries: Entry[]
  clients: Client[]
  /** Whole logs, read as an agent once everything was quiet. */
  logs: Log[]
}

export const anomalyNames = [
  'LOST',
  'DUP',
  'PHANTOM',
  'DIVERGENT',
  'REORDER',
  'GAP',
  'LEAK',
  'STALE',
] as const

export interface Anomaly {
  name: (typeof anomalyNames)[number]
  what: string
}
