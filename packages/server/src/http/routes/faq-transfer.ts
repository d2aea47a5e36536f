/** The FAQ as a file, CSV or JSON. In a scope of its own: bodies are read as they are, and may be larger. */
import Type from 'typebox'
import { largestImport } from '../../app/faq-transfer.ts'
import { contentDisposition } from '../content-disposition.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { ofSite } from '../schemas.ts'

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const
const takes = ['text/csv', 'application/json']

const Format = Type.Object({ format: Type.Union([Type.Literal('csv'), Type.Literal('json')]) })

/** To be registered where `requireAgent` guards. */
export function faqTransferRoutes(app: App, { faqTransfer }: HttpDeps): void {
  const faq = '/v1/sites/:site/faq'
  const schema = { params: ofSite, querystring: Format }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser(takes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.post(
    `${faq}/import`,
    { schema, bodyLimit: largestImport, config: { takes } },
    async (request, reply) => {
      const { params, query, body } = request
      // Without a type there is no parser, and no body either.
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      return answer(reply, await faqTransfer.take(request.agent, params.site, query.format, bytes))
    },
  )

  app.get(`${faq}/export`, { schema }, async (request, reply) => {
    const { params, query } = request
    const outcome = await faqTransfer.give(request.agent, params.site, query.format)
    if ('error' in outcome) return answer(reply, outcome)
    const { name, text } = outcome.ok
    reply.headers({
      'content-type': types[query.format],
      'content-disposition': contentDisposition('attachment', name),
    })
    return answer(reply, { ok: text })
  })
}
