/** Visitors and their tokens in maps, for tests. */
import { channelOf } from '../../core/inbox/filter.ts'
import { searchText } from '../../core/visitors/profile.ts'
import type { Visitor, VisitorPatch, Visitors, VisitorToken } from '../../ports/visitors.ts'

export function createMemoryVisitors(): Visitors & {
  listed(id: string): { nickname: string; channel: string }
  erase(id: string): void
} {
  const visitors = new Map<string, Visitor>()
  const tokens = new Map<string, VisitorToken>()
  const erased = new Set<string>()

  return {
    erase(id) {
      erased.add(id)
      visitors.delete(id)
      for (const [hash, { visitor }] of tokens) if (visitor === id) tokens.delete(hash)
    },
    listed(id) {
      const found = visitors.get(id)
      return { nickname: found?.nickname ?? '', channel: channelOf(found?.sdk ?? null) }
    },
    async create(visitor, token) {
      if (erased.has(visitor.id)) return null
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
    update: async (id, patch) => change(id, () => patch),
    change: async (id, decide) => change(id, decide),
    async directory({ site, text = '', since = 0, limit, after = '~' }) {
      const wanted = text.trim().toLowerCase()
      const found = [...visitors.values()]
        .filter((one) => one.site === site && one.lastSeenAt >= since && searchText(one).includes(wanted))
        .map((one) => ({ one, place: `${String(one.lastSeenAt).padStart(16, '0')}.${one.id}` }))
        .filter(({ place }) => place < after)
        .sort((a, b) => (a.place < b.place ? 1 : -1))
      const shown = found.slice(0, limit)
      return {
        visitors: shown.map(({ one }) => structuredClone(one)),
        ...(found.length > limit ? { after: shown.at(-1)!.place } : {}),
      }
    },
    async findToken(hash) {
      const found = tokens.get(hash)
      return found ? { ...found } : null
    },
    async standings(hashes) {
      return hashes.flatMap((hash) => {
        const token = tokens.get(hash)
        const visitor = token === undefined ? undefined : visitors.get(token.visitor)
        if (token === undefined || visitor === undefined) return []
        return [{ hash, visitor: visitor.id, revoked: token.revoked, muted: visitor.muted }]
      })
    },
    async useToken(hash, at) {
      const found = tokens.get(hash)
      if (found) found.usedAt = at
    },
    async addToken(token) {
      const found = tokens.get(token.hash)
      if (found === undefined) tokens.set(token.hash, { ...token })
      else if (found.usedAt === 0) found.issuedAt = token.issuedAt
    },
    async showToken({ hash, family, issuedAt }, at) {
      for (const token of tokens.values()) {
        if (token.hash === hash) token.usedAt = at
        else if (token.family === family && token.issuedAt < issuedAt) token.replacedAt ??= at
      }
    },
    async revokeFamily(family) {
      for (const token of tokens.values()) if (token.family === family) token.revoked = true
    },
    async revokeTokens(visitor) {
      for (const token of tokens.values()) if (token.visitor === visitor) token.revoked = true
    },
  }

  function change(id: string, decide: (visitor: Visitor) => VisitorPatch | null): Visitor | 'taken' | null {
    const found = visitors.get(id)
    if (!found) return null
    const patch = decide(structuredClone(found))
    if (patch === null) return structuredClone(found)
    const next = { ...found, ...structuredClone(patch) }
    if (isTaken(next)) return 'taken'
    visitors.set(id, next)
    return structuredClone(next)
  }

  function isTaken({ id, site, nickname }: Visitor): boolean {
    for (const other of visitors.values()) {
      if (other.id !== id && other.site === site && other.nickname === nickname) return true
    }
    return false
  }
}
