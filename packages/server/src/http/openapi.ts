/** `/v1/openapi.json`: a description of the routes, made from the schemas that check them. */
import type { RouteOptions } from 'fastify'
import type { App } from './deps.ts'

interface Schemas {
  body?: object
  params?: ObjectSchema
  querystring?: ObjectSchema
}
interface ObjectSchema {
  properties?: Record<string, object>
  required?: string[]
}

const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string' },
        message: { type: 'string' },
        retryAfter: { type: 'integer', description: 'Milliseconds.' },
        path: { type: 'string', description: 'A JSON Pointer to the field.' },
      },
    },
  },
}

/** Call before the routes are added. */
export function describeRoutes(app: App): void {
  const paths: Record<string, Record<string, object>> = {}

  app.addHook('onRoute', (route) => {
    if (!route.url.startsWith('/v1/')) return
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    for (const method of [route.method].flat()) {
      if (method === 'HEAD' || method === 'OPTIONS') continue
      paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(route) }
    }
  })

  app.get('/v1/openapi.json', { config: { isQuiet: true } }, async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send({
      openapi: '3.1.0',
      info: { title: 'Foyer', version: '1', description: 'What is not live: the rest is the socket’s.' },
      paths,
      components: {
        schemas: { Error: errorSchema },
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          console: { type: 'apiKey', in: 'cookie', name: '__Host-foyer' },
        },
      },
    }),
  )
}

function operationOf(route: RouteOptions): object {
  const { body, params, querystring } = (route.schema ?? {}) as Schemas
  const { isUpload, takes } = route.config ?? {}
  const files = isUpload ? ['*/*'] : takes
  const content = files
    ? Object.fromEntries(files.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]))
    : body && { 'application/json': { schema: body } }
  return {
    parameters: [...parametersOf('path', params), ...parametersOf('query', querystring)],
    ...(content === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      '2XX': { description: 'Done.' },
      default: {
        description: 'Refused.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function parametersOf(place: 'path' | 'query', schema: ObjectSchema | undefined): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required?.includes(name) ?? false),
    schema: property,
  }))
}
