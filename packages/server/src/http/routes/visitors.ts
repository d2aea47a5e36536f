/** A visitor's profile, for agents of its site. */
import Type from 'typebox'
import type { App, HttpDeps } from '../deps.ts'
import { answer } from '../error-handler.ts'
import { Id } from '../schemas.ts'

const ofVisitor = Type.Object({ id: Id })
const Patch = Type.Object({ nickname: Type.String({ minLength: 1, maxLength: 60 }) })

/** To be registered where `requireAgent` guards. */
export function visitorRoutes(app: App, { profiles }: HttpDeps): void {
  app.get('/v1/visitors/:id', { schema: { params: ofVisitor } }, async (request, reply) =>
    answer(reply, await profiles.read(request.agent, request.params.id)),
  )

  app.patch('/v1/visitors/:id', { schema: { params: ofVisitor, body: Patch } }, async (request, reply) =>
    answer(reply, await profiles.rename(request.agent, request.params.id, request.body.nickname)),
  )
}
