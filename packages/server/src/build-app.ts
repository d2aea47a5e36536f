/**
 * Puts the server together; with the areas under `build/` it is all that knows every part. `listen` opens the door, `stop` lets
 * everybody go without losing anything. Tests pass a store, a bus and a clock of their own.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import { createAssets } from './adapters/assets.ts'
import { openBlobs } from './adapters/files/blobs.ts'
import { createFetchPicture } from './adapters/http-out/fetch-picture.ts'
import { createSmtpMailer } from './adapters/mail/smtp.ts'
import { createQuietBus } from './adapters/quiet-bus.ts'
import { openStore, type Store } from './adapters/sql/open.ts'
import { createChance, createClock } from './adapters/system.ts'
import { createAssistantDesk } from './app/assistant-desk.ts'
import { createAvailabilities } from './app/availability.ts'
import { createTakeOver } from './app/can-take-over.ts'
import { createChanges } from './app/changes.ts'
import type { DemoSeed } from './app/demo-seed.ts'
import { createDocumentDesk } from './app/documents.ts'
import { createFaqTransfer } from './app/faq-transfer.ts'
import { createFileLinks } from './app/file-links.ts'
import { createLimits } from './app/limits.ts'
import { createLive } from './app/live.ts'
import type { Mailing } from './app/mailing.ts'
import { createMetrics } from './app/metrics.ts'
import { createOperationLog } from './app/operation-log.ts'
import { createOrigins } from './app/origins.ts'
import { watchOverload } from './app/overload.ts'
import { createPageOverrides } from './app/page-overrides.ts'
import { createPictures } from './app/pictures.ts'
import { createReceptionOf } from './app/reception-of.ts'
import type { RecordKeeper } from './app/record-keeper.ts'
import { createRights } from './app/rights.ts'
import { createSiteCache } from './app/site-cache.ts'
import { createUploads } from './app/uploads.ts'
import { createVisitorTokens } from './app/visitor-tokens.ts'
import { watchAgents } from './app/watch-agents.ts'
import { createWidgetConfig } from './app/widget-config.ts'
import { buildAssistant } from './build/assistant.ts'
import { buildIdentity } from './build/identity.ts'
import { buildLists } from './build/lists.ts'
import { buildOutside } from './build/outside.ts'
import { buildPeople } from './build/people.ts'
import { buildRecords } from './build/records.ts'
import { buildReplies } from './build/replies.ts'
import { buildRouting } from './build/routing.ts'
import { buildVisitors } from './build/visitors.ts'
import { widgetTexts } from './build/widget-texts.ts'
import { isBuiltIn } from './core/people/permissions.ts'
import type { HttpDeps } from './http/deps.ts'
import { serverOptions } from './http/options.ts'
import { httpPlugin } from './http/plugin.ts'
import type { ChooseAnswerer } from './ports/answerer.ts'
import type { Bus } from './ports/bus.ts'
import type { Chance, Clock } from './ports/clock.ts'
import type { Mailer } from './ports/mailer.ts'
import type { SocketParts } from './socket/parts.ts'
import { openSockets } from './socket/plugin.ts'
import { createRegistry } from './socket/registry.ts'

export interface AppOptions {
  /** Folder of the database (unless `databaseUrl` names another) and of uploads. */
  dataDir: string
  /** `sqlite:PATH` or `postgres://…`. */
  databaseUrl: string
  host: string
  /** 0 picks a free one. */
  port: number
  /** As browsers see the server; null: by host and port. */
  publicUrl: string | null
  isDemo: boolean
  /** Lifts limits on rates and on numbers of sockets, for load tests. */
  noLimits: boolean
  trustProxy: boolean
  /** Whether a site's settings may make the server ask private addresses. */
  allowPrivateRequests: boolean
  /** The server for e-mail; null or not said: none is sent. */
  mail?: { smtpUrl: string; from: string } | null
  /** `silent` for none. */
  logLevel: string
}

export interface Overrides {
  store?: Store
  bus?: Bus
  clock?: Clock
  chance?: Chance
  chooseAnswerer?: ChooseAnswerer
  mailer?: Mailer
}

/** The use cases that the command line calls on a server that need not listen. */
export interface App {
  /** Opens the door; the URL under which it is reached. */
  listen(): Promise<string>
  /** Without a door, for tests of the HTTP side. */
  readonly fastify: HttpServer
  readonly store: Store
  readonly setup: HttpDeps['setup']
  readonly siteDesk: HttpDeps['siteDesk']
  readonly colleagues: HttpDeps['colleagues']
  readonly apiTokens: HttpDeps['apiTokens']
  readonly faq: HttpDeps['faq']
  readonly members: HttpDeps['members']
  readonly demo: DemoSeed
  /** Brings records up to the log, for tests and the command line. */
  readonly keeper: RecordKeeper
  readonly mailing: Mailing
  /** Resolves when what was asked of the assistant here, and what it gave out, is done. */
  answered(): Promise<void>
  /** Says `bye`, lets what was begun be answered and closes; at most 20 s. */
  stop(): Promise<void>
}

