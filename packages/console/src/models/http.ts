/**
 * The server's HTTP side as the console uses it, one typed verb a resource.
 * Nothing here throws: a request that cannot be made reads as `unavailable`, like one that the server put off.
 */
import type {
  AgentProfile,
  AgentStatus,
  ErrorAnswer,
  FaqDraft,
  FaqEntry,
  Id,
  ProtocolError,
  SessionAnswer,
  SetupRequest,
  Site,
  SiteSettings,
  VisitorProfile,
  WidgetConfig,
} from '@foyer/protocol'

export type Result<T> = { ok: true; value: T } | { ok: false; error: ProtocolError }
export type Colleague = AgentProfile & { status: AgentStatus }

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Fetch = (input: string, init: RequestInit) => Promise<Response>

/** `onSignedOut` is told of each 401, so that one place decides what an ended session means. */
export function createHttp(fetch: Fetch, onSignedOut: () => void) {
  async function ask<T>(method: Method, path: string, body?: unknown): Promise<Result<T>> {
    const init: RequestInit = { method, credentials: 'same-origin', headers: { accept: 'application/json' } }
    if (method !== 'GET') {
      // The server wants the type on every change, and its parser wants a body wherever there is a type.
      init.headers = { accept: 'application/json', 'content-type': 'application/json' }
      init.body = JSON.stringify(body ?? {})
    }
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
  const entry = (id: string, faq: Id) => `${site(id)}/faq/${encodeURIComponent(faq)}`

  return {
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
      widget: (id: string) => ask<WidgetConfig>('GET', `${site(id)}/widget`),
    },
    faq: {
      list: (id: string) => ask<{ entries: FaqEntry[] }>('GET', `${site(id)}/faq`),
      create: (id: string, draft: FaqDraft) => ask<FaqEntry>('POST', `${site(id)}/faq`, draft),
      save: (id: string, faq: Id, draft: Partial<FaqDraft>) => ask<FaqEntry>('PATCH', entry(id, faq), draft),
      remove: (id: string, faq: Id) => ask<null>('DELETE', entry(id, faq)),
      order: (id: string, ids: Id[]) => ask<{ entries: FaqEntry[] }>('PUT', `${site(id)}/faq/order`, { ids }),
    },
    visitors: {
      read: (id: Id) => ask<VisitorProfile>('GET', `/v1/visitors/${encodeURIComponent(id)}`),
      rename: (id: Id, nickname: string) =>
        ask<VisitorProfile>('PATCH', `/v1/visitors/${encodeURIComponent(id)}`, { nickname }),
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
