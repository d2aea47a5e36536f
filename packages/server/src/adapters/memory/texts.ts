/** The index of texts in a map, for tests. */
import type { Conversations } from '../../ports/conversations.ts'
import type { Stand, TextHit, Texts } from '../../ports/texts.ts'

interface Kept extends TextHit {
  site: string
  tokens: string[]
}

/** `conversations` are those of the same store. */
export function createMemoryTexts(
  conversations: Pick<Conversations, 'load'> & { stands(site: string): Stand[] },
): Texts {
  const kept = new Map<string, Kept>()
  const stands = new Map<string, Stand>()
  let last = 0
  const key = (conversation: string, seq: number, sub: number) => `${conversation} ${seq}.${sub}`
  const standOf = (site: string) => stands.get(site) ?? { at: -1, id: '' }

  return {
    async find({ site, wanted, agent, others, before = Number.MAX_SAFE_INTEGER, limit }) {
      const found: Kept[] = []
      for (const one of [...kept.values()].sort((a, b) => b.place - a.place)) {
        const isFound =
          one.site === site &&
          one.place < before &&
          wanted.tokens.every((token) => one.tokens.includes(token)) &&
          (wanted.start === null || one.tokens.some((token) => token.startsWith(wanted.start!)))
        if (!isFound) continue
        const has = (await conversations.load(one.conversation))?.state.agent ?? null
        if (others || has === null || has.id === agent) found.push(one)
      }
      const hits = found
        .slice(0, limit)
        .map(({ place, conversation, seq, sub }) => ({ place, conversation, seq, sub }))
      return found.length > limit ? { hits, before: hits.at(-1)!.place } : { hits }
    },
    async positionOf(conversation) {
      const [first] = [...kept.values()]
        .filter((one) => one.conversation === conversation)
        .sort((a, b) => b.seq - a.seq || b.sub - a.sub)
      return first === undefined ? [0, 0] : [first.seq, first.sub]
    },
    async add(site, texts) {
      for (const { conversation, seq, sub, tokens } of texts) {
        const name = key(conversation, seq, sub)
        if (kept.has(name)) continue
        last += 1
        kept.set(name, { place: last, site, conversation, seq, sub, tokens })
      }
    },
    async replace(site, text) {
      kept.delete(key(text.conversation, text.seq, text.sub))
      if ('tokens' in text) await this.add(site, [text])
    },
    async forget(conversation) {
      for (const [name, one] of kept) if (one.conversation === conversation) kept.delete(name)
    },
    async waiting(site, until, limit) {
      const from = standOf(site)
      return conversations
        .stands(site)
        .filter((one) => isBefore(from, one) && one.at <= until)
        .sort((a, b) => (isBefore(a, b) ? -1 : 1))
        .slice(0, limit)
    },
    async advance(site, to) {
      if (isBefore(standOf(site), to)) stands.set(site, to)
    },
  }
}

function isBefore(one: Stand, other: Stand): boolean {
  return one.at < other.at || (one.at === other.at && one.id < other.id)
}
