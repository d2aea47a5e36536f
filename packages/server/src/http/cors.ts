/** Answers that pages of a site may read. Never with credentials: what a visitor may do is in its token. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Lets the page read the answer if `isAllowed`. Caches keep answers to different origins apart either way. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply, isAllowed: boolean): void {
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  if (origin === undefined || !isAllowed) return
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', 'Retry-After')
}

/** The answer to a preflight. */
export function answerPreflight(
  request: FastifyRequest,
  reply: FastifyReply,
  isAllowed: boolean,
  methods: string,
): FastifyReply {
  allowOrigin(request, reply, isAllowed)
  if (isAllowed) {
    reply.header('access-control-allow-methods', methods)
    reply.header('access-control-allow-headers', 'Authorization, Content-Type')
    reply.header('access-control-max-age', '600')
  }
  return reply.code(204).send()
}
