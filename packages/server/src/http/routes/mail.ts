/** E-mail of a site as the console sees it, and transcripts: asked for by agents, read by signed link alone. */
import Type from 'typebox'
import { addressKey } from '../../app/addresses.ts'
import { notFound } from '../../app/outcome.ts'
import { contentDisposition } from '../content-disposition.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Id, ofSite } from '../schemas.ts'

const Format = Type.Union([Type.Literal('text'), Type.Literal('html')])
const ofConversation = Type.Object({ conversation: Id })
const LinkQuery = Type.Object({
  format: Format,
  e: Type.String({ maxLength: 16 }),
  s: Type.String({ maxLength: 100 }),
})
const Asked = Type.Object({
  format: Type.Optional(Format),
  email: Type.Optional(Type.String({ maxLength: 254 })),
})
const Test = Type.Object({ to: Type.String({ maxLength: 254 }) })

const types = { text: 'text/plain; charset=utf-8', html: 'text/html; charset=utf-8' } as const
/** It is saved, not shown; should a browser show it, nothing in it runs. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

export function transcriptRoutes(app: App, { transcripts }: HttpDeps): void {
  app.get(
    '/v1/transcripts/:conversation',
    { schema: { params: ofConversation, querystring: LinkQuery }, exposeHeadRoute: false },
    async (request, reply) => {
      const { format } = request.query
      const outcome = await transcripts.read(request.params.conversation, request.query)
      if ('error' in outcome) return answer(reply, outcome)
      return reply
        .headers({
          'content-type': types[format],
          'content-disposition': contentDisposition('attachment', outcome.ok.name),
          'content-security-policy': policy,
          'referrer-policy': 'no-referrer',
          'cache-control': 'no-store',
        })
        .send(outcome.ok.text)
    },
  )
}

/** To be registered where `requireAgent` guards. */
export function mailRoutes(app: App, { mailDesk, transcripts, siteSeen }: HttpDeps): void {
  app.get('/v1/sites/:site/mail', { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, mailDesk.read(request.agent, request.params.site)),
  )

  app.post('/v1/sites/:site/mail/test', { schema: { params: ofSite, body: Test } }, async (request, reply) =>
    answer(reply, await mailDesk.test(request.agent, request.params.site, request.body.to)),
  )

  app.post(
    '/v1/conversations/:conversation/transcript',
    { schema: { params: ofConversation, body: Asked } },
    async (request, reply) => {
      const { conversation } = request.params
      const site = await siteSeen(request.agent, conversation)
      if (site === null) return answer(reply, notFound)
      const asker = { side: 'agent', id: request.agent.id, address: addressKey(request.ip) } as const
      return answer(reply, await transcripts.request(asker, { conversation, site, ...request.body }))
    },
  )
}
