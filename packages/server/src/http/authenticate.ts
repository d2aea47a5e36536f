/**
 * Who a request comes from, and whether it may change anything: a change must come from the console's own
 * pages, or carry its authority in the `Authorization` header, which no foreign page can make a browser add.
 */
import type { ProtocolError } from '@foyer/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { truncatedAddress } from '../app/addresses.ts'
import type { AgentIdentity, ApiIdentity } from '../app/identities.ts'
import type { HttpDeps } from './deps.ts'
import { refuse } from './error-handler.ts'

export const signInFirst: ProtocolError = { code: 'unauthorized', message: 'Sign in first.' }
const foreign: ProtocolError = { code: 'forbidden', message: 'This cannot be done from another website.' }
const queryToken: ProtocolError = {
  code: 'bad_request',
  message: 'A token never stands in a URL: send it in the Authorization header.',
}

/** The token of `Authorization: Bearer`, undefined without that header. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  return header === undefined ? undefined : (/^Bearer ([^\s]+)$/i.exec(header)?.[1] ?? '')
}

/** Null when the request may go on. Runs before anything of its body is read. */
export function checkRequest(request: FastifyRequest, deps: HttpDeps): ProtocolError | null {
  const query = request.query as Record<string, unknown>
  if ('token' in query || 'access_token' in query) {
    request.log.warn({ route: request.routeOptions.url, token: '[redacted]' }, 'a token in a URL was refused')
    return queryToken
  }
  const { method } = request
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return null
  // An upload is held to its token's own origin, or comes with the cookie: see routes/files.
  if (request.routeOptions.config.isUpload) return null
  return isForeign(request, deps) ? foreign : null
}

/** Whether the request may be another website's doing. */
export function isForeign(request: FastifyRequest, deps: HttpDeps): boolean {
  const { origin, cookie } = request.headers
  if (origin !== undefined) return !deps.origins.isOwn(origin)
  // Browsers name the origin of every change. Without one it is a program's, which carries no cookie of ours
  // unless somebody put it there.
  return cookie !== undefined && request.headers.authorization === undefined
}

/** By the `Authorization` header where there is one, and else by the cookie; never by both. */
export async function authenticate(request: FastifyRequest, deps: HttpDeps): Promise<ApiIdentity | null> {
  const token = bearerOf(request)
  if (token !== undefined) return deps.apiTokens.fromApiToken(token)
  const agent = await deps.signIn.agentFromCookie(request.headers.cookie)
  return agent === null ? null : { role: 'agent', agent, sites: agent.sites }
}

/** A hook for routes of agents alone: others are told to sign in, or that it is not for them. */
export function requireAgent(deps: HttpDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const identity = await authenticate(request, deps)
    if (identity === null) return refuse(reply, signInFirst)
    if (identity.role !== 'agent') return refuse(reply, { code: 'forbidden', message: 'This is for agents.' })
    request.agent = { ...identity.agent, from: truncatedAddress(request.ip) }
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by {@link requireAgent}, and there only on routes that it guards. */
    agent: AgentIdentity
  }
  interface FastifyContextConfig {
    /** The body is a file, of any type and up to the site's limit. */
    isUpload?: true
    /**
     * The body is a text file of one of these types, read as a whole. It may come as slowly as an upload;
     * who may send it is checked as everywhere.
     */
    takes?: readonly string[]
    /** Asked for by machines all the time: logged at `debug`. */
    isQuiet?: true
  }
}
