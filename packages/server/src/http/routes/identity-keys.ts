/** Keys that verify a site's signed identities (SC-3). A secret is in the answer that made it and never again. */
import Type from 'typebox'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { ofSite, SiteId } from '../schemas.ts'

const Draft = Type.Object({
  algorithm: Type.Union([Type.Literal('HS256'), Type.Literal('ES256'), Type.Literal('EdDSA')]),
  publicKey: Type.Optional(Type.String({ maxLength: 2_000 })),
})
const ofKey = Type.Object({ site: SiteId, kid: Type.String({ maxLength: 100 }) })

/** To be registered where `requireAgent` guards. */
export function identityKeyRoutes(app: App, { identityKeys }: HttpDeps): void {
  const all = '/v1/sites/:site/identity-keys'

  app.get(all, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await identityKeys.list(request.agent, request.params.site)),
  )

  app.post(all, { schema: { params: ofSite, body: Draft } }, async (request, reply) =>
    answer(reply, await identityKeys.add(request.agent, request.params.site, request.body), 201),
  )

  app.delete(`${all}/:kid`, { schema: { params: ofKey } }, async (request, reply) =>
    answer(reply, await identityKeys.remove(request.agent, request.params.site, request.params.kid)),
  )
}
