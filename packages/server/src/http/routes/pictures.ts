/** Pictures of cards, by signed address alone: shown in a page, and nothing else can be made of them. */
import Type from 'typebox'
import { addressKey } from '../../app/addresses.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'

const Query = Type.Object({ u: Type.String({ maxLength: 2_000 }), s: Type.String({ maxLength: 100 }) })

export function pictureRoutes(app: App, { pictures }: HttpDeps): void {
  app.get(
    '/v1/pictures',
    { schema: { querystring: Query }, exposeHeadRoute: false },
    async (request, reply) => {
      const outcome = await pictures.read(request.query, addressKey(request.ip))
      // Said of a refusal too: a page could not tell why there is no picture.
      reply.header('cross-origin-resource-policy', 'cross-origin')
      if ('error' in outcome) return answer(reply, outcome)
      return reply
        .headers({
          'content-type': outcome.ok.type,
          'content-security-policy': "default-src 'none'; sandbox",
          'cache-control': 'public, max-age=86400',
        })
        .send(outcome.ok.bytes)
    },
  )
}
