// The real app without a door, over the memory store and a clock that stands: requests are injected. It has
// the sites `shop` and `other`, and an agent of the shop who can sign in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createMemoryStore, type MemoryStore } from '../../src/adapters/memory/store.ts'
import { type App, type AppOptions, buildApp } from '../../src/build-app.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

export const own = 'https://chat.example'
export const shop = 'https://shop.example'
export const password = 'mauve giraffe bicycle'

export interface HttpApp {
  readonly app: App
  readonly store: MemoryStore
  readonly clock: FakeClock
  readonly data: string
  /** The agent's API token. */
  readonly token: string
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  /** As the console's page, with its cookie. */
  asAgent(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<LightMyRequestResponse>
  /** The `Cookie` header of a new session. */
  signIn(email?: string): Promise<string>
  stop(): Promise<void>
}

export async function startHttpApp(
  options: Partial<AppOptions> & { isEmpty?: boolean } = {},
): Promise<HttpApp> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-http-'))
  const store = createMemoryStore()
  const clock = createFakeClock()
  const { isEmpty, ...rest } = options
  const app = await buildApp(
    {
      dataDir: data,
      databaseUrl: 'sqlite:unused',
      host: '127.0.0.1',
      port: 0,
      publicUrl: own,
      isDemo: false,
      noLimits: false,
      trustProxy: false,
      allowPrivateRequests: false,
      logLevel: 'silent',
      ...rest,
    },
    { store, clock },
  )
  const token = isEmpty ? '' : await seed(app)
  const inject = (request: InjectOptions) => app.fastify.inject(request)
  let cookie: string | undefined

  async function signIn(email = 'ada@shop.example'): Promise<string> {
    const response = await inject({
      method: 'POST',
      url: '/v1/session',
      headers: { origin: own },
      payload: { email, password },
    })
    if (response.statusCode !== 200) throw new Error(response.body)
    return String(response.headers['set-cookie']).split(';')[0]!
  }

  return {
    app,
    store,
    clock,
    data,
    token,
    inject,
    signIn,
    async asAgent(method, url, body) {
      cookie ??= await signIn()
      const payload = body === undefined ? {} : { payload: body }
      return inject({ method, url, headers: { origin: own, cookie }, ...payload })
    },
    async stop() {
      // Closing takes pauses on the app's clock, which nobody else moves.
      const mover = setInterval(() => clock.advance(100), 5)
      await app.stop()
      clearInterval(mover)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function seed(app: App): Promise<string> {
  for (const [id, origin] of [
    ['shop', shop],
    ['other', 'https://other.example'],
  ] as const) {
    await app.siteDesk.create({ id, name: id, origin }, null)
  }
  const created = await app.colleagues.create({
    name: 'Ada',
    email: 'ada@shop.example',
    password,
    sites: ['shop'],
    role: 'owner',
  })
  if ('error' in created) throw new Error(created.error.message)
  return app.apiTokens.createForAgent(created.ok.id, 'test')
}
