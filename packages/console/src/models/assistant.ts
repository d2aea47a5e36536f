/** What the console reads of a site's assistant, each when it is first looked at and kept until asked for anew. */
import type {
  AssistantFigures,
  FaqTemplates,
  PastQuestions,
  ProtocolError,
  SiteDocument,
  SiteSecrets,
  UnansweredGroups,
} from '@foyer/protocol'
import { signal } from '@preact/signals'
import { createFaq } from './faq.ts'
import type { DocumentDraft, Http, Result } from './http.ts'
import type { Loaded } from './sites.ts'

/** The newest questions, which the slider sorts and phrasings are offered from: as many as the server gives. */
const pastKept = 200
const day = 24 * 60 * 60_000

export type UnansweredGroup = UnansweredGroups['groups'][number]

/** A new entry that is begun with words of visitors. */
export interface Beginning {
  question: string
  phrasings: string[]
}

function createReading<T, Args extends unknown[]>(read: (...args: Args) => Promise<Result<T>>) {
  const value = signal<Loaded<T>>({ state: 'loading' })
  let turn = 0
  let wasAsked = false
  async function load(...args: Args): Promise<void> {
    const mine = ++turn
    wasAsked = true
    if (value.peek().state === 'failed') value.value = { state: 'loading' }
    const answer = await read(...args)
    if (mine !== turn) return
    value.value = answer.ok
      ? { state: 'ready', value: answer.value }
      : { state: 'failed', error: answer.error }
  }
  return {
    value,
    load,
    async need(...args: Args): Promise<void> {
      if (!wasAsked) await load(...args)
    },
    set(next: T) {
      value.value = { state: 'ready', value: next }
    },
    /** Null until it is there. */
    held: (): T | null => (value.peek().state === 'ready' ? (value.peek() as { value: T }).value : null),
  }
}

export type Reading<T, Args extends unknown[] = []> = ReturnType<typeof createReading<T, Args>>

export function createAssistant(http: Http, site: string) {
  const faq = createFaq(http, site)
  const past = createReading<PastQuestions, []>(() => http.assistant.questions(site, pastKept))
  const unanswered = createReading<UnansweredGroups, []>(() => http.assistant.unanswered(site))
  const figures = createReading<AssistantFigures, [days: number]>((days) => {
    const now = Date.now()
    return http.assistant.figures(site, now - days * day, now)
  })
  const templates = createReading<FaqTemplates, [locale: string]>((locale) => http.faq.templates(locale))
  const documents = createReading<{ documents: SiteDocument[] }, []>(() => http.documents.list(site))
  const secrets = createReading<SiteSecrets, []>(() => http.secrets.read(site))
  const beginning = signal<Beginning | null>(null)

  return {
    site,
    faq,
    past,
    unanswered,
    figures,
    templates,
    documents,
    secrets,
    /** What the editor of a new entry starts with. */
    beginning,
    /** Leaves the list at once; back where it was if the server refuses. */
    async dismiss(group: UnansweredGroup): Promise<ProtocolError | null> {
      const before = unanswered.held()
      const without = before?.groups.filter((one) => one !== group)
      if (without !== undefined) unanswered.set({ groups: without })
      const answer = await http.assistant.dismiss(
        site,
        group.questions.map(({ conversation, seq }) => ({ conversation, seq })),
      )
      if (answer.ok) return null
      const now = unanswered.held()
      const at = before?.groups.indexOf(group) ?? 0
      if (now !== null) unanswered.set({ groups: now.groups.toSpliced(at, 0, group) })
      return answer.error
    },
    async saveDocument(id: string | null, draft: DocumentDraft): Promise<ProtocolError | null> {
      const answer =
        id === null ? await http.documents.create(site, draft) : await http.documents.save(site, id, draft)
      if (!answer.ok) return answer.error
      const others = (documents.held()?.documents ?? []).filter((one) => one.id !== answer.value.id)
      documents.set({ documents: [answer.value, ...others] })
      return null
    },
    async removeDocument(id: string): Promise<ProtocolError | null> {
      const answer = await http.documents.remove(site, id)
      if (!answer.ok && answer.error.code !== 'not_found') return answer.error
      documents.set({ documents: (documents.held()?.documents ?? []).filter((one) => one.id !== id) })
      return null
    },
    async setModelKey(modelKey: string | null): Promise<ProtocolError | null> {
      const answer = await http.secrets.save(site, { modelKey })
      if (!answer.ok) return answer.error
      secrets.set(answer.value)
      return null
    },
  }
}

export type Assistant = ReturnType<typeof createAssistant>
