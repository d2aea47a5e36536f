/** What visitors are called while nobody has named them. */
import { createHash } from 'node:crypto'
import type { Id } from '@foyer/protocol'

/** The name that a visitor has from the start, the same on every node. */
export function nicknameOf(visitor: Id): string {
  const number = createHash('sha256').update(visitor).digest().readUInt32BE(0)
  return `Visitor ${10_000 + (number % 90_000)}`
}

/** The name in what a visitor itself reads: empty where it has none but the number that agents know it by. */
export function ownNameOf(visitor: { id: Id; nickname: string } | null): string {
  return visitor === null || visitor.nickname === nicknameOf(visitor.id) ? '' : visitor.nickname
}
