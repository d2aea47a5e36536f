/** The widget's cacheable answer: public, for the site's pages to read. Stores nothing of whoever asks. */
import Type from 'typebox'
import { allowOrigin, answerPreflight } from '../cors.ts'
import type { App, HttpDeps } from '../deps.ts'
import { refuse } from '../error-handler.ts'
import { ofSite } from '../schemas.ts'

const Query = Type.Object({
  locale: Type.Optional(Type.String({ maxLength: 35 })),
  /** For plans that ask about it. */
  page: Type.Optional(Type.String({ maxLength: 8_192 })),
  /** Names of the options that the page itself sets, for the console to tell (WG-2). */
  set: Type.Optional(Type.String({ maxLength: 500 })),
})

export function widgetRoutes(app: App, { readWidget, origins, overrides, url }: HttpDeps): void {
  const path = '/v1/sites/:site/widget'

  app.get(path, { schema: { params: ofSite, querystring: Query } }, async (request, reply) => {
    const found = await readWidget(request.params.site, request.query.locale, request.query.page)
    if (found === null) {
      allowOrigin(request, reply, true) // so that the page's console says what is wrong
      return refuse(reply, { code: 'not_found', message: 'There is no such site.' })
    }
    const { origin } = request.headers
    const isAllowed = origin !== undefined && origins.isOf(found.site, origin)
    allowOrigin(request, reply, isAllowed)
    const { set } = request.query
    // Browsers name no origin to their own.
    const from = isAllowed ? origin : request.headers['sec-fetch-site'] === 'same-origin' ? url() : undefined
    if (set && from !== undefined) overrides.note(found.site, from, set.split(','))
    reply.header('cross-origin-resource-policy', 'cross-origin')
    // Kept by everybody and asked about each time: an owner who saves wants to see it, and 304 is small.
    reply.header('cache-control', 'public, max-age=0, must-revalidate').header('etag', found.tag)
    return matches(request.headers['if-none-match'], found.tag)
      ? reply.code(304).send()
      : reply.send(found.config)
  })

  app.options(path, { schema: { params: ofSite } }, async (request, reply) => {
    const { origin } = request.headers
    return answerPreflight(request, reply, origin !== undefined && (await origins.isOfAny(origin)), 'GET')
  })
}

/** Whether `If-None-Match` names the tag; proxies that compress make strong tags weak. */
export function matches(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag || part.trim() === '*')
}
