/** The outbox of mail in a map, for tests. */
import type { Mail, Mails } from '../../ports/mails.ts'

type Kept = Mail & { state: 'due' | 'sent' | 'skipped' | 'givenUp' }

export function createMemoryMails(): Mails & { removeOf(conversation: string): void } {
  const kept = new Map<string, Kept>()
  return {
    async add(mail) {
      if (kept.has(mail.id)) return false
      kept.set(mail.id, { ...mail, tries: 0, state: 'due' })
      return true
    },
    async due(now, limit) {
      return [...kept.values()]
        .filter(({ state, at }) => state === 'due' && at <= now)
        .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
        .slice(0, limit)
        .map(({ state, ...mail }) => mail)
    },
    async postpone({ id, at }, to) {
      const found = kept.get(id)
      if (found?.state !== 'due' || found.at !== at) return false
      kept.set(id, { ...found, ...to })
      return true
    },
    async settle(id, state, seq) {
      const found = kept.get(id)
      if (found !== undefined) kept.set(id, { ...found, state, seq, address: null })
    },
    async toldUpTo(conversation) {
      const sent = [...kept.values()].filter(
        (one) => one.conversation === conversation && one.kind === 'answer' && one.state === 'sent',
      )
      return Math.max(0, ...sent.map(({ seq }) => seq))
    },
    removeOf(conversation) {
      for (const [id, mail] of kept) if (mail.conversation === conversation) kept.delete(id)
    },
  }
}
