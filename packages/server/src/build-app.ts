/**
 * Puts the server together; with the areas under `build/` it is all that knows every part. `listen` opens the door, `stop` lets
 * everybody go without losing anything. Tests pass a store, a bus and a clock of their own.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import Fastify from 'fastify'
import { openBlobs } from './adapters/files/blobs.ts'
import { createFetchPicture } from './adapters/http-out/fetch-picture.ts'
import { createSmtpMailer } from './adapters/mail/smtp.ts'
import { createQuietBus } from './adapters/quiet-bus.ts'
import { openStore } from './adapters/sql/open.ts'
import { createChance, createClock } from './adapters/system.ts'
import { createAssistantDesk } from './app/assistant-desk.ts'
import { createAvailabilities } from './app/availability.ts'
import { createTakeOver } from './app/can-take-over.ts'
import { createChanges } from './app/changes.ts'
import { createClearLog } from './app/clear-log.ts'
import { createConsents } from './app/consents.ts'
import { createDocumentDesk } from './app/documents.ts'
import { createFaqTransfer } from './app/faq-transfer.ts'
import { createFileLinks } from './app/file-links.ts'
import { createLimits } from './app/limits.ts'
import { createLive } from './app/live.ts'
import { createMetrics } from './app/metrics.ts'
import { createOperationLog } from './app/operation-log.ts'
import { createOrigins } from './app/origins.ts'
import { watchOverload } from './app/overload.ts'
import { createPageOverrides } from './app/page-overrides.ts'
import { createPictures } from './app/pictures.ts'
import { createReceptionOf } from './app/reception-of.ts'
import { createRights } from './app/rights.ts'
import { createSiteCache } from './app/site-cache.ts'
import { createUploads } from './app/uploads.ts'
import { createVisitorTokens } from './app/visitor-tokens.ts'
import { createWidgetConfig } from './app/widget-config.ts'
import { createAddress } from './build/address.ts'
import type { App, AppOptions, HttpServer, Overrides } from './build/app.ts'
import { buildAssistant } from './build/assistant.ts'
import { buildIdentity } from './build/identity.ts'
import { buildLists } from './build/lists.ts'
import { buildOutside } from './build/outside.ts'
import { buildPeople } from './build/people.ts'
import { buildRecords } from './build/records.ts'
import { buildReplies } from './build/replies.ts'
import { buildRouting } from './build/routing.ts'
import { openServedFiles } from './build/served-files.ts'
import { buildSockets } from './build/sockets.ts'
import { buildVisitors } from './build/visitors.ts'
import { launcherLeads, widgetTexts } from './build/widget-texts.ts'
import type { HttpDeps } from './http/deps.ts'
import { serverOptions } from './http/options.ts'
import { httpPlugin } from './http/plugin.ts'
import { createRegistry } from './socket/registry.ts'

export type { App, AppOptions, Overrides } from './build/app.ts'

/** Connections that may wait to be accepted: after a restart all visitors come at once. */
const backlog = 4_096
/** Milliseconds that a stop may take before sockets are cut. */
const drainWithin = 15_000
/** Milliseconds that answers may take which were begun before; what is cut short is due at the next start. */
const answersWithin = 2_000

/** Of any other upgrade nothing comes (RFC 9110 §7.8): the request is answered as if it had not asked. */
function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

export async function buildApp(options: AppOptions, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? createClock()
  const chance = overrides.chance ?? createChance(clock)
  const store = overrides.store ?? (await openStore({ url: options.databaseUrl }))
  const { conversations, visitors, agents, sites, meta, files, questions, documents } = store
  const bus = overrides.bus ?? createQuietBus(options.databaseUrl.startsWith('sqlite:'))
  const secret = await meta.init('secret', chance.secret(32))
  const epoch = await meta.init('epoch', chance.id())

  let server: Server | undefined
  const address = createAddress(options)
  const { url } = address
  const fastify: HttpServer = Fastify({
    ...serverOptions({
      logLevel: options.logLevel,
      trustProxy: options.trustProxy,
      reference: () => chance.id(),
    }),
    serverFactory(handler, { http }: { http?: object }) {
      server = createServer({ ...http, shouldUpgradeCallback: wantsWebSocket }, handler)
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
  const consents = createConsents({ secret, settingsOf, openOf: conversations.openOf })
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
    url,
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
  const clearLog = createClearLog({ checkpoint: store.checkpoint, clock, report })
  live.onStored(({ events }) => {
    if (events.some(({ type }) => type === 'message.deleted' || type === 'message.edited')) clearLog.soon()
  })
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
    *connected() {
      for (const { who } of registry.sessions) if (who?.role === 'agent') yield who.id
    },
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
    url,
    report,
  })
  const { signIn, siteDesk, colleagues, apiTokens, setup, faq, release, demo } = people
  const tokens = createVisitorTokens({
    visitors,
    isErased: store.erasures.isErased,
    onRevoked: (visitor, site) => changes.announce({ visitor, site }),
    secret,
    clock,
    chance,
  })
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
    clearLog: clearLog.soon,
    clock,
    chance,
    ownerOf: tokens.ownerOf,
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
    url,
    secret,
    mailer,
    operationLog,
    clock,
    chance,
    count: metrics.count,
    log: fastify.log,
    report,
  })
  const origins = createOrigins({ sites, own: address.ownOrigins })
  const assets = openServedFiles()
  const { readWidget, readReception } = createWidgetConfig({
    sites,
    availability: (site) => availabilities.of(site.id),
    isWithinHours: takeOver.isWithinHours,
    texts: widgetTexts,
    leads: launcherLeads,
    hasMailer: records.hasMailer,
    consents,
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
    consents,
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
    url,
    isDemo: options.isDemo,
  } satisfies HttpDeps)

  if (server === undefined) throw new Error('Fastify made no server')
  const sockets = buildSockets(server, {
    store,
    live,
    cache,
    known,
    availabilities,
    signIn,
    apiTokens,
    release,
    isOwnOrigin: origins.isOwn,
    addressOf: address.addressOf,
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
    consents,
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
  })

  availabilities.onChange(routing.drainSoon)

  async function answered(): Promise<void> {
    await Promise.all([answering.idle(), routing.idle(), outside.handingOver.idle()])
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
      const bound = server?.address()
      address.opened(typeof bound === 'object' && bound !== null ? bound.port : options.port)
      // The first visitor's page should not wait for the compressor.
      void assets.warm('widget').catch(report)
      return url()
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
      known.blocking.stop()
      known.erasing.stop()
      clearLog.stop()
      await live.stop()
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
