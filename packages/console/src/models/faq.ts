/** The FAQ of one site: the list, its order and its entries. Changes show at once and go back if refused. */
import type { FaqDraft, FaqEntry, Id, ProtocolError } from '@foyer/protocol'
import { signal } from '@preact/signals'
import type { Http } from './http.ts'
import { moveShown } from './order.ts'
import type { Loaded } from './sites.ts'

export function createFaq(http: Http, site: string) {
  const entries = signal<Loaded<FaqEntry[]>>({ state: 'loading' })
  const held = () => (entries.peek().state === 'ready' ? (entries.peek() as { value: FaqEntry[] }).value : [])
  const show = (value: FaqEntry[]) => {
    entries.value = { state: 'ready', value }
  }

  async function load(): Promise<void> {
    const answer = await http.faq.list(site)
    if (answer.ok) show(answer.value.entries.toSorted((one, other) => one.place - other.place))
    else entries.value = { state: 'failed', error: answer.error }
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
    async move(shown: Id[], from: number, to: number): Promise<ProtocolError | null> {
      const before = held()
      const ids = before.map(({ id }) => id)
      const order = moveShown(ids, shown, from, to)
      if (order === ids) return null
      const byId = new Map(before.map((entry) => [entry.id, entry]))
      show(order.flatMap((id) => byId.get(id) ?? []))
      const answer = await http.faq.order(site, order)
      if (answer.ok) return null
      show(before)
      return answer.error
    },
  }
}

export type Faq = ReturnType<typeof createFaq>

export function isError(value: FaqEntry | ProtocolError): value is ProtocolError {
  return 'code' in value
}
