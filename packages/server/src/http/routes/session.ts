/** Signing in and out, and the one-time setup of a new installation. */
import type { SessionAnswer } from '@foyer/protocol'
import type { FastifyReply } from 'fastify'
import Type from 'typebox'
import { addressKey, truncatedAddress } from '../../app/addresses.ts'
import { profileOf } from '../../app/colleagues.ts'
import type { AgentIdentity } from '../../app/identities.ts'
import { endedCookie, sessionCookie } from '../../app/sign-in.ts'
import { requireAgent } from '../authenticate.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer, refuse } from '../error-handler.ts'

const Credentials = Type.Object({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 1_000 }),
})

const SetupForm = Type.Object({
  code: Type.String({ minLength: 1, maxLength: 100 }),
  name: Type.String({ minLength: 1, maxLength: 100 }),
  email: Type.String({ minLength: 1, maxLength: 254 }),
  password: Type.String({ minLength: 1, maxLength: 1_000 }),
  site: Type.Object({
    id: Type.String({ minLength: 1, maxLength: 63 }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    origin: Type.String({ minLength: 1, maxLength: 300 }),
  }),
})

export function sessionRoutes(app: App, deps: HttpDeps): void {
  const { signIn, setup, siteDesk } = deps

  async function sessionAnswer(agent: AgentIdentity): Promise<SessionAnswer> {
    return { agent: profileOf(agent), sites: await siteDesk.namesOf(agent) }
  }

  async function begin(reply: FastifyReply, { agent, session }: { agent: AgentIdentity; session: string }) {
    reply.header('set-cookie', sessionCookie(session))
    return answer(reply, { ok: await sessionAnswer(agent) })
  }

  app.post('/v1/session', { schema: { body: Credentials } }, async (request, reply) => {
    const outcome = await signIn.signIn({
      ...request.body,
      address: addressKey(request.ip),
      from: truncatedAddress(request.ip),
    })
    if ('error' in outcome) {
      request.log.warn({ code: outcome.error.code }, 'a sign-in was refused')
      return refuse(reply, outcome.error)
    }
    // A new session at each sign-in; the one that this browser had before ends.
    await signIn.signOut(request.headers.cookie)
    return begin(reply, outcome.ok)
  })

  app.get('/v1/session', { onRequest: requireAgent(deps) }, async (request, reply) =>
    answer(reply, { ok: await sessionAnswer(request.agent) }),
  )

  app.delete('/v1/session', async (request, reply) => {
    await signIn.signOut(request.headers.cookie)
    reply.header('set-cookie', endedCookie)
    return answer(reply, { ok: null })
  })

  app.get('/v1/setup', async (_request, reply) => answer(reply, { ok: { needed: await setup.isNeeded() } }))

  app.post('/v1/setup', { schema: { body: SetupForm } }, async (request, reply) => {
    const outcome = await setup.finish(request.body, addressKey(request.ip))
    if ('error' in outcome) return refuse(reply, outcome.error)
    request.log.info('the installation was set up')
    return begin(reply, outcome.ok)
  })
}
