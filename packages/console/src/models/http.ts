/**
 * The server's HTTP side as the console uses it, one typed verb a resource.
 * Nothing here throws: a request that cannot be made reads as `unavailable`, like one that the server put off.
 */
import type {
  AgentProfile,
  AgentStatus,
  AssistantFigures,
  Block,
  ColleagueLoad,
  ConversationRecord,
  ErrorAnswer,
  Event,
  FaqDraft,
  FaqEntry,
  FaqTemplates,
  FollowUp,
  FollowUpDraft,
  Id,
  ImportReport,
  Invitation,
  InvitationView,
  LogPage,
  MadeInvitation,
  MadePasswordLink,
  MailState,
  Member,
  MemberPatch,
  OverridesAnswer,
  PasswordLinkView,
  PastQuestions,
  ProfilePatch,
  ProtocolError,
  RecordChoices,
  RecordPage,
  Report,
  RoutingTried,
  RoutingTry,
  SecretsPatch,
  Seq,
  SessionAnswer,
  SetupRequest,
  Site,
  SiteDocument,
  SiteSecrets,
  SiteSettings,
  Time,
  TranscriptAnswer,
  TranscriptFormat,
  TryAnswer,
  UnansweredGroups,
  VisitorPage,
  VisitorProfile,
  WidgetConfig,
} from '@foyer/protocol'

export type Result<T> = { ok: true; value: T } | { ok: false; error: ProtocolError }
/** `load` counts open conversations; 0 for who is not there. */
export type Colleague = AgentProfile & { status: AgentStatus; load: number }

