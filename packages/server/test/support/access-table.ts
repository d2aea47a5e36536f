// Who may what, as a table: every HTTP route and every command of the socket has its line here, or the test that
// walks through them fails. A new one gets a line that says what it takes.
import type { CommandName, Permission } from '@foyer/protocol'

/** What a route takes: nothing, a sign-in, belonging to the site, a permission there, or what `says` says. */
export type Takes = 'nothing' | 'agent' | 'member' | 'owner' | 'upload' | Permission

export interface Facts {
  member: string
  visitor: string
  entry: string
  document: string
  invitation: string
  key: string
  quickReply: string
  conversation: string
}

export interface RouteRow {
  takes: Takes
  /** Where ids stand in the path. */
  id?: keyof Facts
  query?: string
  /** A string is a table. */
  body?: object | string
  /** What whoever may is answered; 200 unless said. */
  status?: number
}

const text = 'Open from nine to five.'

export const routes: Record<string, RouteRow> = {
  'GET /v1/openapi.json': { takes: 'nothing' },
  'GET /v1/sites/{site}/widget': { takes: 'nothing' },
  'GET /v1/setup': { takes: 'nothing' },
  'POST /v1/setup': {
    takes: 'nothing',
    body: { code: 'x', name: 'x', email: 'x@x', password: 'x', site: { id: 'x', name: 'x', origin: 'x' } },
    status: 401,
  },
  'POST /v1/session': { takes: 'nothing', body: { email: 'x@x', password: 'x' }, status: 401 },
  'GET /v1/session': { takes: 'agent' },
  'DELETE /v1/session': { takes: 'nothing', status: 204 },
  'POST /v1/invitation': { takes: 'nothing', body: { code: 'x' }, status: 404 },
  'POST /v1/invitation/accept': {
    takes: 'nothing',
    body: { code: 'x', name: 'x', password: 'x' },
    status: 404,
  },
  'POST /v1/invitation/join': { takes: 'agent', body: { code: 'x' }, status: 404 },
  'POST /v1/password-link': { takes: 'nothing', body: { code: 'x' }, status: 404 },
  'POST /v1/password-link/use': { takes: 'nothing', body: { code: 'x', password: 'x' }, status: 404 },
  'PATCH /v1/me': { takes: 'agent', body: { name: 'Probe' } },
  'PUT /v1/me/password': { takes: 'agent', body: { old: 'x', password: 'x' }, status: 400 },
  'DELETE /v1/me/sessions': { takes: 'agent', status: 204 },
  'POST /v1/sites': {
    takes: 'owner',
    body: { id: 'third', name: 'Third', origin: 'https://third.example' },
    status: 201,
  },
  'GET /v1/sites/{site}': { takes: 'member' },
  'PATCH /v1/sites/{site}': { takes: 'settings.edit', body: { name: 'Shop' } },
  'GET /v1/sites/{site}/agents': { takes: 'member' },
  'GET /v1/sites/{site}/overrides': { takes: 'member' },
  'GET /v1/sites/{site}/colleagues': { takes: 'member' },
  'GET /v1/sites/{site}/people': { takes: 'people.edit' },
  'PATCH /v1/sites/{site}/people/{id}': { takes: 'people.edit', id: 'member', body: { department: null } },
  'DELETE /v1/sites/{site}/people/{id}': { takes: 'people.edit', id: 'member', status: 204 },
  'POST /v1/sites/{site}/people/{id}/password-link': { takes: 'people.edit', id: 'member', status: 201 },
  'GET /v1/sites/{site}/invitations': { takes: 'people.edit' },
  'POST /v1/sites/{site}/invitations': {
    takes: 'people.edit',
    body: { email: 'new@shop.example', role: 'powerless' },
    status: 201,
  },
  'DELETE /v1/sites/{site}/invitations/{id}': { takes: 'people.edit', id: 'invitation', status: 204 },
  'GET /v1/sites/{site}/log': { takes: 'log.read' },
  'GET /v1/sites/{site}/log/check': { takes: 'log.read' },
  'GET /v1/sites/{site}/faq': { takes: 'member' },
  'POST /v1/sites/{site}/faq': { takes: 'faq.edit', body: { question: 'Open?', answer: text }, status: 201 },
  'PATCH /v1/sites/{site}/faq/{id}': { takes: 'faq.edit', id: 'entry', body: { answer: text } },
  'DELETE /v1/sites/{site}/faq/{id}': { takes: 'faq.edit', id: 'entry', status: 204 },
  'PUT /v1/sites/{site}/faq/order': { takes: 'faq.edit', body: { ids: [] } },
  'POST /v1/sites/{site}/faq/import': { takes: 'faq.edit', query: '?format=json', body: { entries: [] } },
  'GET /v1/sites/{site}/faq/export': { takes: 'faq.edit', query: '?format=csv' },
  'GET /v1/faq-templates': { takes: 'agent' },
  'POST /v1/sites/{site}/assistant/try': { takes: 'assistant.edit', body: { text: 'open?' } },
  'GET /v1/sites/{site}/assistant/questions': { takes: 'assistant.edit' },
  'GET /v1/sites/{site}/assistant/unanswered': { takes: 'assistant.edit' },
  'POST /v1/sites/{site}/assistant/dismiss': { takes: 'assistant.edit', body: { questions: [] } },
  'GET /v1/sites/{site}/assistant/figures': { takes: 'assistant.edit' },
  'GET /v1/sites/{site}/documents': { takes: 'assistant.edit' },
  'POST /v1/sites/{site}/documents': { takes: 'assistant.edit', body: { title: 'Hours', text }, status: 201 },
  'PUT /v1/sites/{site}/documents/{id}': {
    takes: 'assistant.edit',
    id: 'document',
    body: { title: 'Hours', text },
  },
  'DELETE /v1/sites/{site}/documents/{id}': { takes: 'assistant.edit', id: 'document', status: 204 },
  'GET /v1/sites/{site}/secrets': { takes: 'assistant.edit' },
  'PUT /v1/sites/{site}/secrets': { takes: 'assistant.edit', body: { modelKey: 'sk-1' } },
  'GET /v1/sites/{site}/identity-keys': { takes: 'settings.edit' },
  'POST /v1/sites/{site}/identity-keys': {
    takes: 'settings.edit',
    body: { algorithm: 'HS256' },
    status: 201,
  },
  'DELETE /v1/sites/{site}/identity-keys/{kid}': { takes: 'settings.edit', id: 'key', status: 204 },
  'POST /v1/sites/{site}/routing/try': { takes: 'routing.edit', body: {} },
  'GET /v1/sites/{site}/quick-replies': { takes: 'member' },
  'POST /v1/sites/{site}/quick-replies': {
    takes: 'quickReply.share',
    body: { of: 'site', title: 'Hours', text },
    status: 201,
  },
  'PUT /v1/sites/{site}/quick-replies/order': { takes: 'member', body: { ids: [] } },
  'PUT /v1/sites/{site}/quick-replies/{id}': {
    takes: 'quickReply.share',
    id: 'quickReply',
    body: { of: 'site', title: 'Hours', text },
  },
  'DELETE /v1/sites/{site}/quick-replies/{id}': { takes: 'quickReply.share', id: 'quickReply', status: 204 },
  'POST /v1/sites/{site}/quick-replies/import': {
    takes: 'quickReply.share',
    query: '?of=site',
    body: 'title,text',
  },
  'GET /v1/sites/{site}/quick-replies/export': { takes: 'member', query: '?of=site' },
  'GET /v1/sites/{site}/phrases': { takes: 'member' },
  'POST /v1/sites/{site}/phrases/forget': { takes: 'member', body: { text }, status: 204 },
  'POST /v1/sites/{site}/translate': { takes: 'message.translate', body: { text, to: 'pl' }, status: 409 },
  'GET /v1/sites/{site}/products': { takes: 'member' },
  'GET /v1/sites/{site}/products/state': { takes: 'member' },
  'POST /v1/sites/{site}/products/refresh': { takes: 'settings.edit', status: 400 },
  'PUT /v1/sites/{site}/products': { takes: 'settings.edit', body: [{ id: '1', title: 'Chair' }] },
  'GET /v1/conversations/{id}/summary': { takes: 'member', id: 'conversation' },
  'PUT /v1/conversations/{id}/summary': {
    takes: 'member',
    id: 'conversation',
    body: { category: '', progress: '', values: {} },
  },
  'GET /v1/sites/{site}/ratings': { takes: 'reports.read' },
  'GET /v1/sites/{site}/reports': { takes: 'reports.read', query: '?from=0&to=1000' },
  'GET /v1/sites/{site}/records': { takes: 'records.read' },
  'GET /v1/sites/{site}/records/choices': { takes: 'records.read' },
  'GET /v1/sites/{site}/records/export': { takes: 'records.export', query: '?format=csv&what=messages' },
  'GET /v1/sites/{site}/records/{conversation}': { takes: 'records.read', id: 'conversation' },
  'GET /v1/sites/{site}/mail': { takes: 'member' },
  'POST /v1/sites/{site}/mail/test': { takes: 'settings.edit', body: { to: 'a@shop.example' }, status: 409 },
  'GET /v1/transcripts/{conversation}': {
    takes: 'nothing',
    id: 'conversation',
    query: '?format=text&e=1&s=x',
    status: 404,
  },
  'POST /v1/conversations/{conversation}/transcript': { takes: 'member', id: 'conversation', body: {} },
  'GET /v1/sites/{site}/visitors': { takes: 'visitor.list' },
  'GET /v1/sites/{site}/blocks': { takes: 'visitor.block' },
  'GET /v1/sites/{site}/visitors/{id}/export': { takes: 'visitor.erase', id: 'visitor' },
  'DELETE /v1/sites/{site}/visitors/{id}': { takes: 'visitor.erase', id: 'visitor', status: 204 },
  'GET /v1/sites/{site}/tags': { takes: 'member' },
  'POST /v1/visitors/{id}/follow-ups': { takes: 'member', id: 'visitor', body: { text }, status: 201 },
  'DELETE /v1/visitors/{id}/follow-ups/{record}': { takes: 'member', id: 'visitor', status: 404 },
  'GET /v1/visitors/{id}': { takes: 'visitor.list', id: 'visitor' },
  'PATCH /v1/visitors/{id}': { takes: 'member', id: 'visitor', body: { nickname: 'Renamed' } },
  'GET /v1/pictures': { takes: 'nothing', query: '?u=https%3A%2F%2Fshop.example%2Fa.png&s=x', status: 404 },
  'POST /v1/files': { takes: 'upload', query: '?name=a.txt', status: 201 },
  'GET /v1/files/{id}': { takes: 'nothing', id: 'visitor', status: 404 },
}

