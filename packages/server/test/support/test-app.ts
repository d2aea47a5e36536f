// The real app in this process, on a free port, with a site, a second site of somebody else, and agents;
// and the clients that talk to it over real sockets.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SiteSettings } from '@foyer/protocol'
import { createMemoryStore } from '../../src/adapters/memory/store.ts'
import { openStore, type Store } from '../../src/adapters/sql/open.ts'
import { createChance } from '../../src/adapters/system.ts'
import { type App, buildApp } from '../../src/build-app.ts'
import { defaultRouting, defaultSettings } from '../../src/core/site-defaults.ts'
import type { ChooseAnswerer } from '../../src/ports/answerer.ts'
import type { Bus } from '../../src/ports/bus.ts'
import type { Mailer } from '../../src/ports/mailer.ts'
import type { FakeClock } from './fake-clock.ts'
import { type Address, connect, type Greeting, type Wire } from './wire.ts'

export const shop = 'https://shop.example'

export interface TestAppOptions {
  /** A store to share or to spoil; `sqlite` for a file of its own. */
  store?: Store | 'sqlite'
  beforeCommit?: (units: number) => Promise<void>
  bus?: Bus
  clock?: FakeClock
  /** Of the shop, where they differ from a new site's. */
  settings?: Partial<SiteSettings>
  chooseAnswerer?: ChooseAnswerer
  mailer?: Mailer
  /** Whether settings may name servers on loopback. */
  allowPrivate?: boolean
  /** Off unless said: most tests send more than a person does. */
  limits?: boolean
}

export interface Person {
  wire: Wire
  greeting: Greeting
}

export interface TestApp {
  readonly app: App
  readonly store: Store
  readonly url: string
  readonly data: string
  /** API tokens: two agents of the shop, one of the other site, and an assistant of the shop. */
  readonly tokens: { ada: string; ben: string; eve: string; bot: string }
  /** Opens a visitor's socket; nothing is said on it. */
  visitorSocket(address?: Partial<Address>): Promise<Wire>
  agentSocket(address?: Partial<Address>): Promise<Wire>
  /** A visitor who was greeted. */
  visitor(keys?: Record<string, unknown>): Promise<Person>
  agent(name?: 'ada' | 'ben' | 'eve', keys?: Record<string, unknown>): Promise<Person>
  bot(): Promise<Person>
  /** Resolves once all that visitors asked so far is dealt with, and everybody was told. */
  answered(): Promise<void>
  stop(): Promise<void>
}

export const people = { ada: 'Ada', ben: 'Ben', eve: 'Eve' } as const

export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const data = mkdtempSync(join(tmpdir(), 'foyer-test-'))
  const store = await storeFor(options, data)
  const isFirst = await store.sites.create('shop', {
    ...defaultSettings('Shop', [shop]),
    // Who waits is taken by hand, so that a test says who has what; those of routing turn it on.
    routing: { ...defaultRouting(), isOn: false },
    ...options.settings,
  })
  if (isFirst === 'created') await seed(store)
  const { clock, bus, chooseAnswerer, mailer } = options
  const app = await buildApp(
    {
      dataDir: data,
      databaseUrl: 'sqlite:unused',
      host: '127.0.0.1',
      port: 0,
      publicUrl: null,
      isDemo: false,
      noLimits: options.limits !== true,
      trustProxy: false,
      allowPrivateRequests: options.allowPrivate === true,
      logLevel: 'silent',
    },
    {
      store,
      ...(clock === undefined ? {} : { clock }),
      ...(bus === undefined ? {} : { bus }),
      ...(chooseAnswerer === undefined ? {} : { chooseAnswerer }),
      ...(mailer === undefined ? {} : { mailer }),
    },
  )
  // By number: `localhost` may be tried as IPv6 first, which costs time and says nothing.
  const url = (await app.listen()).replace('localhost', '127.0.0.1')
  const tokens = {
    ada: await tokenOf(app, 'ada'),
    ben: await tokenOf(app, 'ben'),
    eve: await tokenOf(app, 'eve'),
    bot: await app.apiTokens.createForAssistant('shop', 'Helper'),
  }
  const wires = new Set<Wire>()
  let isStopped = false

  async function open(address: Address): Promise<Wire> {
    const wire = await connect(address)
    wires.add(wire)
    return wire
  }
  const visitorSocket = (address: Partial<Address> = {}) =>
    open({ url, site: 'shop', origin: shop, ...address })
  const agentSocket = (address: Partial<Address> = {}) => open({ url, ...address })

  return {
    app,
    store,
    url,
    data,
    tokens,
    visitorSocket,
    agentSocket,
    async visitor(keys = {}) {
      const wire = await visitorSocket()
      return { wire, greeting: await wire.hello(keys) }
    },
    async agent(name = 'ada', keys = {}) {
      const wire = await agentSocket()
      return { wire, greeting: await wire.hello({ role: 'agent', token: tokens[name], ...keys }) }
    },
    async bot() {
      const wire = await agentSocket()
      return { wire, greeting: await wire.hello({ role: 'assistant', token: tokens.bot }) }
    },
    async answered() {
      await app.answered()
      await Promise.all([...wires].filter(({ isOpen }) => isOpen).map((wire) => wire.ok('ping')))
    },
    async stop() {
      if (isStopped) return
      isStopped = true
      for (const wire of wires) wire.socket.terminate()
      // Closing takes pauses on the app's clock, which nobody else moves.
      const mover = setInterval(() => clock?.advance(100), 5)
      await app.stop()
      clearInterval(mover)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

async function storeFor({ store, beforeCommit }: TestAppOptions, data: string): Promise<Store> {
  if (store === 'sqlite') {
    return openStore({
      url: `sqlite:${join(data, 'foyer.db')}`,
      ...(beforeCommit === undefined ? {} : { beforeCommit }),
    })
  }
  return store ?? createMemoryStore()
}

async function seed(store: Store): Promise<void> {
  await store.sites.create('other', defaultSettings('Other', ['https://other.example']))
  const chance = createChance({ now: () => Date.now() })
  for (const [key, name] of Object.entries(people)) {
    await store.agents.create(
      {
        id: chance.id(),
        name,
        email: `${key}@shop.example`,
        avatar: null,
        passwordHash: 'none: this agent has tokens only',
        disabled: false,
        createdAt: 0,
      },
      [key === 'eve' ? 'other' : 'shop'],
      'owner',
    )
  }
}

async function tokenOf(app: App, name: keyof typeof people): Promise<string> {
  const agent = await app.store.agents.findByEmail(`${name}@shop.example`)
  if (agent === null) throw new Error(`no agent ${name}`)
  return app.apiTokens.createForAgent(agent.id, 'test')
}