export interface RecordThread {
  record: ConversationRecord | null
  events: Event[]
  more: boolean
}
export type FaqFormat = 'csv' | 'json'
export type DocumentDraft = Pick<SiteDocument, 'title' | 'url' | 'text'>

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** `onSignedOut` is told of each 401, so that one place decides what an ended session means. */
export function createHttp(fetch: Fetch, onSignedOut: () => void) {
  function ask<T>(method: Method, path: string, body?: unknown): Promise<Result<T>> {
    if (method === 'GET') return request(path, { method })
    // The server wants the type on every change, and its parser wants a body wherever there is a type.
    return request(path, { method, body: JSON.stringify(body ?? {}) }, 'application/json')
  }

  async function request<T>(path: string, part: RequestInit, type?: string): Promise<Result<T>> {
    const headers = { accept: 'application/json', ...(type === undefined ? {} : { 'content-type': type }) }
    const init: RequestInit = { ...part, credentials: 'same-origin', headers }
    let answer: Response
    try {
      answer = await fetch(path, init)
    } catch {
      return { ok: false, error: { code: 'unavailable', message: 'The server cannot be reached' } }
    }
    if (answer.ok) return { ok: true, value: (answer.status === 204 ? null : await readJson(answer)) as T }
    if (answer.status === 401) onSignedOut()
    return { ok: false, error: readError(await readJson(answer), answer.status) }
  }

  const site = (id: string) => `/v1/sites/${encodeURIComponent(id)}`
  const document = (id: string, one: Id) => `${site(id)}/documents/${encodeURIComponent(one)}`
  const visitor = (id: Id) => `/v1/visitors/${encodeURIComponent(id)}`
  const entry = (id: string, faq: Id) => `${site(id)}/faq/${encodeURIComponent(faq)}`

  return {
    /** For what has verbs of its own in a piece that is fetched later. */
    ask,
    request,
    session: {
      read: () => ask<SessionAnswer>('GET', '/v1/session'),
      signIn: (email: string, password: string) =>
        ask<SessionAnswer>('POST', '/v1/session', { email, password }),
      signOut: () => ask<null>('DELETE', '/v1/session'),
    },
    setup: {
      needed: () => ask<{ needed: boolean }>('GET', '/v1/setup'),
      run: (request: SetupRequest) => ask<SessionAnswer>('POST', '/v1/setup', request),
    },
    sites: {
      read: (id: string) => ask<Site>('GET', site(id)),
      save: (id: string, settings: Partial<SiteSettings>) => ask<Site>('PATCH', site(id), settings),
      create: (id: string, name: string, origin: string) =>
        ask<Site>('POST', '/v1/sites', { id, name, origin }),
      agents: (id: string) => ask<{ agents: Colleague[] }>('GET', `${site(id)}/agents`),
      widget: (id: string, locale?: string) =>
        ask<WidgetConfig>(
          'GET',
          `${site(id)}/widget${locale === undefined ? '' : `?locale=${encodeURIComponent(locale)}`}`,
        ),
      overrides: (id: string) => ask<OverridesAnswer>('GET', `${site(id)}/overrides`),
    },
    people: {
      list: (id: string) => ask<{ members: Member[] }>('GET', `${site(id)}/people`),
      change: (id: string, agent: Id, patch: MemberPatch) =>
        ask<Member>('PATCH', `${site(id)}/people/${encodeURIComponent(agent)}`, patch),
      remove: (id: string, agent: Id) =>
        ask<null>('DELETE', `${site(id)}/people/${encodeURIComponent(agent)}`),
      colleagues: (id: string) => ask<{ colleagues: ColleagueLoad[] }>('GET', `${site(id)}/colleagues`),
      passwordLink: (id: string, agent: Id) =>
        ask<MadePasswordLink>('POST', `${site(id)}/people/${encodeURIComponent(agent)}/password-link`),
      invitations: (id: string) => ask<{ invitations: Invitation[] }>('GET', `${site(id)}/invitations`),
      invite: (id: string, draft: { email: string; role: string; department: string | null }) =>
        ask<MadeInvitation>('POST', `${site(id)}/invitations`, draft),
      revoke: (id: string, invitation: Id) =>
        ask<null>('DELETE', `${site(id)}/invitations/${encodeURIComponent(invitation)}`),
      log: (id: string, search: Record<string, string | number>) =>
        ask<LogPage>(
          'GET',
          `${site(id)}/log?${new URLSearchParams(Object.entries(search).map(([key, value]) => [key, `${value}`]))}`,
        ),
      checkLog: (id: string) =>
        ask<{ lines: number; brokenAt: number | null }>('GET', `${site(id)}/log/check`),
    },
    passwordLink: {
      look: (code: string) => ask<PasswordLinkView>('POST', '/v1/password-link', { code }),
      use: (code: string, password: string) =>
        ask<SessionAnswer>('POST', '/v1/password-link/use', { code, password }),
    },
    invitation: {
      look: (code: string) => ask<InvitationView>('POST', '/v1/invitation', { code }),
      accept: (code: string, name: string, password: string) =>
        ask<SessionAnswer>('POST', '/v1/invitation/accept', { code, name, password }),
      join: (code: string) => ask<null>('POST', '/v1/invitation/join', { code }),
    },
    me: {
      rename: (name: string) => ask<AgentProfile>('PATCH', '/v1/me', { name }),
      setPassword: (old: string, password: string) => ask<null>('PUT', '/v1/me/password', { old, password }),
      signOutEverywhere: () => ask<null>('DELETE', '/v1/me/sessions'),
    },
    faq: {
      list: (id: string) => ask<{ entries: FaqEntry[] }>('GET', `${site(id)}/faq`),
      create: (id: string, draft: FaqDraft) => ask<FaqEntry>('POST', `${site(id)}/faq`, draft),
      save: (id: string, faq: Id, draft: Partial<FaqDraft>) => ask<FaqEntry>('PATCH', entry(id, faq), draft),
      remove: (id: string, faq: Id) => ask<null>('DELETE', entry(id, faq)),
      order: (id: string, ids: Id[]) => ask<{ entries: FaqEntry[] }>('PUT', `${site(id)}/faq/order`, { ids }),
      templates: (locale: string) =>
        ask<FaqTemplates>('GET', `/v1/faq-templates?locale=${encodeURIComponent(locale)}`),
      /** As its bytes, so that the server judges their encoding: what is wrong with a row of it is in the report, not a refusal. */
      import: (id: string, format: FaqFormat, file: Blob) =>
        request<ImportReport>(
          `${site(id)}/faq/import?format=${format}`,
          { method: 'POST', body: file },
          format === 'csv' ? 'text/csv' : 'application/json',
        ),
      exportUrl: (id: string, format: FaqFormat) => `${site(id)}/faq/export?format=${format}`,
    },
    assistant: {
      try: (id: string, text: string, locale?: string) =>
        ask<TryAnswer>('POST', `${site(id)}/assistant/try`, {
          text,
          ...(locale === undefined ? {} : { locale }),
        }),
      questions: (id: string, limit: number) =>
        ask<PastQuestions>('GET', `${site(id)}/assistant/questions?limit=${limit}`),
      unanswered: (id: string) => ask<UnansweredGroups>('GET', `${site(id)}/assistant/unanswered`),
      dismiss: (id: string, questions: { conversation: Id; seq: Seq }[]) =>
        ask<null>('POST', `${site(id)}/assistant/dismiss`, { questions }),
      figures: (id: string, from: Time, to: Time) =>
        ask<AssistantFigures>('GET', `${site(id)}/assistant/figures?from=${from}&to=${to}`),
    },
    documents: {
      list: (id: string) => ask<{ documents: SiteDocument[] }>('GET', `${site(id)}/documents`),
      create: (id: string, draft: DocumentDraft) => ask<SiteDocument>('POST', `${site(id)}/documents`, draft),
      save: (id: string, one: Id, draft: DocumentDraft) => ask<SiteDocument>('PUT', document(id, one), draft),
      remove: (id: string, one: Id) => ask<null>('DELETE', document(id, one)),
    },
    secrets: {
      read: (id: string) => ask<SiteSecrets>('GET', `${site(id)}/secrets`),
      save: (id: string, patch: SecretsPatch) => ask<SiteSecrets>('PUT', `${site(id)}/secrets`, patch),
    },
    records: {
      list: (id: string, query: string) => ask<RecordPage>('GET', `${site(id)}/records?${query}`),
      choices: (id: string) => ask<RecordChoices>('GET', `${site(id)}/records/choices`),
      thread: (id: string, conversation: Id, after: string | null) =>
        ask<RecordThread>(
          'GET',
          `${site(id)}/records/${encodeURIComponent(conversation)}${after === null ? '' : `?after=${after}`}`,
        ),
      exportUrl: (id: string, query: string) => `${site(id)}/records/export?${query}`,
      report: (id: string, from: Time, to: Time) =>
        ask<Report>('GET', `${site(id)}/reports?from=${from}&to=${to}`),
    },
    mail: {
      read: (id: string) => ask<MailState>('GET', `${site(id)}/mail`),
      test: (id: string, to: string) => ask<{ email: string }>('POST', `${site(id)}/mail/test`, { to }),
      transcript: (conversation: Id, asked: { format?: TranscriptFormat; email?: string }) =>
        ask<TranscriptAnswer>(
          'POST',
          `/v1/conversations/${encodeURIComponent(conversation)}/transcript`,
          asked,
        ),
    },
    routing: {
      try: (id: string, visitor: RoutingTry) => ask<RoutingTried>('POST', `${site(id)}/routing/try`, visitor),
    },
    visitors: {
      read: (id: Id) => ask<VisitorProfile>('GET', visitor(id)),
      save: (id: Id, patch: ProfilePatch) => ask<VisitorProfile>('PATCH', visitor(id), patch),
      list: (id: string, text: string, after?: string) =>
        ask<VisitorPage>(
          'GET',
          `${site(id)}/visitors?${new URLSearchParams({ text, ...(after === undefined ? {} : { after }) })}`,
        ),
      addFollowUp: (id: Id, draft: FollowUpDraft) =>
        ask<FollowUp>('POST', `${visitor(id)}/follow-ups`, draft),
      removeFollowUp: (id: Id, record: Id) =>
        ask<null>('DELETE', `${visitor(id)}/follow-ups/${encodeURIComponent(record)}`),
      exportUrl: (id: string, one: Id) => `${site(id)}/visitors/${encodeURIComponent(one)}/export`,
      erase: (id: string, one: Id) => ask<null>('DELETE', `${site(id)}/visitors/${encodeURIComponent(one)}`),
      blocks: (id: string) => ask<{ blocks: Block[] }>('GET', `${site(id)}/blocks`),
    },
  }
}

export type Http = ReturnType<typeof createHttp>

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch {
    return null
  }
}

function readError(body: unknown, status: number): ProtocolError {
  const error = (body as Partial<ErrorAnswer> | null)?.error
  if (typeof error?.code === 'string') return error
  // A proxy in front may answer in its own words.
  return { code: status >= 500 ? 'unavailable' : 'internal', message: `HTTP ${status}` }
}