export interface CommandRow {
  /** Keys beside the conversation's and a new cid. */
  keys?: (facts: { seq: number; agent: string }) => object
  /** Whether it is about one conversation. */
  about: 'conversation' | 'none'
  /** The roles that have it; others are answered `forbidden`. */
  who: ('visitor' | 'agent' | 'assistant')[]
  /** In a colleague's conversation; nothing but seeing it unless said. */
  takes?: Permission
  /** What whoever may is answered; `ok` unless said. */
  answers?: string
}

const body = { kind: 'text', text: 'x' }
const all: CommandRow['who'] = ['visitor', 'agent', 'assistant']

export const commands: Record<Exclude<CommandName, 'hello'>, CommandRow> = {
  'message.post': { about: 'conversation', who: all, takes: 'conversation.help', keys: () => ({ body }) },
  // Another's message: found, and not one's own to change.
  'message.edit': {
    about: 'conversation',
    who: all,
    takes: 'conversation.help',
    keys: ({ seq }) => ({ target: seq, body }),
  },
  'message.delete': {
    about: 'conversation',
    who: all,
    takes: 'conversation.help',
    keys: ({ seq }) => ({ target: seq }),
  },
  'conversation.end': {
    about: 'conversation',
    who: ['visitor', 'agent', 'assistant'],
    takes: 'conversation.help',
  },
  read: { about: 'conversation', who: ['visitor', 'agent'], keys: ({ seq }) => ({ seq }) },
  delivered: { about: 'conversation', who: all, keys: ({ seq }) => ({ seq }) },
  typing: { about: 'conversation', who: all, takes: 'conversation.help', keys: () => ({ active: true }) },
  history: { about: 'conversation', who: all },
  ping: { about: 'none', who: all },
  'handoff.request': { about: 'conversation', who: ['visitor'] },
  'option.pick': {
    about: 'conversation',
    who: ['visitor'],
    keys: ({ seq }) => ({ target: seq, option: 'a' }),
    answers: 'bad_request',
  },
  'form.submit': {
    about: 'conversation',
    who: ['visitor'],
    keys: ({ seq }) => ({ target: seq, values: {} }),
    answers: 'bad_request',
  },
  'rating.give': { about: 'conversation', who: ['visitor'], keys: () => ({ score: 5 }) },
  identify: { about: 'none', who: ['visitor'], keys: () => ({ identity: 'x' }), answers: 'identity_invalid' },
  attributes: { about: 'none', who: ['visitor'], keys: () => ({ visitor: { plan: 'gold' } }) },
  page: { about: 'none', who: ['visitor'], keys: () => ({ url: 'https://shop.example/' }) },
  track: { about: 'none', who: ['visitor'], keys: () => ({ name: 'x' }) },
  'status.set': { about: 'none', who: ['agent'], keys: () => ({ value: 'online' }) },
  'inbox.watch': { about: 'none', who: ['agent', 'assistant'], keys: () => ({ list: 'unassigned' }) },
  'conversation.open': { about: 'conversation', who: ['agent', 'assistant'] },
  'conversation.leave': { about: 'none', who: ['agent', 'assistant'] },
  'conversation.assign': {
    about: 'conversation',
    who: ['agent'],
    takes: 'conversation.transferOthers',
    keys: ({ agent }) => ({ to: { agent } }),
  },
  'conversation.snooze': { about: 'conversation', who: ['agent'], takes: 'conversation.help' },
  'conversation.wake': {
    about: 'conversation',
    who: ['agent'],
    takes: 'conversation.help',
    answers: 'conflict',
  },
  'assistant.host': {
    about: 'conversation',
    who: ['agent'],
    takes: 'conversation.help',
    keys: () => ({ on: true }),
  },
  'note.post': {
    about: 'conversation',
    who: ['agent'],
    takes: 'conversation.help',
    keys: () => ({ text: 'x' }),
  },
  'tags.change': {
    about: 'conversation',
    who: ['agent'],
    takes: 'conversation.help',
    keys: () => ({ add: ['x'] }),
  },
  'rating.invite': { about: 'conversation', who: ['agent'], takes: 'conversation.help' },
  'transcript.request': { about: 'conversation', who: ['visitor', 'agent'] },
  'answer.rate': {
    about: 'conversation',
    who: ['visitor'],
    keys: ({ seq }) => ({ seq, helpful: true }),
    answers: 'not_found',
  },
  search: { about: 'none', who: ['agent'], keys: () => ({ text: 'x' }) },
  suggest: { about: 'conversation', who: ['agent'] },
  pin: { about: 'conversation', who: ['agent'], keys: () => ({ on: true }) },
  'visitors.watch': { about: 'none', who: ['agent'], keys: () => ({ watch: null }) },
  mute: { about: 'conversation', who: ['agent'], takes: 'visitor.mute', keys: () => ({ on: true }) },
  block: { about: 'conversation', who: ['agent'], takes: 'visitor.block', keys: () => ({ on: true }) },
}
