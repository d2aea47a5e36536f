/** For machines: whether it lives, whether it takes work, and its figures. */
import type { App, HttpDeps } from '../deps.ts'

export function healthRoutes(app: App, { readiness, metrics }: HttpDeps): void {
  const config = { isQuiet: true } as const

  app.get('/health', { config }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )

  app.get('/ready', { config }, async (_request, reply) => {
    const { isReady, state } = await readiness()
    return reply
      .code(isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: state })
  })

  app.get('/metrics', { config }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(metrics()),
  )
}
