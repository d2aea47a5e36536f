/** How Fastify is set up: limits on heads and bodies, strict schemas, a log that never sees a secret. */
import AjvCompiler from '@fastify/ajv-compiler'
import { type FastifyHttpOptions, LogController, type RawServerDefault } from 'fastify'
import { handleError, refuseUnreadable } from './error-handler.ts'

export interface ServerOptions {
  /** `silent` for none. */
  logLevel: string
  /** Whether `X-Forwarded-For` of the next hop is believed. */
  trustProxy: boolean
  /** Names a request in the log and, in case of a fault, in its answer. */
  reference: () => string
}

export const bodyLimit = 65_536

export function serverOptions({
  logLevel,
  trustProxy,
  reference,
}: ServerOptions): FastifyHttpOptions<RawServerDefault> {
  return {
    bodyLimit,
    // One hop: what stands further left in the header is anybody's word.
    trustProxy: trustProxy && ((_address, hop) => hop === 0),
    genReqId: reference,
    // Node's own limit on whole requests would cut a long upload: http/body-pace has it instead.
    requestTimeout: 0,
    keepAliveTimeout: 65_000,
    // For the server itself, which is not Fastify's to make.
    http: {
      requestTimeout: 0,
      // Together at most 10 s: it is looked at once a second.
      headersTimeout: 9_000,
      keepAliveTimeout: 65_000,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
    },
    // Our plugin logs one line for each answer, without queries, bodies, tokens and cookies.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'reference' }),
    logger:
      logLevel === 'silent'
        ? false
        : {
            level: logLevel,
            stream: process.stderr,
            base: null,
            serializers: {
              req: (request) => ({ method: request.method, route: request.routeOptions?.url }),
              res: (reply) => ({ status: reply.statusCode }),
            },
          },
    // A URL that cannot be read comes to no route, and so past our handler.
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply),
    clientErrorHandler: refuseUnreadable,
    schemaController: { compilersFactory: { buildValidator: lateValidators() } },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        verbose: true,
        strict: false,
      },
    },
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
  }
}

/** A route's checks are compiled when it is first asked for: compiling all of them is a good part of a start. */
function lateValidators(): ReturnType<typeof AjvCompiler> {
  const build = AjvCompiler()
  return (schemas, options) => {
    const compile = build(schemas, options)
    return (route) => {
      let check: ReturnType<typeof compile> | undefined
      // Fastify reads what was wrong off the function.
      const late: Check = (data) => {
        check ??= compile(route)
        const isRight = check(data)
        late.errors = check.errors
        return isRight
      }
      return late as ReturnType<typeof compile>
    }
  }
}

type Check = ((data: unknown) => unknown) &
  Pick<ReturnType<ReturnType<ReturnType<typeof AjvCompiler>>>, 'errors'>
