/**
 * Files up and down. Up: streamed, by a visitor's or agent's token or the console's cookie. Down: by signed
 * link alone, in a sandbox, as an attachment unless browsers show its type without running anything.
 */

import type { ProtocolError } from '@foyer/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import Type from 'typebox'
import { addressKey } from '../../app/addresses.ts'
import { visitorBlocked } from '../../app/blocking.ts'
import type { Upload } from '../../app/uploads.ts'
import { authenticate, bearerOf, isForeign, signInFirst } from '../authenticate.ts'
import { contentDisposition } from '../content-disposition.ts'
import { allowOrigin, answerPreflight } from '../cors.ts'
import type { App, HttpDeps } from '../deps.ts'
import { answer, refuse } from '../error-handler.ts'
import { peekable } from '../peek.ts'
import { SiteId } from '../schemas.ts'
import { matches } from './widget.ts'

const UploadQuery = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 1_000 })),
  site: Type.Optional(SiteId),
  consent: Type.Optional(Type.String({ maxLength: 64 })),
})
const ofFile = Type.Object({ id: Type.String() })
const LinkQuery = Type.Object({ e: Type.Optional(Type.String()), s: Type.Optional(Type.String()) })

/** Nothing in a file may run, whatever it turns out to be. */
const filePolicy = "default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'; sandbox"

export function fileRoutes(app: App, deps: HttpDeps): void {
  const { uploads, origins, visitorTokens } = deps
  const isKnown = async ({ headers: { origin } }: FastifyRequest) =>
    origin !== undefined && (await origins.isOfAny(origin))

  // Of any type, and as a stream: nothing here reads a body as a whole.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))

  app.post(
    '/v1/files',
    { schema: { querystring: UploadQuery }, config: { isUpload: true } },
    async (request, reply) => {
      allowOrigin(request, reply, await isKnown(request))
      if (/^(multipart\/|application\/x-www-form-urlencoded)/i.test(request.headers['content-type'] ?? '')) {
        const message = 'Send the file itself as the body, not a form.'
        return refuse(reply, { code: 'unsupported_type', message })
      }
      const who = await uploaderOf(request, deps)
      if ('code' in who) return refuse(reply, who)
      const { headers, query } = request
      const outcome = await uploads.receive({
        ...who,
        address: addressKey(request.ip),
        name: query.name ?? '',
        declared: headers['content-type'] ?? '',
        length: headers['content-length'] === undefined ? null : Number(headers['content-length']),
        ...peekable(request.raw),
      })
      const token = bearerOf(request)
      if ('ok' in outcome && who.by.kind === 'visitor' && token !== undefined) {
        // Giving a file is an act: from here on the visitor is known, and its token can be revoked.
        await visitorTokens.keep(token, { locale: null, sdk: null, page: null }).catch(async (fault) => {
          await uploads.remove(outcome.ok.file.id)
          throw fault
        })
      }
      return answer(reply, outcome, 201)
    },
  )

  app.options('/v1/files', async (request, reply) =>
    answerPreflight(request, reply, await isKnown(request), 'POST'),
  )

  app.get(
    '/v1/files/:id',
    { schema: { params: ofFile, querystring: LinkQuery }, exposeHeadRoute: false },
    async (request, reply) => {
      const opened = await uploads.open(request.params.id, request.query)
      if (opened === null) return refuse(reply, { code: 'not_found', message: 'There is no such file.' })
      const { file, type, isInline, read } = opened
      allowOrigin(request, reply, await isKnown(request))
      const tag = `"${file.id}"`
      reply.headers({
        'content-type': type.startsWith('text/') ? `${type}; charset=utf-8` : type,
        'content-disposition': contentDisposition(isInline ? 'inline' : 'attachment', file.name),
        'content-security-policy': filePolicy,
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'private, max-age=3600',
        'accept-ranges': 'bytes',
        etag: tag,
      })
      if (matches(request.headers['if-none-match'], tag)) return reply.code(304).send()
      const wanted = request.headers['if-range'] ?? tag
      const range = wanted === tag ? rangeOf(request.headers.range, file.size) : undefined
      if (range === null) {
        reply.header('content-range', `bytes */${file.size}`)
        return reply.code(416).send()
      }
      if (range === undefined) return sendBytes(reply, file.size, read())
      reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
      return sendBytes(reply, range.end - range.start + 1, read(range))
    },
  )
}

function sendBytes(reply: FastifyReply, length: number, bytes: ReturnType<Upload['body']>): FastifyReply {
  return reply.header('content-length', length).send(bytes)
}

/** Who uploads to which site, or why not. A change by cookie must come from the console's own pages. */
async function uploaderOf(
  request: FastifyRequest<{ Querystring: { site?: string; consent?: string } }>,
  deps: HttpDeps,
): Promise<Pick<Upload, 'by' | 'site'> | ProtocolError> {
  const token = bearerOf(request)
  if (token?.startsWith('fv_')) {
    const { visitorTokens, blocking } = deps
    const owner = visitorTokens.ownerOf(token)
    if (owner === null) return signInFirst
    const visitor = await visitorTokens.recognise(token, request.headers.origin)
    if (await blocking.isShutOut(owner.site, request.ip, visitor === null ? token : null))
      return visitorBlocked
    if (visitor === null) return signInFirst
    const unasked = await deps.consents.uploadProblem(visitor.site, visitor.visitor, request.query.consent)
    if (unasked !== null) return unasked
    return { by: { kind: 'visitor', id: visitor.visitor }, site: visitor.site }
  }
  if (isForeign(request, deps)) return signInFirst
  const identity = await authenticate(request, deps)
  if (identity === null) return signInFirst
  const site = request.query.site ?? identity.sites[0]
  if (site === undefined || !identity.sites.includes(site)) return signInFirst
  if (identity.role === 'agent') return { by: { kind: 'agent', id: identity.agent.id }, site }
  return { by: { kind: 'assistant', id: identity.assistant.id }, site }
}

/** Bytes from and to, both included; undefined for all, null for what lies outside. */
function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | null | undefined {
  // Several ranges at once are answered with the whole, which a client must be ready for.
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  if (match[1] === '') {
    const count = Math.min(Number(match[2]), size)
    return count === 0 ? null : { start: size - count, end: size - 1 }
  }
  const start = Number(match[1])
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (start >= size) return null
  return end < start ? undefined : { start, end }
}
