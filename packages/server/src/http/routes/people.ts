/** The people of a site, invitations to it, its log of operations, and what an agent changes of itself. */
import type { SessionAnswer } from '@foyer/protocol'
import Type from 'typebox'
import { addressKey, truncatedAddress } from '../../app/addresses.ts'
import { profileOf } from '../../app/colleagues.ts'
import { largestPage } from '../../app/operation-log.ts'
import { endedCookie, sessionCookie } from '../../app/sign-in.ts'
import { requireAgent } from '../authenticate.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer, refuse } from '../error-handler.ts'
import { Id, ofEntry, ofSite } from '../schemas.ts'

const part = Type.Optional
const Name = Type.String({ minLength: 1, maxLength: 100 })
const Password = Type.String({ minLength: 1, maxLength: 1_000 })
const Code = Type.String({ minLength: 1, maxLength: 100 })
const Role = Type.String({ minLength: 1, maxLength: 40 })
const InDepartment = Type.Union([Type.String({ maxLength: 40 }), Type.Null()])

const MemberPatch = Type.Object({
  role: part(Role),
  department: part(InDepartment),
  disabled: part(Type.Boolean()),
})
const InvitationDraft = Type.Object({
  email: Type.String({ minLength: 1, maxLength: 254 }),
  role: Role,
  department: part(InDepartment),
})
const number = (pattern: string, description: string) => part(Type.String({ pattern, description }))
const time = number('^\\d{1,15}$', 'A time is written in milliseconds since 1970.')
const LogQuery = Type.Object({
  agent: part(Id),
  what: part(
    Type.String({
      pattern: '^[a-zA-Z]{1,30}\\.[a-zA-Z]{0,30}$',
      description: 'A deed, such as faq.changed, or an area, such as faq.',
    }),
  ),
  from: time,
  to: time,
  before: number('^[1-9]\\d{0,9}$', 'The number of a line.'),
  limit: number('^[1-9]\\d{0,2}$', `A number from 1 to ${largestPage}.`),
})

/** To be registered where `requireAgent` guards. */
export function peopleRoutes(app: App, deps: HttpDeps): void {
  const { members, invitations, passwordLinks, operationLog, ownAccount } = deps
  const site = '/v1/sites/:site'

  app.get(`${site}/people`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await members.list(request.agent, request.params.site)),
  )
  app.patch(
    `${site}/people/:id`,
    { schema: { params: ofEntry, body: MemberPatch } },
    async (request, reply) => {
      const { site, id } = request.params
      return answer(reply, await members.change(request.agent, site, id, request.body))
    },
  )
  app.delete(`${site}/people/:id`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await members.remove(request.agent, site, id))
  })
  app.post(`${site}/people/:id/password-link`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await passwordLinks.create(request.agent, site, id), 201)
  })
  app.get(`${site}/colleagues`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await members.colleagues(request.agent, request.params.site)),
  )

  app.get(`${site}/invitations`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await invitations.list(request.agent, request.params.site)),
  )
  app.post(
    `${site}/invitations`,
    { schema: { params: ofSite, body: InvitationDraft } },
    async (request, reply) =>
      answer(reply, await invitations.create(request.agent, request.params.site, request.body), 201),
  )
  app.delete(`${site}/invitations/:id`, { schema: { params: ofEntry } }, async (request, reply) => {
    const { site, id } = request.params
    return answer(reply, await invitations.revoke(request.agent, site, id))
  })

  app.get(`${site}/log`, { schema: { params: ofSite, querystring: LogQuery } }, async (request, reply) => {
    const { agent, what, ...numbers } = request.query
    const search = {
      ...(agent === undefined ? {} : { agent }),
      ...(what === undefined ? {} : { what }),
      ...Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, Number(value)])),
    }
    return answer(reply, await operationLog.list(request.agent, request.params.site, search))
  })
  app.get(`${site}/log/check`, { schema: { params: ofSite } }, async (request, reply) =>
    answer(reply, await operationLog.check(request.agent, request.params.site)),
  )

  app.patch('/v1/me', { schema: { body: Type.Object({ name: Name }) } }, async (request, reply) =>
    answer(reply, await ownAccount.rename(request.agent, request.body.name)),
  )
  app.put(
    '/v1/me/password',
    { schema: { body: Type.Object({ old: Password, password: Password }) } },
    async (request, reply) =>
      answer(reply, await ownAccount.changePassword(request.agent, request.body, request.headers.cookie)),
  )
  app.delete('/v1/me/sessions', async (request, reply) => {
    reply.header('set-cookie', endedCookie)
    return answer(reply, await ownAccount.signOutEverywhere(request.agent))
  })
}

/** For whoever holds an invitation's link: nobody is signed in yet, or the one who was invited. */
export function invitedRoutes(app: App, deps: HttpDeps): void {
  const { invitations, siteDesk } = deps

  app.post('/v1/invitation', { schema: { body: Type.Object({ code: Code }) } }, async (request, reply) =>
    answer(reply, await invitations.look(request.body.code, addressKey(request.ip))),
  )

  app.post(
    '/v1/invitation/accept',
    { schema: { body: Type.Object({ code: Code, name: Name, password: Password }) } },
    async (request, reply) => {
      const { ip } = request
      const outcome = await invitations.accept(request.body, addressKey(ip), truncatedAddress(ip))
      if ('error' in outcome) return refuse(reply, outcome.error)
      const { agent, session } = outcome.ok
      reply.header('set-cookie', sessionCookie(session))
      const ok: SessionAnswer = { agent: profileOf(agent), sites: await siteDesk.namesOf(agent) }
      return answer(reply, { ok })
    },
  )

  app.post(
    '/v1/invitation/join',
    { schema: { body: Type.Object({ code: Code }) }, onRequest: requireAgent(deps) },
    async (request, reply) =>
      answer(reply, await invitations.join(request.agent, request.body.code, addressKey(request.ip))),
  )
}

/** For whoever holds a link to set a new password with: nobody is signed in. */
export function passwordRoutes(app: App, { passwordLinks, siteDesk }: HttpDeps): void {
  app.post('/v1/password-link', { schema: { body: Type.Object({ code: Code }) } }, async (request, reply) =>
    answer(reply, await passwordLinks.look(request.body.code, addressKey(request.ip))),
  )

  app.post(
    '/v1/password-link/use',
    { schema: { body: Type.Object({ code: Code, password: Password }) } },
    async (request, reply) => {
      const { ip } = request
      const outcome = await passwordLinks.use(request.body, addressKey(ip), truncatedAddress(ip))
      if ('error' in outcome) return refuse(reply, outcome.error)
      const { agent, session } = outcome.ok
      reply.header('set-cookie', sessionCookie(session))
      const ok: SessionAnswer = { agent: profileOf(agent), sites: await siteDesk.namesOf(agent) }
      return answer(reply, { ok })
    },
  )
}
