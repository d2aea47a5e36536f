/** Documents of a site that a model may answer from, and the site's secrets. */
import Type from 'typebox'
import { documentLimits } from '../../app/documents.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { ofEntry, ofSite } from '../schemas.ts'

const Draft = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200 }),
  url: Type.Optional(Type.String({ maxLength: 1_000 })),
  text: Type.String({ minLength: 1, maxLength: documentLimits.text }),
})
/** JSON may write a character in six bytes. */
const bodyLimit = 1_310_720

const Key = Type.Union([Type.String({ maxLength: 1_000, pattern: '^[\\x20-\\x7e]*$' }), Type.Null()])
const Patch = Type.Object({ modelKey: Type.Optional(Key), translationKey: Type.Optional(Key) })

/** To be registered where `requireAgent` guards. */
export function documentRoutes(app: App, { documents, secrets }: HttpDeps): void {
  const all = '/v1/sites/:site/documents'

  app.get(all, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await documents.list(request.agent, request.params.site)),
  )

  app.post(all, { schema: { params: ofSite, body: Draft }, bodyLimit }, async (request, reply) =>
    answer(reply, await documents.create(request.agent, request.params.site, request.body), 201),
  )

  app.put(`${all}/:id`, { schema: { params: ofEntry, body: Draft }, bodyLimit }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await documents.replace(request.agent, site, id, request.body))
  })

  app.delete(`${all}/:id`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await documents.remove(request.agent, site, id))
  })

  app.get('/v1/sites/:site/secrets', { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await secrets.read(request.agent, request.params.site)),
  )

  app.put('/v1/sites/:site/secrets', { schema: { params: ofSite, body: Patch } }, async (request, reply) =>
    answer(reply, await secrets.change(request.agent, request.params.site, request.body)),
  )
}
