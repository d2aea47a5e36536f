/** The server's HTTP side of all that agents answer with and fill in afterwards. */
import type {
  FoundProducts,
  Id,
  ImportReport,
  Phrase,
  ProductState,
  QuickReply,
  QuickReplyDraft,
  RatingsReport,
  Summary,
  SummaryDraft,
  Time,
  Translated,
  TranslateRequest,
} from '@foyer/protocol'
import type { Http } from './http.ts'

export function repliesHttp({ ask, request }: Pick<Http, 'ask' | 'request'>, id: string) {
  const site = `/v1/sites/${encodeURIComponent(id)}`
  const all = `${site}/quick-replies`
  return {
    list: () => ask<{ replies: QuickReply[] }>('GET', all),
    create: (draft: QuickReplyDraft) => ask<QuickReply>('POST', all, draft),
    save: (reply: Id, draft: QuickReplyDraft) => ask<QuickReply>('PUT', `${all}/${reply}`, draft),
    remove: (reply: Id) => ask<null>('DELETE', `${all}/${reply}`),
    order: (ids: Id[]) => ask<{ replies: QuickReply[] }>('PUT', `${all}/order`, { ids }),
    take: (of: 'agent' | 'site', file: Blob) =>
      request<ImportReport>(`${all}/import?of=${of}`, { method: 'POST', body: file }, 'text/csv'),
    fileUrl: (of: 'agent' | 'site') => `${all}/export?of=${of}`,
    phrases: () => ask<{ phrases: Phrase[] }>('GET', `${site}/phrases`),
    translate: (what: TranslateRequest) => ask<Translated>('POST', `${site}/translate`, what),
    products: (text: string) => ask<FoundProducts>('GET', `${site}/products?q=${encodeURIComponent(text)}`),
    productState: () => ask<ProductState>('GET', `${site}/products/state`),
    readFeed: () => ask<ProductState>('POST', `${site}/products/refresh`),
    uploadProducts: (text: string, type: string) =>
      request<ProductState>(`${site}/products`, { method: 'PUT', body: text }, type),
    ratings: (from: Time, to: Time) => ask<RatingsReport>('GET', `${site}/ratings?from=${from}&to=${to}`),
  }
}

export function summaryHttp({ ask }: Pick<Http, 'ask'>, conversation: Id) {
  const url = `/v1/conversations/${encodeURIComponent(conversation)}/summary`
  return {
    read: () => ask<{ summary: Summary | null }>('GET', url),
    save: (draft: SummaryDraft) => ask<{ summary: Summary }>('PUT', url, draft),
  }
}
