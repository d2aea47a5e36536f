/** The FAQ of one site: the list, its order and its entries. Changes show at once and go back if refused. */
import type { FaqDraft, FaqEntry, Id, ProtocolError } from '@foyer/protocol'
import { signal } from '@preact/signals'
import { groupsOf, isSameOrder } from './faq-order.ts'
import type { Http } from './http.ts'
import type { Loaded } from './sites.ts'

export function createFaq(http: Http, site: string) {
  const entries = signal<Loaded<FaqEntry[]>>({ state: 'loading' })
  const held = () => (entries.peek().state === 'ready' ? (entries.peek() as { value: FaqEntry[] }).value : [])
  const show = (value: FaqEntry[]) => {
    entries.value = { state: 'ready', value }
  }
  /** Moves are told one after the other: of two that overtake each other the wrong one would win. */
  let moves: Promise<unknown> = Promise.resolve()

  async function load(): Promise<void> {
    const answer = await http.faq.list(site)
    if (answer.ok) show(answer.value.entries.toSorted((one, other) => one.place - other.place))
    // What is there may be looked at and written to while the server is away.
    else if (entries.peek().state !== 'ready') entries.value = { state: 'failed', error: answer.error }
  }

  async function tell(next: FaqEntry[], changed: FaqEntry[]): Promise<ProtocolError | null> {
    for (const { id, category } of changed) {
      const answer = await http.faq.save(site, id, { category })
      if (!answer.ok) return answer.error
    }
    const answer = await http.faq.order(
      site,
      next.map(({ id }) => id),
    )
    return answer.ok ? null : answer.error
  }

  return {
    site,
    entries,
    load,
    async create(draft: FaqDraft): Promise<FaqEntry | ProtocolError> {
      const answer = await http.faq.create(site, draft)
      if (!answer.ok) return answer.error
      show([...held(), answer.value])
      return answer.value
    },
    async save(id: Id, draft: Partial<FaqDraft>): Promise<ProtocolError | null> {
      const answer = await http.faq.save(site, id, draft)
      if (!answer.ok) return answer.error
      show(held().map((entry) => (entry.id === id ? answer.value : entry)))
      return null
    },
    async remove(id: Id): Promise<ProtocolError | null> {
      const answer = await http.faq.remove(site, id)
      if (!answer.ok && answer.error.code !== 'not_found') return answer.error
      show(held().filter((entry) => entry.id !== id))
      return null
    },
    /** The entries in a new order, some perhaps in another category; what was refused is read anew. */
    async arrange(next: FaqEntry[]): Promise<ProtocolError | null> {
      const before = held()
      if (isSameOrder(before, next)) return null
      const changed = next.filter(
        ({ id, category }) => before.find((entry) => entry.id === id)?.category !== category,
      )
      show(next)
      const told = moves.then(() => tell(next, changed))
      moves = told
      const error = await told
      if (error !== null && moves === told) {
        show(before)
        await load()
      }
      return error
    },
    /** Adds phrasings that the entry does not have yet. */
    async teach(id: Id, texts: string[]): Promise<ProtocolError | null> {
      const entry = held().find((one) => one.id === id)
      if (entry === undefined) return { code: 'not_found', message: 'The entry is not there' }
      return this.save(id, { phrasings: withPhrasings(entry, texts) })
    },
  }
}

export type Faq = ReturnType<typeof createFaq>

export function isError(value: FaqEntry | ProtocolError): value is ProtocolError {
  return 'code' in value
}

/** Ways to ask that an entry needs before it answers by itself; with fewer it is only suggested (AS-17). */
export const waysWanted = 3
/** What the server takes. */
export const mostPhrasings = 50

/** The ways to ask that are known, the question among them. */
export function waysOf({ question, phrasings }: Pick<FaqEntry, 'question' | 'phrasings'>): number {
  return new Set([question, ...phrasings].map(folded).filter((text) => text !== '')).size
}

/** The phrasings of the entry and those of `texts` that say something else, as many as there may be. */
export function withPhrasings(entry: Pick<FaqEntry, 'question' | 'phrasings'>, texts: string[]): string[] {
  const known = new Set([entry.question, ...entry.phrasings].map(folded))
  const more: string[] = []
  for (const text of texts.map((one) => one.trim())) {
    if (text === '' || known.has(folded(text))) continue
    known.add(folded(text))
    more.push(text)
  }
  return [...entry.phrasings, ...more].slice(0, mostPhrasings)
}

function folded(text: string): string {
  return text.trim().toLocaleLowerCase()
}

export function categoriesOf(entries: readonly FaqEntry[]): string[] {
  return groupsOf(entries)
    .map(({ category }) => category)
    .filter((category) => category !== '')
}
