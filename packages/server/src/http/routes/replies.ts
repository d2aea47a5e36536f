/** What agents answer with: quick replies, phrases of their own, translations, products of the site. */
import Type from 'typebox'
import { productLimits } from '../../app/products.ts'
import { quickReplyLimits } from '../../app/quick-replies.ts'
import { contentDisposition } from '../content-disposition.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Id, Locale, ofEntry, ofSite } from '../schemas.ts'

/** In UTF-16 units, of which a character has two at most; code points are the use case's to count. */
const text = (most: number) => Type.String({ maxLength: most * 2 })
const Draft = Type.Object({
  of: Type.Union([Type.Literal('agent'), Type.Literal('department'), Type.Literal('site')]),
  owner: Type.Optional(Type.Union([Id, Type.Null()])),
  folder: Type.Optional(text(quickReplyLimits.folder)),
  title: text(quickReplyLimits.title),
  text: text(quickReplyLimits.text),
  shortcut: Type.Optional(text(quickReplyLimits.shortcut)),
})
const Order = Type.Object({ ids: Type.Array(Id, { maxItems: quickReplyLimits.site }) })
const Phrase = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1_000 }) })
const Translate = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 10_000 }),
  to: Locale,
  from: Type.Optional(Locale),
})
const Query = Type.Object({ q: Type.Optional(Type.String({ maxLength: 200 })) })

/** To be registered where `requireAgent` guards. */
export function repliesRoutes(app: App, { replies }: HttpDeps): void {
  const { quickReplies, phrases, translation, products } = replies
  const site = '/v1/sites/:site'
  const all = `${site}/quick-replies`

  app.get(all, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await quickReplies.list(request.agent, request.params.site)),
  )

  app.post(all, { schema: { params: ofSite, body: Draft } }, async (request, reply) =>
    answer(reply, await quickReplies.create(request.agent, request.params.site, request.body), 201),
  )

  app.put(`${all}/order`, { schema: { params: ofSite, body: Order } }, async (request, reply) =>
    answer(reply, await quickReplies.order(request.agent, request.params.site, request.body.ids)),
  )

  app.put(`${all}/:id`, { schema: { params: ofEntry, body: Draft } }, async (request, reply) => {
    const { site: at, id } = request.params
    return answer(reply, await quickReplies.replace(request.agent, at, id, request.body))
  })

  app.delete(`${all}/:id`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site: at, id } = request.params
    return answer(reply, await quickReplies.remove(request.agent, at, id))
  })

  app.get(`${site}/phrases`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await phrases.list(request.agent, request.params.site)),
  )

  app.post(`${site}/phrases/forget`, { schema: { params: ofSite, body: Phrase } }, async (request, reply) =>
    answer(reply, await phrases.forget(request.agent, request.params.site, request.body.text)),
  )

  app.post(`${site}/translate`, { schema: { params: ofSite, body: Translate } }, async (request, reply) =>
    answer(reply, await translation.translate(request.agent, request.params.site, request.body)),
  )

  app.get(`${site}/products`, { schema: { params: ofSite, querystring: Query } }, async (request, reply) =>
    answer(reply, await products.search(request.agent, request.params.site, request.query.q ?? '')),
  )

  app.get(`${site}/products/state`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await products.state(request.agent, request.params.site)),
  )

  app.post(`${site}/products/refresh`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await products.refresh(request.agent, request.params.site)),
  )
}

const Whose = Type.Object({ of: Type.Union([Type.Literal('agent'), Type.Literal('site')]) })
/** Bytes: five hundred replies as long as they may be. */
const largestFile = 4 * 1024 * 1024

/** In a scope of its own: a table is read as it is, and may be larger. */
export function quickReplyFileRoutes(app: App, { replies }: HttpDeps): void {
  const schema = { params: ofSite, querystring: Whose }
  const takes = ['text/csv']
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(takes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post(
    '/v1/sites/:site/quick-replies/import',
    { schema, bodyLimit: largestFile, config: { takes } },
    async (request, reply) => {
      const { params, query, body } = request
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      return answer(reply, await replies.quickReplies.take(request.agent, params.site, query.of, bytes))
    },
  )
  app.get('/v1/sites/:site/quick-replies/export', { schema }, async (request, reply) => {
    const { params, query } = request
    const outcome = await replies.quickReplies.give(request.agent, params.site, query.of)
    if ('error' in outcome) return answer(reply, outcome)
    reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': contentDisposition('attachment', outcome.ok.name),
    })
    return answer(reply, { ok: outcome.ok.text })
  })
}

const takes = ['text/csv', 'application/json']

/** In a scope of its own: a file is read as it is, and may be larger. */
export function productFileRoutes(app: App, { replies }: HttpDeps): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(takes, { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.put(
    '/v1/sites/:site/products',
    { schema: { params: ofSite }, bodyLimit: productLimits.bytes, config: { takes } },
    async (request, reply) => {
      const { body } = request
      const file = typeof body === 'string' ? body : ''
      return answer(reply, await replies.products.take(request.agent, request.params.site, file))
    },
  )
}
