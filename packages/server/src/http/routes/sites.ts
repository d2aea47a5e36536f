/** Sites and their settings, and who answers for them. */
import Type from 'typebox'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { ofSite, Settings } from '../schemas.ts'

const Draft = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 63 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  origin: Type.String({ minLength: 1, maxLength: 300 }),
})

/** To be registered where `requireAgent` guards. */
export function siteRoutes(app: App, { siteDesk, colleagues, overrides }: HttpDeps): void {
  app.post('/v1/sites', { schema: { body: Draft } }, async (request, reply) =>
    answer(reply, await siteDesk.create(request.body, request.agent), 201),
  )

  app.get('/v1/sites/:site', { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await siteDesk.read(request.agent, request.params.site)),
  )

  app.patch('/v1/sites/:site', { schema: { params: ofSite, body: Settings } }, async (request, reply) =>
    answer(reply, await siteDesk.change(request.agent, request.params.site, request.body)),
  )

  app.get('/v1/sites/:site/agents', { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await colleagues.list(request.agent, request.params.site)),
  )

  app.get('/v1/sites/:site/overrides', { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await overrides.read(request.agent, request.params.site)),
  )
}
