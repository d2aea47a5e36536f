/**
 * Every refusal and fault over HTTP, as `{error: {code, message, retryAfter?, path?}}` with the status that
 * fits. A fault says a reference and nothing else; what broke stands in the log under it.
 */
import type { Socket } from 'node:net'
import type { ErrorCode, ProtocolError } from '@foyer/protocol'
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Outcome } from '../app/outcome.ts'

const statuses: Record<ErrorCode, number> = {
  bad_request: 400,
  unknown_command: 400,
  unauthorized: 401,
  identity_invalid: 401,
  identity_expired: 401,
  identity_required: 401,
  forbidden: 403,
  blocked: 403,
  not_found: 404,
  closed: 409,
  not_your_turn: 409,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
}

/** What the disk says when a file cannot be stored. */
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

export function refuse(reply: FastifyReply, error: ProtocolError): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', Math.ceil(error.retryAfter / 1000))
  return reply.code(statuses[error.code]).header('cache-control', 'no-store').send({ error })
}

/** Sends what a use case came to; `null` has no body. */
export function answer(reply: FastifyReply, outcome: Outcome<unknown>, status = 200): FastifyReply {
  if ('error' in outcome) return refuse(reply, outcome.error)
  reply.header('cache-control', 'no-store')
  return outcome.ok === null ? reply.code(204).send() : reply.code(status).send(outcome.ok)
}

export function handleNotFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return refuse(reply, { code: 'not_found', message: 'There is no such page.' })
}

export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = known4xx(error, request)
  if (known !== null) return refuse(reply, known)
  if (error.name === 'VisitorErased')
    return refuse(reply, { code: 'unauthorized', message: 'This visitor was erased.' })
  if (error.name === 'StoreUnavailable' || fullDisk.has(error.code)) {
    request.log.warn({ err: error }, 'nothing can be stored')
    return refuse(reply, {
      code: 'unavailable',
      message: 'Nothing was stored. Try again in a moment.',
      retryAfter: 2_000,
    })
  }
  if (request.raw.destroyed && !request.raw.complete) {
    // The client went away in the middle of its request: nobody's fault, and nobody reads this.
    return refuse(reply, { code: 'bad_request', message: 'The request ended early.' })
  }
  request.log.error({ err: error, route: request.routeOptions.url }, 'a fault')
  return refuse(reply, { code: 'internal', message: `Something went wrong. Its reference is ${request.id}.` })
}

/** How requests fail that are none, and what is answered; the rest is 400. */
const unreadable: Record<string, { status: string; error: ProtocolError }> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    error: { code: 'too_large', message: 'The head of this request is too large.' },
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    error: { code: 'bad_request', message: 'The request took too long to arrive.' },
  },
}

/** For bytes that Node cannot read as a request. Its fault carries them, tokens and cookies too: the log gets the code. */
export function refuseUnreadable(this: FastifyInstance, fault: ConnectionError, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return
  this.log.debug({ code: fault.code }, 'a request could not be read')
  const { status, error } = unreadable[fault.code] ?? {
    status: '400 Bad Request',
    error: { code: 'bad_request', message: 'This request cannot be read.' },
  }
  const body = JSON.stringify({ error })
  if (socket.writable) {
    socket.write(
      `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
  }
  socket.destroy(fault)
}

/** What Fastify itself refuses, in our words: its own repeat parts of the request. */
function known4xx(error: FastifyError, request: FastifyRequest): ProtocolError | null {
  if (error.validation !== undefined) return ofSchema(error)
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'too_large', message: `The body is over ${sizeOf(request.routeOptions.bodyLimit)}.` }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE': {
      const { takes, isUpload } = request.routeOptions.config
      const message =
        takes !== undefined
          ? `Send the file as ${takes.join(' or ')}.`
          : isUpload
            ? 'Say what the file is, with `content-type: image/png` for example.'
            : 'Send JSON, with `content-type: application/json`.'
      return { code: 'unsupported_type', message }
    }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return { code: 'bad_request', message: 'The body is not as long as its Content-Length says.' }
  }
  const status = error.statusCode ?? 500
  if (status === 413) return { code: 'too_large', message: 'The request is too large.' }
  if (status >= 400 && status < 500) return { code: 'bad_request', message: 'This request cannot be read.' }
  return null
}

function sizeOf(bytes = 0): string {
  return bytes < 1_048_576 ? `${bytes / 1_024} KiB` : `${bytes / 1_048_576} MiB`
}

interface SchemaError {
  keyword: string
  instancePath: string
  params: Record<string, unknown>
  parentSchema?: { description?: string }
}

function ofSchema(error: FastifyError): ProtocolError {
  const first = error.validation![0] as unknown as SchemaError
  // A path that no route's ids have leads nowhere; a body that is not there has no field to point at.
  if (error.validationContext === 'params')
    return { code: 'not_found', message: 'There is no such thing here.' }
  const { keyword, params } = first
  const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : ''
  const path = `${first.instancePath}${missing}`
  return { code: 'bad_request', message: messageOf(first), ...(path === '' ? {} : { path }) }
}

function messageOf({ keyword, params, parentSchema }: SchemaError): string {
  switch (keyword) {
    case 'required':
      return 'This field is missing.'
    case 'maxLength':
      return `At most ${String(params.limit)} characters.`
    case 'minLength':
      return params.limit === 1 ? 'This must not be empty.' : `At least ${String(params.limit)} characters.`
    case 'maxItems':
      return `At most ${String(params.limit)} of these.`
    case 'minimum':
    case 'maximum':
      return `This must be ${String(params.comparison)} ${String(params.limit)}.`
    case 'pattern':
      return parentSchema?.description ?? 'This is not spelled as it must be.'
    case 'type':
      return `This must be of type ${String(params.type)}.`
    default:
      return 'This is none of the possible values.'
  }
}
