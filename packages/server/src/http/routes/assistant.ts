/** What the console's Assistant page reads: a text tried out, visitors' questions, figures. */
import Type from 'typebox'
import { mostQuestions } from '../../app/assistant-desk.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer, refuse } from '../error-handler.ts'
import { Id, Locale, ofSite } from '../schemas.ts'

const Text = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 2_000 }),
  locale: Type.Optional(Locale),
})
const Dismissed = Type.Object({
  questions: Type.Array(Type.Object({ conversation: Id, seq: Type.Integer({ minimum: 1 }) }), {
    maxItems: 500,
  }),
})
/** Queries are texts: numbers in them are read here. */
const Limit = Type.Object({
  limit: Type.Optional(
    Type.String({ pattern: '^[1-9]\\d{0,2}$', description: `A number from 1 to ${mostQuestions}.` }),
  ),
})
const time = Type.Optional(
  Type.String({ pattern: '^\\d{1,15}$', description: 'A time is written in milliseconds since 1970.' }),
)
const Span = Type.Object({ from: time, to: time })

/** To be registered where `requireAgent` guards. */
export function assistantRoutes(app: App, { assistantDesk: desk }: HttpDeps): void {
  const assistant = '/v1/sites/:site/assistant'

  app.post(`${assistant}/try`, { schema: { params: ofSite, body: Text } }, async (request, reply) =>
    answer(reply, await desk.tryOut(request.agent, request.params.site, request.body)),
  )

  app.get(
    `${assistant}/questions`,
    { schema: { params: ofSite, querystring: Limit } },
    async (request, reply) => {
      const limit = request.query.limit === undefined ? undefined : Number(request.query.limit)
      if (limit !== undefined && limit > mostQuestions) {
        const message = `This must be <= ${mostQuestions}.`
        return refuse(reply, { code: 'bad_request', message, path: '/limit' })
      }
      return answer(reply, await desk.questions(request.agent, request.params.site, limit))
    },
  )

  app.get(`${assistant}/unanswered`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await desk.unanswered(request.agent, request.params.site)),
  )

  app.post(`${assistant}/dismiss`, { schema: { params: ofSite, body: Dismissed } }, async (request, reply) =>
    answer(reply, await desk.dismiss(request.agent, request.params.site, request.body.questions)),
  )

  app.get(
    `${assistant}/figures`,
    { schema: { params: ofSite, querystring: Span } },
    async (request, reply) => {
      const { from, to } = request.query
      return answer(
        reply,
        await desk.figures(request.agent, request.params.site, {
          ...(from === undefined ? {} : { from: Number(from) }),
          ...(to === undefined ? {} : { to: Number(to) }),
        }),
      )
    },
  )
}
