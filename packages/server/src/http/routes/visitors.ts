/** Visitors for agents of their site: profile, records of follow-up, the directory, blocks, and tags to choose from. */
import { type ProfileField, profileFields, profileLimits } from '@foyer/protocol'
import Type from 'typebox'
import { notFound } from '../../app/outcome.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Id, ofSite, ofEntry as ofSiteVisitor } from '../schemas.ts'

const ofVisitor = Type.Object({ id: Id })
const ofFollowUp = Type.Object({ id: Id, record: Id })

/** Twice what a field may hold: what is too long is told in people's words, and what is absurd is not read. */
const field = (name: ProfileField) =>
  Type.Optional(Type.Union([Type.String({ maxLength: profileLimits[name] * 2 + 100 }), Type.Null()]))
const Patch = Type.Object({
  nickname: Type.Optional(Type.String({ minLength: 1, maxLength: profileLimits.nickname })),
  ...(Object.fromEntries(profileFields.map((name) => [name, field(name)])) as Record<
    ProfileField,
    ReturnType<typeof field>
  >),
})
const FollowUp = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 2_000 }),
  due: Type.Optional(Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000 })),
})
const Query = Type.Object({
  text: Type.Optional(Type.String({ maxLength: 200 })),
  after: Type.Optional(Type.String({ pattern: '^\\d{1,16}\\.[0-9a-fA-F-]{36}$' })),
  limit: Type.Optional(Type.String({ pattern: '^(?:[1-9]\\d?|100)$', description: 'From 1 to 100.' })),
})
const rowsUnlessSaid = 50

/** To be registered where `requireAgent` guards. */
export function visitorRoutes(app: App, { profiles, blocking, erasing, rights, siteDesk }: HttpDeps): void {
  app.get('/v1/visitors/:id', { schema: { params: ofVisitor } }, async (request, reply) =>
    answer(reply, await profiles.read(request.agent, request.params.id)),
  )

  app.patch('/v1/visitors/:id', { schema: { params: ofVisitor, body: Patch } }, async (request, reply) =>
    answer(reply, await profiles.change(request.agent, request.params.id, request.body)),
  )

  app.post(
    '/v1/visitors/:id/follow-ups',
    { schema: { params: ofVisitor, body: FollowUp } },
    async (request, reply) =>
      answer(reply, await profiles.addFollowUp(request.agent, request.params.id, request.body), 201),
  )

  app.delete(
    '/v1/visitors/:id/follow-ups/:record',
    { schema: { params: ofFollowUp } },
    async (request, reply) =>
      answer(reply, await profiles.removeFollowUp(request.agent, request.params.id, request.params.record)),
  )

  app.get(
    '/v1/sites/:site/visitors',
    { schema: { params: ofSite, querystring: Query } },
    async (request, reply) => {
      const { text, after, limit = rowsUnlessSaid } = request.query
      const query = {
        limit: Number(limit),
        ...(text === undefined ? {} : { text }),
        ...(after === undefined ? {} : { after }),
      }
      return answer(reply, await profiles.directory(request.agent, request.params.site, query))
    },
  )

  app.get(
    '/v1/sites/:site/visitors/:id/export',
    { schema: { params: ofSiteVisitor } },
    async (request, reply) => {
      const { site, id } = request.params
      const found = await erasing.export(request.agent, site, id)
      if ('ok' in found) reply.header('content-disposition', `attachment; filename="visitor-${id}.json"`)
      return answer(reply, found)
    },
  )

  app.delete(
    '/v1/sites/:site/visitors/:id',
    { schema: { params: ofSiteVisitor } },
    async (request, reply) => {
      const { site, id } = request.params
      return answer(reply, await erasing.erase(request.agent, site, id))
    },
  )

  app.get('/v1/sites/:site/blocks', { schema: { params: ofSite } }, async (request, reply) => {
    const { site } = request.params
    if (!request.agent.sites.includes(site)) return answer(reply, notFound)
    const refused = rights.refusal(request.agent, site, 'visitor.block')
    return answer(reply, refused ?? { ok: { blocks: await blocking.blocksOf(site) } })
  })

  app.get('/v1/sites/:site/tags', { schema: { params: ofSite } }, async (request, reply) => {
    const found = await siteDesk.read(request.agent, request.params.site)
    if ('error' in found) return answer(reply, found)
    const { system, own } = found.ok.settings.tags
    return answer(reply, { ok: { system, own } })
  })
}
