/** The built widget, the console and, where it is on, the demo page. Only files that the builds made. */
import { basename } from 'node:path/posix'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import type { App, Asset, HttpDeps } from '../deps.ts'
import { handleNotFound } from '../error-handler.ts'
import { setDocumentHeaders } from '../security-headers.ts'
import { matches } from './widget.ts'

const rest = Type.Object({ '*': Type.String() })

/** Names that carry a hash of what is in them. */
const hashed = /[-.][A-Za-z0-9_-]{8,}\.[a-z0-9]+$/
const brief = 'public, max-age=300'
const forever = 'public, max-age=31536000, immutable'

export function staticRoutes(app: App, { assets, url, isDemo }: HttpDeps): void {
  for (const script of ['foyer.js', 'foyer-chat.js', 'foyer-adapter.js']) {
    app.get(`/${script}`, async (request, reply) => {
      const asset = await assets.find('loader', script)
      return sendToAnyPage(request, reply, asset, brief)
    })
  }

  app.get('/widget/*', { schema: { params: rest } }, async (request, reply) => {
    // Whatever stands before it, so that a page may ask anew for what it could not fetch: browsers keep a failure.
    const name = basename(request.params['*'])
    const asset = await assets.find('widget', name)
    return sendToAnyPage(request, reply, asset, hashed.test(name) ? forever : brief)
  })

  app.get('/', async (_request, reply) => reply.redirect(isDemo ? '/demo/' : '/console/'))
  serveFolder('console')
  if (isDemo) serveFolder('demo')

  function serveFolder(folder: 'console' | 'demo'): void {
    app.get(`/${folder}`, async (_request, reply) => reply.redirect(`/${folder}/`, 301))
    app.get(`/${folder}/*`, { schema: { params: rest } }, async (request, reply) => {
      const path = request.params['*'] === '' ? 'index.html' : request.params['*']
      const asset = await assets.find(folder, path)
      if (asset?.type.startsWith('text/html')) setDocumentHeaders(reply, url())
      const isHashed = hashed.test(path) && path.startsWith('assets/')
      return sendAsset(request, reply, asset, isHashed ? forever : 'no-cache')
    })
  }
}

/** Scripts and pieces that pages of other origins load. */
function sendToAnyPage(request: FastifyRequest, reply: FastifyReply, asset: Asset | null, caching: string) {
  reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin')
  return sendAsset(request, reply, asset, caching)
}

async function sendAsset(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: Asset | null,
  caching: string,
): Promise<FastifyReply> {
  if (asset === null) return handleNotFound(request, reply)
  reply.headers({ 'cache-control': caching, etag: asset.tag, vary: 'Accept-Encoding' })
  if (matches(request.headers['if-none-match'], asset.tag)) return reply.code(304).send()
  reply.type(asset.type)
  const accepted = request.headers['accept-encoding'] ?? ''
  for (const coding of ['br', 'gzip'] as const) {
    if (!new RegExp(`\\b${coding}\\b(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))`).test(accepted)) continue
    const bytes = await asset.encoded(coding)
    if (bytes !== null) return reply.header('content-encoding', coding).send(bytes)
  }
  return reply.send(asset.bytes)
}
