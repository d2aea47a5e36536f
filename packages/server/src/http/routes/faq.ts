/** FAQ entries of a site, and those to begin with. */
import Type from 'typebox'
import { faqLimits } from '../../core/faq-rules.ts'
import { templatesFor } from '../../core/faq-templates/index.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { EntryDraft, EntryPatch, Id, Locale, ofEntry, ofSite } from '../schemas.ts'

const Order = Type.Object({ ids: Type.Array(Id, { maxItems: faqLimits.entries }) })
const TemplatesQuery = Type.Object({ locale: Type.Optional(Locale) })

/** To be registered where `requireAgent` guards. */
export function faqRoutes(app: App, { faq }: HttpDeps): void {
  const entries = '/v1/sites/:site/faq'

  app.get(entries, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await faq.list(request.agent, request.params.site)),
  )

  app.get('/v1/faq-templates', { schema: { querystring: TemplatesQuery } }, async (request, reply) =>
    answer(reply, { ok: { templates: templatesFor(request.query.locale) } }),
  )

  app.post(entries, { schema: { params: ofSite, body: EntryDraft } }, async (request, reply) =>
    answer(reply, await faq.create(request.agent, request.params.site, request.body), 201),
  )

  app.put(`${entries}/order`, { schema: { params: ofSite, body: Order } }, async (request, reply) =>
    answer(reply, await faq.order(request.agent, request.params.site, request.body.ids)),
  )

  app.patch(`${entries}/:id`, { schema: { params: ofEntry, body: EntryPatch } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await faq.change(request.agent, site, id, request.body))
  })

  app.delete(`${entries}/:id`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await faq.remove(request.agent, site, id))
  })
}
