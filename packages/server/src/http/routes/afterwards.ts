/** What comes after a conversation: what the agent says of it, and how visitors rated. */
import Type from 'typebox'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { byKey } from '../schema-parts.ts'
import { Id, ofSite } from '../schemas.ts'

const ofConversation = Type.Object({ id: Id })
const line = Type.String({ maxLength: 300 })
const Draft = Type.Object({
  category: line,
  progress: line,
  values: byKey(Type.String({ maxLength: 4_000 }), 30),
})
const time = Type.Optional(
  Type.String({ pattern: '^\\d{1,15}$', description: 'A time is written in milliseconds since 1970.' }),
)
const Asked = Type.Object({ from: time, to: time, agent: Type.Optional(Id) })

/** To be registered where `requireAgent` guards. */
export function afterwardsRoutes(app: App, { replies }: HttpDeps): void {
  const { summaries, ratings } = replies
  const summary = '/v1/conversations/:id/summary'

  app.get(summary, { schema: { params: ofConversation } }, async (request, reply) =>
    answer(reply, await summaries.read(request.agent, request.params.id)),
  )

  app.put(summary, { schema: { params: ofConversation, body: Draft } }, async (request, reply) =>
    answer(reply, await summaries.save(request.agent, request.params.id, request.body)),
  )

  app.get(
    '/v1/sites/:site/ratings',
    { schema: { params: ofSite, querystring: Asked } },
    async (request, reply) => {
      const { from, to, agent } = request.query
      return answer(
        reply,
        await ratings.report(request.agent, request.params.site, {
          ...(from === undefined ? {} : { from: Number(from) }),
          ...(to === undefined ? {} : { to: Number(to) }),
          ...(agent === undefined ? {} : { agent }),
        }),
      )
    },
  )
}
