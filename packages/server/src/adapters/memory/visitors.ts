/** Visitors and their tokens in maps, for tests. */
import { channelOf } from '../../core/inbox/filter.ts'
import type { Visitor, Visitors, VisitorToken } from '../../ports/visitors.ts'

export function createMemoryVisitors(): Visitors & {
  listed(id: string): { nickname: string; channel: string }
} {
  const visitors = new Map<string, Visitor>()
  const tokens = new Map<string, VisitorToken>()

  return {
    listed(id) {
      const found = visitors.get(id)
      return { nickname: found?.nickname ?? '', channel: channelOf(found?.sdk ?? null) }
    },
    async create(visitor, token) {
      const present = visitors.get(visitor.id)
      if (present) return structuredClone(present)
      const made = structuredClone(visitor)
      for (let more = 0; isTaken(made); more += 1) made.nickname = `${visitor.nickname}${more}`
      visitors.set(made.id, made)
      tokens.set(token.hash, { ...token })
      return structuredClone(made)
    },
    async find(id) {
      const found = visitors.get(id)
      return found ? structuredClone(found) : null
    },
    async update(id, patch) {
      const found = visitors.get(id)
      if (!found) return null
      const next = { ...found, ...structuredClone(patch) }
      if (isTaken(next)) return 'taken'
      visitors.set(id, next)
      return structuredClone(next)
    },
    async findToken(hash) {
      const found = tokens.get(hash)
      return found ? { ...found } : null
    },
    async useToken(hash, at) {
      const found = tokens.get(hash)
      if (found) found.usedAt = at
    },
    async addToken(token) {
      tokens.set(token.hash, { ...token })
    },
    async replaceToken(hash, next) {
      const found = tokens.get(hash)
      if (found) found.replacedAt ??= next.issuedAt
      if (!tokens.has(next.hash)) tokens.set(next.hash, { ...next })
    },
    async revokeFamily(family) {
      for (const token of tokens.values()) if (token.family === family) token.revoked = true
    },
    async revokeTokens(visitor) {
      for (const token of tokens.values()) if (token.visitor === visitor) token.revoked = true
    },
  }

  function isTaken({ id, site, nickname }: Visitor): boolean {
    for (const other of visitors.values()) {
      if (other.id !== id && other.site === site && other.nickname === nickname) return true
    }
    return false
  }
}
