/**
 * The HTTP side as a Fastify plugin: what holds for every request first, then a file of routes a resource.
 * Refuses changes from other websites and tokens in URLs before it reads a body.
 */
import type { FastifyInstance } from 'fastify'
import { truncatedAddress } from '../app/addresses.ts'
import { mendTexts } from '../core/mend-texts.ts'
import { checkRequest, requireAgent } from './authenticate.ts'
import { watchBody } from './body-pace.ts'
import type { App, HttpDeps } from './deps.ts'
import { handleError, handleNotFound, refuse } from './error-handler.ts'
import { describeRoutes } from './openapi.ts'
import { afterwardsRoutes } from './routes/afterwards.ts'
import { assistantRoutes } from './routes/assistant.ts'
import { documentRoutes } from './routes/documents.ts'
import { faqRoutes } from './routes/faq.ts'
import { faqTransferRoutes } from './routes/faq-transfer.ts'
import { fileRoutes } from './routes/files.ts'
import { healthRoutes } from './routes/health.ts'
import { identityKeyRoutes } from './routes/identity-keys.ts'
import { mailRoutes, transcriptRoutes } from './routes/mail.ts'
import { invitedRoutes, passwordRoutes, peopleRoutes } from './routes/people.ts'
import { pictureRoutes } from './routes/pictures.ts'
import { recordRoutes } from './routes/records.ts'
import { productFileRoutes, quickReplyFileRoutes, repliesRoutes } from './routes/replies.ts'
import { routingRoutes } from './routes/routing.ts'
import { sessionRoutes } from './routes/session.ts'
import { siteRoutes } from './routes/sites.ts'
import { staticRoutes } from './routes/static.ts'
import { visitorRoutes } from './routes/visitors.ts'
import { widgetRoutes } from './routes/widget.ts'
import { setUsualHeaders } from './security-headers.ts'

export async function httpPlugin(fastify: FastifyInstance, deps: HttpDeps): Promise<void> {
  const app = fastify as unknown as App
  // Only JSON is read: a form or plain text from another website has no way in.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(handleError)
  app.setNotFoundHandler(handleNotFound)
  app.decorateRequest('agent')

  app.addHook('onRequest', async (request, reply) => {
    const { isUpload, takes } = request.routeOptions.config
    watchBody(request, reply, isUpload === true || takes !== undefined, deps.after)
    setUsualHeaders(reply, deps.url())
    const error = checkRequest(request, deps)
    if (error !== null) return refuse(reply, error)
  })

  // What routes read as a stream or as it stands is no such text: a file is judged by whoever reads it.
  app.addHook('preValidation', async ({ body, query, params, routeOptions }) => {
    const { isUpload, takes } = routeOptions.config
    if (isUpload !== true && takes === undefined) mendTexts(body)
    mendTexts(query)
    mendTexts(params)
  })

  app.addHook('onResponse', async (request, reply) => {
    const { url: route, config } = request.routeOptions
    const line = {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      from: truncatedAddress(request.ip),
    }
    if (config.isQuiet) request.log.debug(line, 'answered')
    else request.log.info(line, 'answered')
  })

  describeRoutes(app)
  healthRoutes(app, deps)
  staticRoutes(app, deps)
  widgetRoutes(app, deps)
  sessionRoutes(app, deps)
  transcriptRoutes(app, deps)
  pictureRoutes(app, deps)
  invitedRoutes(app, deps)
  passwordRoutes(app, deps)
  // Each in a scope of its own: the one parses bodies in its own way, the others want an agent.
  app.register((scope: App, _options, done) => {
    fileRoutes(scope, deps)
    done()
  })
  app.register((scope: App, _options, done) => {
    scope.addHook('onRequest', requireAgent(deps))
    siteRoutes(scope, deps)
    faqRoutes(scope, deps)
    assistantRoutes(scope, deps)
    documentRoutes(scope, deps)
    identityKeyRoutes(scope, deps)
    visitorRoutes(scope, deps)
    peopleRoutes(scope, deps)
    routingRoutes(scope, deps)
    recordRoutes(scope, deps)
    mailRoutes(scope, deps)
    repliesRoutes(scope, deps)
    afterwardsRoutes(scope, deps)
    scope.register((files: App, _none, ready) => {
      productFileRoutes(files, deps)
      ready()
    })
    scope.register((files: App, _none, ready) => {
      quickReplyFileRoutes(files, deps)
      ready()
    })
    scope.register((files: App, _none, ready) => {
      faqTransferRoutes(files, deps)
      ready()
    })
    done()
  })
}

Object.defineProperty(httpPlugin, Symbol.for('fastify.display-name'), { value: 'foyer-http' })
