/** What the console's Routing page asks beside the settings: where a visitor would go. */
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Try } from '../routing-schemas.ts'
import { ofSite } from '../schemas.ts'

/** To be registered where `requireAgent` guards. */
export function routingRoutes(app: App, { routingDesk }: HttpDeps): void {
  app.post('/v1/sites/:site/routing/try', { schema: { params: ofSite, body: Try } }, async (request, reply) =>
    answer(reply, await routingDesk.tryOut(request.agent, request.params.site, request.body)),
  )
}
