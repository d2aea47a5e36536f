/** Persons, keys and used tokens in maps, for tests. */
import type { VerifiedIdentity } from '@foyer/protocol'
import type { Identities, StoredIdentityKey } from '../../ports/identities.ts'

export function createMemoryIdentities(): Identities & { erase(visitor: string): void } {
  const keys: StoredIdentityKey[] = []
  const uses = new Map<string, number>()
  const persons = new Map<string, { visitor: string; identity: VerifiedIdentity }>()
  return {
    erase(visitor) {
      for (const [key, person] of persons) if (person.visitor === visitor) persons.delete(key)
    },
    async keys(site) {
      const theirs = keys.filter((key) => key.site === site)
      return structuredClone(theirs.sort((one, other) => one.createdAt - other.createdAt))
    },
    async addKey(key) {
      keys.push({ ...key })
    },
    async removeKey(site, kid) {
      const at = keys.findIndex((key) => key.site === site && key.kid === kid)
      if (at >= 0) keys.splice(at, 1)
      return at >= 0
    },
    async use(site, jti, until, now) {
      for (const [key, ends] of uses) if (ends < now) uses.delete(key)
      const key = `${site} ${jti}`
      if (uses.has(key)) return false
      uses.set(key, until)
      return true
    },
    visitorOf: async (site, sub) => persons.get(`${site} ${sub}`)?.visitor ?? null,
    async of(visitor) {
      for (const person of persons.values()) if (person.visitor === visitor) return { ...person.identity }
      return null
    },
    async link(site, visitor, identity) {
      const key = `${site} ${identity.id}`
      const known = persons.get(key)?.visitor ?? visitor
      persons.set(key, { visitor: known, identity: { ...identity } })
      return known
    },
  }
}