type HttpServer = ReturnType<typeof Fastify>

/** Connections that may wait to be accepted: after a restart all visitors come at once. */
const backlog = 4_096
/** Milliseconds that a stop may take before sockets are cut. */
const drainWithin = 15_000
/** Milliseconds that answers may take which were begun before; what is cut short is due at the next start. */
const answersWithin = 2_000

export async function buildApp(options: AppOptions, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? createClock()
  const chance = overrides.chance ?? createChance(clock)
  const store = overrides.store ?? (await openStore({ url: options.databaseUrl }))
  const { conversations, visitors, agents, sites, meta, files, questions, documents } = store
  const bus = overrides.bus ?? createQuietBus(options.databaseUrl.startsWith('sqlite:'))
  const secret = await meta.init('secret', chance.secret(32))
  const epoch = await meta.init('epoch', chance.id())

  let server: Server | undefined
  let url = options.publicUrl ?? `http://${nameOf(options.host)}:${options.port}`
  const fastify: HttpServer = Fastify({
    ...serverOptions({
      logLevel: options.logLevel,
      trustProxy: options.trustProxy,
      reference: () => chance.id(),
    }),
    serverFactory(handler, { http }: { http?: object }) {
      server = createServer(http ?? {}, handler)
      return server
    },
  })
  function report(fault: unknown): string {
    const reference = chance.id()
    metrics.count('foyer_faults_total')
    fastify.log.error({ err: fault, reference }, 'fault')
    return reference
  }

  const { mail = null } = options
  const mailer =
    overrides.mailer ?? (mail === null ? null : createSmtpMailer({ url: mail.smtpUrl, from: mail.from }))
  const changes = createChanges(bus)
  const limits = createLimits(clock, options.noLimits)
  const links = createFileLinks({ secret, clock })
  const cache = await createSiteCache({ sites, changes, clock, report })
  const registry = createRegistry()
  const { settingsOf } = cache
  const rights = createRights(settingsOf)
  const operationLog = createOperationLog({ people: store.people, rights, clock })
  const blobs = await openBlobs(join(options.dataDir, 'files'))
  const uploads = createUploads({
    files,
    blobs,
    sites,
    links,
    limits,
    clock,
    chance,
  })
  const live = createLive({
    conversations,
    visitors,
    pins: store.pins,
    agentPresence: store.presence,
    node: chance.id(),
    bus,
    clock,
    sign: links.sign,
    settingsOf,
    removeFile: uploads.remove,
    answer: (due) => answering.answer(due),
    handOver: (due) => outside.handingOver.begin(due),
    reindex: (due) => lists.indexing.reindex(due),
    noteProfile: (due) => known.noteProfile(due),
    checkRouting: () => routing.check(),
    rated: (conversation) => replies.ratings.record(conversation),
    report,
  })
  const { conversing, hub, inbox, queue, presence, looking } = live
  const lists = buildLists({ store, live, clock, report })
  const takeOver = createTakeOver({
    presence,
    settingsOf,
    clock,
  })
  const availabilities = createAvailabilities({ presence, takeOver, settingsOf, changes, clock })
  const outside = buildOutside({
    meta,
    conversations,
    conversing,
    visitors,
    questions,
    links,
    settingsOf,
    url: () => url,
    clock,
    chance,
    rights,
    operationLog,
    allowPrivateRequests: options.allowPrivateRequests,
    count: (name) => metrics.count(name),
    log: fastify.log,
    report,
  })
  const pictures = createPictures({
    secret,
    fetchPicture: createFetchPicture({ fetch: outside.outgoing.fetch }),
    limits,
  })
  const replies = buildReplies({
    store,
    ...outside,
    pictures,
    rights,
    limits,
    clock,
    chance,
    settingsOf,
    find: conversing.find,
    count: (name) => metrics.count(name),
    log: fastify.log,
    report,
  })
  // Whoever looks at the report a moment later finds it; the sweep makes good what was cut short.
  live.onStored(({ due, after }) => {
    if (due.some(({ kind }) => kind === 'rated')) void replies.ratings.record(after.state.id).catch(report)
  })
  live.onStored(replies.phrases.heard)
  replies.products.start()
  const { knowledge, answering, suggestions } = buildAssistant({
    ...store,
    live,
    takeOver,
    changes,
    bus,
    clock,
    settingsOf,
    revisionOf: cache.revisionOf,
    chooseAnswerer: overrides.chooseAnswerer ?? outside.chooseAnswerer,
    report,
  })
  const routing = buildRouting({
    ...store,
    live,
    takeOver,
    rights,
    changes,
    bus,
    clock,
    chance,
    sites: cache.ids,
    settingsOf,
    push(agent, push) {
      const frame = JSON.stringify(push)
      for (const session of registry.of(agent)) session.outlet.send(frame)
    },
    report,
  })
  const overload = watchOverload({
    clock,
    waitingBytes: () => {
      let bytes = 0
      for (const session of registry.sessions) bytes += session.socket.bufferedAmount
      return bytes
    },
    oldestWrite: conversing.oldestWrite,
  })
  const metrics = createMetrics({
    foyer_sockets: { help: 'Open sockets of this node.', read: () => registry.sessions.size },
    foyer_resident_bytes: { help: 'Memory of this process.', read: () => process.memoryUsage.rss() },
    foyer_overloaded: {
      help: '1 while writers are told unavailable.',
      read: () => Number(overload.isOverloaded()),
    },
  })

  const people = buildPeople({
    store,
    changes,
    clock,
    chance,
    mailer,
    noLimits: options.noLimits,
    presence,
    conversing,
    rights,
    operationLog,
    url: () => url,
    report,
  })
  const { signIn, siteDesk, colleagues, apiTokens, setup, faq, demo } = people
  const tokens = createVisitorTokens({ visitors, secret, clock, chance })
  const identity = buildIdentity({
    ...store,
    conversing,
    tokens,
    rights,
    operationLog,
    settingsOf,
    clock,
    chance,
  })
  const known = buildVisitors({
    store,
    blobs,
    live,
    registry,
    changes,
    rights,
    operationLog,
    bus,
    clock,
    chance,
    settingsOf,
    report,
  })
  const records = buildRecords({
    store,
    live,
    rights,
    links,
    limits,
    settingsOf,
    isPresent: (visitor) => [...registry.of(visitor)].length > 0,
    url: () => url,
    secret,
    mailer,
    operationLog,
    clock,
    chance,
    count: metrics.count,
    log: fastify.log,
    report,
  })
  const origins = createOrigins({ sites, own: ownOrigins })
  const assets = createAssets({
    loader: dist('widget'),
    widget: join(dist('widget'), 'widget'),
    console: dist('console'),
    demo: builtBy('widget', 'demo'),
  })
  const { readWidget, readReception } = createWidgetConfig({
    sites,
    availability: (site) => availabilities.of(site.id),
    isWithinHours: takeOver.isWithinHours,
    texts: widgetTexts,
    hasMailer: records.hasMailer,
  })
  let isStopping = false

  await fastify.register(httpPlugin, {
    ...people,
    visitorTokens: tokens,
    faqTransfer: createFaqTransfer({ sites, clock, chance, changes, rights, operationLog }),
    assistantDesk: createAssistantDesk({
      sites,
      questions: store.questions,
      knowledge,
      isFree: takeOver.isFree,
      clock,
      rights,
    }),
    documents: createDocumentDesk({ documents, clock, chance, changes, rights, operationLog }),
    routingDesk: routing.desk,
    ...records,
    secrets: outside.secrets,
    identityKeys: identity.identityKeys,
    replies,
    pictures,
    profiles: known.profiles,
    blocking: known.blocking,
    erasing: known.erasing,
    visitorTags: known.visitorTags,
    rights,
    uploads,
    origins,
    readWidget,
    overrides: createPageOverrides({ meta: store.meta, clock, report }),
    assets,
    async readiness() {
      if (isStopping) return { isReady: false, state: 'draining' }
      const health = await store.health()
      if (!health.ok) return { isReady: false, state: `degraded: ${health.reason ?? 'the store fails'}` }
      return overload.isOverloaded()
        ? { isReady: false, state: 'overloaded' }
        : { isReady: true, state: 'ready' }
    },
    metrics: metrics.text,
    after: clock.after,
    url: () => url,
    isDemo: options.isDemo,
  } satisfies HttpDeps)

  const parts: SocketParts = {
    conversing,
    conversations,
    visitors,
    agents,
    sites,
    files,
    questions,
    pins: store.pins,
    hub,
    inbox,
    looking,
    searchTexts: lists.searchTexts,
    queue,
    presence,
    routing,
    takeOver,
    receptionOf: createReceptionOf({ conversations, facts: routing.facts, readReception, settingsOf }),
    availabilityOf: availabilities.of,
    knowledge,
    suggestions,
    answering,
    rights,
    identify: identity.identify,
    changes,
    limits,
    tokens,
    ...known,
    isErased: store.erasures.isErased,
    transcripts: records.transcripts,
    pictures,
    registry,
    bus,
    clock,
    chance,
    settingsOf,
    lookUpSites: cache.lookUp,
    epoch,
    isOverloaded: overload.isOverloaded,
    report,
    async identifyAgent(by) {
      if ('cookie' in by) {
        const agent = await signIn.agentFromCookie(by.cookie)
        return agent === null ? null : { role: 'agent', ...agent }
      }
      const found = await apiTokens.fromApiToken(by.token)
      if (found === null) return null
      if (found.role === 'agent') return { role: 'agent', ...found.agent }
      return { role: 'assistant', ...found.assistant, avatar: null, sites: found.sites, roles: {} }
    },
  }
  if (server === undefined) throw new Error('Fastify made no server')
  const sockets = openSockets(server, parts, { isOwnOrigin: origins.isOwn, addressOf })
  live.onNews((conversation) => sockets.followNew(conversation))
  changes.listen(({ visitor, agent }) => {
    const who = visitor ?? agent
    if (who !== undefined) void sockets.recheck(who).catch(report)
  })
  known.blocking.onBlocked(sockets.shutOut)
  known.erasing.onErased(({ visitor }) => sockets.erased(visitor))
  const stopWatchingAgents = watchAgents({
    agents,
    clock,
    *connected() {
      for (const { who } of registry.sessions) if (who?.role === 'agent') yield who.id
    },
    async rightsOf(roles) {
      // Built-in roles are what they are; a site's own may have been edited on a node that this one cannot hear.
      for (const [site, role] of Object.entries(roles)) {
        if (isBuiltIn(role)) continue
        if ((await sites.find(site))?.revision !== cache.revisionOf(site)) await cache.lookUp()
      }
      return rights.print(roles)
    },
    changed: sockets.recheck,
    report,
  })
  availabilities.onChange((site, availability) => {
    sockets.tell(site, { on: 'availability', ...availability })
    routing.drainSoon(site)
  })

  async function answered(): Promise<void> {
    await Promise.all([answering.idle(), routing.idle(), outside.handingOver.idle()])
  }

  /** Browsers reach us by these: what the operator said, and this machine's own names for itself. */
  function ownOrigins(): string[] {
    const { port } = new URL(url)
    const local = options.publicUrl === null ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`] : []
    return [new URL(url).origin, ...local]
  }

  function addressOf(request: IncomingMessage): string {
    const forwarded = request.headers['x-forwarded-for']
    const last = options.trustProxy
      ? String(forwarded ?? '')
          .split(',')
          .at(-1)
          ?.trim()
      : ''
    return last || (request.socket.remoteAddress ?? '')
  }

  return {
    fastify,
    store,
    setup,
    siteDesk,
    colleagues,
    apiTokens,
    faq,
    members: people.members,
    demo,
    keeper: records.keeper,
    mailing: records.mailing,
    answered,
    async listen() {
      await fastify.listen({ host: options.host, port: options.port, backlog })
      const address = server?.address()
      const port = typeof address === 'object' && address !== null ? address.port : options.port
      url = options.publicUrl ?? `http://${nameOf(options.host)}:${port}`
      // The first visitor's page should not wait for the compressor.
      void assets.warm('widget').catch(report)
      return url
    },
    async stop() {
      if (isStopping) return
      isStopping = true
      await sockets.drain(drainWithin)
      await Promise.race([answered(), new Promise<void>((resolve) => clock.after(answersWithin, resolve))])
      availabilities.stop()
      routing.stop()
      replies.products.stop()
      await replies.phrases.flush().catch(report)
      knowledge.stop()
      sockets.stop()
      stopWatchingAgents()
      known.blocking.stop()
      known.erasing.stop()
      live.stop()
      lists.indexing.stop()
      cache.stop()
      overload.stop()
      await fastify.close()
      await outside.close()
      await records.stop()
      try {
        store.checkpoint()
      } catch (fault) {
        // A full disk, say: all is in the log, which the next start reads.
        report(fault)
      }
      await store.close()
    },
  }
}

/** A name that people can open: every address is none. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function builtBy(name: 'widget' | 'console', folder: string): string {
  return fileURLToPath(new URL(`${folder}/`, import.meta.resolve(`@foyer/${name}/package.json`)))
}

function dist(name: 'widget' | 'console'): string {
  return builtBy(name, 'dist')
}
